"""Render tables: plain tables, record layouts, RACI matrices and the side-by-side comparison of the two tests.

No row breaks across pages. A row that is too tall is split into several rows, and a table with tall rows in narrow
columns is rendered as facts: each row becomes a list of labels and values.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from golive.markdown.document import Run, Runs, Table, plain_text
from golive.markdown.text_mapping import map_runs_text
from golive.render.html.columns import CELL_PADDING_PT, compute_column_shares, measure_cell
from golive.render.html.facts import FactsArea, convert_rows_to_facts, facts_html
from golive.render.html.heights import estimate_row_height_pt, split_row
from golive.render.html.inline import inline_html
from golive.translation import translate
from golive.typography.no_break import restore_spaces
from golive.typography.units import POINTS_PER_INCH

# Maximum heights as shares of the page height: a table kept on one page, two rows kept together, a row in a table
# that is not converted to facts, and any row.
_MAX_WHOLE_TABLE, _MAX_ROW_PAIR, _MAX_TABLE_ROW, _MAX_ROW = 0.28, 0.3, 0.25, 0.35
_RACI = re.compile(r"[RACI](\s*[/,&]?\s*[RACI])*")
_NAMED_TEST = re.compile(r"(\w{1,12})(: |<br>)(.+)", re.DOTALL)
_NUMBER = re.compile(r"\$?\d[\d,]*(\.\d+)?%?")
_EMPTY_VALUES = {"", "–"}
_ALIGNMENT_CLASSES = {"right": "n", "center": "c"}
_HEAD_PT = 40.0
_FEW_COLUMNS = 2
_TEST_COLUMNS = ("", "sit", "uat")
_COMPARE_SHARES = (18.0, 41.0, 41.0)

FITTING_COLUMNS = 3
"""Maximum number of columns that fit on the narrowest screen without scrolling."""


class TableSettings(Struct, frozen=True):
    """Settings for rendering a table.

    Attributes:
        style: "plain", "facts" or "compare".
        width_in: width of the table, in inches.
        page_height_in: height between the page margins, in inches.
        number: "Table 3."; empty for a table without a caption.
        is_paged: whether references include page numbers.
        keep_with_next: whether a short table stays with the next block.
    """

    style: str
    width_in: float
    page_height_in: float
    number: str = ""
    is_paged: bool = True
    keep_with_next: bool = False


class _Row(Struct, frozen=True):
    """An output row: its cells, the index of its source row, and whether it continues the previous output row."""

    cells: tuple[Runs, ...]
    source: int
    is_continuation: bool


def table_html(table: Table, settings: TableSettings) -> str:
    """Render a table as HTML. Rows do not break across pages; the first two and last two stay together if short."""
    page_pt, width_pt = settings.page_height_in * POINTS_PER_INCH, settings.width_in * POINTS_PER_INCH
    caption = _caption_html(table, settings)
    if settings.style == "facts":
        room = FactsArea(width_pt, _MAX_ROW * page_pt, settings.is_paged, settings.keep_with_next)
        return facts_html(table, room, caption)
    shares = _choose_column_shares(table, settings, width_pt)
    widths = [share * width_pt / 100 for share in shares]
    table = _break_wide_values(table, widths)
    heights = [estimate_row_height_pt(row, widths) for row in table.rows]
    if settings.style == "plain" and len(widths) > _FEW_COLUMNS and max(heights, default=0) > _MAX_TABLE_ROW * page_pt:
        return facts_html(
            convert_rows_to_facts(table), FactsArea(width_pt, _MAX_ROW * page_pt, settings.is_paged), caption
        )
    table = replace(table, align=tuple(_alignment_class(table, column) for column in range(len(table.header))))
    rows = _split_tall_rows(table, widths, _MAX_ROW * page_pt)
    small = _HEAD_PT + sum(heights) <= _MAX_WHOLE_TABLE * page_pt
    kind = table.attributes.get("kind", "")
    return "".join(
        (
            f"<table{_class_attribute(settings.style, kind, 'small' if small else '')}{_id_attribute(table)}>{caption}",
            _colgroup_html(shares, settings),
            f"<thead><tr>{_header_html(table, settings)}</tr></thead><tbody>",
            *_iter_row_html(table, rows, settings, _find_kept_ends(heights, rows, _MAX_ROW_PAIR * page_pt)),
            "</tbody></table>\n",
        )
    )


def _break_wide_values(table: Table, widths: Sequence[float]) -> Table:
    """Let dates and amounts break at their spaces in the cells that are too narrow for them."""
    rooms = [width - CELL_PADDING_PT for width in widths]

    def break_row(row: tuple[Runs, ...]) -> tuple[Runs, ...]:
        return tuple(
            map_runs_text(cell, restore_spaces) if measure_cell(cell).longest_word_pt > room else cell
            for cell, room in zip(row, rooms, strict=True)
        )

    return replace(table, rows=tuple(map(break_row, table.rows)))


def _caption_html(table: Table, form: TableSettings) -> str:
    if not table.caption:
        return ""
    number = f"<b>{form.number}</b> " if form.number else ""
    return f"<caption>{number}{inline_html(table.caption, is_paged=form.is_paged)}</caption>"


def scrolling_box_html(wide: str, name: str) -> str:
    """Wrap wide content in a box that scrolls horizontally on narrow screens, also by keyboard."""
    return f'<div class="scroll" role="group" aria-label="{name}" tabindex="0">{wide}</div>\n'


def _choose_column_shares(table: Table, form: TableSettings, width_pt: float) -> Sequence[float]:
    """Return the width of each column in percent."""
    given = table.attributes.get("widths", "").split()
    if given:
        wishes = [float(share) for share in given]
        return [round(100 * share / sum(wishes), 2) for share in wishes]
    if form.style == "compare":
        return _COMPARE_SHARES
    return compute_column_shares([table.header, *table.rows], width_pt)


def _colgroup_html(shares: Sequence[float], form: TableSettings) -> str:
    if form.style == "compare":
        # The two test columns share the remaining width: explicit shares would ignore the column gaps.
        return f'<colgroup><col style="width:{shares[0]:g}%"><col><col></colgroup>'
    columns = "".join(f'<col style="width:{share:g}%">' for share in shares)
    return f"<colgroup>{columns}</colgroup>"


def _split_tall_rows(table: Table, widths: Sequence[float], most: float) -> list[_Row]:
    rows = []
    for source, row in enumerate(table.rows):
        for number, part in enumerate(split_row(row, widths, most)):
            label = part[0]
            if number and not part[0] and _has_row_headers(table):
                label = (*row[0], Run(f" ({translate('continued')})"))
            rows.append(_Row((label, *part[1:]), source, is_continuation=number > 0))
    return rows


def _find_kept_ends(heights: Iterable[float], rows: Sequence[_Row], most: float) -> tuple[bool, bool]:
    """Return whether the first two rows, and the last two rows, are short enough to stay together."""
    pairs = [one + two <= most for one, two in pairwise(heights)]
    return (pairs[0], pairs[-1]) if pairs and not any(row.is_continuation for row in rows) else (False, False)


def _iter_row_html(table: Table, rows: Sequence[_Row], form: TableSettings, ends: tuple[bool, bool]) -> Iterable[str]:
    last = len(rows) - 1
    for index, row in enumerate(rows):
        classes = ["even" if row.source % 2 else "odd"]
        classes += ["first"] * (ends[0] and index == 0) + ["last"] * (ends[1] and index == last)
        yield f"<tr{_class_attribute(*classes)}>{_row_html(table, row.cells, form)}</tr>"


def _header_html(table: Table, form: TableSettings) -> str:
    cells = []
    for column, cell in enumerate(table.header):
        names = _class_attribute(table.align[column], _test_class(form, column))
        if form.style == "compare" and column:
            cells.append(f'<th scope="col"{names}>{_test_name_html(cell, form)}</th>')
        else:
            cells.append(f'<th scope="col"{names}>{inline_html(cell, is_paged=form.is_paged)}</th>')
    return "".join(cells)


def _test_name_html(cell: Runs, form: TableSettings) -> str:
    """Render a test's short name in large type; the text after a colon or line break goes on its own line."""
    text = inline_html(cell, is_paged=form.is_paged)
    found = _NAMED_TEST.fullmatch(text)
    if not found:
        return f'<span class="short">{text}</span>'
    short, mark, long = found.groups()
    colon = f'<span class="colon">{mark}</span>' if mark != "<br>" else " "
    return f'<span class="short">{short}</span>{colon}<span class="in-full">{long}</span>'


