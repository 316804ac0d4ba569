"""Write the sheet of one topic: questions as rows with an answer for each item, or a table with one row per item.

Column A and row 3 are hidden. They hold the keys by which answers are found again after rows were sorted or added, or
the sheet was renamed: `@team[3]` for an item, `schedule.cut_off` for a question, `^0` for the name of what contains the
item, `#` for explanations.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import ceil
from typing import Any, Final

from msgspec import Struct
from xlsxwriter.utility import xl_rowcol_to_cell

from golive.exchange.workbook.addresses import Path, format_address
from golive.exchange.workbook.book import BookCell, BookField, BookItem, BookSheet
from golive.exchange.workbook.lists import ListNames
from golive.exchange.workbook.styles import Styles
from golive.ooxml.xml_text import replace_invalid_characters
from golive.topics.topic import TopicLayout

SHEET_MARK: Final = "golive sheet"
KEYS_MARK: Final = "golive keys"
HEADINGS_MARK: Final = "golive headings"
ITEM_SIGN, PARENT_SIGN, LIST_KEY, LABEL_KEY = "@", "^", "^list", "#"

_KEYS_ROW, _HEADINGS_ROW, _FIRST_ROW = 2, 3, 4
_NEW_COLUMNS: Final = 4
_NEW_ROWS: Final = {TopicLayout.ROWS: 20, TopicLayout.GRID: 100}
_ROWS_WITH_RULES: Final = 2000
_NARROWEST, _WIDEST = 10, 44
_HELP_WIDTH: Final = 52
LINE_HEIGHT: Final = 15  # points
_MAX_HEIGHT: Final = 20 * LINE_HEIGHT  # Excel shows no more than 409 points
_WIDTH_RATIO: Final = 1.1  # letters are narrower on average than the digits in which widths of columns are counted


class Places(Struct, frozen=True):
    """Where answers stand on a sheet.

    Attributes:
        cells: the cell of each answer by its path, such as `D21`.
        faults: the cells with what is wrong in them.
    """

    cells: Mapping[Path, str]
    faults: tuple[tuple[str, str], ...]


def write_across(page: Any, sheet: BookSheet, styles: Styles, lists: ListNames) -> Places:  # noqa: ANN401 - XlsxWriter has no types
    """Write questions as rows, with one column per item."""
    return _AcrossWriter(page, sheet, styles, lists).write()


def write_down(page: Any, sheet: BookSheet, styles: Styles, lists: ListNames) -> Places:  # noqa: ANN401 - XlsxWriter has no types
    """Write items as rows of a table, with one column per question."""
    return _DownWriter(page, sheet, styles, lists).write()


class _SheetWriter:
    """Writes one sheet, and notes the cell of each answer."""

    def __init__(self, page: Any, sheet: BookSheet, styles: Styles, lists: ListNames) -> None:  # noqa: ANN401
        self.page = page
        self.sheet = sheet
        self.styles = styles
        self.lists = lists
        self.cells: dict[Path, str] = {}
        self.faults: list[tuple[str, str]] = []

    def begin(self) -> None:
        """Write the title, the marks of the hidden rows, and how the sheet is printed."""
        page, topic = self.page, self.sheet.topic
        page.hide_gridlines(2)
        page.set_column(0, 0, 2, None, {"hidden": True})
        page.set_row(_KEYS_ROW, None, None, {"hidden": True})
        page.write_string(0, 0, f"{SHEET_MARK} {topic.id}")
        page.write_string(0, 1, topic.title, self.styles.title)
        page.write_string(1, 1, topic.help, self.styles.lead)
        page.write_string(_KEYS_ROW, 0, KEYS_MARK)
        page.write_string(_HEADINGS_ROW, 0, HEADINGS_MARK)
        set_up_printing(page)
        page.repeat_rows(_HEADINGS_ROW)

    def write_answer(self, row: int, column: int, cell: BookCell | None) -> None:
        """Write the answer of an item, or a gray cell if the question does not apply to it."""
        if cell is None:
            self.page.write_blank(row, column, None, self.styles.none)
            return
        look = self.styles.choose(cell)
        if cell.text:
            self.page.write_string(row, column, clean_text(cell.text), look)
        else:
            self.page.write_blank(row, column, None, look)
        if cell.fault:
            options = {"author": "golive", "x_scale": 2.5, "y_scale": 1.5}
            self.page.write_comment(row, column, clean_text(cell.fault), options)
            self.faults.append((xl_rowcol_to_cell(row, column), cell.fault))
        if cell.path:
            self.cells[cell.path] = xl_rowcol_to_cell(row, column)

    def set_height(self, row: int, texts: Iterable[tuple[str, int]]) -> None:
        """Make a row high enough for some texts in columns of a width; Excel makes it higher for longer answers."""
        lines = max((count_lines(text, width) for text, width in texts), default=1)
        if lines > 1:
            self.page.set_row(row, min(lines * LINE_HEIGHT, _MAX_HEIGHT))

    def add_rule(self, area: tuple[int, int, int, int], rule: dict[str, Any] | None) -> None:
        """Add what may be picked in some cells, if there is anything."""
        if rule:
            self.page.data_validation(*area, rule)

    def list_parent_fields(self) -> Iterator[tuple[str, str]]:
        """Yield key and heading of the cells that say what contains an item."""
        for number, label in enumerate(self.sheet.parent_labels):
            yield f"{PARENT_SIGN}{number}", label
        if self.sheet.list_labels:
            yield LIST_KEY, "Part"

    def make_parent_rule(self, key: str) -> dict[str, Any] | None:
        """Return the rule of the cells that say to which list an item belongs."""
        if key != LIST_KEY:
            return None
        return {"validate": "list", "source": list(self.sheet.list_labels), "error_type": "warning"}


class _AcrossWriter(_SheetWriter):
    """Writes questions as rows."""

    def write(self) -> Places:
        """Write the sheet, and return the cell of each answer."""
        is_single = self.sheet.topic.form is TopicLayout.QUESTIONS
        self.width = 48 if is_single else 30
        self.help_column = 4 if is_single else 3
        self.first = 3 if is_single else 4
        self.new = self.first + len(self.sheet.items)
        self.end = self.new + (_NEW_COLUMNS if self.sheet.takes_items else 0)
        self.begin()
        self._write_headings(has_people=is_single)
        row = self._write_parents(_FIRST_ROW)
        heading = ""
        for field in self.sheet.fields:
            if field.heading != heading:
                heading = field.heading
                self.page.write_string(row, 2, heading, self.styles.group)
                row += 1
            self._write_question(row, field, has_people=is_single)
            row += 1
        self.page.freeze_panes(_FIRST_ROW, 3)
        self.page.protect("", {"format_columns": True, "format_rows": True})
        self.page.print_area(0, 1, max(row - 1, _FIRST_ROW), self.end + 2 if is_single else self.end - 1)
        return Places(self.cells, tuple(self.faults))

    def _write_headings(self, *, has_people: bool) -> None:
        page, styles = self.page, self.styles
        page.set_column(1, 1, 6)
        page.set_column(2, 2, 36)
        page.set_column(self.first, self.end - 1, self.width)
        page.set_column(self.help_column, self.help_column, _HELP_WIDTH)
        labels = {1: "No.", 2: "Question", self.help_column: "What it means"}
        if has_people:
            labels |= {5: "Needed by", 6: "Asked of"}
            page.set_column(5, 6, 16)
        for column, label in labels.items():
            page.write_string(_KEYS_ROW, column, LABEL_KEY)
            page.write_string(_HEADINGS_ROW, column, label, styles.head)
        for column, item in enumerate(self.sheet.items, self.first):
            if not item.is_new:
                page.write_string(_KEYS_ROW, column, f"{ITEM_SIGN}{format_address(item.path)}")
            page.write_string(_HEADINGS_ROW, column, clean_text(item.name) or "New", styles.head)
        for column in range(self.new, self.end):
            page.write_string(_HEADINGS_ROW, column, "New", styles.head)

    def _write_parents(self, row: int) -> int:
        """Write the rows that say what contains each item, and return the row below."""
        for key, label in self.list_parent_fields():
            self.page.write_string(row, 0, key)
            self.page.write_string(row, 2, label, self.styles.question)
            for column, item in enumerate(self.sheet.items, self.first):
                look = self.styles.blank if item.is_new else self.styles.label
                self.page.write_string(row, column, clean_text(_get_parent(item, key)), look)
            for column in range(self.new, self.end):
                self.page.write_blank(row, column, None, self.styles.blank)
            self.add_rule((row, self.first, row, self.end - 1), self.make_parent_rule(key))
            row += 1
        return row

    def _write_question(self, row: int, field: BookField, *, has_people: bool) -> None:
        page, styles = self.page, self.styles
        page.write_string(row, 0, field.key)
        page.write_string(row, 1, str(field.number or ""), styles.label)
        page.write_string(row, 2, field.label, styles.question)
        page.write_string(row, self.help_column, clean_text(field.help), styles.label)
        for column, item in enumerate(self.sheet.items, self.first):
            cell = item.cells.get(field.key)
            self.write_answer(row, column, cell)
            if cell and cell.state != "locked":
                self.add_rule((row, column, row, column), self.lists.make_rule(cell.codec, field.label))
        for column in range(self.new, self.end):
            page.write_blank(row, column, None, styles.blank)
        if self.new < self.end:
            self.add_rule((row, self.new, row, self.end - 1), self.lists.make_rule(field.codec, field.label))
        answers = (item.cells[field.key].text for item in self.sheet.items if field.key in item.cells)
        self.set_height(row, [(field.help, _HELP_WIDTH), *((text, self.width) for text in answers)])
        if has_people:
            asked = next((i.cells[field.key].asked_name for i in self.sheet.items if field.key in i.cells), "")
            page.write_string(row, 5, field.needed_by, styles.label)
            page.write_string(row, 6, clean_text(asked), styles.label)


class _DownWriter(_SheetWriter):
    """Writes items as rows of a table. It is not protected: a protected table takes no rows, and is not sorted."""

    def write(self) -> Places:
        """Write the sheet, and return the cell of each answer."""
        page, sheet = self.page, self.sheet
        self.begin()
        widths = {field.key: _measure(sheet, field) for field in sheet.fields}
        headings = [HEADINGS_MARK, *self._write_columns()]
        parents = list(self.list_parent_fields())
        for row, item in enumerate(sheet.items, _FIRST_ROW):
            address = "" if item.is_new else f"{ITEM_SIGN}{format_address(item.path)}"
            page.write_string(row, 0, address, self.styles.key)
            for column, (parent, _) in enumerate(parents, 1):
                page.write_string(row, column, clean_text(_get_parent(item, parent)), self.styles.parent)
            for column, field in enumerate(sheet.fields, 1 + len(parents)):
                self.write_answer(row, column, item.cells.get(field.key))
            self.set_height(row, ((cell.text, widths.get(key, _WIDEST)) for key, cell in item.cells.items()))
        self.set_height(_HEADINGS_ROW, ((one.label, widths[one.key] - 3) for one in sheet.fields))
        end = _FIRST_ROW + len(sheet.items)
        last = max(end + (_NEW_ROWS[sheet.topic.form] if sheet.takes_items else 0), _FIRST_ROW + 1) - 1
        for row in range(end, last + 1):
            for column in range(1, len(headings)):
                page.write_blank(row, column, None, self.styles.blank)
        columns = [{"header": text, "header_format": self.styles.head} for text in _make_unique(headings)]
        name = f"golive_{sheet.topic.id.replace('-', '_')}"
        page.add_table(_HEADINGS_ROW, 0, last, len(headings) - 1, {"columns": columns, "name": name, "style": None})
        page.freeze_panes(_FIRST_ROW, 2 + len(parents))
        page.print_area(0, 1, max(end - 1, _FIRST_ROW), len(headings) - 1)
        return Places(self.cells, tuple(self.faults))

    def _write_columns(self) -> Iterator[str]:
        """Write keys, widths and rules of all columns, and yield their headings."""
        parents = list(self.list_parent_fields())
        for column, (key, label) in enumerate(parents, 1):
            self.page.write_string(_KEYS_ROW, column, key)
            self.page.set_column(column, column, 24)
            self.add_rule((_FIRST_ROW, column, _ROWS_WITH_RULES, column), self.make_parent_rule(key))
            yield label
        for column, field in enumerate(self.sheet.fields, 1 + len(parents)):
            self.page.write_string(_KEYS_ROW, column, field.key)
            self.page.set_column(column, column, _measure(self.sheet, field))
            rule = self.lists.make_rule(field.codec, field.label, field.help)
            self.add_rule((_FIRST_ROW, column, _ROWS_WITH_RULES, column), rule)
            yield " › ".join(filter(None, (field.heading, field.label)))


def count_lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of a width."""
    return sum(max(1, ceil(len(line) / (width * _WIDTH_RATIO))) for line in text.split("\n"))


def set_up_printing(page: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
    """Print on Letter paper, landscape, as wide as the page, with the name of the sheet below."""
    page.set_landscape()
    page.set_paper(1)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&RPage &P of &N")


def clean_text(text: str) -> str:
    """Return a text without the characters that a workbook cannot hold."""
    return replace_invalid_characters(text)


def _get_parent(item: BookItem, key: str) -> str:
    if key == LIST_KEY:
        return item.list_label
    number = int(key[1:])
    return item.parents[number] if number < len(item.parents) else ""


def _measure(sheet: BookSheet, field: BookField) -> int:
    """Return the width of a column in characters, by the longest line in it."""
    texts = [item.cells[field.key].text for item in sheet.items if field.key in item.cells]
    longest = max((len(line) for text in (*texts, field.label) for line in text.split("\n")), default=0)
    return max(_NARROWEST, min(_WIDEST, longest + 4))


def _make_unique(texts: list[str]) -> list[str]:
    found: list[str] = []
    for text in texts:
        count = sum(one.casefold().split(" (")[0] == text.casefold() for one in found)
        found.append(f"{text} ({count + 1})" if count else text)
    return found
