"""Read the cells of an .xlsx file that somebody sent, within limits; nothing in it is run or followed."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final, TypeAlias
from warnings import catch_warnings, simplefilter

from msgspec import Struct

from golive.ooxml.limits import PackageLimits, find_excess, is_encrypted, is_xml_name
from golive.ooxml.xml_parser import has_doctype
from golive.support.problems import OriginError, Problem, make_problem

LIMITS: Final = PackageLimits(50_000_000, 2_000, 150_000_000, 60_000_000, 30_000_000, 400, 4_000_000)
"""For a workbook that somebody sent."""
MAX_CELLS: Final = 600_000
_OLD_FORMAT: Final = b"\xd0\xcf\x11\xe0"
_MACRO_PARTS: Final = ("vbaproject.bin", "macrosheets/")

CellValue: TypeAlias = str | bool | int | float | date | datetime | time | timedelta


class GridCell(Struct, frozen=True):
    """A cell in which something stands.

    Attributes:
        place: its name on the sheet, such as `D21`.
        value: its value; for a formula, its text.
        kind: whether it is a value, a formula, or an error such as `#N/A`.
    """

    place: str
    value: CellValue
    kind: str = "value"


class Grid(Struct, frozen=True):
    """A sheet.

    Attributes:
        title: its name.
        cells: its cells in which something stands, by row and column, from 1.
        merged: the ranges of merged cells, such as `D20:D22`, with the other cells of each.
    """

    title: str
    cells: Mapping[tuple[int, int], GridCell]
    merged: tuple[tuple[str, frozenset[tuple[int, int]]], ...] = ()

    def get_text(self, row: int, column: int) -> str:
        """Return the text of a cell; empty if there is none, or it holds something else."""
        cell = self.cells.get((row, column))
        return cell.value if cell and isinstance(cell.value, str) and cell.kind == "value" else ""


class GridFile(Struct, frozen=True):
    """The sheets of a file, and what is to be said about it."""

    grids: tuple[Grid, ...]
    warnings: tuple[Problem, ...] = ()


def read_grids(path: Path, content: bytes) -> GridFile:
    """Return the sheets of a workbook.

    Args:
        path: the file, for messages.
        content: its bytes.

    Raises:
        OriginError: it is no .xlsx file, is not safe to open, or holds macros.
    """
    _check_package(path, content)
    import openpyxl

    try:
        with catch_warnings():
            simplefilter("ignore")  # openpyxl warns of what it leaves out, such as unknown extensions
            book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise _refuse(path, f"cannot be read as a workbook: {str(error)[:120]}", _SAVE_AGAIN) from error
    count = sum(len(sheet._cells) for sheet in book.worksheets)  # noqa: SLF001 - `iter_rows` also makes cells that are not there
    if count > MAX_CELLS:
        raise _refuse(path, f"has {count:,} cells; at most {MAX_CELLS:,} are read", "Delete what is not needed.")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    has_links = any(name.lower().startswith("xl/externallinks/") for name in names)
    note = "has links to other files, which were not followed"
    warnings = (make_problem(note, path=path)._replace(severity="warning"),) if has_links else ()
    return GridFile(tuple(map(_read_grid, book.worksheets)), warnings)


_SAVE_AGAIN: Final = "Open it in Excel or LibreOffice, and save it as an Excel workbook (.xlsx)."


def _check_package(path: Path, content: bytes) -> None:
    if content.startswith(_OLD_FORMAT):
        raise _refuse(path, "is protected by a password, or in the format of Excel 2003", _SAVE_AGAIN)
    if len(content) > LIMITS.file_bytes:
        raise _refuse(path, f"is larger than {LIMITS.file_bytes // 10**6} MB", "Delete pictures and other attachments.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            reason = _find_danger(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise _refuse(path, "is no Excel workbook (.xlsx)", _SAVE_AGAIN) from error
    except Exception as error:  # zlib.error, RuntimeError of a password, and what else damaged bytes lead to
        raise _refuse(path, f"cannot be unpacked: {str(error)[:120]}", _SAVE_AGAIN) from error
    if reason:
        raise _refuse(path, *reason)


def _find_danger(archive: zipfile.ZipFile) -> tuple[str, str] | None:
    """Return why a package is not opened, and what to do; None if it can be opened."""
    entries = archive.infolist()
    names = [entry.filename.lower() for entry in entries]
    excess = find_excess(entries, LIMITS)
    if excess is not None:
        return f"unpacks to more than is safe ({excess.limit}: {excess.found:,} of {excess.allowed:,})", _SAVE_AGAIN
    if any(map(is_encrypted, entries)):
        return "is protected by a password", "Save it without one."
    if any(mark in name for name in names for mark in _MACRO_PARTS):
        return "has macros, which golive does not accept", "Save it as an Excel workbook without macros (.xlsx)."
    if "xl/workbook.xml" not in names:
        return "is no Excel workbook (.xlsx)", _SAVE_AGAIN
    return _find_dangerous_part(archive, entries)


def _find_dangerous_part(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> tuple[str, str] | None:
    for entry in entries:
        if not is_xml_name(entry.filename):
            continue
        if entry.file_size > LIMITS.xml_part_bytes:
            return f"has a part that is too large: {entry.filename}", "Delete the rows and sheets that are not needed."
        if has_doctype(archive.read(entry)):
            return f"has a document type in {entry.filename}, which Excel never writes", _SAVE_AGAIN
    return None


def _read_grid(sheet: Any) -> Grid:  # noqa: ANN401 - openpyxl has no types
    cells = {}
    for (row, column), cell in sheet._cells.items():  # noqa: SLF001 - as above
        if cell.value is None:
            continue
        kind = {"f": "formula", "e": "error"}.get(cell.data_type, "value")
        value = cell.value
        if not isinstance(value, str | bool | int | float | date | time | timedelta) or kind != "value":
            value = str(getattr(value, "text", value))
        cells[row, column] = GridCell(cell.coordinate, value, kind)
    merged = tuple((str(one.coord), frozenset(_list_covered(one))) for one in sheet.merged_cells.ranges)
    return Grid(sheet.title, cells, tuple(sorted(merged, key=lambda pair: pair[0])))


def _list_covered(area: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401 - openpyxl has no types
    """Yield the cells of a merged range but its first one; of a huge range, those of its edge."""
    last_row = min(area.max_row, area.min_row + 10_000)
    last_column = min(area.max_col, area.min_col + 200)
    if (last_row - area.min_row) * (last_column - area.min_col) > 100_000:  # noqa: PLR2004
        last_column = area.min_col
    for row in range(area.min_row, last_row + 1):
        for column in range(area.min_col, last_column + 1):
            if (row, column) != (area.min_row, area.min_col):
                yield row, column


def _refuse(path: Path, message: str, hint: str) -> OriginError:
    return OriginError(make_problem(message, hint, path=path))
