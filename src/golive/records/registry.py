"""The formats that files are read and written in: one row each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO, Final, NamedTuple

from golive.records import delimited, fixed, jsons, xmls
from golive.records.item import End, Fault, Item
from golive.records.layout import Layout, Record
from golive.spec.model.words import FileFormat


class Format(NamedTuple):
    """How files of a format are read and written.

    Attributes:
        read: bytes → records and faults, one after the other.
        write: a record's values → its text, without what ends its line.
        frame: what stands around the records: before the first, between two of them (by their ids), behind the last.
    """

    read: Callable[[BinaryIO, Layout], Iterator[Item | Fault | End]]
    write: Callable[[Record, Sequence[str], Layout], str]
    frame: Callable[[str, str, Layout], str]


def _ended(before: str, after: str, layout: Layout) -> str:
    """Lines need nothing around them but what ends each."""
    return layout.ending.decode("ascii") if before else ""


_FIXED: Final = Format(fixed.read, fixed.write, _ended)
_DELIMITED: Final = Format(delimited.read, delimited.write, _ended)
FORMATS: Final[Mapping[FileFormat, Format]] = {
    FileFormat.FIXED_WIDTH: _FIXED,
    FileFormat.NACHA: _FIXED,
    FileFormat.DELIMITED: _DELIMITED,
    FileFormat.EDI_820: _DELIMITED,
    FileFormat.JSON: Format(jsons.read, jsons.write, jsons.frame),
    FileFormat.XML: Format(xmls.read, xmls.write, xmls.frame),
}


def format_of(layout: Layout) -> Format:
    """The format of a layout; BAI2 has two: lines of fixed width, as in a lockbox file, and columns."""
    if layout.format is FileFormat.BAI2:
        return _FIXED if layout.fixed else _DELIMITED
    return FORMATS[layout.format]
