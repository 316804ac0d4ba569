"""Renew docs/pictures/workbook.png: three sheets of a questionnaire, as LibreOffice shows them.

LibreOffice and Poppler must be installed.
"""

import sys
import tempfile
from pathlib import Path
from typing import Final

from msgspec.structs import replace
from PIL import Image, ImageOps

from golive.exchange.workbook.book import Book, BookCell, Selection
from golive.exchange.workbook.build import build_book
from golive.exchange.workbook.receive import SpecFile, read_book_source
from golive.exchange.workbook.write import write_workbook
from golive.project.workspace import open_workspace
from look import GAP, rasterize
from readme_pictures import save

ROOT: Final = Path(__file__).parents[1]
TOPICS: Final = frozenset({"biller", "decisions", "keys"})
FAULT: Final = "Owner is `City IT`, which is not one of the contacts. Pick one of the list."
MARGIN: Final = 12
DPI: Final = 110


def main() -> int:
    """Write the picture; returns the exit code."""
    workspace = open_workspace(ROOT)
    source = read_book_source(SpecFile(workspace, workspace.integration_file("fairview-city")))
    book = mark_fault(build_book(source, Selection(topics=TOPICS)))
    with tempfile.TemporaryDirectory() as work:
        path = Path(work) / "questionnaire.xlsx"
        path.write_bytes(write_workbook(book))
        pages = [Image.open(page).convert("RGB") for page in rasterize(path, Path(work), DPI)]
        start, _, biller, keys, decisions = pages[:5]
        upper_half = biller.crop((0, 0, biller.width, biller.height // 2))
        rows = [trim(page) for page in (start, upper_half, keys, decisions)]
        height = sum(row.height + GAP for row in rows) + GAP
        sheet = Image.new("RGB", (max(row.width for row in rows) + 2 * GAP, height), "#888888")
        at = GAP
        for row in rows:
            sheet.paste(row, (GAP, at))
            at += row.height + GAP
        save(sheet, "workbook")
    return 0


def mark_fault(book: Book) -> Book:
    """Give the last decision an owner who is no contact, as in a copy that is sent back."""
    sheets = list(book.sheets)
    at = next(at for at, sheet in enumerate(sheets) if sheet.topic.id == "decisions")
    item = sheets[at].items[-1]
    wrong: BookCell = replace(item.cells["owner"], text="City IT", fault=FAULT)
    items = (*sheets[at].items[:-1], replace(item, cells={**item.cells, "owner": wrong}))
    sheets[at] = replace(sheets[at], items=items)
    return replace(book, sheets=tuple(sheets))


def trim(page: Image.Image) -> Image.Image:
    """Cut off the white around the table, and the footer."""
    body = page.crop((0, 0, page.width, round(page.height * 0.93)))
    left, top, right, bottom = ImageOps.invert(body.convert("L")).getbbox() or (0, 0, *body.size)
    return body.crop((left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN))


if __name__ == "__main__":
    sys.exit(main())
