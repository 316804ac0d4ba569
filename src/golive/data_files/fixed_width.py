"""Records of fixed width: fixed-width files, NACHA files, and lockbox files in BAI's form."""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from golive.data_files.layout import Cell, Layout, Record
from golive.data_files.line_reader import lines
from golive.data_files.read_item import FEW, End, Fault, Item, Text
from golive.data_files.record_recognition import telling_of, unknown
from golive.data_files.texts import Filler, Free, Words
from golive.data_files.value_format import NO_CONTROLS


def read(stream: BinaryIO, layout: Layout) -> Iterator[Item | Fault | End]:
    """The records of a file; a line as a whole is matched first, and field by field where it does not match."""
    telling = telling_of(layout.records)
    ready: dict[str, tuple[re.Pattern[str], tuple[Cell, ...]]] = {}
    padding = "9" * max((record.length for record in layout.records), default=0) if layout.blocking else None
    count = 0
    ended = False  # whether a record that may be the last has come
    for line in lines(stream, layout):
        if isinstance(line, Fault):
            yield line
            continue
        text, count = line.text, line.line
        if ended and text == padding:
            continue
        record = telling.by_start(text) or telling.among_nameless(len(text), first=line.line == 1)
        if record is None:
            torn = _torn(line, padding) if ended and padding else None
            yield torn or unknown(line, layout, text[: max(telling.lengths, default=1)])
            continue
        clean = False
        if line.line > FEW and line.sound:
            if record.id not in ready:
                ready[record.id] = (re.compile(pattern_of(record)), _loose(record))
            whole, loose = ready[record.id]
            clean = whole.fullmatch(text) is not None
            if clean and loose:
                clean = all(cell_fault(cell, text[cell.key]) is None for cell in loose)
        if not clean and line.sound:
            found = list(faults(record, line))
            yield from found
            clean = not found
        ended = record.id in layout.order.last
        yield Item(line.line, 1, record, text, (), text, clean)
    yield End(count)


def _torn(line: Text, padding: str) -> Fault | None:
    """What is wrong with a line of nines that fills the last block; None where it was never meant to be one."""
    text = line.text
    at = next((at for at, (one, nine) in enumerate(zip(text, padding, strict=False)) if one != nine), len(text))
    if 2 * text.count("9") < len(padding):
        return None
    column, found = line.column + at, text[at : at + 1] or f"{len(text)} characters"
    return Fault(
        line.line, column, 1, "", "", found, f"a line of {len(padding)} nines, behind the last record", "", text
    )


def pattern_of(record: Record) -> str:
    """A regular expression for a whole record."""
    return "".join(f"(?:{_slot(cell)})" for cell in record.cells)


def _loose(record: Record) -> tuple[Cell, ...]:
    """The fields of which the pattern does not tell everything."""
    return tuple(cell for cell in record.cells if not _is_exact(cell))


def _is_exact(cell: Cell) -> bool:
    form = cell.form
    if isinstance(form, Free):
        return form.exact and cell.side != "right"
    return form.exact and (form.width == cell.length or isinstance(form, Words | Filler))


def _slot(cell: Cell) -> str:
    form, length = cell.form, cell.length
    if isinstance(form, Filler):
        core = f"{form.character}{{{length}}}"
    elif form.width == length:
        core = form.pattern("")
    elif isinstance(form, Words):
        core = "|".join(re.escape(padded(cell, word)) for word in form.words)
    elif isinstance(form, Free):
        core = f"(?! {'' if cell.side == 'left' else f'{{{length}}}'})[^{NO_CONTROLS}]{{{length}}}"
    else:
        core = f"[^{NO_CONTROLS}]{{{length}}}"
    return f"{core}| {{{length}}}" if cell.blank else core


def faults(record: Record, line: Text) -> Iterator[Fault]:
    """What is wrong with a record, field by field."""
    text, length = line.text, record.length
    if len(text) != length:
        column = min(len(text), length) + 1
        width = max(len(text) - length, 1)
        found, expected = f"{len(text)} characters", f"{length} characters in the record"
        yield Fault(line.line, column, width, record.id, "", found, expected, "", text)
    for cell in record.cells:
        slot = text[cell.start : cell.start + cell.length]
        if len(slot) < cell.length:
            return
        wrong = cell_fault(cell, slot)
        if wrong:
            at, expected = wrong
            width = max(1, len(slot.rstrip()) - at) if at == 0 else 1
            column = line.column + cell.start + at
            yield Fault(line.line, column, width, record.id, cell.name, slot, expected, "", text)


def cell_fault(cell: Cell, slot: str) -> tuple[int, str] | None:
    """Where the content of a field goes wrong, from its first character, and what was expected."""
    form = cell.form
    if isinstance(form, Filler):
        at = form.fault(slot)
        return None if at is None or (cell.blank and not slot.strip(" ")) else (at, form.said)
    bare = slot.strip(" ")
    if not bare:
        return None if cell.blank else (0, form.said)
    lead = len(slot) - len(slot.lstrip(" "))
    if cell.side == "right":
        tail = slot.lstrip(" ")
        at = form.fault(tail)
        return None if at is None else (lead + at, f"{form.said}, right-aligned")
    if isinstance(form, Free):
        if lead and cell.side == "left":
            return 0, f"{form.said}, left-aligned"
        at = form.fault(bare)
        return None if at is None else (lead + at, form.said)
    if form.width == cell.length:
        at = form.fault(slot)
    elif isinstance(form, Words):
        at = None if slot == padded(cell, bare) and bare in form.words else (form.fault(slot.rstrip(" ")) or 0)
    else:
        at = form.fault(slot.rstrip(" ").lstrip(" "))
        at = at if at is None else lead + at
    return None if at is None else (at, form.said)


def padded(cell: Cell, value: str) -> str:
    """A value as it fills its field; one that is too long is cut."""
    if isinstance(cell.form, Filler):
        return cell.form.character * cell.length
    return (value.rjust(cell.length) if cell.side == "right" else value.ljust(cell.length))[: cell.length]


def write(record: Record, values: Sequence[str], layout: Layout) -> str:
    """A record as a line."""
    return "".join(padded(cell, value) for cell, value in zip(record.cells, values, strict=True))
