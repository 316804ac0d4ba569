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


def _frame_lines(before: str, after: str, layout: FileLayout) -> str:
    """Return only the line ending; lines need no frame."""
    return layout.ending.decode("ascii") if before else ""


def _load_fixed_width() -> FormatHandler:
    from golive.data_files import fixed_width

    return FormatHandler(fixed_width.read, fixed_width.write, _frame_lines)


def _load_delimited() -> FormatHandler:
    from golive.data_files import delimited

    return FormatHandler(delimited.read, delimited.write, _frame_lines)


def _load_json() -> FormatHandler:
    from golive.data_files import json_files

    return FormatHandler(json_files.read, json_files.write, json_files.text_around_records)


def _load_xml() -> FormatHandler:
    from golive.data_files import xml_files

    return FormatHandler(xml_files.read, xml_files.write, xml_files.text_around_records)


FORMATS: Final[Mapping[FileFormat, Callable[[], FormatHandler]]] = {
    FileFormat.FIXED_WIDTH: _load_fixed_width,
    FileFormat.NACHA: _load_fixed_width,
    FileFormat.DELIMITED: _load_delimited,
    FileFormat.EDI_820: _load_delimited,
    FileFormat.JSON: _load_json,
    FileFormat.XML: _load_xml,
}


def find_format(layout: FileLayout) -> FormatHandler:
    """Return the format of a layout; BAI2 is either fixed-width, as in a lockbox file, or delimited."""
    if layout.format is FileFormat.BAI2:
        return _load_fixed_width() if layout.fixed else _load_delimited()
    return FORMATS[layout.format]()
