"""Parts that all workbooks of `exports` share: the options of XlsxWriter, dates, cells, and equal bytes."""

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any, Final

from golive.ooxml.zip_writer import write_package

HEAD_ROW: Final = 3
"""The row of the headings, counted from 0; above it stand the title and the version."""
CREATED: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""The day that every workbook says it was made on, for equal bytes."""
_APP_PART: Final = "docProps/app.xml"
DATE: Final = {
    "font_name": "Calibri",
    "font_size": 11,
    "valign": "top",
    "border": 1,
    "border_color": "#C3C9D1",
    "num_format": "yyyy-mm-dd",
}
"""The format of a day."""

# Texts are texts: without these options, XlsxWriter makes a formula of "=…" and a link of "http://…".
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

Cell = str | int | date | None


def read_parts(stream: io.BytesIO) -> dict[str, bytes]:
    """Return the parts of a workbook that XlsxWriter wrote."""
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # LibreOffice trusts the row heights of "Microsoft Excel", which XlsxWriter names, and computes those of others.
    parts[_APP_PART] = parts[_APP_PART].replace(b">Microsoft Excel<", b">golive<")
    return parts


def finish_workbook(stream: io.BytesIO) -> bytes:
    """Return a workbook with equal bytes for equal content."""
    return write_package(read_parts(stream))


def write_cell(sheet: Any, place: tuple[int, int], cell: Cell, style: Any) -> None:  # noqa: ANN401 - no types
    """Write a cell; texts stay texts, and nothing is a formula."""
    if cell is None or cell == "":
        sheet.write_blank(*place, None, style)
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, style)
    elif isinstance(cell, int):
        sheet.write_number(*place, cell, style)
    else:
        sheet.write_string(*place, cell, style)
