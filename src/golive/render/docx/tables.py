"""Tables as elements of WordprocessingML: a head that repeats on every page, rows that stay whole."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from golive.figures.drawing import Color
from golive.markdown.document import Runs, Table, plain_text
from golive.render.docx.text import TextContext, add_runs, make_element
from golive.render.html.columns import compute_column_shares

_TWIPS_PER_IN: Final = 1440
_POINTS_PER_IN: Final = 72
_EDGES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_PADDING_TWIPS: Final = 80
_ALIGNMENTS: Final = {"right": "right", "center": "center"}


def make_table(
    table: Table, width_in: float, context: TextContext, palette: Mapping[Color, str], *, has_head: bool = True
) -> Any:  # noqa: ANN401 - an element of python-docx
    """Return a `w:tbl` element.

    Args:
        table: the table.
        width_in: its width, in inches.
        context: what links need.
        palette: six hexadecimal digits by color.
        has_head: whether its header is shown; without one, the first column is the head of its row.
    """
    widths = _compute_widths(table, width_in)
    element = make_element("tbl")
    element.append(_make_properties(table, sum(widths), palette, has_head=has_head))
    grid = make_element("tblGrid")
    for width in widths:
        grid.append(make_element("gridCol", w=width))
    element.append(grid)
    if has_head:
        element.append(_make_row(table.header, widths, table, context, fill=palette["dark"], color=palette["paper"]))
    bold_first = not has_head or table.attributes.get("heads") == "yes"
    for row in table.rows:
        element.append(_make_row(row, widths, table, context, bold_first=bold_first))
    return element


def _compute_widths(table: Table, width_in: float) -> list[int]:
    """Return the width of each column, in twentieths of a point."""
    shares: Sequence[float]
    if given := table.attributes.get("widths"):
        numbers = [float(part) for part in given.split()]
        shares = [100 * number / sum(numbers) for number in numbers]
    else:
        shares = compute_column_shares((table.header, *table.rows), width_in * _POINTS_PER_IN)
    return [max(1, round(width_in * _TWIPS_PER_IN * share / 100)) for share in shares]


def _make_properties(table: Table, width: int, palette: Mapping[Color, str], *, has_head: bool) -> Any:  # noqa: ANN401
    properties = make_element("tblPr")
    properties.append(make_element("tblW", w=width, type="dxa"))
    borders = make_element("tblBorders")
    for edge in _EDGES:
        borders.append(make_element(edge, val="single", sz=4, space=0, color=palette["rule"]))
    properties.append(borders)
    properties.append(make_element("tblLayout", type="fixed"))
    margins = make_element("tblCellMar")
    for edge in ("left", "right"):
        margins.append(make_element(edge, w=_PADDING_TWIPS, type="dxa"))
    properties.append(margins)
    look = {"firstRow": int(has_head), "lastRow": 0, "firstColumn": int(not has_head), "lastColumn": 0}
    properties.append(make_element("tblLook", val="0620" if has_head else "0680", **look, noHBand=1, noVBand=1))
    if table.caption:
        properties.append(make_element("tblCaption", val=plain_text(table.caption)))
    return properties


def _make_row(  # noqa: PLR0913 - all that a row depends on
    cells: Sequence[Runs],
    widths: Sequence[int],
    table: Table,
    context: TextContext,
    *,
    bold_first: bool = False,
    fill: str = "",
    color: str = "",
) -> Any:  # noqa: ANN401 - an element of python-docx
    """Return a `w:tr` element; with a fill it is the head of the table."""
    row, properties = make_element("tr"), make_element("trPr")
    properties.append(make_element("cantSplit"))
    if fill:
        properties.append(make_element("tblHeader"))
    row.append(properties)
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        element, settings = make_element("tc"), make_element("tcPr")
        settings.append(make_element("tcW", w=width, type="dxa"))
        if fill:
            settings.append(make_element("shd", val="clear", color="auto", fill=fill))
        element.append(settings)
        paragraph, style = make_element("p"), make_element("pPr")
        style.append(make_element("pStyle", val="TableText"))
        if alignment := _ALIGNMENTS.get(table.align[number] if number < len(table.align) else ""):
            style.append(make_element("jc", val=alignment))
        paragraph.append(style)
        add_runs(paragraph, cell, context, bold=bool(fill) or (bold_first and not number), color=color)
        element.append(paragraph)
        row.append(element)
    return row
