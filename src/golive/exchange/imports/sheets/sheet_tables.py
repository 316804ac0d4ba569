"""Find the layout tables of a sheet: their heads, the names of their records, and their rows."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from golive.exchange.imports.offer import ImportedFile, ImportNote, SourcePlace
from golive.exchange.imports.sheets.sheet_columns import recognize_heads
from golive.exchange.sheet_cells import Grid, GridCell
from golive.support.problems import Problem
from golive.yaml_io.message_text import shorten_for_message

_LETTERS: Final = 26
_MOST_UNREAD: Final = 8


class SheetRow(NamedTuple):
    """A row of a layout table: its cells by what their columns mean."""

    number: int
    cells: dict[str, GridCell]


class SheetRecord(NamedTuple):
    """The rows of one record.

    Attributes:
        title: its name.
        place: the place of its name or its heads.
        sheet: the title of its sheet.
        rows: its fields.
    """

    title: str
    place: SourcePlace
    sheet: str
    rows: list[SheetRow]


class SheetReport:
    """The problems and notes about the cells of a workbook."""

    def __init__(self, file: ImportedFile) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.notes: list[ImportNote] = []

    def add_note(self, message: str, hint: str, place: SourcePlace) -> None:
        """Add a note about a cell."""
        self.notes.append(ImportNote(self.file.make_problem(message, hint, place, severity="warning")))

    def add_problem(self, message: str, hint: str, place: SourcePlace) -> None:
        """Add a problem of a cell."""
        self.problems.append(self.file.make_problem(message, hint, place))

    def read_text(self, record: SheetRecord, row: SheetRow, meaning: str) -> str:
        """Return what a cell says as text; a formula or an error is a problem."""
        cell = row.cells.get(meaning)
        if cell is None:
            return ""
        if cell.kind != "value":
            said = "a formula" if cell.kind == "formula" else f"the error {cell.value}"
            place = make_place(record.sheet, cell.place)
            self.add_problem(f"is {said}, and no value", "Copy the column, and paste it as values.", place)
            return ""
        return format_cell(cell)


def format_cell(cell: GridCell) -> str:
    """Return the value of a cell as text."""
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("\xa0", " ").strip()


class TableFinder:
    """Finds the records of sheets."""

    def __init__(self, report: SheetReport, wanted: dict[str, int]) -> None:
        self._report, self._wanted = report, wanted

    def find_records(self, grid: Grid) -> Iterator[SheetRecord]:
        """Yield the records of a sheet; a row of heads starts a table, a row with one text alone names a record."""
        by_row: dict[int, list[tuple[int, GridCell]]] = {}
        for (at, column), cell in sorted(grid.cells.items()):
            by_row.setdefault(at, []).append((column, cell))
        heads: dict[str, int] = {}
        title, title_place = grid.title, make_place(grid.title, "A1")
        current: SheetRecord | None = None
        strays: list[GridCell] = []
        for number, cells in by_row.items():
            by_column = dict(cells)
            found = self._find_heads(cells, heads)
            if found:
                yield from self._finish(current)
                heads, current = found, None
                self._note_heads(grid, found, cells)
                strays = []
                continue
            row = SheetRow(number, {one: by_column[column] for one, column in heads.items() if column in by_column})
            if len(cells) == 1 and not row.cells.keys() & {"start", "length", "type", "end"}:
                yield from self._finish(current)
                current = None
                title, title_place = str(cells[0][1].value).strip(), make_place(grid.title, cells[0][1].place)
                strays.append(cells[0][1])
            elif heads and "name" in row.cells:
                name = _read_record_name(row) or title
                if current is None or ("record" in row.cells and name != current.title):
                    yield from self._finish(current)
                    current = SheetRecord(name, title_place, grid.title, [])
                current.rows.append(row)
                strays = []
            elif heads:
                strays.append(cells[0][1])
        yield from self._finish(current)
        if heads:
            self._note_strays(grid, strays)
            self._refuse_merged(grid, heads)

    def _finish(self, record: SheetRecord | None) -> Iterator[SheetRecord]:
        if record is not None and record.rows:
            yield record

    def _find_heads(self, cells: list[tuple[int, GridCell]], before: dict[str, int]) -> dict[str, int]:
        texts = [(column, cell.value) for column, cell in cells if isinstance(cell.value, str)]
        if self._wanted:
            return {} if before or len(cells) < 2 else dict(self._wanted)  # noqa: PLR2004 - a row of heads
        return recognize_heads(texts)

    def _note_heads(self, grid: Grid, heads: dict[str, int], cells: list[tuple[int, GridCell]]) -> None:
        shown = ",".join(f"{meaning}={name_column(column)}" for meaning, column in heads.items())
        unread = [str(cell.value) for column, cell in cells if column not in heads.values()]
        more = f"; not read: {', '.join(unread[:_MOST_UNREAD])}" if unread else ""
        self._report.add_note(
            f"the columns are taken as {shown}{more}",
            "Correct it with --columns.",
            make_place(grid.title, cells[0][1].place),
        )

    def _note_strays(self, grid: Grid, strays: list[GridCell]) -> None:
        for cell in strays:
            message = f"`{shorten_for_message(str(cell.value))}` is no field, and is not imported"
            self._report.add_note(
                message, "Is it a remark? Write it into the spec where it belongs.", make_place(grid.title, cell.place)
            )

    def _refuse_merged(self, grid: Grid, heads: dict[str, int]) -> None:
        columns = set(heads.values())
        for area, covered in grid.merged:
            rows = set(re.findall(r"\d+", area))
            if len(rows) > 1 and any(column in columns for _, column in covered):
                place = make_place(grid.title, area)
                message = "cells are merged, so that only the first row has the value"
                self._report.add_problem(message, "Unmerge them, and fill each row.", place)


def _read_record_name(row: SheetRow) -> str:
    cell = row.cells.get("record")
    return format_cell(cell) if cell is not None and cell.kind == "value" else ""


def make_place(sheet: str, cell: str) -> SourcePlace:
    """Return the place of a cell: `Header!D21`."""
    return SourcePlace(0, 0, f"{quote_sheet(sheet)}!{cell}")


def quote_sheet(title: str) -> str:
    """Return the name of a sheet as Excel writes it in front of a cell."""
    return title if title.isalnum() else "'" + title.replace("'", "''") + "'"


def name_column(number: int) -> str:
    """Return the letters of a column."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
