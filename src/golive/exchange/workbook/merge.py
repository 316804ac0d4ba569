"""Merge a returned workbook into the spec as it is now: what was sent, what came back, and what the spec says today.

A cell that came back as it was sent changes nothing. A changed cell becomes an edit if the spec still says what was
sent; if the spec was changed too, somebody has to choose. Rows that are missing remove nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from golive.editing.values import get_plain_value
from golive.exchange.workbook.addresses import Path, parse_address
from golive.exchange.workbook.book import Book, BookCell, BookItem
from golive.exchange.workbook.cell_text import Answer, CellCodec
from golive.exchange.workbook.cell_value import CellAnswer, normalize_text, read_cell
from golive.exchange.workbook.identity import ItemFinder
from golive.exchange.workbook.returned import Place, Returned, ReturnedCell, ReturnedItem, make_cell_problem
from golive.support.problems import Problem
from golive.topics.inputs import Choice
from golive.yaml_io.gaps import parse_tbd
from golive.yaml_io.message_text import shorten_for_message

Side = Literal["theirs", "ours"]


class CellChange(Struct, frozen=True):
    """An answer that came back changed.

    Attributes:
        place: its cell.
        label: the question, with the names of what it is about.
        path: its present path in the spec.
        sent: the text that was sent.
        theirs: the text that came back.
        ours: the text of the spec as it is now.
        answer: the answer that came back; empty if it was cleared.
        codec: how its answers are written.
    """

    place: Place
    label: str
    path: Path
    sent: str
    theirs: str
    ours: str
    answer: Answer
    codec: CellCodec

    @property
    def is_conflict(self) -> bool:
        """Return whether the spec was changed too since the workbook was sent."""
        return self.ours != self.sent


class MergeState(Struct):
    """What was found while merging.

    Attributes:
        changes: the answers that changed, with those in conflict.
        problems: what cannot be taken over.
        warnings: what should be looked at.
    """

    changes: list[CellChange] = msgspec.field(default_factory=list)
    problems: list[Problem] = msgspec.field(default_factory=list)
    warnings: list[Problem] = msgspec.field(default_factory=list)


class CellReader:
    """Reads the answers of cells, with the names of items that the workbook adds among the choices."""

    def __init__(self, returned: Returned, added: Mapping[str, Sequence[Choice]], state: MergeState) -> None:
        self._returned = returned
        self._added = added
        self._state = state

    def read(self, returned: ReturnedCell, codec: CellCodec, sent: str) -> str | None:
        """Return the text of a cell; None if it is no answer, which is reported."""
        if returned.cell is None:
            return ""
        found: CellAnswer = read_cell(returned.cell, codec.asked, sent)
        if found.problem[0]:
            self._state.problems.append(make_cell_problem(self._returned.path, returned.place, *found.problem))
            return None
        if found.warning[0]:
            warning = make_cell_problem(self._returned.path, returned.place, *found.warning)
            self._state.warnings.append(warning._replace(severity="warning"))
        return found.text

    def extend(self, codec: CellCodec) -> CellCodec:
        """Return a codec that also knows the items that the workbook adds."""
        more = self._added.get(codec.asked.refers_to, ())
        return replace(codec, choices=(*codec.choices, *more)) if more else codec


class PresentSpec(Struct, frozen=True):
    """The spec as it is now.

    Attributes:
        values: its plain values.
        book: the whole workbook that would be made from it now.
    """

    values: Any
    book: Book

    def map_cells(self) -> Mapping[Path, BookCell]:
        """Return its cells by path."""
        cells = (cell for sheet in self.book.sheets for item in sheet.items for cell in item.cells.values())
        return {cell.path: cell for cell in cells}


def merge_cells(returned: Returned, present: PresentSpec, reader: CellReader, state: MergeState) -> None:
    """Compare all cells of items that were sent, and note what changed.

    Args:
        returned: the workbook.
        present: the spec as it is now.
        reader: reads cells.
        state: receives changes, problems and warnings.
    """
    merger = _Merger(returned, present, reader, state)
    for item in returned.items:
        if item.path is not None:
            merger.merge_item(item, item.path)


class _Merger:
    def __init__(self, returned: Returned, present: PresentSpec, reader: CellReader, state: MergeState) -> None:
        self._returned = returned
        self._present = present
        self._reader = reader
        self._state = state
        self._texts = returned.record.map_texts()
        self._finder = ItemFinder(returned.record.map_items(), present.values)
        self._cells = present.map_cells()
        self._labels = {
            (sheet.topic.id, field.key): " › ".join(filter(None, (field.heading, field.label)))
            for sheet in present.book.sheets
            for field in sheet.fields
        }
        self._codecs: dict[tuple[str, str], CellCodec] = {
            (sheet.topic.id, field.key): field.codec for sheet in present.book.sheets for field in sheet.fields
        }
        self._items = {item.path: item for sheet in present.book.sheets for item in sheet.items}

    def merge_item(self, item: ReturnedItem, path: Path) -> None:
        """Compare the cells of an item."""
        sent = {key: self._texts.get((*path, *(parse_address(key) or ())), "") for key in item.cells}
        if path and all(cell.cell is None for cell in item.cells.values()):
            if any(sent.values()):
                note = "was emptied as a whole, and stays as it is"
                warning = make_cell_problem(self._returned.path, item.place, note, _REMOVE_IN_SPEC)
                self._state.warnings.append(warning._replace(severity="warning"))
            return
        target = self._finder.find(path)
        if target in self._items:
            self._compare_parents(item, self._items[target])
        for key, returned in item.cells.items():
            if returned.cell is not None and returned.cell.kind == "value" and returned.cell.value == sent[key]:
                continue
            if returned.cell is None and not sent[key]:
                continue
            self._merge_cell(item, key, returned, sent[key], target)

    def _merge_cell(self, item: ReturnedItem, key: str, returned: ReturnedCell, sent: str, target: Path | None) -> None:
        below = parse_address(key)
        path = None if target is None or below is None else (*target, *below)
        cell = self._cells.get(path) if path is not None else None
        codec = cell.codec if cell else self._codecs.get((item.topic, key))
        if codec is None:
            self._refuse_text(returned, sent, "answers a question that is not asked any more")
            return
        codec = self._reader.extend(codec)
        text = self._reader.read(returned, codec, sent)
        if text is None or _is_same(codec, text, sent):
            return
        if path is None or target is None:
            self._refuse_text(returned, sent, "is about an item that was removed, or has another id, since it was sent")
        elif cell is None:
            self._refuse_text(returned, sent, "answers a question that does not apply here")
        elif cell.state == "locked":
            self._refuse_text(returned, sent, f"changes `{shorten_for_message(cell.text)}`, which is locked")
        elif not _is_same(codec, text, cell.text) and not self._is_same_note(text, path):
            label = " › ".join(
                filter(
                    None,
                    (
                        self._items[target].name if target in self._items and target else "",
                        self._labels[item.topic, key],
                    ),
                )
            )
            ours = sent if _is_same(codec, cell.text, sent) else cell.text
            change = CellChange(returned.place, label, path, sent, text, ours, codec.parse(text), codec)
            self._state.changes.append(change)

    def _compare_parents(self, item: ReturnedItem, present: BookItem) -> None:
        """Warn of a changed name of what contains an item: items are not moved."""
        shown = dict(enumerate(present.parents))
        pairs = [(cell, shown.get(number, "")) for number, cell in item.parents.items()]
        if item.list_label is not None:
            pairs.append((item.list_label, present.list_label))
        for returned, name in pairs:
            value = str(returned.cell.value) if returned.cell else ""
            if value and value != name:
                note = f"says `{shorten_for_message(value)}`, and belongs to `{name}`, where it stays"
                warning = make_cell_problem(self._returned.path, returned.place, note, _MOVE)
                self._state.warnings.append(warning._replace(severity="warning"))

    def _is_same_note(self, text: str, path: Path) -> bool:
        """Return whether an answer says `TBD` with the note that the spec has already."""
        note = parse_tbd(text)
        return note is not None and note == parse_tbd(get_plain_value(self._present.values, path))

    def _refuse_text(self, returned: ReturnedCell, sent: str, reason: str) -> None:
        value = returned.cell.value if returned.cell else ""
        if normalize_text(str(value)) == sent:
            return
        message = (
            f"says `{shorten_for_message(str(value))}`, and {reason}" if str(value) else f"was emptied, and {reason}"
        )
        self._state.problems.append(make_cell_problem(self._returned.path, returned.place, message, _UNDO))


_UNDO: Final = "Undo the change, and make it in the spec itself if it is wanted."
_MOVE: Final = "To move an item, add a new row for it, and have the old one removed from the spec."
_REMOVE_IN_SPEC: Final = "Remove the item in the spec if it is to go."


def _is_same(codec: CellCodec, one: str, other: str) -> bool:
    """Return whether two texts of a cell give the same answer."""
    return normalize_text(one) == normalize_text(other) or codec.parse(one) == codec.parse(normalize_text(other))


def combine_answer(codec: CellCodec, answer: Answer, present: Any) -> Answer:  # noqa: ANN401 - plain values
    """Return an answer as it is set in the spec: parts that did not change stay as the spec has them.

    Args:
        codec: how answers are written.
        answer: the answer.
        present: the value of the spec.
    """
    if not isinstance(answer, list) or not isinstance(present, list):
        return answer
    if not codec.inner:
        held = {codec.parse_held([one])[0]: one for one in present if isinstance(one, str) and codec.parse_held([one])}
        return [held.get(one, one) for one in answer]  # type: ignore[return-value]
    first, keys = codec.inner[0][0], {key for key, _ in codec.inner}
    items: list[dict[str, Any]] = []
    left = [(codec.parse_held([one])[0], one) for one in present if isinstance(one, dict)]
    for wanted in answer:
        assert isinstance(wanted, dict)
        found = next(
            (pair for pair in left if isinstance(pair[0], dict) and pair[0].get(first) == wanted.get(first)), None
        )
        if found is None:
            items.append(wanted)
            continue
        left.remove(found)
        parsed, own = found
        kept = {key: value for key, value in own.items() if key not in keys}
        assert isinstance(parsed, dict)
        items.append(
            {key: own[key] if key in own and parsed.get(key) == value else value for key, value in wanted.items()}
            | kept
        )
    return items
