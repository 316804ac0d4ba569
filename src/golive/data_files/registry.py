"""The formats that files are read and written in: one row each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO, Final, NamedTuple

from golive.data_files.layout import Layout, Record
from golive.data_files.read_item import End, Fault, Item
from golive.schema.words import FileFormat


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


def _fixed() -> Format:
    from golive.data_files import fixed_width

    return Format(fixed_width.read, fixed_width.write, _ended)


def _delimited() -> Format:
    from golive.data_files import delimited

    return Format(delimited.read, delimited.write, _ended)


def _json() -> Format:
    from golive.data_files import json_files

    return Format(json_files.read, json_files.write, json_files.frame)


def _xml() -> Format:
    from golive.data_files import xml_files

    return Format(xml_files.read, xml_files.write, xml_files.frame)


FORMATS: Final[Mapping[FileFormat, Callable[[], Format]]] = {
    FileFormat.FIXED_WIDTH: _fixed,
    FileFormat.NACHA: _fixed,
    FileFormat.DELIMITED: _delimited,
    FileFormat.EDI_820: _delimited,
    FileFormat.JSON: _json,
    FileFormat.XML: _xml,
}


def format_of(layout: Layout) -> Format:
    """The format of a layout; BAI2 has two: lines of fixed width, as in a lockbox file, and columns."""
    if layout.format is FileFormat.BAI2:
        return _fixed() if layout.fixed else _delimited()
    return FORMATS[layout.format]()
