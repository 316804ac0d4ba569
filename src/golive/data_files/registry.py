"""Register the file formats: one row each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO, Final, NamedTuple

from golive.data_files.layout import FileLayout, Record
from golive.data_files.reading_results import EndOfFile, Fault, ReadRecord
from golive.schema.words import FileFormat


class FormatHandler(NamedTuple):
    """Reader and writer of a file format.

    Attributes:
        read: bytes → records and faults, one after the other.
        write: a record's values → its text, without what ends its line.
        frame: what stands around the records: before the first, between two of them (by their ids), behind the last.
    """

    read: Callable[[BinaryIO, FileLayout], Iterator[ReadRecord | Fault | EndOfFile]]
    write: Callable[[Record, Sequence[str], FileLayout], str]
    frame: Callable[[str, str, FileLayout], str]


def _line_frame(before: str, after: str, layout: FileLayout) -> str:
    """Return only the line ending; lines need no frame."""
    return layout.ending.decode("ascii") if before else ""


def _fixed() -> FormatHandler:
    from golive.data_files import fixed_width

    return FormatHandler(fixed_width.read, fixed_width.write, _line_frame)


def _delimited() -> FormatHandler:
    from golive.data_files import delimited

    return FormatHandler(delimited.read, delimited.write, _line_frame)


def _json() -> FormatHandler:
    from golive.data_files import json_files

    return FormatHandler(json_files.read, json_files.write, json_files.text_around_records)


def _xml() -> FormatHandler:
    from golive.data_files import xml_files

    return FormatHandler(xml_files.read, xml_files.write, xml_files.text_around_records)


FORMATS: Final[Mapping[FileFormat, Callable[[], FormatHandler]]] = {
    FileFormat.FIXED_WIDTH: _fixed,
    FileFormat.NACHA: _fixed,
    FileFormat.DELIMITED: _delimited,
    FileFormat.EDI_820: _delimited,
    FileFormat.JSON: _json,
    FileFormat.XML: _xml,
}


def find_format(layout: FileLayout) -> FormatHandler:
    """Return the format of a layout; BAI2 is either fixed-width, as in a lockbox file, or delimited."""
    if layout.format is FileFormat.BAI2:
        return _fixed() if layout.fixed else _delimited()
    return FORMATS[layout.format]()
