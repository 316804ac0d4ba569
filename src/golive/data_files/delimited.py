"""Records whose columns are separated: delimited files, BAI2 reports with commas, and the segments of an EDI 820.

A value with the delimiter in it stands in quotes, and a quote in it stands twice; a value ends on its line. BAI2 and
EDI know no quotes. The last column of a BAI2 record takes the rest of the line, commas and all; where it is text, no
slash need end it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final, NamedTuple

from golive.data_files.layout import Cell, Layout, Record
from golive.data_files.line_reader import lines, segments
from golive.data_files.read_item import FEW, Fault, Item, Text
from golive.data_files.record_recognition import telling_of, unknown
from golive.data_files.texts import Filler, Free
from golive.schema.words import FileFormat

_QUOTE: Final = '"'


class Split(NamedTuple):
    """The columns of a record, where each begins (from 0), and where its quotes go wrong."""

    values: list[str]
    starts: list[int]
    wrong: int | None


def read(stream: BinaryIO, layout: Layout) -> Iterator[Item | Fault]:
    """The records of a file; as a whole first, and column by column where that does not match."""
    telling = telling_of(layout.records)
    ready: dict[str, tuple[re.Pattern[str], tuple[Cell, ...]]] = {}
    count = 0
    by_segment = layout.format is FileFormat.EDI_820
    for line in segments(stream, layout) if by_segment else lines(stream, layout):
        if isinstance(line, Fault):
            yield line
            continue
        text = line.text
        split = _split(text, layout)
        values = split.values
        record = telling.known.get(values[0]) or telling.among_nameless(len(values), first=line.line == 1)
        if record is None:
            yield unknown(line, layout, values[0][:20])
            continue
        if len(values) > len(record.cells) and layout.format is FileFormat.BAI2:
            split = _rest_joined(split, len(record.cells), layout.delimiter)
            values = split.values
        count, clean = count + 1, False
        if count > FEW and line.sound:
            if record.id not in ready:
                ready[record.id] = (re.compile(pattern_of(record, layout)), _loose(record))
            whole, loose = ready[record.id]
            clean = whole.fullmatch(text) is not None
            if clean and loose:
                clean = all(cell_fault(cell, values[cell.index]) is None for cell in loose if cell.index < len(values))
        if not clean and line.sound:
            found = list(faults(record, line, split, layout))
            yield from found
            clean = not found
        places = tuple((line.line, line.column + at) for at in split.starts)
        full = values + [""] * (len(record.cells) - len(values))
        yield Item(line.line, line.column, record, full, _filled(places, len(full), line), text, clean)


def _filled(places: tuple[tuple[int, int], ...], count: int, line: Text) -> tuple[tuple[int, int], ...]:
    """Places for every column; those that are missing would stand behind the last character."""
    return places + ((line.line, line.column + len(line.text)),) * (count - len(places))


def _split(text: str, layout: Layout) -> Split:
    if layout.terminator and layout.format is FileFormat.BAI2:
        text = text.removesuffix(layout.terminator)
    if _QUOTE in text and layout.format is FileFormat.DELIMITED:
        return _unquoted(text, layout.delimiter)
    values = text.split(layout.delimiter)
    starts, at = [], 0
    for value in values:
        starts.append(at)
        at += len(value) + len(layout.delimiter)
    return Split(values, starts, None)


def _unquoted(text: str, delimiter: str) -> Split:
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
                return Split([*values, text[at + 1 :]], starts, at)
            values.append(text[at + 1 : end].replace(_QUOTE * 2, _QUOTE))
            at = end + 1
            if at < len(text) and not text.startswith(delimiter, at):
                return Split(values, starts, at)
        else:
            end = text.find(delimiter, at)
            end = len(text) if end < 0 else end
            values.append(text[at:end])
            if _QUOTE in values[-1]:
                return Split(values, starts, at + values[-1].index(_QUOTE))
            at = end
        if at >= len(text):
            return Split(values, starts, None)
        at += len(delimiter)


def _rest_joined(split: Split, count: int, delimiter: str) -> Split:
    values = [*split.values[: count - 1], delimiter.join(split.values[count - 1 :])]
    return Split(values, split.starts[:count], split.wrong)


def pattern_of(record: Record, layout: Layout) -> str:
    """A regular expression for a whole record without quotes."""
    banned = re.escape(layout.delimiter[0]) + (_QUOTE if layout.format is FileFormat.DELIMITED else "")
    columns = []
    for cell in record.cells:
        empty = isinstance(cell.form, Filler) and not cell.form.count
        core = "" if empty else f"(?:{cell.form.pattern(banned)})"
        columns.append(f"(?:{core})?" if cell.blank and core else core)
    end = re.escape(layout.terminator) if layout.format is FileFormat.BAI2 else ""
    end = f"(?:{end})?" if end and isinstance(record.cells[-1].form, Free) else end
    return re.escape(layout.delimiter).join(columns) + end


def _loose(record: Record) -> tuple[Cell, ...]:
    return tuple(cell for cell in record.cells if not cell.form.exact)


def faults(record: Record, line: Text, split: Split, layout: Layout) -> Iterator[Fault]:
    """What is wrong with a record, column by column."""
    values, starts, wrong = split
    at = line.column
    if wrong is not None:
        name = record.cells[len(starts) - 1].name if len(starts) <= len(record.cells) else ""
        found, expected = f"`{line.text[wrong : wrong + 20]}`", "quotes that close at the end of the value"
        hint = "Put the whole value in quotes, and write a quote in it twice; a value ends on its line."
        yield Fault(line.line, at + wrong, 1, record.id, name, found, expected, hint, line.text)
        return
    is_text = isinstance(record.cells[-1].form, Free) and len(values) == len(record.cells)
    if layout.format is FileFormat.BAI2 and not line.text.endswith(layout.terminator) and not is_text:
        end = at + len(line.text)
        yield Fault(line.line, end, 1, record.id, "", "the end of the line", f"`{layout.terminator}`", "", line.text)
    least = _least(record, layout)
    if not least <= len(values) <= len(record.cells):
        most = len(record.cells)
        expected = f"{most} columns" if least == most else f"{least} to {most} columns"
        column = at + (starts[most] - 1 if len(values) > most else len(line.text))
        yield Fault(line.line, column, 1, record.id, "", f"{len(values)} columns", expected, "", line.text)
    for cell, value, start in zip(record.cells, values, starts, strict=False):
        found_at = cell_fault(cell, value)
        if found_at:
            quoted = line.text.startswith(_QUOTE, start) and layout.format is FileFormat.DELIMITED
            column = at + start + found_at[0] + quoted
            width = max(1, len(value) - found_at[0]) if found_at[0] == 0 else 1
            yield Fault(line.line, column, width, record.id, cell.name, value, found_at[1], "", line.text)


def _least(record: Record, layout: Layout) -> int:
    """How few columns a record may have: an EDI segment leaves out what is empty at its end."""
    if layout.format is not FileFormat.EDI_820:
        return len(record.cells)
    filled = [cell.index + 1 for cell in record.cells if not cell.blank]
    return max(filled, default=1)


def cell_fault(cell: Cell, value: str) -> tuple[int, str] | None:
    """Where a value goes wrong, from its first character, and what was expected."""
    if not value:
        empty = isinstance(cell.form, Filler) and not cell.form.count
        return None if cell.blank or empty else (0, cell.form.said)
    at = cell.form.fault(value)
    return None if at is None else (at, cell.form.said)


def write(record: Record, values: Sequence[str], layout: Layout) -> str:
    """A record as a line or segment, without what ends the line."""
    if layout.format is FileFormat.DELIMITED:
        return layout.delimiter.join(_quoted(value, layout.delimiter) for value in values)
    if layout.format is FileFormat.EDI_820:
        kept = max((at + 1 for at, value in enumerate(values) if value), default=1)
        return layout.delimiter.join(values[: max(kept, _least(record, layout))]) + layout.terminator
    return layout.delimiter.join(values) + layout.terminator


def _quoted(value: str, delimiter: str) -> str:
    if delimiter in value or _QUOTE in value:
        return f'"{value.replace(_QUOTE, _QUOTE * 2)}"'
    return value
