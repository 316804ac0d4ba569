"""Tables: ordinary ones, record layouts, responsibilities, labelled facts, and the two tests side by side.

Facts have no head: their first cells are labels, and what the Markdown calls the two columns is not shown.
"""

import re
from html import escape

from msgspec import Struct

from golive.publish.document import Runs, Table, plain
from golive.publish.page.columns import column_shares
from golive.publish.page.inline import inline

# A table of up to this many rows and letters is kept on one page.
_SMALL_ROWS = 7
_SMALL_TEXT = 900
_RACI = re.compile(r"[RACI](\s*[/,&]?\s*[RACI])*")
_NAMED_TEST = re.compile(r"(\w{1,12})(: |<br>)(.+)", re.DOTALL)
_ALIGNED = {"right": "n", "center": "c"}
_POINTS_PER_INCH = 72
_TEST_COLUMNS = ("", "sit", "uat")

FITTING_COLUMNS = 3
"""A table of no more columns is read on the narrowest screen as it is."""


class TableForm(Struct, frozen=True):
    """How a table is to be set.

    Attributes:
        look: "plain", "facts" or "compare".
        width_in: the room it fills, in inches.
        number: "Table 3."; empty for a table without a caption.
        paged: whether references say their page.
    """

    look: str
    width_in: float
    number: str = ""
    paged: bool = True


def table_html(table: Table, form: TableForm) -> str:
    """A table as HTML. Every row is whole, and the first two and the last two stay together."""
    kind = table.attributes.get("kind", "")
    key = table.attributes.get("key")
    letters = sum(len(plain(cell)) for row in table.rows for cell in row)
    small = len(table.rows) <= _SMALL_ROWS and letters <= _SMALL_TEXT
    classes = [form.look, kind, "small" if small else ""]
    parts = [f'<table class="{" ".join(filter(None, classes))}"{_id(key)}>']
    if table.caption:
        number = f"<b>{form.number}</b> " if form.number else ""
        parts.append(f"<caption>{number}{inline(table.caption, paged=form.paged)}</caption>")
    parts.append(_columns(table, form))
    if form.look != "facts":
        parts.append(f"<thead><tr>{_header(table, form)}</tr></thead>")
    parts.append("<tbody>")
    last = len(table.rows) - 1
    for index, row in enumerate(table.rows):
        classes = ["even" if index % 2 else "odd"]
        classes += ["first"] * (index == 0 < last) + ["last"] * (index == last > 0)
        parts.append(f'<tr class="{" ".join(classes)}">{_row(table, row, form)}</tr>')
    parts.append("</tbody></table>\n")
    return "".join(parts)


def scrolling(wide: str, name: str) -> str:
    """Something wide in a box that is scrolled sideways where the screen is narrow, by keyboard too."""
    return f'<div class="scroll" role="group" aria-label="{name}" tabindex="0">{wide}</div>\n'


def _columns(table: Table, form: TableForm) -> str:
    given = table.attributes.get("widths", "").split()
    if given:
        shares = [float(share) for share in given]
        shares = [round(100 * share / sum(shares), 2) for share in shares]
    elif form.look == "compare":
        # The two tests share what is left: shares of their own would not count the gaps between the columns.
        return '<colgroup><col style="width:18%"><col><col></colgroup>'
    elif form.look == "facts":
        shares = [28, 72]
    else:
        shares = list(column_shares([table.header, *table.rows], form.width_in * _POINTS_PER_INCH))
    columns = "".join(f'<col style="width:{share:g}%">' for share in shares)
    return f"<colgroup>{columns}</colgroup>"


def _header(table: Table, form: TableForm) -> str:
    cells = []
    for column, cell in enumerate(table.header):
        names = _class(_ALIGNED.get(_align(table, column), ""), _test(form, column))
        if form.look == "compare" and column:
            cells.append(f'<th scope="col"{names}>{_test_name(cell, form)}</th>')
        else:
            cells.append(f'<th scope="col"{names}>{inline(cell, paged=form.paged)}</th>')
    return "".join(cells)


def _test_name(cell: Runs, form: TableForm) -> str:
    """The short name of a test large, and what follows its colon or a line break on a line of its own."""
    text = inline(cell, paged=form.paged)
    found = _NAMED_TEST.fullmatch(text)
    if not found:
        return f'<span class="short">{text}</span>'
    short, mark, long = found.groups()
    colon = f'<span class="colon">{mark}</span>' if mark != "<br>" else " "
    return f'<span class="short">{short}</span>{colon}<span class="in-full">{long}</span>'


def _row(table: Table, row: tuple[Runs, ...], form: TableForm) -> str:
    heads = form.look in {"facts", "compare"} or table.attributes.get("heads") == "yes"
    heads = heads or table.attributes.get("kind") in {"keys", "raci"}
    cells = []
    for column, cell in enumerate(row):
        content = inline(cell, paged=form.paged)
        text = plain(cell).strip()
        if heads and column == 0 and plain(cell):
            cells.append(f'<th scope="row"{_class(_ALIGNED.get(_align(table, column), ""))}>{content}</th>')
            continue
        raci = ""
        if table.attributes.get("kind") == "raci" and _RACI.fullmatch(text):
            raci = " ".join(["raci", *(letter.lower() for letter in "ARCI" if letter in text)])
            content = f'<span class="chip">{content}</span>'
        names = _class(_ALIGNED.get(_align(table, column), ""), _test(form, column), raci)
        cells.append(f"<td{names}>{content}</td>")
    return "".join(cells)


def _test(form: TableForm, column: int) -> str:
    return _TEST_COLUMNS[column] if form.look == "compare" else ""


def _align(table: Table, column: int) -> str:
    return table.align[column] if column < len(table.align) else ""


def _class(*names: str) -> str:
    joined = " ".join(filter(None, names))
    return f' class="{joined}"' if joined else ""


def _id(key: str | None) -> str:
    return f' id="{escape(key)}"' if key else ""
