"""Read a returned workbook: which cells answer which questions, wherever they stand by now."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from golive.exchange.sheet_cells import Grid, GridCell, GridFile
from golive.exchange.workbook.addresses import Path as ValuePath
from golive.exchange.workbook.addresses import format_address, parse_address
from golive.exchange.workbook.record import MARK, Record, digest_answers, join_record
from golive.exchange.workbook.sheets import (
    HEADINGS_MARK,
    ITEM_SIGN,
    KEYS_MARK,
    LABEL_KEY,
    LIST_KEY,
    PARENT_SIGN,
    SHEET_MARK,
)
from golive.schema.value_text import format_count
from golive.support.problems import OriginError, Problem, make_problem
from golive.support.whole_numbers import parse_whole_number
from golive.topics.table import TOPICS
from golive.topics.topic import TopicLayout

_MARKS_WITHIN: Final = (30, 8)  # rows and columns in which the marks of a sheet are looked for
_OWN_TITLES: Final = frozenset({"Start here", "What is missing"})


class Place(Struct, frozen=True):
    """A cell of the file."""

    sheet: str
    cell: str

    def __str__(self) -> str:
        """Return it as Excel writes it: `Biller!D21`."""
        quoted = self.sheet if self.sheet.isalnum() else "'" + self.sheet.replace("'", "''") + "'"
        return f"{quoted}!{self.cell}"


class ReturnedCell(Struct, frozen=True):
    """A cell with an answer."""

    place: Place
    cell: GridCell | None


class ReturnedItem(Struct, frozen=True):
    """An item of a sheet: a row of a table, or a column of answers.

    Attributes:
        topic: the id of the topic.
        place: its first cell.
        path: its path when the workbook was sent; None for one that was added.
        parents: what its cells say contains it, by number.
        list_label: what its cell says of its list.
        cells: its answers by the keys of the questions; a cell in which nothing stands has no content.
        after: the path of the item before it, for one that was added; None if there is none.
    """

    topic: str
    place: Place
    path: ValuePath | None
    parents: Mapping[int, ReturnedCell]
    list_label: ReturnedCell | None
    cells: Mapping[str, ReturnedCell]
    after: ValuePath | None = None


class Returned(Struct, frozen=True):
    """A returned workbook.

    Attributes:
        path: the file.
        record: its hidden record.
        items: the items of all sheets.
        problems: what cannot be understood; nothing is taken over while there is any.
        warnings: what was not read, or should be looked at.
    """

    path: Path
    record: Record
    items: tuple[ReturnedItem, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def read_returned(path: Path, file: GridFile) -> Returned:
    """Return what a workbook says.

    Args:
        path: the file, for messages.
        file: its sheets.

    Raises:
        OriginError: golive did not make it, or its hidden record is damaged.
    """
    record = _find_record(path, file)
    problems: list[Problem] = []
    warnings = list(file.warnings)
    items: list[ReturnedItem] = []
    seen: dict[str, str] = {}
    for grid in file.grids:
        marks = _find_marks(grid)
        topic = marks.topic if marks else ""
        if marks is None:
            if grid.get_text(1, 1) != MARK and grid.title not in _OWN_TITLES and grid.cells:
                count = format_count(len(grid.cells), "cell")
                note = f"is not a sheet of the questionnaire and was not read: {count}"
                warnings.append(
                    make_problem(f"the sheet `{grid.title}` {note}", path=path)._replace(severity="warning")
                )
            continue
        if topic not in record.topics:
            problems.append(make_problem(f"the sheet `{grid.title}` is of another questionnaire", _MIXED, path=path))
        elif topic in seen:
            message = f"the sheets `{seen[topic]}` and `{grid.title}` are copies of one sheet"
            problems.append(make_problem(message, "Delete the one that does not count.", path=path))
        else:
            seen[topic] = grid.title
            reader = _SheetReader(path, grid, marks, record)
            items += reader.read()
            problems += reader.problems
    titles = {topic.id: topic.title for topic in TOPICS}
    for missing in (one for one in record.topics if one not in seen):
        note = f"the sheet `{titles.get(missing, missing)}` is missing or has lost its hidden first column"
        hint = "Its answers stay as they are."
        warnings.append(make_problem(note, hint, path=path)._replace(severity="warning"))
    return Returned(path, record, tuple(items), tuple(problems), tuple(warnings))


def is_untouched(returned: Returned) -> bool:
    """Return whether every answer of a workbook is as golive wrote it."""
    answers = [
        (item.topic, "" if item.path is None else format_address(item.path), key, str(one.cell.value))
        for item in returned.items
        for key, one in item.cells.items()
        if one.cell
    ]
    return digest_answers(answers) == returned.record.written


_MIXED: Final = "Copy its answers into the sheet of the questionnaire that was sent, and delete it."


def make_cell_problem(path: Path, place: Place, message: str, hint: str = "") -> Problem:
    """Return a problem of one cell: `Discovery.xlsx › Biller!D21: ...`."""
    return make_problem(message, hint, path=path)._replace(cell=str(place))


def _find_record(path: Path, file: GridFile) -> Record:
    for grid in file.grids:
        if grid.get_text(1, 1) == MARK:
            cells: list[str] = []
            while text := grid.get_text(len(cells) + 1, 1):
                cells.append(text)
            try:
                return join_record(cells)
            except ValueError as error:
                hint = "Send the questionnaire again, and copy the answers into the new file."
                raise OriginError(make_problem(f"cannot be merged: {error}", hint, path=path)) from None
    hint = "Read the file that `golive workbook send` made, filled in and saved as .xlsx."
    raise OriginError(make_problem("is no questionnaire of golive, or has lost its hidden sheet", hint, path=path))


class _Marks(Struct, frozen=True):
    """Where the marks of a sheet stand: its topic, the hidden column, and the rows of keys and of headings."""

    topic: str
    column: int
    keys_row: int
    headings_row: int


def _find_marks(grid: Grid) -> _Marks | None:
    rows, columns = _MARKS_WITHIN
    for column in range(1, columns + 1):
        texts = {row: text for row in range(1, rows + 1) if (text := grid.get_text(row, column))}
        topic = next(
            (text.removeprefix(SHEET_MARK).strip() for text in texts.values() if text.startswith(SHEET_MARK)), ""
        )
        keys = next((row for row, text in texts.items() if text == KEYS_MARK), 0)
        headings = next((row for row, text in texts.items() if text == HEADINGS_MARK), 0)
        if topic and keys and headings:
            return _Marks(topic, column, keys, headings)
    return None


class _SheetReader:
    """Reads one sheet."""

    def __init__(self, path: Path, grid: Grid, marks: _Marks, record: Record) -> None:
        self._path = path
        self._grid = grid
        self._marks = marks
        self._record = record
        self._layout = next(topic.form for topic in TOPICS if topic.id == marks.topic)
        self.problems: list[Problem] = []
        # Lines are items and crosses are questions: rows and columns of a table, the other way around elsewhere.
        self._is_across = self._layout in {TopicLayout.QUESTIONS, TopicLayout.COLUMNS}
        self._columns: dict[int, str] = {}
        self._rows: dict[int, str] = {}
        self._names: dict[tuple[int, int], str] = {}

    def read(self) -> list[ReturnedItem]:
        """Return the items of the sheet."""
        grid, marks = self._grid, self._marks
        for row, column in grid.cells:
            if row == marks.keys_row and column != marks.column:
                self._columns[column] = grid.get_text(row, column)
            elif column == marks.column and row > marks.headings_row:
                self._rows[row] = grid.get_text(row, column)
        self._find_merged()
        by_line: dict[int, dict[int, GridCell]] = {}
        for (row, column), cell in sorted(grid.cells.items()):
            if row > marks.headings_row and column != marks.column:
                line, cross = (column, row) if self._is_across else (row, column)
                by_line.setdefault(line, {})[cross] = cell
        lines, crosses = (self._columns, self._rows) if self._is_across else (self._rows, self._columns)
        keys = {cross: key for cross, key in crosses.items() if self._is_question(key)}
        self._report_strays(by_line, lines, crosses)
        return list(self._build_items(by_line, lines, keys))

    def _is_question(self, key: str) -> bool:
        return bool(key) and key != LABEL_KEY and not key.startswith((ITEM_SIGN,))

    def _build_items(
        self, by_line: Mapping[int, Mapping[int, GridCell]], lines: Mapping[int, str], keys: Mapping[int, str]
    ) -> Iterator[ReturnedItem]:
        own = self._choose_owners(by_line, lines, keys)
        after: ValuePath | None = None
        for line in sorted({*by_line, *own}):
            path = own.get(line)
            found = by_line.get(line, {})
            if path is None and (lines.get(line) == LABEL_KEY or not any(cross in keys for cross in found)):
                continue
            if path is None and self._layout is TopicLayout.QUESTIONS:
                continue  # reported as stray
            cells = {key: self._get_cell(line, cross) for cross, key in keys.items() if not key.startswith(PARENT_SIGN)}
            parents = {
                number: self._get_cell(line, cross)
                for cross, key in keys.items()
                if key.startswith(PARENT_SIGN) and (number := parse_whole_number(key[1:])) is not None
            }
            label = next((self._get_cell(line, cross) for cross, key in keys.items() if key == LIST_KEY), None)
            first = min(found, default=min(keys, default=1))
            place = self._get_cell(line, first).place
            yield ReturnedItem(
                self._marks.topic, place, path, parents, label, cells, None if path is not None else after
            )
            after = path if path is not None else after

    def _choose_owners(
        self, by_line: Mapping[int, Mapping[int, GridCell]], lines: Mapping[int, str], keys: Mapping[int, str]
    ) -> dict[int, ValuePath]:
        """Return the item of each line; of copies of a line, the one that is most like what was sent is the item."""
        texts = self._record.texts
        candidates: dict[str, list[int]] = {}
        for line, key in lines.items():
            if key.startswith(ITEM_SIGN):
                candidates.setdefault(key.removeprefix(ITEM_SIGN), []).append(line)
        own: dict[int, ValuePath] = {}
        for address, several in candidates.items():
            path = parse_address(address)
            if path is None:
                place = self._get_cell(several[0], min(keys, default=1)).place
                self.problems.append(make_cell_problem(self._path, place, "has a hidden key that was changed", _KEY))
                continue

            def count_equal(line: int, address: str = address) -> int:
                cells = by_line.get(line, {})
                sent = (texts.get(f"{address}.{key}" if address else key) for key in keys.values())
                return sum(
                    cross in cells and str(cells[cross].value) == text for cross, text in zip(keys, sent, strict=True)
                )

            own[max(several, key=lambda line: (count_equal(line), -line)) if len(several) > 1 else several[0]] = path
        return own

    def _report_strays(
        self, by_line: Mapping[int, Mapping[int, GridCell]], lines: Mapping[int, str], crosses: Mapping[int, str]
    ) -> None:
        """Report what stands where no question is: it would be lost."""
        labels = {line for line, key in lines.items() if key == LABEL_KEY}
        for line, cells in by_line.items():
            if line in labels:
                continue
            for cross, cell in cells.items():
                has_key = self._is_question(crosses.get(cross, ""))
                is_single = self._layout is TopicLayout.QUESTIONS and not lines.get(line, "").startswith(ITEM_SIGN)
                if (has_key and not is_single) or not str(cell.value).strip():
                    continue
                message = f"says `{_shorten(cell.value)}` where nothing is asked"
                self.problems.append(make_cell_problem(self._path, self._make_place(cell.place), message, _STRAY))

    def _find_merged(self) -> None:
        for area, covered in self._grid.merged:
            rows = {row for row, _ in covered}
            if any(row > self._marks.headings_row for row in rows):
                message = "are merged, so that only the first of them has a value"
                place = self._make_place(area)
                hint = "Unmerge them, and answer in each cell."
                self.problems.append(make_cell_problem(self._path, place, message, hint))

    def _get_cell(self, line: int, cross: int) -> ReturnedCell:
        row, column = (cross, line) if self._is_across else (line, cross)
        cell = self._grid.cells.get((row, column))
        return ReturnedCell(self._make_place(cell.place if cell else _name_cell(row, column)), cell)

    def _make_place(self, cell: str) -> Place:
        return Place(self._grid.title, cell)


_KEY: Final = "Undo the change of column A, or copy the answer into a new row."
_STRAY: Final = "Move it to an answer, or delete it."
_MAX_SHOWN: Final = 60


def _shorten(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 1]}…"


def _name_cell(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
