"""Export the status of many integrations as an Excel workbook: the table of the status page, to sort and filter.

The workbook is sealed, so that one that somebody worked in is known, and not replaced.
"""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook

from golive.exchange.exports.sheet_parts import CREATED, DATE, HEAD_ROW, OPTIONS, Cell, read_parts, write_cell
from golive.exchange.workbook.styles import Styles
from golive.ooxml.zip_writer import write_package
from golive.pipeline.status_table import COLUMNS, StatusRow
from golive.provenance.deck import is_sealed_deck
from golive.render.seal import BLANK_SEAL, seal_parts
from golive.schema.value_text import format_date

_TITLE: Final = "Status of all integrations"
_BESIDE: Final = {"Integration": "Id", "Version": "Draft", "Next": "On", "Open": "Needed now"}
"""What stands in a column of its own, and on the page in a second line."""
_HEADS: Final = tuple(head for name in COLUMNS for head in (name, _BESIDE.get(name)) if head)
_WIDTHS: Final = {"Integration": 44, "Id": 26, "Draft": 30, "Next": 30, "Documents": 40, "On": 13}
_USUAL_WIDTH: Final = 11


def build_status_workbook(rows: Sequence[StatusRow], today: date) -> bytes:
    """Build an .xlsx file with one row for each integration; days are days, and counts are numbers.

    Args:
        rows: the rows of the table.
        today: the day of the status.
    """
    stream = io.BytesIO()
    with Workbook(stream, OPTIONS) as workbook:
        workbook.set_properties({"created": CREATED, "title": _TITLE})
        workbook.set_custom_property("golive.seal", BLANK_SEAL)
        styles, day = Styles(workbook), workbook.add_format(DATE)
        late = workbook.add_format({**DATE, "num_format": "0", "font_color": "#C00000", "bold": True})
        sheet = workbook.add_worksheet("Status")
        sheet.write_string(0, 0, _TITLE, styles.title)
        sheet.write_string(1, 0, f"As of {format_date(today)}", styles.lead)
        for index, name in enumerate(_HEADS):
            sheet.set_column(index, index, _WIDTHS.get(name, _USUAL_WIDTH))
            sheet.write_string(HEAD_ROW, index, name, styles.head)
        for number, row in enumerate(rows, start=HEAD_ROW + 1):
            for index, (name, cell) in enumerate(zip(_HEADS, _list_cells(row), strict=True)):
                is_late = name == "Past due" and bool(cell)
                style = day if isinstance(cell, date) else late if is_late else styles.label
                write_cell(sheet, (number, index), cell, style)
        sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + max(len(rows), 1), len(_HEADS) - 1)
        sheet.freeze_panes(HEAD_ROW + 1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROW)
    return write_package(seal_parts(read_parts(stream)))


def is_status_workbook(path: Path) -> bool:
    """Return whether a file is a workbook of golive that nobody changed."""
    return is_sealed_deck(path)


def _list_cells(row: StatusRow) -> tuple[Cell, ...]:
    phase = row.phase.label if row.phase else ""
    when = row.next_name, row.next_date, row.days_left
    counts = row.open_count, row.needed_now, row.late_count
    return row.name, row.id, row.version, row.draft, phase, *when, *counts, row.document_words
