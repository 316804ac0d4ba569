"""Offer the record layouts of an Excel sheet that somebody made: a table with one field in a row."""

from collections.abc import Sequence
from typing import Final

from golive.exchange.imports.names import make_id
from golive.exchange.imports.offer import (
    ImportChoice,
    ImportedFile,
    ImportNote,
    ImportOffer,
    SourcedText,
    SourcedValue,
    SourcePlace,
)
from golive.exchange.imports.sheets.sheet_columns import (
    HEADS,
    read_need,
    read_range,
    read_type,
    read_values,
)
from golive.exchange.imports.sheets.sheet_tables import SheetRecord, SheetReport, SheetRow, TableFinder, make_place
from golive.exchange.sheet_cells import read_grids
from golive.schema.value_text import format_count
from golive.support.problems import OriginError, OutputError, make_problem
from golive.yaml_io.message_text import shorten_for_message, suggest_words

_MAX_FORMAT: Final = 400
_MAX_RULE: Final = 1_000
_MAX_NAME: Final = 80
_MAX_FIELDS: Final = 500
_MAX_PROBLEMS: Final = 50
_LETTERS: Final = 26


def read_layout_sheet(file: ImportedFile, columns: Sequence[str] = ()) -> ImportOffer:
    """Read the layout tables of a workbook.

    Args:
        file: the workbook.
        columns: columns by meaning, such as `name=B`, where their heads do not say it.

    Raises:
        OutputError: it has no such table, or cells that cannot be understood; every cell with its place.
    """
    wanted = _parse_columns(columns)
    try:
        grids = read_grids(file.path, file.data)
    except OriginError as error:
        raise OutputError(*error.problems) from None
    report = SheetReport(file)
    finder, reader = TableFinder(report, wanted), _LayoutReader(report)
    records = [record for grid in grids.grids for record in finder.find_records(grid)]
    if not records and not report.problems:
        known = ", ".join(f"`{heads[0]}`" for heads in HEADS.values())
        hint = f"A layout has a row of heads such as {known}; or name the columns: --columns name=A,start=B,length=C."
        raise OutputError(file.make_problem("has no table of fields", hint))
    is_fixed = any("start" in row.cells or "end" in row.cells for record in records for row in record.rows)
    is_fixed = is_fixed and not _are_numbered(records)
    choices = [reader.make_record(record, is_fixed=is_fixed) for record in records if record.rows]
    if report.problems:
        raise OutputError(*report.problems[:_MAX_PROBLEMS])
    form = SourcedText("fixed-width" if is_fixed else "delimited", records[0].place)
    settings = ImportChoice("settings", f"Format of the file: {form.text}", records[0].place, {"format": form})
    notes = [*report.notes, *(ImportNote(problem) for problem in grids.warnings)]
    title = ", ".join(record.title for record in records[:3])
    return ImportOffer("sheet", file.path.name, file.digest, title, (settings, *choices), lambda _keys: notes)


def _parse_columns(columns: Sequence[str]) -> dict[str, int]:
    """Return the numbers of columns by meaning.

    Raises:
        OutputError: a part is not like `name=B`.
    """
    found = {}
    for part in columns:
        meaning, _, letters = part.partition("=")
        meaning, letters = meaning.strip().lower(), letters.strip().upper()
        if meaning not in HEADS or not (letters.isascii() and letters.isalpha() and len(letters) <= 3):  # noqa: PLR2004
            hint = suggest_words(meaning, tuple(HEADS), "Meanings") + " Write them like name=B,length=D."
            raise OutputError(make_problem(f"`{shorten_for_message(part)}` in --columns names no column", hint))
        number = 0
        for letter in letters:
            number = number * _LETTERS + ord(letter) - ord("A") + 1
        found[meaning] = number
    return found


