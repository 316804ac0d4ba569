"""Read and write records with separated columns: delimited files, BAI2 reports, and EDI 820 segments.

A value with the delimiter in it stands in quotes, and a quote in it stands twice; a value ends on its line. BAI2 and
EDI know no quotes. The last column of a BAI2 record takes the rest of the line, commas and all; where it is text, no
slash need end it. Blanks behind the slash are ignored, and a record 88 carries on the one before it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final, NamedTuple

from golive.data_files.field_groups import OpenRecord, open_groups, repeat_group
from golive.data_files.layout import FileLayout, Record, StoredField
from golive.data_files.line_reader import LineQueue, broken_line_fault, empty_line_fault, read_lines, read_segments
from golive.data_files.reading_results import MAX_EXCERPTS, Fault, Reach, ReadLine, ReadRecord
from golive.data_files.record_recognition import build_recognizer, unknown_record_fault
from golive.data_files.texts import FillerFormat, FreeTextFormat
from golive.schema.words import FileFormat

_QUOTE: Final = '"'
_CONTINUATION: Final = "88"
_MOST_LINES: Final = 20  # of a value with line breaks


class SplitRecord(NamedTuple):
    """The columns of a record, their start offsets (from 0), and the offset of a quoting error."""

    values: list[str]
    starts: list[int]
    wrong: int | None


def read(stream: BinaryIO, layout: FileLayout) -> Iterator[ReadRecord | Fault]:
    """Read the records of a file: match the whole record first, and check column by column if that fails."""
    telling = build_recognizer(layout.records)
    ready: dict[str, tuple[re.Pattern[str], tuple[StoredField, ...]]] = {}
    count = 0
    by_segment, is_bai2 = layout.format is FileFormat.EDI_820, layout.format is FileFormat.BAI2
    lines = LineQueue(read_segments(stream, layout) if by_segment else read_lines(stream, layout))
    open_record: OpenRecord | None = None
    is_lost = False  # whether nobody knows what a record 88 would carry on
    for line in lines:
        if isinstance(line, Fault):
            is_lost = True
            yield line
            continue
        if is_bai2:
            line = line._replace(text=line.text.rstrip(" "))  # noqa: PLW2901 - lines of equal length are padded
        text = line.text
        split = _split(text, layout)
        values = split.values
        record = telling.known.get(values[0]) or (
            telling.match_size(len(values), first=line.line == 1) if text else None
        )
        broken = None if by_segment else _broken_line_fault(line, lines, record, split, layout)
        if broken or record is None:
            is_lost = True
            fault = broken or line.fault or unknown_record_fault(line, layout, values[0][:20])
            yield fault if broken else fault._replace(reach=Reach.RECORD)
            continue
        is_continuation = is_bai2 and values[0] == _CONTINUATION
        carried = open_record if is_continuation else None
        columns, split = _assign_columns(record, split, layout, carried)
        values = split.values
        count, clean = count + 1, False
        faults: tuple[Fault, ...] = ()
        if count > MAX_EXCERPTS and line.fault is None and carried is None:
            if record.id not in ready:
                ready[record.id] = (re.compile(record_pattern(record, layout)), _inexact_cells(record))
            clean = _matches(ready[record.id], text, values)
        if is_continuation and is_lost:
            pass  # its columns depend on the record before
        elif not clean:
            faults = tuple(find_faults(record, line, split, layout, columns if carried else None))
            clean = not faults and line.sound
            faults = (line.fault,) if line.fault else faults
        places = tuple((line.line, line.column + at) for at in split.starts)
        full = values + [""] * (len(record.cells) - len(values))
        repeats: tuple[tuple[Record, list[str]], ...] = ()
        if carried:
            open_record, repeats = carried.carry_on(values)
        elif record.group or is_bai2:
            open_record, repeats = open_groups(record, values)
        repeats = repeats if clean else ()
        is_lost = (is_lost and is_continuation) or any(fault.reach is Reach.RECORD for fault in faults)
        yield ReadRecord(
            line.line, line.column, record, full, _pad_places(places, len(full), line), text, clean, faults, repeats
        )


def _assign_columns(
    record: Record, split: SplitRecord, layout: FileLayout, carried: OpenRecord | None
) -> tuple[Sequence[StoredField], SplitRecord]:
    """Return what the columns of a record hold, and the columns without those that no field describes.

    Args:
        record: its layout.
        split: its columns as they stand.
        layout: the layout of the file.
        carried: the BAI2 record that it carries on, if any.
    """
    count = len(split.values)
    columns = carried.columns(record, count) if carried else repeat_group(record, count)
    if any(cell.further for cell in columns):
        split = _drop_further_columns(columns, split)
    is_open = layout.format is FileFormat.BAI2 and not record.group and not carried
    if is_open and len(split.values) > len(record.cells):
        split = _join_rest(split, len(record.cells), layout.delimiter)
    return columns, split


def _matches(ready: tuple[re.Pattern[str], tuple[StoredField, ...]], text: str, values: Sequence[str]) -> bool:
    """Return whether a record matches its expression, and its values the rules that no expression can hold."""
    whole, loose = ready
    return whole.fullmatch(text) is not None and all(
        find_cell_fault(cell, values[cell.index]) is None for cell in loose if cell.index < len(values)
    )


def _broken_line_fault(
    line: ReadLine, lines: LineQueue, record: Record | None, split: SplitRecord, layout: FileLayout
) -> Fault | None:
    """Return the fault of an empty line, or of a record that a line break tears in two; drop its second half."""
    text, is_bai2 = line.text, layout.format is FileFormat.BAI2
    if not text:
        return empty_line_fault(line, "a record, or the end of the file")
    count = len(split.values)
    open_end = is_bai2 and not text.endswith(layout.terminator)
    if split.wrong is None and not open_end and record is not None and count >= _min_column_count(record, layout):
        return None
    if split.wrong is not None:
        more = _count_quoted_lines(text, lines, split, layout)
        lines.drop(more)
        return broken_line_fault(line, record.id if record else "", 0) if more else None
    ahead = lines.peek()
    if ahead is None or not ahead.text:
        return None
    rest = _split(ahead.text, layout)
    known = [token for one in layout.records for token in one.tokens]
    if rest.values[0] in known or (record is None and (not known or is_bai2)):
        return None
    if is_bai2:
        torn = True
    else:
        sizes = {len(one.cells) + more for one in ((record,) if record else layout.records) for more in (0, 1)}
        whole = not known and rest.wrong is None and any(len(rest.values) == len(one.cells) for one in layout.records)
        torn = count + len(rest.values) in sizes and not whole
    if torn:
        lines.drop()
    return broken_line_fault(line, record.id if record else "", 0) if torn else None


def _count_quoted_lines(text: str, lines: LineQueue, split: SplitRecord, layout: FileLayout) -> int:
    """Return how many of the next lines belong to a value in quotes; 0 if it does not close as a value does."""
    if split.wrong != split.starts[-1]:
        return 0
    for at in range(_MOST_LINES):
        ahead = lines.peek(at)
        if ahead is None:
            return 0
        text = f"{text}\n{ahead.text}"
        joined = _split(text, layout)
        if joined.wrong is None:
            return at + 1
        if joined.wrong != split.wrong:
            return 0
    return 0


def _drop_further_columns(columns: Sequence[StoredField], split: SplitRecord) -> SplitRecord:
    """Leave out the columns that a value asks for and no field describes."""
    values: list[str] = []
    starts: list[int] = []
    skip = 0
    for value, start in zip(split.values, split.starts, strict=False):
        if skip:
            skip -= 1
            continue
        skip = columns[len(values)].further.get(value, 0) if len(values) < len(columns) else 0
        values.append(value)
        starts.append(start)
    return SplitRecord(values, starts, split.wrong)


def _pad_places(places: tuple[tuple[int, int], ...], count: int, line: ReadLine) -> tuple[tuple[int, int], ...]:
    """Return a place for every column; missing columns are placed after the last character."""
    return places + ((line.line, line.column + len(line.text)),) * (count - len(places))


def _split(text: str, layout: FileLayout) -> SplitRecord:
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


def record_pattern(record: Record, layout: FileLayout) -> str:
    """Return a regular expression for a whole record without quotes."""
    banned = re.escape(layout.delimiter[0]) + (_QUOTE if layout.format is FileFormat.DELIMITED else "")
    columns = [_column_pattern(cell, banned) for cell in record.cells]
    end = re.escape(layout.terminator) if layout.format is FileFormat.BAI2 else ""
    end = f"(?:{end})?" if end and isinstance(record.cells[-1].form, FreeTextFormat) else end
    return re.escape(layout.delimiter).join(columns) + end


def _column_pattern(cell: StoredField, banned: str) -> str:
    empty = isinstance(cell.form, FillerFormat) and not cell.form.count
    core = "" if empty else f"(?:{cell.form.pattern(banned)})"
    return f"(?:{core})?" if cell.blank and core else core


def _inexact_cells(record: Record) -> tuple[StoredField, ...]:
    return tuple(cell for cell in record.cells if not cell.form.is_exact)


def find_faults(
    record: Record, line: ReadLine, split: SplitRecord, layout: FileLayout, columns: Sequence[StoredField] | None = None
) -> Iterator[Fault]:
    """Yield the faults of a record, column by column.

    Args:
        record: its layout.
        line: its text.
        split: its columns.
        layout: the layout of the file.
        columns: what each of its columns holds, if that is not told by the layout of the record.
    """
    values, starts, wrong = split
    at = line.column
    place = (record.id, "")
    if wrong is not None:
        name = record.cells[len(starts) - 1].name if len(starts) <= len(record.cells) else ""
        found, expected = f"`{line.text[wrong : wrong + 20]}`", "quotes that close at the end of the value"
        hint = "Put the whole value in quotes, and write a quote in it twice; a value ends on its line."
        yield Fault(line.line, at + wrong, 1, record.id, name, found, expected, hint, line.text, Reach.RECORD)
        return
    if layout.format is FileFormat.EDI_820 and "\n" in line.text:
        column = at + line.text.index("\n")
        found, expected = "a line break within the segment", f"`{layout.terminator}` at the end of each segment"
        yield Fault(line.line, column, 1, *place, found, expected, "", line.text.partition("\n")[0], Reach.RECORD)
        return
    is_text = isinstance(record.cells[-1].form, FreeTextFormat) and len(values) == len(record.cells) and columns is None
    if layout.format is FileFormat.BAI2 and not line.text.endswith(layout.terminator) and not is_text:
        end = at + len(line.text)
        hint = "" if line.ended else "The file may have been cut off; compare its size with the sender's."
        expected = f"`{layout.terminator}`"
        yield Fault(line.line, end, 1, *place, "the end of the line", expected, hint, line.text, Reach.RECORD)
        return
    least, most = _min_column_count(record, layout), len(record.cells)
    if columns is None and (len(values) < least or (len(values) > most and not record.group)):
        counted = f"{most} columns" if least == most else f"{least} to {most} columns"
        column = at + (starts[most] - 1 if len(values) > most else len(line.text))
        hint = "" if line.ended else "The file may have been cut off; compare its size with the sender's."
        count = f"{len(values)} column{'s' * (len(values) != 1)}"
        first = next(_find_value_faults(record, line, split, layout, record.cells), None)
        column = first.column if first else column  # columns are shifted from there on
        yield Fault(line.line, column, 1, *place, count, counted, hint, line.text, Reach.RECORD)
        return
    yield from _find_value_faults(record, line, split, layout, columns or repeat_group(record, len(values)))


def _find_value_faults(
    record: Record, line: ReadLine, split: SplitRecord, layout: FileLayout, columns: Sequence[StoredField]
) -> Iterator[Fault]:
    for cell, value, start in zip(columns, split.values, split.starts, strict=False):
        found_at = find_cell_fault(cell, value)
        if found_at:
            quoted = line.text.startswith(_QUOTE, start) and layout.format is FileFormat.DELIMITED
            column = line.column + start + found_at[0] + quoted
            width = max(1, len(value) - found_at[0]) if found_at[0] == 0 else 1
            # A slash within the line: the next record may have been joined to this one.
            is_joined = layout.format is FileFormat.BAI2 and layout.terminator in value
            reach = Reach.RECORD if is_joined else Reach.VALUE
            yield Fault(line.line, column, width, record.id, cell.name, value, found_at[1], "", line.text, reach)


def _min_column_count(record: Record, layout: FileLayout) -> int:
    """Return the minimum number of columns: EDI segments and BAI2 records omit empty columns at their end."""
    if layout.format not in {FileFormat.EDI_820, FileFormat.BAI2}:
        return len(record.cells)
    filled = [cell.index + 1 for cell in record.cells if not cell.blank]
    return max(filled, default=1)


def find_cell_fault(cell: StoredField, value: str) -> tuple[int, str] | None:
    """Return the offset of the first error in a value and what was expected, or None."""
    if not value:
        empty = isinstance(cell.form, FillerFormat) and not cell.form.count
        return None if cell.blank or empty else (0, cell.form.expected)
    at = cell.form.fault(value)
    return None if at is None else (at, cell.form.expected)


def write(record: Record, values: Sequence[str], layout: FileLayout) -> str:
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
