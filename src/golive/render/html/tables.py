"""Tables: ordinary ones, record layouts, responsibilities, and the two tests side by side.

No row is divided between pages. One that would be too high to keep whole becomes several rows, and a table with rows
that high in narrow columns is set as facts: each row as a list of labels and values.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from golive.markdown.document import Run, Runs, Table, plain
from golive.render.html.columns import column_shares
from golive.render.html.facts import FactsRoom, facts_html, stack
from golive.render.html.heights import divide, row_height
from golive.render.html.inline import inline

# Shares of a page's height: of a table that is kept whole, of two rows that are kept together, of a row in a table that
# stays one, and of a row at all.
_WHOLE, _TOGETHER, _HIGH, _HIGHEST = 0.22, 0.3, 0.25, 0.35
_RACI = re.compile(r"[RACI](\s*[/,&]?\s*[RACI])*")
_NAMED_TEST = re.compile(r"(\w{1,12})(: |<br>)(.+)", re.DOTALL)
_NUMBER = re.compile(r"\$?\d[\d,]*(\.\d+)?%?")
_NOTHING = {"", "–"}
_ALIGNED = {"right": "n", "center": "c"}
_POINTS_PER_INCH = 72
_HEAD_PT = 40.0
_FEW_COLUMNS = 2
_TEST_COLUMNS = ("", "sit", "uat")
_TESTS = (18.0, 41.0, 41.0)

FITTING_COLUMNS = 3
"""A table of no more columns is read on the narrowest screen as it is."""


class TableForm(Struct, frozen=True):
    """How a table is to be set.

    Attributes:
        look: "plain", "facts" or "compare".
        width_in: the room it fills, in inches.
        page_in: the height between the margins of its page, in inches.
        number: "Table 3."; empty for a table without a caption.
        paged: whether references say their page.
        leads: whether more of its section follows, so that a short one stays with it.
    """

    look: str
    width_in: float
    page_in: float
    number: str = ""
    paged: bool = True
    leads: bool = False


class _Row(Struct, frozen=True):
    """A row as it is set: its cells, the number of the row it comes from, whether it goes on from the one before."""

    cells: tuple[Runs, ...]
    source: int
    goes_on: bool


def table_html(table: Table, form: TableForm) -> str:
    """A table as HTML. Every row is whole; where they are low, the first two and the last two stay together."""
    page_pt, width_pt = form.page_in * _POINTS_PER_INCH, form.width_in * _POINTS_PER_INCH
    caption = _caption(table, form)
    if form.look == "facts":
        room = FactsRoom(width_pt, _HIGHEST * page_pt, form.paged, form.leads)
        return facts_html(table, room, caption)
    shares = _shares(table, form, width_pt)
    widths = [share * width_pt / 100 for share in shares]
    heights = [row_height(row, widths) for row in table.rows]
    if form.look == "plain" and len(widths) > _FEW_COLUMNS and max(heights, default=0) > _HIGH * page_pt:
        return facts_html(stack(table), FactsRoom(width_pt, _HIGHEST * page_pt, form.paged), caption)
    table = replace(table, align=tuple(_aligned(table, column) for column in range(len(table.header))))
    rows = _rows(table, widths, _HIGHEST * page_pt)
    small = _HEAD_PT + sum(heights) <= _WHOLE * page_pt
    kind = table.attributes.get("kind", "")
    return "".join(
        (
            f"<table{_class(form.look, kind, 'small' if small else '')}{_id(table)}>{caption}",
            _columns(shares, form),
            f"<thead><tr>{_header(table, form)}</tr></thead><tbody>",
            *_body(table, rows, form, _ends(heights, rows, _TOGETHER * page_pt)),
            "</tbody></table>\n",
        )
    )


def _caption(table: Table, form: TableForm) -> str:
    if not table.caption:
        return ""
    number = f"<b>{form.number}</b> " if form.number else ""
    return f"<caption>{number}{inline(table.caption, paged=form.paged)}</caption>"


def scrolling(wide: str, name: str) -> str:
    """Something wide in a box that is scrolled sideways where the screen is narrow, by keyboard too."""
    return f'<div class="scroll" role="group" aria-label="{name}" tabindex="0">{wide}</div>\n'


def _shares(table: Table, form: TableForm, width_pt: float) -> Sequence[float]:
    """The width of each column, in percent."""
    given = table.attributes.get("widths", "").split()
    if given:
        wishes = [float(share) for share in given]
        return [round(100 * share / sum(wishes), 2) for share in wishes]
    if form.look == "compare":
        return _TESTS
    return column_shares([table.header, *table.rows], width_pt)


def _columns(shares: Sequence[float], form: TableForm) -> str:
    if form.look == "compare":
        # The two tests share what is left: shares of their own would not count the gaps between the columns.
        return f'<colgroup><col style="width:{shares[0]:g}%"><col><col></colgroup>'
    columns = "".join(f'<col style="width:{share:g}%">' for share in shares)
    return f"<colgroup>{columns}</colgroup>"


def _rows(table: Table, widths: Sequence[float], most: float) -> list[_Row]:
    rows = []
    for source, row in enumerate(table.rows):
        for number, part in enumerate(divide(row, widths, most)):
            label = part[0]
            if number and not part[0] and _has_heads(table):
                label = (*row[0], Run(" (continued)"))
            rows.append(_Row((label, *part[1:]), source, goes_on=number > 0))
    return rows


def _ends(heights: Iterable[float], rows: Sequence[_Row], most: float) -> tuple[bool, bool]:
    """Whether the first two rows and the last two are low enough to stay together."""
    pairs = [one + two <= most for one, two in pairwise(heights)]
    return (pairs[0], pairs[-1]) if pairs and not any(row.goes_on for row in rows) else (False, False)


def _body(table: Table, rows: Sequence[_Row], form: TableForm, ends: tuple[bool, bool]) -> Iterable[str]:
    last = len(rows) - 1
    for index, row in enumerate(rows):
        classes = ["even" if row.source % 2 else "odd"]
        classes += ["first"] * (ends[0] and index == 0) + ["last"] * (ends[1] and index == last)
        yield f"<tr{_class(*classes)}>{_row(table, row.cells, form)}</tr>"


def _header(table: Table, form: TableForm) -> str:
    cells = []
    for column, cell in enumerate(table.header):
        names = _class(table.align[column], _test(form, column))
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


def _has_heads(table: Table) -> bool:
    """Whether the first cell of each row is its head."""
    return table.attributes.get("heads") == "yes" or table.attributes.get("kind") in {"keys", "raci"}


def _row(table: Table, row: tuple[Runs, ...], form: TableForm) -> str:
    heads = form.look == "compare" or _has_heads(table)
    cells = []
    for column, cell in enumerate(row):
        content = inline(cell, paged=form.paged)
        text = plain(cell).strip()
        if heads and column == 0 and plain(cell):
            cells.append(f'<th scope="row"{_class(table.align[column])}>{content}</th>')
            continue
        raci = ""
        if table.attributes.get("kind") == "raci" and _RACI.fullmatch(text):
            raci = " ".join(["raci", *(letter.lower() for letter in "ARCI" if letter in text)])
            content = f'<span class="chip">{content}</span>'
        names = _class(table.align[column], _test(form, column), raci)
        cells.append(f"<td{names}>{content}</td>")
    return "".join(cells)


def _test(form: TableForm, column: int) -> str:
    return _TEST_COLUMNS[column] if form.look == "compare" else ""


def _aligned(table: Table, column: int) -> str:
    """How a column is aligned: as the Markdown says; where it says nothing, numbers stand to the right."""
    if column < len(table.align) and table.align[column]:
        return _ALIGNED.get(table.align[column], "")
    values = [text for row in table.rows if (text := plain(row[column])) not in _NOTHING]
    return "n" if values and all(map(_NUMBER.fullmatch, values)) else ""


def _class(*names: str) -> str:
    joined = " ".join(filter(None, names))
    return f' class="{joined}"' if joined else ""


def _id(table: Table) -> str:
    key = table.attributes.get("key")
    return f' id="{escape(key)}"' if key else ""
