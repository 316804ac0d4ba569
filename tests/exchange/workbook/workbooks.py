"""Write questionnaires of small specs, and edit them as a biller would before sending them back."""

import io
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from golive.exchange.sheet_cells import Grid, GridCell, GridFile, read_grids
from golive.exchange.workbook.additions import AddedItem, build_additions, list_added_references
from golive.exchange.workbook.book import Book, BookCell, BookField, BookSheet, Selection
from golive.exchange.workbook.build import BookSource, build_book
from golive.exchange.workbook.edits import build_workbook_edits
from golive.exchange.workbook.merge import CellReader, MergeState, PresentSpec, merge_cells
from golive.exchange.workbook.returned import Returned, read_returned
from golive.exchange.workbook.write import write_workbook
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.source import Source

SAMPLES = Path(__file__).parents[2] / "samples"
FILE = Path("Discovery.xlsx")


@cache
def read_text(name: str) -> str:
    """Return the text of a sample."""
    return (SAMPLES / f"{name}.yaml").read_text(encoding="utf-8")


def read_values(text: str) -> Any:
    """Return the plain values of a spec."""
    return parse_yaml(Source(Path("spec.yaml"), text)).root.value


@cache
def make_book(name: str) -> Book:
    """Build the questionnaire of a sample."""
    return build_book(BookSource(read_values(read_text(name)), "Vendor"))


@cache
def write_questionnaire(name: str) -> bytes:
    """Return the questionnaire of a sample as a file."""
    return write_workbook(make_book(name))


@cache
def read_sheets(name: str) -> GridFile:
    """Return the sheets of the questionnaire of a sample."""
    return read_grids(FILE, write_questionnaire(name))


class QuestionnaireSheet:
    """A sheet as a person sees it; rows and columns count from 1."""

    def __init__(self, grid: Grid) -> None:
        self.title = grid.title
        self.cells = dict(grid.cells)
        self.merged = list(grid.merged)

    def set(self, row: int, column: int, value: Any, kind: str = "value") -> None:
        """Write a cell; None empties it."""
        self.cells.pop((row, column), None)
        if value is not None:
            self.cells[row, column] = GridCell(f"{get_column_letter(column)}{row}", value, kind)

    def get(self, row: int, column: int) -> Any:
        """Return the value of a cell."""
        cell = self.cells.get((row, column))
        return cell.value if cell else None

    def find_row(self, key: str) -> int:
        """Return the row of a question, or of an item of a table, by its hidden key."""
        return next(row for (row, column), cell in self.cells.items() if column == 1 and cell.value == key)

    def find_column(self, key: str) -> int:
        """Return the column of a question of a table, or of an item, by its hidden key."""
        return next(column for (row, column), cell in self.cells.items() if row == 3 and cell.value == key)

    def find_free_row(self) -> int:
        """Return the first row below everything."""
        return max(row for row, _ in self.cells) + 1

    def find_free_column(self) -> int:
        """Return the first column without a key."""
        return max(column for row, column in self.cells if row == 3) + 1

    def answer(self, key: str, value: Any, kind: str = "value") -> None:
        """Answer a question of a sheet of questions."""
        self.set(self.find_row(key), 4, value, kind)

    def answer_item(self, item: str, key: str, value: Any) -> None:
        """Answer a question of an item of a table."""
        self.set(self.find_row(f"@{item}"), self.find_column(key), value)

    def insert_row(self, at: int) -> None:
        """Insert an empty row; those below it move down."""
        self._move(lambda row: row + 1 if row >= at else row)

    def delete_row(self, at: int) -> None:
        """Delete a row; those below it move up."""
        self.cells = {place: cell for place, cell in self.cells.items() if place[0] != at}
        self._move(lambda row: row - 1 if row > at else row)

    def _move(self, move: Callable[[int], int]) -> None:
        cells, self.cells = self.cells, {}
        for (row, column), cell in cells.items():
            self.set(move(row), column, cell.value, cell.kind)

    def add_row(self, answers: dict[str, Any], at: int | None = None) -> int:
        """Write a new row of a table, below everything or before a row; keys are the hidden keys of columns."""
        row = at or self.find_free_row()
        if at:
            self.insert_row(at)
        for key, value in answers.items():
            self.set(row, self.find_column(key), value)
        return row


class QuestionnaireSheets(dict[str, QuestionnaireSheet]):
    """The sheets of a questionnaire as a person sees them, by title."""

    @classmethod
    def open(cls, name: str) -> "QuestionnaireSheets":
        """Open the questionnaire of a sample."""
        return cls({grid.title: QuestionnaireSheet(grid) for grid in read_sheets(name).grids})

    def close(self) -> Returned:
        """Return the questionnaire as the biller sends it back."""
        grids = (Grid(title, dict(sorted(page.cells.items())), tuple(page.merged)) for title, page in self.items())
        return read_returned(FILE, GridFile(tuple(grids)))


def edit_file(data: bytes, change: Callable[[Any], None]) -> bytes:
    """Return a file after a change with another program."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@cache
def read_present(text: str) -> PresentSpec:
    """Return a spec in the form that a returned questionnaire is merged with."""
    values = read_values(text)
    return PresentSpec(values, build_book(BookSource(values, "Vendor"), Selection()))


def merge(returned: Returned, text: str) -> tuple[MergeState, PresentSpec, tuple[AddedItem, ...]]:
    """Merge a returned workbook into a spec; return the state of the merge, the spec and the added items."""
    present = read_present(text)
    state = MergeState(problems=list(returned.problems), warnings=list(returned.warnings))
    reader = CellReader(returned, list_added_references(returned, present), state)
    merge_cells(returned, present, reader, state)
    return state, present, build_additions(returned, present, reader, state)


def merge_file(data: bytes, name: str) -> tuple[MergeState, PresentSpec, tuple[AddedItem, ...]]:
    """Merge a returned file into the sample that it was made from."""
    return merge(read_returned(FILE, read_grids(FILE, data)), read_text(name))


def list_edits(state: MergeState, present: PresentSpec, additions: tuple[AddedItem, ...]) -> list[Any]:
    """Return the edits that a merged workbook makes; there must be no problems."""
    assert state.problems == []
    return [one.edit for one in build_workbook_edits(state.changes, additions, present).edits]


def iterate_cells(book: Book) -> Iterator[tuple[BookSheet, BookField, BookCell]]:
    """Yield every answer of a questionnaire with its question."""
    for sheet in book.sheets:
        fields = {field.key: field for field in sheet.fields}
        for item in sheet.items:
            for key, cell in item.cells.items():
                yield sheet, fields[key], cell
