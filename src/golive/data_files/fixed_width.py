"""Read and write fixed-width records: fixed-width files, NACHA files, and BAI lockbox files."""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from golive.data_files.layout import FileLayout, Record, StoredField
from golive.data_files.line_reader import LineQueue, broken_line_fault, empty_line_fault, read_lines
from golive.data_files.reading_results import MAX_EXCERPTS, EndOfFile, Fault, Reach, ReadLine, ReadRecord
from golive.data_files.record_recognition import build_recognizer, unknown_record_fault
from golive.data_files.texts import FillerFormat, FreeTextFormat, WordsFormat
from golive.data_files.value_format import NO_CONTROLS


def read(stream: BinaryIO, layout: FileLayout) -> Iterator[ReadRecord | Fault | EndOfFile]:
    """Read the records of a file: match the whole line first, and check field by field if that fails."""
    telling = build_recognizer(layout.records)
    ready: dict[str, tuple[re.Pattern[str], tuple[StoredField, ...]]] = {}
    padding = _Padding("9" * max((record.length for record in layout.records), default=0)) if layout.blocking else None
    count, ended = 0, False
    lines = LineQueue(read_lines(stream, layout))
    for line in lines:
        if isinstance(line, Fault):
            yield line
            continue
        text, count = line.text, line.line
        if padding is not None and (ended or text == padding.text or padding.first):
            wrong = padding.take(line, lines)
            if wrong is None:
                continue
            if wrong:
                yield wrong[0]
                continue
        record = telling.match_start(text) or (telling.match_size(len(text), first=line.line == 1) if text else None)
        broken = (
            _broken_line_fault(line, lines, record, layout) if record is None or len(text) < record.length else None
        )
        if broken or record is None:
            fault = broken or line.fault or unknown_record_fault(line, layout, text[: max(telling.lengths, default=1)])
            yield fault if broken else fault._replace(reach=Reach.RECORD)
            continue
        if padding is not None and padding.first:
            yield padding.early_fault()
        clean = False
        faults: tuple[Fault, ...] = ()
        if line.line > MAX_EXCERPTS and line.fault is None:
            if record.id not in ready:
                ready[record.id] = (re.compile(record_pattern(record)), _inexact_cells(record))
            whole, loose = ready[record.id]
            clean = whole.fullmatch(text) is not None
            if clean and loose:
                clean = all(find_cell_fault(cell, text[cell.key]) is None for cell in loose)
        if not clean:
            faults = tuple(find_faults(record, line))
            clean = not faults and line.sound
            faults = (line.fault,) if line.fault else faults
        ended = record.id in layout.order.last
        yield ReadRecord(line.line, 1, record, text, (), text, clean, faults)
    yield EndOfFile(count)


