"""Write the first two sheets: how the workbook is filled in, and what is missing."""

from collections.abc import Mapping
from typing import Any, Final

from golive.exchange.workbook.book import Book, BookCell, BookField, BookItem, BookSheet
from golive.exchange.workbook.sheets import LINE_HEIGHT, Places, clean_text, count_lines, set_up_printing
from golive.exchange.workbook.styles import Styles

_MISSING: Final = "What is missing"
_RULES: Final = (
    "Answer in the yellow cells: the darker ones are open, the lighter ones may be left empty. Other cells are locked.",
    "What you do not know yet: leave it empty, or write TBD and a note, such as “TBD: our bank answers on Friday”.",
    "Where several answers belong in one cell, write one per line; Alt+Enter starts a new line.",
    "You may sort and filter tables, and add rows or columns marked “New”. Paste as values where you paste many rows.",
    "Deleting a row deletes nothing on our side. Tell us what to remove.",
    "Send the file back as .xlsx. No macros or links to other files, please.",
)


def write_start_sheet(page: Any, book: Book, places: Mapping[str, Places], styles: Styles) -> None:  # noqa: ANN401 - XlsxWriter has no types
    """Write how the workbook is filled in, what is wrong with it, and a list of its sheets."""
    page.hide_gridlines(2)
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 70)
    page.set_column(2, 3, 13)
    page.set_column(4, 4, 36)
    title = f"Questionnaire: {book.name}" if book.name else "New biller questionnaire"
    page.write_string(0, 0, clean_text(title), styles.title)
    page.write_string(1, 0, clean_text(_describe(book)), styles.lead)
    row = 3
    for number, rule in enumerate(_RULES, 1):
        page.merge_range(row, 0, row, 4, f"{number}. {rule}", styles.text)
        row += 1
    row = _write_faults(page, row + 1, book, places, styles)
    for column, label in enumerate(("Sheet", "What belongs there", "Questions open", "Still open", "Asked of")):
        page.write_string(row, column, label, styles.head)
    for at, sheet in enumerate(book.sheets, row + 1):
        waiting = [cell for item in sheet.items for cell in item.cells.values() if cell.state == "open"]
        page.write_url(at, 0, f"internal:'{sheet.title}'!A1", styles.link, sheet.title)
        page.write_string(at, 1, sheet.topic.help, styles.help)
        page.write_number(at, 2, len(waiting), styles.count)
        formula = f"=COUNTIFS('{_MISSING}'!$C$5:$C$5000,\"{sheet.title}\",'{_MISSING}'!$G$5:$G$5000,\"open\")"
        page.write_formula(at, 3, formula, styles.count, len(waiting))
        people = dict.fromkeys(cell.asked_name for cell in waiting if cell.asked_name)
        page.write_string(at, 4, clean_text(", ".join(people)), styles.help)
    set_up_printing(page)
    page.protect("", {"format_columns": True, "format_rows": True})


def write_missing_sheet(page: Any, book: Book, places: Mapping[str, Places], styles: Styles) -> None:  # noqa: ANN401 - XlsxWriter has no types
    """Write a list of all open questions; a formula says whether each is answered by now."""
    page.hide_gridlines(2)
    for column, width in enumerate((7, 56, 28, 10, 14, 30, 12)):
        page.set_column(column, column, width)
    page.write_string(0, 0, _MISSING, styles.title)
    page.write_string(1, 0, "The questions that were open when this workbook was made.", styles.lead)
    for column, label in enumerate(("No.", "Question", "Sheet", "Cell", "Needed by", "Asked of", "Now")):
        page.write_string(3, column, label, styles.head)
    row = 4
    for sheet in book.sheets:
        fields = {field.key: field for field in sheet.fields}
        for item in sheet.items:
            for key, cell in item.cells.items():
                if cell.state == "open" and key in fields and cell.path in places[sheet.topic.id].cells:
                    _write_missing(page, row, (sheet, item, fields[key], cell), places[sheet.topic.id], styles)
                    row += 1
    if row == 4:  # noqa: PLR2004 - the first row
        page.write_string(row, 1, "Nothing is missing.", styles.text)
    page.freeze_panes(4, 0)
    set_up_printing(page)
    page.repeat_rows(3)
    page.protect("", {"format_columns": True, "format_rows": True})


def _write_missing(
    page: Any,  # noqa: ANN401 - XlsxWriter has no types
    row: int,
    asked: tuple[BookSheet, BookItem, BookField, BookCell],
    places: Places,
    styles: Styles,
) -> None:
    sheet, item, field, cell = asked
    place = places.cells[cell.path]
    parts = (*item.parents, item.name if item.path else "", field.heading, field.label)
    page.write_string(row, 0, str(field.number or ""), styles.text)
    page.write_string(row, 1, clean_text(" › ".join(filter(None, parts))), styles.text)
    page.write_string(row, 2, sheet.title, styles.text)
    page.write_url(row, 3, f"internal:'{sheet.title}'!{place}", styles.link, place)
    page.write_string(row, 4, field.needed_by, styles.text)
    page.write_string(row, 5, clean_text(cell.asked_name), styles.text)
    page.write_formula(row, 6, f'=IF(LEN(TRIM(\'{sheet.title}\'!{place}))=0,"open","answered")', styles.text, "open")


def _write_faults(page: Any, row: int, book: Book, places: Mapping[str, Places], styles: Styles) -> int:  # noqa: ANN401
    """Write what is wrong with a returned workbook, and return the row below."""
    faults = [(sheet, place, fault) for sheet in book.sheets for place, fault in places[sheet.topic.id].faults]
    if not faults and not book.remarks:
        return row
    page.write_string(row, 0, "Please check these answers", styles.fault_note)
    for at, (sheet, place, fault) in enumerate(faults, row + 1):
        page.write_url(
            at, 0, f"internal:'{sheet.title}'!{place or 'A1'}", styles.link, f"{sheet.title} {place}".strip()
        )
        page.merge_range(at, 1, at, 4, clean_text(fault), styles.text)
    for at, remark in enumerate(book.remarks, row + len(faults) + 1):
        page.merge_range(at, 0, at, 4, clean_text(remark), styles.text)
        page.set_row(at, count_lines(remark, 150) * LINE_HEIGHT)
    return row + len(faults) + len(book.remarks) + 2


def _describe(book: Book) -> str:
    asked = f" for {book.people.get(book.contact, book.contact)}" if book.contact else ""
    version = f", made from version {book.version}" if book.version else ""
    return f"Questions of {book.vendor}{asked}{version}."