def _has_row_headers(table: Table) -> bool:
    """Return whether the first cell of each row is a row header."""
    return table.attributes.get("heads") == "yes" or table.attributes.get("kind") in {"keys", "raci"}


def _row_html(table: Table, row: tuple[Runs, ...], form: TableSettings) -> str:
    heads = form.style == "compare" or _has_row_headers(table)
    cells = []
    for column, cell in enumerate(row):
        content = inline_html(cell, is_paged=form.is_paged)
        text = plain_text(cell).strip()
        if heads and column == 0 and plain_text(cell):
            cells.append(f'<th scope="row"{_class_attribute(table.align[column])}>{content}</th>')
            continue
        raci = ""
        if table.attributes.get("kind") == "raci" and _RACI.fullmatch(text):
            raci = " ".join(["raci", *(letter.lower() for letter in "ARCI" if letter in text)])
            content = f'<span class="chip">{content}</span>'
        names = _class_attribute(table.align[column], _test_class(form, column), raci)
        cells.append(f"<td{names}>{content}</td>")
    return "".join(cells)


def _test_class(form: TableSettings, column: int) -> str:
    return _TEST_COLUMNS[column] if form.style == "compare" else ""


def _alignment_class(table: Table, column: int) -> str:
    """Return the CSS class for a column's alignment: from the Markdown, otherwise right-aligned for numbers."""
    if column < len(table.align) and table.align[column]:
        return _ALIGNMENT_CLASSES.get(table.align[column], "")
    values = [text for row in table.rows if (text := plain_text(row[column])) not in _EMPTY_VALUES]
    return "n" if values and all(map(_NUMBER.fullmatch, values)) else ""


def _class_attribute(*names: str) -> str:
    joined = " ".join(filter(None, names))
    return f' class="{joined}"' if joined else ""


def _id_attribute(table: Table) -> str:
    key = table.attributes.get("key")
    return f' id="{escape(key)}"' if key else ""