class _LayoutReader:
    """Makes record layouts of the rows of tables."""

    def __init__(self, report: SheetReport) -> None:
        self._report = report
        self._taken: set[str] = set()

    def make_record(self, record: SheetRecord, *, is_fixed: bool) -> ImportChoice:
        """Return the choice of a record."""
        key = make_id(record.title)
        key = key if key not in self._taken else f"{key}-{len(self._taken) + 1}"
        self._taken.add(key)
        children, free = [], 1
        for row in record.rows:
            choice, free = self._make_field(record, key, row, free, is_fixed=is_fixed)
            children.append(choice)
        if len(children) > _MAX_FIELDS:
            message = f"`{record.title}` has {len(children)} fields, and a record layout holds {_MAX_FIELDS}"
            self._report.add_problem(message, "Is it one record?", record.place)
        kind = next((kind for kind in ("header", "trailer") if kind in record.title.lower()), "detail")
        value: dict[str, SourcedValue] = {
            "id": SourcedText(key, record.place),
            "name": SourcedText(record.title[:_MAX_NAME], record.place),
            "kind": SourcedText(kind, record.place),
        }
        if is_fixed and free > 1:
            value["length"] = SourcedText(str(free - 1), record.place)
        label = f"{record.title}: {format_count(len(children), 'field')}"
        return ImportChoice(key, label, record.place, value, list_name="records", make_children=lambda: children)

    def _make_field(
        self, record: SheetRecord, key: str, row: SheetRow, free: int, *, is_fixed: bool
    ) -> tuple[ImportChoice, int]:
        """Return the choice of a field, and the first position behind it."""
        texts = {meaning: self._report.read_text(record, row, meaning) for meaning in row.cells}
        name = " ".join(texts.get("name", "").split())
        place = self._cell_place(record, row, "name")
        value: dict[str, SourcedValue] = {"name": SourcedText(name, place)}
        written = read_type(texts.get("type", ""))
        start, length = self._read_position(record, row, texts, free, written.length)
        if is_fixed:
            if start != free:
                message = f"`{name}` starts at {start}, and the field before it ends at {free - 1}"
                self._report.add_note(message, "Ask which is right.", self._cell_place(record, row, "start"))
            value["position"] = SourcedText(str(start), self._cell_place(record, row, "start"))
        if length:
            value["length"] = SourcedText(str(length), self._cell_place(record, row, "length"))
        elif is_fixed:
            hint = "Write its length or its end."
            self._report.add_problem(f"`{name}` has no length", hint, place)
        self._add_type(value, record, row, texts, is_fixed=is_fixed)
        self._add_texts(value, record, row, texts)
        label = f"{name}: {start}-{start + length - 1}" if is_fixed else name
        return ImportChoice(f"{key} {name}", label, place, value, list_name="fields"), start + length

    def _cell_place(self, record: SheetRecord, row: SheetRow, meaning: str) -> SourcePlace:
        cell = row.cells.get(meaning) or row.cells["name"]
        return make_place(record.sheet, cell.place)

    def _read_position(
        self, record: SheetRecord, row: SheetRow, texts: dict[str, str], free: int, typed: int
    ) -> tuple[int, int]:
        """Return start and length of a field, from whichever of start, end and length the row has."""
        numbers: dict[str, int] = {}
        for meaning in ("start", "end", "length"):
            text = texts.get(meaning, "")
            found = read_range(text)
            if text and (found is None or (meaning != "start" and found[1])):
                hint = (
                    "Write a number, such as 10." if meaning != "start" else "Write a number, or a range such as 1-10."
                )
                message = f"`{shorten_for_message(text)}` is no {'position' if meaning != 'length' else 'length'}"
                self._report.add_problem(message, hint, self._cell_place(record, row, meaning))
            elif found:
                numbers[meaning] = found[0]
                if found[1]:
                    numbers["end"] = found[1]
        start = numbers.get("start", free)
        length = numbers.get("length") or (numbers["end"] - start + 1 if "end" in numbers else typed)
        if "end" in numbers and "length" in numbers and numbers["end"] - start + 1 != length:
            message = f"the length {length} does not lead from {start} to {numbers['end']}"
            self._report.add_note(
                message, "Ask which is right; the length is used.", self._cell_place(record, row, "length")
            )
        return start, max(length, 0)

    def _add_type(
        self,
        value: dict[str, SourcedValue],
        record: SheetRecord,
        row: SheetRow,
        texts: dict[str, str],
        *,
        is_fixed: bool,
    ) -> None:
        """Add type, format and pattern of a field."""
        said, form = texts.get("type", ""), " ".join(texts.get("format", "").split())
        written, place = read_type(said), self._cell_place(record, row, "type")
        is_filler = "filler" in str(texts.get("name", "")).lower()
        kind = written.type or ("filler" if is_filler else "alphanumeric")
        if said and not written.type:
            form = "; ".join(filter(None, (form, f"Type: {said}")))
            message = f"`{shorten_for_message(said)}` is not a type that golive knows: imported as text"
            self._report.add_note(message, "Set `type` where it matters.", place)
        if not written.is_text:
            self._report.add_note("the field is not text", "Ask whether it is sent as it is stored.", place)
        if kind == "filler":
            value["need"] = SourcedText("optional", place)
        form_place = self._cell_place(record, row, "format") if form else place
        form = form or written.format
        if kind == "amount" and not form and is_fixed:
            message = f"`{texts.get('name', '')}` is an amount, and the sheet does not say how its decimals are written"
            self._report.add_note(message, "Say it in `format`, such as `Leading zeros, 2 implied decimals`.", place)
        value["type"] = SourcedText(kind, place)
        if form:
            value["format"] = SourcedText(form[:_MAX_FORMAT], form_place)
        if written.pattern:
            value["pattern"] = SourcedText(written.pattern, place)

    def _add_texts(
        self, value: dict[str, SourcedValue], record: SheetRecord, row: SheetRow, texts: dict[str, str]
    ) -> None:
        """Add need, values, example and rule of a field."""
        if texts.get("need"):
            need = read_need(texts["need"])
            place = self._cell_place(record, row, "need")
            if need:
                value.setdefault("need", SourcedText(need, place))
            else:
                message = f"`{shorten_for_message(texts['need'])}` does not say whether the field must be filled"
                self._report.add_note(message, "Write `need` by hand.", place)
        rule = texts.get("rule", "")
        if texts.get("values"):
            place = self._cell_place(record, row, "values")
            codes = read_values(texts["values"])
            value["values"] = [{"value": SourcedText(c, place), "meaning": SourcedText(m, place)} for c, m in codes]
            if not codes:
                del value["values"]
                rule = "; ".join(filter(None, (rule, f"Values: {texts['values']}")))
        if rule:
            line = " ".join(rule.split())[:_MAX_RULE]
            value["rule"] = SourcedText(line, self._cell_place(record, row, "rule"))
        example = texts.get("example", "")
        if example and "\n" not in example:
            value["example"] = SourcedText(example, self._cell_place(record, row, "example"))


def _are_numbered(records: Sequence[SheetRecord]) -> bool:
    """Return whether positions only number the fields, as in a layout of a delimited file."""
    for record in records:
        numbers = [str(row.cells["start"].value) for row in record.rows if "start" in row.cells]
        plain = [number.removesuffix(".0") for number in numbers]
        lengths = [str(row.cells["length"].value) for row in record.rows if "length" in row.cells]
        if plain != [str(at) for at in range(1, len(record.rows) + 1)] or set(lengths) <= {"1", "1.0"}:
            return False
    return True
