"""Open items as documents list them: numbered from 1, and gaps of one kind on one line.

The stable ids of open items (`48-payments`) are for the spec and the command line; readers of documents get numbers.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date

from msgspec import Struct

from golive.open_items.items import OpenItem
from golive.schema import value_text
from golive.schema.words import Phase
from golive.templating.phrases import upper_first


class NumberedItem(Struct, frozen=True):
    """One line of a document's list of open items.

    Attributes:
        number: its number in the list, from 1.
        what: what is open, in words.
        items: the open items that it stands for; they share owner, due date, phase and note.
    """

    number: int
    what: str
    items: tuple[OpenItem, ...]

    @property
    def owner(self) -> str:
        """Return the id of the contact who answers."""
        return self.items[0].owner

    @property
    def due(self) -> date | None:
        """Return the due date; None if the plan does not give one."""
        return self.items[0].due

    @property
    def note(self) -> str:
        """Return the owner's note; may be empty."""
        return self.items[0].note

    @property
    def needed_by(self) -> Phase | None:
        """Return the phase that needs the answer; None for a decision."""
        return self.items[0].needed_by


def number_open_items(items: Sequence[OpenItem]) -> tuple[NumberedItem, ...]:
    """Number the open items of a document in their order; gaps of one kind come together at the first of them.

    Of one kind are gaps in the same field of several items ("Drop-by: Bill file and Payment file"), or else in several
    fields of the same item ("Bill file: format and drop-by"), if the same person answers them by the same day.
    """
    groups: list[list[OpenItem]] = []
    for group in _group_by(items, _get_field_key):
        groups += [group] if len(group) > 1 else []
    grouped = {id(item) for group in groups for item in group}
    groups += _group_by([item for item in items if id(item) not in grouped], _get_subject_key)
    order = {id(item): at for at, item in enumerate(items)}
    groups.sort(key=lambda group: order[id(group[0])])
    return tuple(NumberedItem(number, _describe(group), tuple(group)) for number, group in enumerate(groups, 1))


def _group_by(items: Iterable[OpenItem], get_key: Callable[[OpenItem], Hashable]) -> list[list[OpenItem]]:
    found: dict[Hashable, list[OpenItem]] = {}
    for item in items:
        # A decision is a question of its own, as is an item of the whole spec.
        key = (get_key(item), item.owner, item.due, item.note) if item.needed_by and item.subject else item.id
        found.setdefault(key, []).append(item)
    return list(found.values())


def _get_field_key(item: OpenItem) -> Hashable:
    return tuple(step for step in item.path if isinstance(step, str)), item.field, item.needed_by


def _get_subject_key(item: OpenItem) -> Hashable:
    return item.subject, item.needed_by


def _describe(group: Sequence[OpenItem]) -> str:
    first, *others = group
    if not others:
        return first.what
    if all(item.field == first.field for item in others):
        return f"{upper_first(first.field)}: {value_text.join_words([item.subject for item in group])}"
    return f"{first.subject}: {value_text.join_words([item.field for item in group])}"
