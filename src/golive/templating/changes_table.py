"""What changed between two versions, for readers: gathered by the part of the integration, what asks for most first."""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from golive.schema import ChangeLog
from golive.schema.field import Model, label_of
from golive.schema.organization import LogEntry, LoggedChange
from golive.templating.escape import Markdown, escape, lines
from golive.templating.fact_tables import Names, table
from golive.templating.phrases import several, upper_first
from golive.templating.values import label

LEVELS: Final = ("major", "minor", "patch")
_NAMED: Final = 2
"""How many parts that changed alike are named on a slide; more are counted."""
_MOST: Final = 200
"""Changes of the longest list that a paper shows."""
_IN_A_ROW: Final = 6
"""Sentences in a cell; more go on in a row of their own."""
_HEADER: Final = ("Level", "What it is about", "What changed")
_CARDS: Final = 3
_CARD_LETTERS: Final = 300
"""How much the cards of a slide hold, side by side."""


class Group(Struct, frozen=True):
    """What changed about one part, or alike about several.

    Attributes:
        level: what it costs: "major", "minor" or "patch".
        parts: what the parts are called.
        sentences: what changed, without the names of the parts.
    """

    level: str
    parts: tuple[str, ...]
    sentences: tuple[str, ...]


def told(log: ChangeLog | None) -> ChangeLog | None:
    """A change log as documents may show it: without what only the vendor may know."""
    if log is None:
        return None
    return log.model_copy(update={"entries": tuple(_told(entry) for entry in log.entries)})


def _told(entry: LogEntry) -> LogEntry:
    return entry.model_copy(update={"changes": tuple(one for one in entry.changes if not one.internal)})


def grouped(changes: Iterable[LoggedChange], model: type[Model], names: Names) -> tuple[Group, ...]:
    """Gather changes by level and part, in that order; what is the same for several parts is said once.

    Args:
        changes: what changed; what only the vendor may know is left out.
        model: of the document that changed.
        names: what (part of the spec, id) is called.
    """
    alike: dict[tuple[str, str], dict[str, None]] = {}
    for change in changes:
        if not change.internal:
            part = _part(change, model, names)
            said = _without(part, change.sentence)
            alike.setdefault((change.level, said), {})[part] = None
    together: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (level, said), parts in alike.items():
        together.setdefault((level, tuple(parts)), []).append(said)
    groups = (Group(level, parts, tuple(said)) for (level, parts), said in together.items())
    return tuple(sorted(groups, key=lambda group: LEVELS.index(group.level)))


def _part(change: LoggedChange, model: type[Model], names: Names) -> str:
    """What a change is about: the thing by its name, or the part of the spec that it lies in."""
    field, _, rest = change.path.partition("[")
    if named := names.get((field, rest.partition("]")[0])):
        return named
    field = field.partition(".")[0]
    info = model.model_fields.get(field)
    return label_of(field, info) if info else upper_first(field.replace("_", " "))


def _without(part: str, sentence: str) -> str:
    """A sentence whose row names the part already: "Bill file: drop-by moved" is "Drop-by moved"."""
    for end in (": ", ", "):
        if sentence.casefold().startswith(f"{part}{end}".casefold()):
            return upper_first(sentence[len(part) + len(end) :])
    return sentence


class ChangeTables(Struct, frozen=True):
    """How changes become tables in one document.

    Attributes:
        model: of the document that changed.
        names: what (part of the spec, id) is called.
    """

    model: type[Model]
    names: Names

    def few(self, changes: Iterable[LoggedChange]) -> tuple[Group, ...]:
        """Changes as groups for the cards of a slide; nothing where a table is the better form, since there are more.

        Of many parts that changed alike the number is given.
        """
        groups = grouped(changes, self.model, self.names)
        if len(groups) > _CARDS or any(sum(map(len, group.sentences)) > _CARD_LETTERS for group in groups):
            return ()
        return tuple(Group(one.level, self._named(one.parts, counted=True), one.sentences) for one in groups)

    def table(
        self, changes: Iterable[LoggedChange], most: int = _MOST, *, counted: bool = False, **attributes: object
    ) -> Markdown:
        """Changes as a table, what asks for most first; a sentence below it says how many are left out.

        Args:
            changes: what changed; what only the vendor may know is left out.
            most: how many sentences are shown.
            counted: whether many parts that changed alike are counted, as there is no room for their names.
            attributes: `caption`, and what the dialect knows for tables.
        """
        groups = grouped(changes, self.model, self.names)
        cells = [
            [
                escape(label(group.level)),
                lines(map(escape, self._named(group.parts, counted=counted))),
                lines(map(escape, group.sentences)),
            ]
            for group in _limited(groups, most)
        ]
        left = _changes_in(groups) - _changes_in(_limited(groups, most))
        more = f"\n\n{upper_first(several(left, 'more change'))} not shown here." if left else ""
        return Markdown(f"{table(_HEADER, cells, **attributes)}{more}")

    def _named(self, parts: tuple[str, ...], *, counted: bool) -> tuple[str, ...]:
        if not counted or len(parts) <= _NAMED:
            return parts
        interfaces = {name for (kind, _), name in self.names.items() if kind == "interfaces"}
        if not interfaces.issuperset(parts):
            return (upper_first(several(len(parts), "part")),)
        every = len(parts) == len(interfaces)
        return (upper_first(f"{'all ' if every else ''}{several(len(parts), 'interface')}"),)


def _changes_in(groups: Iterable[Group]) -> int:
    return sum(len(group.parts) * len(group.sentences) for group in groups)


def _limited(groups: Iterable[Group], most: int) -> Iterator[Group]:
    """The first so many sentences of groups, with no more than a few in each."""
    left = most
    for group in groups:
        shown = group.sentences[: max(left, 0)]
        left -= len(shown)
        for at in range(0, len(shown), _IN_A_ROW):
            yield Group(group.level, group.parts, shown[at : at + _IN_A_ROW])
