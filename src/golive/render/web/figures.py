"""Figures on a screen: inline in a page, or as files beside one.

Both are set in Arial's widths: fonts with exactly these are on every system, so nothing has to be embedded.
"""

from collections.abc import Mapping
from html import escape

from golive.figures.drawing import Color, Drawing, Frame
from golive.markdown.chart import Chart
from golive.render.html.picture import Figure, drawing_of
from golive.render.svg import number, shapes_svg, to_svg

FAMILY = "Arial, 'Liberation Sans', Arimo, Helvetica, sans-serif"
_METRICS = "Arial"
_TEXT_PT = 10.5
_LEAST_PT = 8.5
_PIXELS_PER_INCH = 96
_POINTS_PER_INCH = 72


def drawn(shown: str | Chart, figure: Figure, width_in: float, height_in: float) -> Drawing:
    """Draw for a screen.

    Args:
        shown: a figure's name, or a chart.
        figure: draws a figure into a frame, by its name.
        width_in: the drawing's width, in inches of 96 pixels.
        height_in: its most height.
    """
    return drawing_of(shown, figure, Frame(width_in, height_in, _TEXT_PT, _LEAST_PT, _METRICS))


def inline_svg(drawing: Drawing, palette: Mapping[Color, str], prefix: str) -> str:
    """A drawing inside a page: named by its title, described by its words; `prefix` is unique in the page."""
    return to_svg(drawing, palette, FAMILY, prefix)


def svg_file(drawing: Drawing, palette: Mapping[Color, str]) -> bytes:
    """A drawing as a file of its own.

    It begins with an XML declaration and says its size in pixels: a wiki shows no SVG without the one, and not all of
    it without the other.
    """
    width, height = (number(side * _PIXELS_PER_INCH) for side in (drawing.width, drawing.height))
    box = " ".join(number(side * _POINTS_PER_INCH) for side in (0, 0, drawing.width, drawing.height))
    size = f'viewBox="{box}" width="{width}" height="{height}"'
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{escape(FAMILY)}">',
        f"<title>{escape(drawing.title)}</title>",
        f"<desc>{escape(drawing.alt)}</desc>",
        f'<rect width="100%" height="100%" fill="#{palette["paper"]}"/>',
        *shapes_svg(drawing, palette),
        "</svg>\n",
    ]
    return "\n".join(parts).encode()
