"""Define what reading a file yields: records and faults."""

from typing import Any, Final, NamedTuple

from golive.data_files.layout import Cell, Record

MAX_EXCERPTS: Final = 50
"""Lines that are looked at field by field: to compile expressions for a short sample takes longer."""


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


class Item(NamedTuple):
    """A record that was read.

    Attributes:
        line: where it starts, 1-based.
        column: where it starts, 1-based.
        record: its layout.
        raw: its text where its fields have positions; else its values.
        places: line and column of each value, where they cannot be counted.
        text: the line as it stands, for excerpts.
        clean: whether every value of it is right by itself.
    """

    line: int
    column: int
    record: Record
    raw: Any
    places: tuple[tuple[int, int], ...]
    text: str
    clean: bool


class End(NamedTuple):
    """The end of a file.

    Attributes:
        lines: how many lines it has.
    """

    lines: int


class Text(NamedTuple):
    """A line or segment of a file.

    Attributes:
        line: 1-based.
        column: 1-based; more than 1 where several records share a line.
        text: its characters, without what ends it.
        sound: whether all its bytes are characters.
    """

    line: int
    column: int
    text: str
    sound: bool


def find_place(item: Item, cell: Cell) -> tuple[int, int]:
    """Return the line and column of a field."""
    if item.places:
        return item.places[cell.index]
    if cell.length:
        return item.line, item.column + cell.start
    return item.line, item.column + sum(len(value) + 1 for value in item.raw[: cell.index])


def read_value(item: Item, cell: Cell) -> str:
    """Return a field's raw value; empty if the record is too short."""
    try:
        return str(item.raw[cell.key])
    except IndexError:
        return ""
