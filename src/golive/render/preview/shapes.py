"""Panels, tables and figures as SVG, where the deck has them."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from golive.figures.drawing import Color, Drawing
from golive.render.chart_drawing import draw_bars
from golive.render.preview.text import Ink, line_svg, set_text
from golive.render.slides.layout.text_layout import POINTS
from golive.render.slides.model import Element, Grid, Panel, Picture, Plot, Rect
from golive.render.slides.pptx.markup import attribute, escape
from golive.render.svg import number, shapes_svg

_ROUND: Final = {"rounded": 0.06, "pill": 0.5}
"""Radius of corners, as a share of the shorter side: the writer's adjustments of the same shapes."""

_OUTLINE_PT: Final = 1.0
_HAIRLINE_PT: Final = 0.75


def element_svg(element: Element, ink: Ink, color: str = "", font: str = "") -> Iterator[str]:
    """The elements that draw one thing on a slide, back to front.

    Args:
        element: what is drawn.
        ink: colours, families, links.
        color: of its text, as SVG takes it, where the layout decides it.
        font: family of its text, where it is not the body's.
    """
    match element:
        case Panel():
            yield from _panel(element, ink, color, font)
        case Grid():
            yield from _grid(element, ink)
        case Picture(x=x, y=y, drawing=drawing):
            yield from _drawing(drawing, x, y, ink)
        case Plot(rect=rect, chart=chart):
            yield from _drawing(draw_bars(chart, element.frame), rect.x, rect.y, ink)


def _panel(panel: Panel, ink: Ink, color: str, font: str) -> Iterator[str]:
    if panel.fill or panel.outline:
        yield _ground(panel, ink)
    left, top, right, bottom = panel.inset
    rect = panel.rect
    place = Rect(rect.x + left, rect.y + top, rect.width - left - right, rect.height - top - bottom)
    for line in set_text(panel.paras, place, panel.anchor, ink, font):
        yield line_svg(replace(line, color=color) if color else line, ink)


def _ground(panel: Panel, ink: Ink) -> str:
    rect = panel.rect
    paint = f'fill="{ink.hex(panel.fill)}"' if panel.fill else 'fill="none"'
    if panel.outline:
        paint += f' stroke="{ink.hex(panel.outline)}" stroke-width="{number(_OUTLINE_PT)}"'
    if panel.shape == "ellipse":
        x, y = (rect.x + rect.width / 2) * POINTS, (rect.y + rect.height / 2) * POINTS
        radii = f'rx="{number(rect.width / 2 * POINTS)}" ry="{number(rect.height / 2 * POINTS)}"'
        return f'<ellipse cx="{number(x)}" cy="{number(y)}" {radii} {paint}/>'
    radius = _ROUND.get(panel.shape, 0.0) * min(rect.width, rect.height) * POINTS
    corner = f' rx="{number(radius)}"' if radius else ""
    return f"<rect {box(rect)}{corner} {paint}/>"


def box(rect: Rect) -> str:
    """A place as attributes, in points."""
    x, y, width, height = (number(v * POINTS) for v in (rect.x, rect.y, rect.width, rect.height))
    return f'x="{x}" y="{y}" width="{width}" height="{height}"'


def _grid(grid: Grid, ink: Ink) -> Iterator[str]:
    """A table: every cell is a cell to a screen reader too."""
    yield f'<g role="table" aria-label={attribute(grid.alt)}>'
    side, edge = grid.margin
    y = grid.rect.y
    for number_of_row, row in enumerate(grid.rows):
        yield '<g role="row">'
        x = grid.rect.x
        for column, (cell, width) in enumerate(zip(row.cells, grid.columns, strict=True)):
            role = "columnheader" if not number_of_row else "rowheader" if grid.row_heads and not column else "cell"
            yield f'<g role="{role}">'
            rect = Rect(x, y, width, row.height)
            if cell.fill:
                yield f'<rect {box(rect)} fill="{ink.hex(cell.fill)}"/>'
            yield _rule(rect, "rule", ink)
            for line in set_text(cell.paras, rect.inside(side, edge), cell.anchor, ink):
                yield line_svg(line, ink)
            yield "</g>"
            x += width
        yield "</g>"
        y += row.height
    yield "</g>"


def _rule(rect: Rect, color: Color, ink: Ink) -> str:
    x1, x2, y = (number(v * POINTS) for v in (rect.x, rect.right, rect.bottom))
    stroke = f'stroke="{ink.hex(color)}" stroke-width="{_HAIRLINE_PT}"'
    return f'<line x1="{x1}" y1="{y}" x2="{x2}" y2="{y}" {stroke}/>'


def _drawing(drawing: Drawing, x_in: float, y_in: float, ink: Ink) -> Iterator[str]:
    x, y = number(x_in * POINTS), number(y_in * POINTS)
    yield f'<g role="img" transform="translate({x} {y})">'
    yield f"<title>{escape(drawing.title)}</title><desc>{escape(drawing.alt)}</desc>"
    yield from shapes_svg(drawing, ink.palette)
    yield "</g>"
