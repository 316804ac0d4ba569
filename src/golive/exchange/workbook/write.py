"""Write a workbook with XlsxWriter: equal workbooks give equal bytes."""

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Final

from xlsxwriter import Workbook

from golive.exchange.workbook.book import Book
from golive.exchange.workbook.front_sheets import write_missing_sheet, write_start_sheet
from golive.exchange.workbook.lists import ListNames
from golive.exchange.workbook.record import SHEET, make_record, split_record
from golive.exchange.workbook.sheets import write_across, write_down
from golive.exchange.workbook.styles import Styles
from golive.ooxml.zip_writer import write_package

_CREATED: Final = datetime(1980, 1, 1, tzinfo=UTC)
_LISTS_COLUMN: Final = 2
_ROW_HEIGHT: Final = re.compile(rb'(<row [^>]*)(?<! hidden="1") customHeight="1"')
_APP_PART: Final = "docProps/app.xml"


def write_workbook(book: Book) -> bytes:
    """Return the bytes of an .xlsx file."""
    stream = io.BytesIO()
    # Texts are texts: without these options, XlsxWriter makes a formula of "=…" and a link of "http://…".
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream, options) as workbook:
        title = f"Questionnaire: {book.name}" if book.name else "New biller questionnaire"
        workbook.set_properties({"created": _CREATED, "title": title, "author": book.vendor})
        styles = Styles(workbook)
        lists = ListNames(book.references)
        start = workbook.add_worksheet("Start here")
        missing = workbook.add_worksheet("What is missing")
        places = {}
        for sheet in book.sheets:
            page = workbook.add_worksheet(sheet.title)
            write = write_across if sheet.is_across else write_down
            places[sheet.topic.id] = write(page, sheet, styles, lists)
        write_start_sheet(start, book, places, styles)
        write_missing_sheet(missing, book, places, styles)
        hidden = workbook.add_worksheet(SHEET)
        hidden.write_column(0, 0, split_record(make_record(book)))
        lists.write(workbook, hidden, _LISTS_COLUMN)
        hidden.very_hidden()
        start.activate()
        start.set_first_sheet()
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # LibreOffice trusts the row heights of "Microsoft Excel", which XlsxWriter names, and computes those of others.
    parts[_APP_PART] = parts[_APP_PART].replace(b">Microsoft Excel<", b">golive<")
    # A height that is not marked as the person's own grows with the answer.
    parts = {name: _ROW_HEIGHT.sub(rb"\1", part) if _is_sheet(name) else part for name, part in parts.items()}
    return write_package(parts)


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/sheet")
