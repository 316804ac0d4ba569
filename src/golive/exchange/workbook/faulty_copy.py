"""Make a copy of a returned workbook in which everything wrong has a red frame and a comment, to send it back.

It is made anew from the spec as it is now, with the answers that came back in it; so it can be merged like the first.
"""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec.structs import replace

from golive.exchange.workbook.addresses import Path
from golive.exchange.workbook.book import Book, BookCell, BookItem, BookSheet
from golive.exchange.workbook.cell_value import normalize_text
from golive.exchange.workbook.identity import ItemFinder
from golive.exchange.workbook.receive import Receipt, describe_conflict
from golive.exchange.workbook.returned import Returned, ReturnedCell, ReturnedItem
from golive.schema.value_text import format_date
from golive.support.problems import Problem


def make_faulty_copy(returned: Returned, receipt: Receipt, book: Book) -> Book:
    """Return the workbook to send back.

    Args:
        returned: the workbook that came back.
        receipt: what it brings.
        book: the workbook of the spec as it is now, with the sheets of the one that came back.
    """
    return _Copier(returned, receipt, book).copy()


class _Copier:
    def __init__(self, returned: Returned, receipt: Receipt, book: Book) -> None:
        problems = [*receipt.problems, *(describe_conflict(returned, one) for one in receipt.conflicts)]
        self._returned = returned
        self._book = book
        self._faults: dict[str, list[Problem]] = {}
        self._remarks = [one for one in problems if not one.cell]
        for one in problems:
            if one.cell:
                self._faults.setdefault(one.cell, []).append(one)
        self._changed = {one.path: one.theirs for one in (*receipt.changes, *receipt.conflicts)}
        self._finder = ItemFinder(returned.record.map_items(), receipt.present.values)
        self._items: dict[tuple[str, Path], ReturnedItem] = {}
        self._added: dict[str, list[ReturnedItem]] = {}
        for item in returned.items:
            path = None if item.path is None else self._finder.find(item.path)
            if item.path is None:
                self._added.setdefault(item.topic, []).append(item)
            elif path is not None:
                self._items[item.topic, path] = item

    def copy(self) -> Book:
        """Return the copy; what has no cell in it is said on its first sheet."""
        sheets = tuple(self._copy_sheet(sheet) for sheet in self._book.sheets)
        left = [one for several in self._faults.values() for one in several]
        remarks = tuple(f"{one.location}: {_describe(one)}" for one in (*self._remarks, *left))
        contact = self._returned.record.contact
        return replace(self._book, contact=contact, sheets=sheets, remarks=remarks)

    def _copy_sheet(self, sheet: BookSheet) -> BookSheet:
        items = [self._copy_item(sheet.topic.id, item) for item in sheet.items]
        for added in reversed([one for one in self._added.get(sheet.topic.id, []) if _has_text(one)]):
            above = None if added.after is None else self._finder.find(added.after)
            at = next((at for at, item in enumerate(items, 1) if item.path == above), 0)
            items.insert(at, self._add_item(sheet, added))
        return replace(sheet, items=tuple(items))

    def _copy_item(self, topic: str, item: BookItem) -> BookItem:
        returned = self._items.get((topic, item.path))
        cells: Mapping[str, ReturnedCell] = returned.cells if returned else {}
        return replace(item, cells={key: self._copy_cell(cell, cells.get(key)) for key, cell in item.cells.items()})

    def _copy_cell(self, cell: BookCell, returned: ReturnedCell | None) -> BookCell:
        fault = self._take_fault(returned)
        text = self._changed.get(cell.path, cell.text)
        if fault and returned and cell.path not in self._changed:
            text = _show_value(returned)
        return replace(cell, text=text, fault=fault, replaced=cell.text) if text != cell.text or fault else cell

    def _add_item(self, sheet: BookSheet, item: ReturnedItem) -> BookItem:
        cells = {}
        for field in sheet.fields:
            returned = item.cells.get(field.key)
            text = _show_value(returned) if returned else ""
            cells[field.key] = BookCell((), text, "answered", field.codec, fault=self._take_fault(returned))
        parents = tuple(_show_value(item.parents[number]) for number in sorted(item.parents))
        label = _show_value(item.list_label) if item.list_label else ""
        for cell in (*item.parents.values(), *((item.list_label,) if item.list_label else ())):
            self._move_fault(cell, cells)
        self._move_fault(ReturnedCell(item.place, None), cells)
        return BookItem((), "", parents, label, cells, is_new=True)

    def _move_fault(self, cell: ReturnedCell, cells: dict[str, BookCell]) -> None:
        """Put the fault of a cell that is no answer on the first answer of its item."""
        fault = self._take_fault(cell)
        if fault and cells:
            key = next(iter(cells))
            cells[key] = replace(cells[key], fault="\n".join(filter(None, (cells[key].fault, fault))))

    def _take_fault(self, cell: ReturnedCell | None) -> str:
        found = self._faults.pop(str(cell.place), []) if cell else []
        return "\n".join(map(_describe, found))


def _describe(problem: Problem) -> str:
    message = problem.message[:1].upper() + problem.message[1:]
    return f"{message}. {problem.hint}".strip()


def _has_text(item: ReturnedItem) -> bool:
    return any(cell.cell is not None for cell in (*item.cells.values(), *item.parents.values()))


def _show_value(returned: ReturnedCell) -> str:
    """Return the text of a cell as it came back."""
    if returned.cell is None:
        return ""
    value = returned.cell.value
    if isinstance(value, date) and not (isinstance(value, datetime) and (value.hour or value.minute)):
        return format_date(value)
    return normalize_text(str(value))