class _Padding:
    """The lines of nines that fill the last block.

    Attributes:
        text: such a line.
        first: the first of those before the current line, if any.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.first: ReadLine | None = None

    def take(self, line: ReadLine, lines: LineQueue) -> tuple[Fault, ...] | None:
        """Return None for a line of nines, its fault if it is a damaged one, nothing for any other line."""
        if line.text == self.text:
            self.first = self.first or line
            return (line.fault,) if line.fault else None
        found = _broken_padding_fault(line, self.text)
        ahead = lines.peek() if found and len(line.text) < len(self.text) else None
        if found and ahead and 0 <= len(self.text) - len(line.text) - len(ahead.text) <= 1:
            lines.drop()
            found = broken_line_fault(line, "", len(self.text))
        return () if found is None else (found,)

    def early_fault(self) -> Fault:
        """Return the fault of the lines of nines that a record follows."""
        line, self.first = self.first or ReadLine(0, 0, ""), None
        expected = "a record, because lines of nines stand after the last record only"
        return Fault(line.line, 1, len(self.text), "", "", "a line of nines", expected, "", line.text, Reach.RECORD)


def _broken_line_fault(line: ReadLine, lines: LineQueue, record: Record | None, layout: FileLayout) -> Fault | None:
    """Return the fault of an empty line, or of a record that a line break tears in two; drop its second half."""
    ahead, text = lines.peek(), line.text
    sizes = {one.length - cut for one in ((record,) if record else layout.records) for cut in (0, 1)}
    is_torn = ahead is not None and len(text) + len(ahead.text) in sizes
    if not text:
        fault = empty_line_fault(line, "a record, or the end of the file")
        whole = ahead is None or any(len(ahead.text) == one.length for one in layout.records)
        if is_torn and not whole:
            lines.drop()
            fault = fault._replace(reach=Reach.RECORD)
        return fault
    is_whole = record is None and any(len(text) == one.length for one in layout.records)
    if not is_torn or ahead is None or is_whole:
        return None
    lines.drop()
    return broken_line_fault(line, record.id if record else "", record.length if record else 0)


def _broken_padding_fault(line: ReadLine, padding: str) -> Fault | None:
    """Return the fault of a line after the last record that looks like damaged padding.

    Returns:
        The fault, at the first character that differs from the padding; None if fewer than half as many characters
        are nines as the padding has.
    """
    text = line.text
    at = next((at for at, (one, nine) in enumerate(zip(text, padding, strict=False)) if one != nine), len(text))
    if 2 * text.count("9") < len(padding):
        return None
    column, found = line.column + at, f"`{text[at]}`" if at < len(text) else f"{len(text)} characters"
    expected = f"a line of {len(padding)} nines, after the last record"
    return Fault(line.line, column, 1, "", "", found, expected, "", text, Reach.LINE)


def record_pattern(record: Record) -> str:
    """Return a regular expression for a whole record."""
    return "".join(f"(?:{_slot(cell)})" for cell in record.cells)


def _inexact_cells(record: Record) -> tuple[StoredField, ...]:
    """Return the fields that the pattern does not fully check."""
    return tuple(cell for cell in record.cells if not _is_exact(cell))


def _is_exact(cell: StoredField) -> bool:
    form = cell.form
    if isinstance(form, FreeTextFormat):
        return form.is_exact and cell.side != "right"
    return form.is_exact and (form.width == cell.length or isinstance(form, WordsFormat | FillerFormat))


def _slot(cell: StoredField) -> str:
    form, length = cell.form, cell.length
    if isinstance(form, FillerFormat):
        core = f"{form.character}{{{length}}}"
    elif form.width == length:
        core = form.pattern("")
    elif isinstance(form, WordsFormat):
        core = "|".join(re.escape(pad_value(cell, word)) for word in form.words)
    elif isinstance(form, FreeTextFormat):
        core = f"(?! {'' if cell.side == 'left' else f'{{{length}}}'})[^{NO_CONTROLS}]{{{length}}}"
    else:
        core = f"[^{NO_CONTROLS}]{{{length}}}"
    return f"{core}| {{{length}}}" if cell.blank else core


def find_faults(record: Record, line: ReadLine) -> Iterator[Fault]:
    """Yield the faults of a record, field by field."""
    text, length = line.text, record.length
    if len(text) != length:
        column = min(len(text), length) + 1
        width = max(len(text) - length, 1)
        found, expected = f"{len(text)} characters", f"{length} characters in the record"
        hint = (
            ""
            if line.ended or len(text) > length
            else "The file may have been cut off; compare its size with the sender's."
        )
        yield Fault(line.line, column, width, record.id, "", found, expected, hint, text, Reach.RECORD)
        return  # behind the place where a character is missing, every field is shifted
    for cell in record.cells:
        slot = text[cell.start : cell.start + cell.length]
        wrong = find_cell_fault(cell, slot)
        if wrong:
            at, expected = wrong
            width = max(1, len(slot.rstrip()) - at) if at == 0 else 1
            column = line.column + cell.start + at
            yield Fault(line.line, column, width, record.id, cell.name, slot, expected, "", text)


def find_cell_fault(cell: StoredField, slot: str) -> tuple[int, str] | None:
    """Return the offset of the first error in a field and what was expected, or None."""
    form = cell.form
    if isinstance(form, FillerFormat):
        at = form.fault(slot)
        return None if at is None or (cell.blank and not slot.strip(" ")) else (at, form.expected)
    bare = slot.strip(" ")
    if not bare:
        return None if cell.blank else (0, form.expected)
    lead = len(slot) - len(slot.lstrip(" "))
    if cell.side == "right":
        tail = slot.lstrip(" ")
        at = form.fault(tail)
        return None if at is None else (lead + at, f"{form.expected}, right-aligned")
    if isinstance(form, FreeTextFormat):
        if lead and cell.side == "left":
            return 0, f"{form.expected}, left-aligned"
        at = form.fault(bare)
        return None if at is None else (lead + at, form.expected)
    if form.width == cell.length:
        at = form.fault(slot)
    elif isinstance(form, WordsFormat):
        at = None if slot == pad_value(cell, bare) and bare in form.words else (form.fault(slot.rstrip(" ")) or 0)
    else:
        at = form.fault(slot.rstrip(" ").lstrip(" "))
        at = at if at is None else lead + at
    return None if at is None else (at, form.expected)


def pad_value(cell: StoredField, value: str) -> str:
    """Pad a value to the length of its field; cut it if it is too long."""
    if isinstance(cell.form, FillerFormat):
        return cell.form.character * cell.length
    return (value.rjust(cell.length) if cell.side == "right" else value.ljust(cell.length))[: cell.length]


def write(record: Record, values: Sequence[str], layout: FileLayout) -> str:
    """Write a record as a line."""
    return "".join(pad_value(cell, value) for cell, value in zip(record.cells, values, strict=True))
