"""Define what reading a file yields: records and faults."""

from enum import Enum
from typing import Any, Final, NamedTuple

from golive.data_files.layout import Record, StoredField

MAX_EXCERPTS: Final = 50
"""Lines that are looked at field by field: to compile expressions for a short sample takes longer."""


class Reach(Enum):
    """The part of what follows a fault that it puts in doubt."""

    VALUE = "value"
    """One value is wrong; the record is known."""
    LINE = "line"
    """A surplus line: no record is lost, but the lines of the file cannot be counted."""
    RECORD = "record"
    """A record is unknown: the order around it and every total that it may belong to are in doubt."""
    FILE = "file"
    """The rest of the file is not read."""


class Fault(NamedTuple):
    """An error in a file.

    Attributes:
        line: 1-based; 0 when the whole file is meant.
        column: 1-based, counted in characters; 0 when the whole line is meant.
        width: how many characters are wrong.
        record: id of the record's layout; empty when it is not known.
        field: name of the field; empty when the whole record is meant.
        found: what stands there.
        expected: what should.
        hint: what to do about it; may be empty.
        text: the line as it stands; may be empty.
        reach: what it puts in doubt.
    """

    line: int
    column: int
    width: int
    record: str
    field: str
    found: str
    expected: str
    hint: str = ""
    text: str = ""
    reach: Reach = Reach.VALUE


class ReadRecord(NamedTuple):
    """A record that was read.

    Attributes:
        line: where it starts, 1-based.
        column: where it starts, 1-based.
        record: its layout.
        raw: its text where its fields have positions; else its values.
        places: line and column of each value, where they cannot be counted.
        text: the line as it stands, for excerpts.
        clean: whether every value of it is right by itself.
        faults: what is wrong with its values.
        repeats: further values that are summed with it: those of repeated groups of fields, or those that it carries
            on for the record before; each with the record whose fields they are.
    """

    line: int
    column: int
    record: Record
    raw: Any
    places: tuple[tuple[int, int], ...]
    text: str
    clean: bool
    faults: tuple[Fault, ...] = ()
    repeats: tuple[tuple[Record, Any], ...] = ()


class EndOfFile(NamedTuple):
    """The end of a file.

    Attributes:
        lines: how many lines it has.
    """

    lines: int


class ReadLine(NamedTuple):
    """A line or segment of a file.

    Attributes:
        line: 1-based.
        column: 1-based; more than 1 where several records share a line.
        text: its characters, without what ends it.
        fault: what is wrong with it as a whole, such as its ending, or a byte that is no character.
        sound: whether all its bytes are characters.
        ended: whether it ends with a line ending; only the last line may have none.
    """

    line: int
    column: int
    text: str
    fault: Fault | None = None
    sound: bool = True
    ended: bool = True


def find_place(item: ReadRecord, cell: StoredField) -> tuple[int, int]:
    """Return the line and column of a field."""
    if item.places:
        return item.places[cell.index]
    if cell.length:
        return item.line, item.column + cell.start
    return item.line, item.column + sum(len(value) + 1 for value in item.raw[: cell.index])


def read_value(item: ReadRecord, cell: StoredField) -> str:
    """Return a field's raw value; empty if the record is too short."""
    try:
        return str(item.raw[cell.key])
    except IndexError:
        return ""
