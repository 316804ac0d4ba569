"""Read and write records with separated columns: delimited files, BAI2 reports, and EDI 820 segments.

A value with the delimiter in it stands in quotes, and a quote in it stands twice; a value ends on its line. BAI2 and
EDI know no quotes. The last column of a BAI2 record takes the rest of the line, commas and all; where it is text, no
slash need end it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final, NamedTuple

from golive.data_files.layout import Cell, Layout, Record
from golive.data_files.line_reader import read_lines, read_segments
from golive.data_files.read_item import MAX_EXCERPTS, Fault, Item, Text
from golive.data_files.record_recognition import build_recognizer, unknown_record_fault
from golive.data_files.texts import FillerForm, FreeTextForm
from golive.schema.words import FileFormat

_QUOTE: Final = '"'


class SplitRecord(NamedTuple):
    """The columns of a record, their start offsets (from 0), and the offset of a quoting error."""

    values: list[str]
    starts: list[int]
    wrong: int | None


def read(stream: BinaryIO, layout: Layout) -> Iterator[Item | Fault]:
    """Read the records of a file: match the whole record first, and check column by column if that fails."""
    telling = build_recognizer(layout.records)
    ready: dict[str, tuple[re.Pattern[str], tuple[Cell, ...]]] = {}
    count = 0
    by_segment = layout.format is FileFormat.EDI_820
    for line in read_segments(stream, layout) if by_segment else read_lines(stream, layout):
        if isinstance(line, Fault):
            yield line
            continue
        text = line.text
        split = _split(text, layout)
        values = split.values
        record = telling.known.get(values[0]) or telling.match_size(len(values), first=line.line == 1)
        if record is None:
            yield unknown_record_fault(line, layout, values[0][:20])
            continue
        if len(values) > len(record.cells) and layout.format is FileFormat.BAI2:
            split = _join_rest(split, len(record.cells), layout.delimiter)
            values = split.values
        count, clean = count + 1, False
        if count > MAX_EXCERPTS and line.sound:
            if record.id not in ready:
                ready[record.id] = (re.compile(record_pattern(record, layout)), _inexact_cells(record))
            whole, loose = ready[record.id]
            clean = whole.fullmatch(text) is not None
            if clean and loose:
                clean = all(
                    find_cell_fault(cell, values[cell.index]) is None for cell in loose if cell.index < len(values)
                )
        if not clean and line.sound:
            found = list(find_faults(record, line, split, layout))
            yield from found
            clean = not found
        places = tuple((line.line, line.column + at) for at in split.starts)
        full = values + [""] * (len(record.cells) - len(values))
        yield Item(line.line, line.column, record, full, _pad_places(places, len(full), line), text, clean)


def _pad_places(places: tuple[tuple[int, int], ...], count: int, line: Text) -> tuple[tuple[int, int], ...]:
    """Return a place for every column; missing columns are placed after the last character."""
    return places + ((line.line, line.column + len(line.text)),) * (count - len(places))


def _split(text: str, layout: Layout) -> SplitRecord:
    if layout.terminator and layout.format is FileFormat.BAI2:
        text = text.removesuffix(layout.terminator)
    if _QUOTE in text and layout.format is FileFormat.DELIMITED:
        return _split_quoted(text, layout.delimiter)
    values = text.split(layout.delimiter)
    starts, at = [], 0
    for value in values:
        starts.append(at)
        at += len(value) + len(layout.delimiter)
    return SplitRecord(values, starts, None)


def _split_quoted(text: str, delimiter: str) -> SplitRecord:
    values: list[str] = []
    starts: list[int] = []
    at = 0
    while True:
        starts.append(at)
        if text.startswith(_QUOTE, at):
            end = at + 1
            while (end := text.find(_QUOTE, end)) >= 0 and text.startswith(_QUOTE, end + 1):
                end += 2
            if end < 0:
                return SplitRecord([*values, text[at + 1 :]], starts, at)
            values.append(text[at + 1 : end].replace(_QUOTE * 2, _QUOTE))
            at = end + 1
            if at < len(text) and not text.startswith(delimiter, at):
                return SplitRecord(values, starts, at)
        else:
            end = text.find(delimiter, at)
            end = len(text) if end < 0 else end
            values.append(text[at:end])
            if _QUOTE in values[-1]:
                return SplitRecord(values, starts, at + values[-1].index(_QUOTE))
            at = end
        if at >= len(text):
            return SplitRecord(values, starts, None)
        at += len(delimiter)


def _join_rest(split: SplitRecord, count: int, delimiter: str) -> SplitRecord:
    values = [*split.values[: count - 1], delimiter.join(split.values[count - 1 :])]
    return SplitRecord(values, split.starts[:count], split.wrong)


def record_pattern(record: Record, layout: Layout) -> str:
    """Return a regular expression for a whole record without quotes."""
    banned = re.escape(layout.delimiter[0]) + (_QUOTE if layout.format is FileFormat.DELIMITED else "")
    columns = []
    for cell in record.cells:
        empty = isinstance(cell.form, FillerForm) and not cell.form.count
        core = "" if empty else f"(?:{cell.form.pattern(banned)})"
        columns.append(f"(?:{core})?" if cell.blank and core else core)
    end = re.escape(layout.terminator) if layout.format is FileFormat.BAI2 else ""
    end = f"(?:{end})?" if end and isinstance(record.cells[-1].form, FreeTextForm) else end
    return re.escape(layout.delimiter).join(columns) + end


def _inexact_cells(record: Record) -> tuple[Cell, ...]:
    return tuple(cell for cell in record.cells if not cell.form.is_exact)


def find_faults(record: Record, line: Text, split: SplitRecord, layout: Layout) -> Iterator[Fault]:
    """Yield the faults of a record, column by column."""
    values, starts, wrong = split
    at = line.column
    if wrong is not None:
        name = record.cells[len(starts) - 1].name if len(starts) <= len(record.cells) else ""
        found, expected = f"`{line.text[wrong : wrong + 20]}`", "quotes that close at the end of the value"
        hint = "Put the whole value in quotes, and write a quote in it twice; a value ends on its line."
        yield Fault(line.line, at + wrong, 1, record.id, name, found, expected, hint, line.text)
        return
    is_text = isinstance(record.cells[-1].form, FreeTextForm) and len(values) == len(record.cells)
    if layout.format is FileFormat.BAI2 and not line.text.endswith(layout.terminator) and not is_text:
        end = at + len(line.text)
        yield Fault(line.line, end, 1, record.id, "", "the end of the line", f"`{layout.terminator}`", "", line.text)
    least = _min_column_count(record, layout)
    if not least <= len(values) <= len(record.cells):
        most = len(record.cells)
        expected = f"{most} columns" if least == most else f"{least} to {most} columns"
        column = at + (starts[most] - 1 if len(values) > most else len(line.text))
        yield Fault(line.line, column, 1, record.id, "", f"{len(values)} columns", expected, "", line.text)
    for cell, value, start in zip(record.cells, values, starts, strict=False):
        found_at = find_cell_fault(cell, value)
        if found_at:
            quoted = line.text.startswith(_QUOTE, start) and layout.format is FileFormat.DELIMITED
            column = at + start + found_at[0] + quoted
            width = max(1, len(value) - found_at[0]) if found_at[0] == 0 else 1
            yield Fault(line.line, column, width, record.id, cell.name, value, found_at[1], "", line.text)


def _min_column_count(record: Record, layout: Layout) -> int:
    """Return the minimum number of columns: an EDI segment omits empty columns at its end."""
    if layout.format is not FileFormat.EDI_820:
        return len(record.cells)
    filled = [cell.index + 1 for cell in record.cells if not cell.blank]
    return max(filled, default=1)


def find_cell_fault(cell: Cell, value: str) -> tuple[int, str] | None:
    """Return the offset of the first error in a value and what was expected, or None."""
    if not value:
        empty = isinstance(cell.form, FillerForm) and not cell.form.count
        return None if cell.blank or empty else (0, cell.form.expected)
    at = cell.form.fault(value)
    return None if at is None else (at, cell.form.expected)


def write(record: Record, values: Sequence[str], layout: Layout) -> str:
    """Write a record as a line or segment, without the line ending."""
    if layout.format is FileFormat.DELIMITED:
        return layout.delimiter.join(_quote(value, layout.delimiter) for value in values)
    if layout.format is FileFormat.EDI_820:
        kept = max((at + 1 for at, value in enumerate(values) if value), default=1)
        return layout.delimiter.join(values[: max(kept, _min_column_count(record, layout))]) + layout.terminator
    return layout.delimiter.join(values) + layout.terminator


def _quote(value: str, delimiter: str) -> str:
    if delimiter in value or _QUOTE in value:
        return f'"{value.replace(_QUOTE, _QUOTE * 2)}"'
    return value
