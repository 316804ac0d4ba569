"""Group the changes between two versions by level and part, and format them as tables and cards."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from golive.schema import ChangeLog
from golive.schema.field import Model, get_field_label
from golive.schema.organization import LogEntry, LoggedChange
from golive.templating.escape import Markdown, escape, join_lines
from golive.templating.fact_tables import Names, build_table
from golive.templating.phrases import format_count_in_words, upper_first
from golive.templating.values import format_label

LEVELS: Final = ("major", "minor", "patch")
_MAX_NAMED_PARTS: Final = 2
"""Most parts with the same change that are named on a slide; more are counted."""
_MAX_SENTENCES: Final = 200
"""Most changes that a document lists."""
_MAX_SENTENCES_PER_CELL: Final = 6
"""Most sentences in one table cell; more continue in another row."""
_HEADER: Final = ("Level", "Part", "What changed")
_MAX_CARDS: Final = 3
_MAX_CARD_CHARACTERS: Final = 300
"""Most characters on one card of a slide."""


class Group(Struct, frozen=True):
    """Changes of one part, or equal changes of several parts.

    Attributes:
        level: what it costs: "major", "minor" or "patch".
        parts: what the parts are called.
        sentences: what changed, without the names of the parts.
    """

    level: str
    parts: tuple[str, ...]
    sentences: tuple[str, ...]


def drop_internal_changes(log: ChangeLog | None) -> ChangeLog | None:
    """Return a copy of the change log without internal changes."""
    if log is None:
        return None
    return log.model_copy(update={"entries": tuple(_drop_internal_changes_of_entry(entry) for entry in log.entries)})


def _drop_internal_changes_of_entry(entry: LogEntry) -> LogEntry:
    return entry.model_copy(update={"changes": tuple(one for one in entry.changes if not one.internal)})


def group_changes(changes: Iterable[LoggedChange], model: type[Model], names: Names) -> tuple[Group, ...]:
    """Group changes by level and part, in that order; merge equal changes of several parts.

    Args:
        changes: the changes; internal ones are left out.
        model: the model class of the document that changed.
        names: display names by (part of the spec, id).
    """
    alike: dict[tuple[str, str], dict[str, None]] = {}
    for change in changes:
        if not change.internal:
            part = _get_part_name(change, model, names)
            said = _drop_part_name(part, change.sentence)
            alike.setdefault((change.level, said), {})[part] = None
    together: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (level, said), parts in alike.items():
        together.setdefault((level, tuple(parts)), []).append(said)
    groups = (Group(level, parts, tuple(said)) for (level, parts), said in together.items())
    return tuple(sorted(groups, key=lambda group: LEVELS.index(group.level)))


def _get_part_name(change: LoggedChange, model: type[Model], names: Names) -> str:
    """Return the name of the item that changed, or else of the part of the spec that it belongs to."""
    field, _, rest = change.path.partition("[")
    if named := names.get((field, rest.partition("]")[0])):
        return named
    field = field.partition(".")[0]
    info = model.model_fields.get(field)
    return get_field_label(field, info) if info else upper_first(field.replace("_", " "))


def _drop_part_name(part: str, sentence: str) -> str:
    """Remove the part name from the start of a sentence: "Bill file: drop-by moved" becomes "Drop-by moved"."""
    for end in (": ", ", "):
        if sentence.casefold().startswith(f"{part}{end}".casefold()):
            return upper_first(sentence[len(part) + len(end) :])
    return sentence


class ChangeTables(Struct, frozen=True):
    """Format changes as cards and tables in one document.

    Attributes:
        model: of the document that changed.
        names: display names by (part of the spec, id).
    """

    model: type[Model]
    names: Names

    def group_for_cards(self, changes: Iterable[LoggedChange]) -> tuple[Group, ...]:
        """Group changes for the cards of a slide; empty if there are too many, and a table is the better form.

        Where many parts changed alike, their number is given instead of their names.

        Of many parts that changed alike the number is given.
        """
        groups = group_changes(changes, self.model, self.names)
        if len(groups) > _MAX_CARDS or any(sum(map(len, group.sentences)) > _MAX_CARD_CHARACTERS for group in groups):
            return ()
        return tuple(Group(one.level, self._list_part_names(one.parts, counted=True), one.sentences) for one in groups)

    def table(
        self,
        changes: Iterable[LoggedChange],
        most: int = _MAX_SENTENCES,
        *,
        counted: bool = False,
        elsewhere: str = "",
        **attributes: object,
    ) -> Markdown:
        """Build a table of changes, highest level first; a sentence below it gives the number of changes left out.

        Args:
            changes: what changed; what only the vendor may know is left out.
            most: how many sentences are shown.
            elsewhere: where the changes that are left out are listed, such as "in the runbook".
            counted: whether many parts that changed alike are counted, as there is no room for their names.
            attributes: `caption` and other table attributes of the Markdown dialect.
        """
        groups = group_changes(changes, self.model, self.names)
        cells = [
            [
                escape(format_label(group.level)),
                join_lines(map(escape, self._list_part_names(group.parts, counted=counted))),
                join_lines(map(escape, group.sentences)),
            ]
            for group in _limit_sentences(groups, most)
        ]
        left = _count_sentences(groups) - _count_sentences(_limit_sentences(groups, most))
        where = f"listed {elsewhere}" if elsewhere else "not shown here"
        more = f"\n\n{upper_first(format_count_in_words(left, 'more change'))} {where}." if left else ""
        return Markdown(f"{build_table(_HEADER, cells, **attributes)}{more}")

    def _list_part_names(self, parts: tuple[str, ...], *, counted: bool) -> tuple[str, ...]:
        if not counted or len(parts) <= _MAX_NAMED_PARTS:
            return parts
        interfaces = {name for (kind, _), name in self.names.items() if kind == "interfaces"}
        if not interfaces.issuperset(parts):
            return (upper_first(format_count_in_words(len(parts), "part")),)
        every = len(parts) == len(interfaces)
        return (upper_first(f"{'all ' if every else ''}{format_count_in_words(len(parts), 'interface')}"),)


def adds_to_changes(text: str | None, changes: Iterable[LoggedChange]) -> bool:
    """Tell whether a description says more than the changes that are listed with it."""
    if not text:
        return False
    listed = {_normalize_sentence(change.sentence) for change in changes}
    return any(said not in listed for said in map(_normalize_sentence, re.split(r"(?<=[.!?;])\s+|\n+", text)) if said)


def _normalize_sentence(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _count_sentences(groups: Iterable[Group]) -> int:
    return sum(len(group.parts) * len(group.sentences) for group in groups)


def _limit_sentences(groups: Iterable[Group], most: int) -> Iterator[Group]:
    """Yield the groups up to `most` sentences, and split those that exceed one cell."""
    left = most
    for group in groups:
        shown = group.sentences[: max(left, 0)]
        left -= len(shown)
        for at in range(0, len(shown), _MAX_SENTENCES_PER_CELL):
            yield Group(group.level, group.parts, shown[at : at + _MAX_SENTENCES_PER_CELL])
