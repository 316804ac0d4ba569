"""Draw figures for screens: inline in a page, or as separate SVG files.

Text is measured as Arial: every system has a font with these widths, so no font has to be embedded.
"""

from collections.abc import Mapping
from html import escape

from golive.figures.drawing import Color, Drawing, Frame
from golive.markdown.chart import Chart
from golive.render.html.picture import FigureDrawer, draw_figure_or_chart
from golive.render.svg import format_number, render_shapes, render_svg
from golive.typography.units import POINTS_PER_INCH

FONT_FAMILY = "Arial, 'Liberation Sans', Arimo, Helvetica, sans-serif"
_METRICS = "Arial"
_TEXT_PT = 10.5
_MIN_TEXT_PT = 8.5
_PIXELS_PER_INCH = 96


def draw_for_screen(
    figure_or_chart: str | Chart, draw_figure: FigureDrawer, width_in: float, height_in: float
) -> Drawing:
    """Draw a figure or a chart for a screen.

    Args:
        figure_or_chart: a figure's name, or a chart.
        draw_figure: draws the figure with a given name into a frame.
        width_in: width of the drawing, in inches of 96 pixels.
        height_in: maximum height, in inches.
    """
    return draw_figure_or_chart(
        figure_or_chart, draw_figure, Frame(width_in, height_in, _TEXT_PT, _MIN_TEXT_PT, _METRICS)
    )


def inline_svg(drawing: Drawing, palette: Mapping[Color, str], prefix: str) -> str:
    """Render a drawing as inline SVG with title and description; `prefix` makes its ids unique in the page."""
    return render_svg(drawing, palette, FONT_FAMILY, prefix)


def svg_file(drawing: Drawing, palette: Mapping[Color, str]) -> bytes:
    """Render a drawing as an SVG file.

    It has an XML declaration and a size in pixels: without the former Confluence does not show an SVG, and without
    the latter it crops it.
    """
    width, height = (format_number(side * _PIXELS_PER_INCH) for side in (drawing.width, drawing.height))
    box = " ".join(format_number(side * POINTS_PER_INCH) for side in (0, 0, drawing.width, drawing.height))
    size = f'viewBox="{box}" width="{width}" height="{height}"'
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{escape(FONT_FAMILY)}">',
        f"<title>{escape(drawing.title)}</title>",
        f"<desc>{escape(drawing.alt)}</desc>",
        f'<rect width="100%" height="100%" fill="#{palette["paper"]}"/>',
        *render_shapes(drawing, palette),
        "</svg>\n",
    ]
    return "\n".join(parts).encode()
