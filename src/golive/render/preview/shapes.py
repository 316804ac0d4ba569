"""Render panels, tables, figures and charts of a slide as SVG."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from golive.figures.drawing import Color, Drawing, Rect
from golive.ooxml.xml_text import escape_text, quote_attribute
from golive.render.chart_drawing import draw_chart
from golive.render.preview.text import SlideInk, lay_out_text, render_line
from golive.render.slides.model import Element, Grid, Panel, Picture, Plot
from golive.render.svg import format_number, render_shapes
from golive.typography.units import POINTS_PER_INCH

_CORNER_SHARES: Final = {"rounded": 0.06, "pill": 0.5}
"""Corner radius as a share of the shorter side; same values as in the .pptx writer."""

_OUTLINE_PT: Final = 1.0
_HAIRLINE_PT: Final = 0.75


def render_element(element: Element, ink: SlideInk, color: str = "", font: str = "") -> Iterator[str]:
    """Render one slide element as SVG, back to front.

    Args:
        element: element to render.
        ink: colors, font families, links.
        color: CSS color of its text if the layout sets it; otherwise empty.
        font: family of its text if it differs from the body font; otherwise empty.
    """
    match element:
        case Panel():
            yield from _render_panel(element, ink, color, font)
        case Grid():
            yield from _render_table(element, ink)
        case Picture(x=x, y=y, drawing=drawing):
            yield from _render_drawing(drawing, x, y, ink)
        case Plot(rect=rect, chart=chart):
            yield from _render_drawing(draw_chart(chart, element.frame), rect.x, rect.y, ink, has_fills=False)


def _render_panel(panel: Panel, ink: SlideInk, color: str, font: str) -> Iterator[str]:
    if panel.fill or panel.outline:
        yield _render_panel_background(panel, ink)
    left, top, right, bottom = panel.inset
    rect = panel.rect
    place = Rect(rect.x + left, rect.y + top, rect.width - left - right, rect.height - top - bottom)
    for line in lay_out_text(panel.paras, place, panel.anchor, ink, font):
        yield render_line(replace(line, color=color) if color else line, ink)


def _render_panel_background(panel: Panel, ink: SlideInk) -> str:
    rect = panel.rect
    paint = f'fill="{ink.css_fill(panel.fill)}"' if panel.fill else 'fill="none"'
    paint += f' fill-opacity="{format_number(panel.opacity)}"' if panel.fill and panel.opacity < 1 else ""
    if panel.outline:
        paint += f' stroke="{ink.css_color(panel.outline)}" stroke-width="{format_number(_OUTLINE_PT)}"'
    if panel.shape == "ellipse":
        x, y = (rect.x + rect.width / 2) * POINTS_PER_INCH, (rect.y + rect.height / 2) * POINTS_PER_INCH
        rx, ry = (format_number(side / 2 * POINTS_PER_INCH) for side in (rect.width, rect.height))
        radii = f'rx="{rx}" ry="{ry}"'
        return f'<ellipse cx="{format_number(x)}" cy="{format_number(y)}" {radii} {paint}/>'
    radius = _CORNER_SHARES.get(panel.shape, 0.0) * min(rect.width, rect.height) * POINTS_PER_INCH
    corner = f' rx="{format_number(radius)}"' if radius else ""
    return f"<rect {rect_attributes(rect)}{corner} {paint}/>"


def rect_attributes(rect: Rect) -> str:
    """Return a rectangle as SVG attributes, in points."""
    x, y, width, height = (format_number(v * POINTS_PER_INCH) for v in (rect.x, rect.y, rect.width, rect.height))
    return f'x="{x}" y="{y}" width="{width}" height="{height}"'


def _render_table(grid: Grid, ink: SlideInk) -> Iterator[str]:
    """Render a table, with table roles for screen readers."""
    yield f'<g role="table" aria-label={quote_attribute(grid.alt)}>'
    side, edge = grid.margin
    y = grid.rect.y
    for number_of_row, row in enumerate(grid.rows):
        yield '<g role="row">'
        x = grid.rect.x
        for column, (cell, width) in enumerate(zip(row.cells, grid.columns, strict=True)):
            role = "columnheader" if not number_of_row else "rowheader" if grid.row_heads and not column else "cell"
            yield f'<g role="{role}">'
            rect = Rect(x, y, width, row.height)
            text, fill = _find_cell_colors(grid, number_of_row, column, ink)
            if fill:
                yield f'<rect {rect_attributes(rect)} fill="{fill}"/>'
            yield _rule(rect, "paper" if grid.look else "rule", ink)
            for line in lay_out_text(cell.paras, rect.shrink(side, edge), cell.anchor, ink):
                yield render_line(replace(line, color=text) if text else line, ink)
            yield "</g>"
            x += width
        yield "</g>"
        y += row.height
    yield "</g>"


def _find_cell_colors(grid: Grid, row: int, column: int, ink: SlideInk) -> tuple[str, str]:
    """Return the CSS colors of a cell: of its text, empty for its own, and of its fill, empty for none."""
    cell, look = grid.rows[row].cells[column], grid.look
    if look is None:
        return "", ink.css_fill(cell.fill) if cell.fill else ""
    is_odd = row % 2
    text, fill = (
        look.header
        if not row
        else look.first_column
        if grid.row_heads and not column
        else (look.texts[not is_odd], look.fills[not is_odd])
    )
    return "" if cell.has_own_color else f"#{text}", ink.css_fill(cell.fill) if cell.fill else f"#{fill}"


def _rule(rect: Rect, color: Color, ink: SlideInk) -> str:
    x1, x2, y = (format_number(v * POINTS_PER_INCH) for v in (rect.x, rect.right, rect.bottom))
    stroke = f'stroke="{ink.css_color(color)}" stroke-width="{_HAIRLINE_PT}"'
    return f'<line x1="{x1}" y1="{y}" x2="{x2}" y2="{y}" {stroke}/>'


def _render_drawing(
    drawing: Drawing, x_in: float, y_in: float, ink: SlideInk, *, has_fills: bool = True
) -> Iterator[str]:
    x, y = format_number(x_in * POINTS_PER_INCH), format_number(y_in * POINTS_PER_INCH)
    yield f'<g role="img" transform="translate({x} {y})">'
    yield f"<title>{escape_text(drawing.title)}</title><desc>{escape_text(drawing.alt)}</desc>"
    yield from render_shapes(drawing, ink.palette, ink.fills if has_fills else None)
    yield "</g>"
