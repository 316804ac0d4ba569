"""Turn the changes of a workbook into edits of the spec, and find the cell of each value afterward."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from golive.editing import Edit, InsertItem, RemoveItem, SetValue
from golive.editing.values import get_plain_value
from golive.exchange.workbook.additions import AddedItem
from golive.exchange.workbook.addresses import Path
from golive.exchange.workbook.cell_text import CellCodec
from golive.exchange.workbook.merge import CellChange, PresentSpec, combine_answer
from golive.exchange.workbook.returned import Place


class PlacedEdit(Struct, frozen=True):
    """An edit, and the cell that asks for it."""

    edit: Edit
    place: Place


class AskedCell(Struct, frozen=True):
    """A cell that a value of the edited spec comes from: its question, and how answers are written.

    An item as a whole has neither.
    """

    place: Place
    label: str = ""
    codec: CellCodec | None = None


class WorkbookEdits(Struct, frozen=True):
    """The edits of a workbook in the order in which they are made, and where their values come from.

    Attributes:
        edits: the edits.
        places: the cell of each changed value, by its path in the edited spec.
    """

    edits: tuple[PlacedEdit, ...]
    places: Mapping[Path, AskedCell]


def build_workbook_edits(
    changes: Sequence[CellChange], additions: Sequence[AddedItem], present: PresentSpec
) -> WorkbookEdits:
    """Return the edits for changed answers and added items.

    Answers are set first, then keys are removed, and items are inserted last: inner lists before outer ones and from
    the end of each list, so that no path is about another item by then.
    """
    sets, removals = [], []
    for change in changes:
        held = get_plain_value(present.values, change.path)
        if change.answer in ("", []):
            removals.append(PlacedEdit(RemoveItem(change.path), change.place))
        else:
            answer = combine_answer(change.codec, change.answer, held)
            sets.append(PlacedEdit(SetValue(change.path, answer), change.place))
    own = [(one.list_path, one) for one in additions if one.list_path is not None]
    order = sorted(range(len(own)), key=lambda at: (len(own[at][0]), own[at][1].index, at), reverse=True)
    inserts = []
    filled: dict[Path, PlacedEdit] = {}
    for list_path, item in (own[at] for at in order):
        if get_plain_value(present.values, list_path):
            inserts.append(PlacedEdit(InsertItem(list_path, item.index, item.value), item.returned.place))
        elif list_path not in filled:  # a new list is written at once, which is faster
            values = [one.value for path, one in own if path == list_path]
            filled[list_path] = PlacedEdit(SetValue(list_path, values), item.returned.place)
            inserts.append(filled[list_path])
    inserted: dict[Path, list[int]] = {}
    for list_path, item in own:
        inserted.setdefault(list_path, []).append(item.index)
    for indexes in inserted.values():
        indexes.sort()
    places = {
        _shift(one.path, inserted): AskedCell(one.place, one.label.rpartition(_SEPARATOR)[2], one.codec)
        for one in changes
    }
    seen: Counter[tuple[Path, int]] = Counter()
    for list_path, item in own:
        earlier = bisect_left(inserted[list_path], item.index) + seen[list_path, item.index]
        seen[list_path, item.index] += 1
        places |= dict(_list_places((*_shift(list_path, inserted), item.index + earlier), item))
    return WorkbookEdits((*sets, *reversed(removals), *inserts), places)


_SEPARATOR: Final = " › "


def find_place(places: Mapping[Path, AskedCell], where: Path) -> AskedCell | None:
    """Return the cell that a problem of the edited spec comes from; None if it comes from no cell."""
    above = next((places[where[:length]] for length in range(len(where), 0, -1) if where[:length] in places), None)
    if above is not None:
        return above
    return next((place for path, place in places.items() if path[: len(where)] == where), None) if where else None


def _shift(path: Path, inserted: Mapping[Path, list[int]]) -> Path:
    """Return the path of a value after all items were inserted, by the sorted indexes at which each list gets some."""
    found: list[str | int] = []
    for at, step in enumerate(path):
        found.append(step + bisect_right(inserted.get(path[:at], []), step) if isinstance(step, int) else step)
    return tuple(found)


def _list_places(path: Path, item: AddedItem) -> Iterator[tuple[Path, AskedCell]]:
    yield path, AskedCell(item.returned.place)
    for below, (place, field) in item.places.items():
        yield (*path, *below), AskedCell(place, field.label, field.codec)
    for below, inner in item.inner:
        yield from _list_places((*path, *below), inner)
