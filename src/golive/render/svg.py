"""Render drawings as inline SVG for pages and previews.

Text stays text. Arrowheads are polygons, since some SVG viewers do not support markers. Coordinates are in points.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import hypot
from xml.sax.saxutils import escape, quoteattr

from golive.figures.drawing import CORNER_IN, Box, Color, Connector, Drawing, Label, Line, Shape, list_corner_shares
from golive.typography.lines import LINE_HEIGHT_FACTOR
from golive.typography.units import POINTS_PER_INCH

_BASELINE_SHARE = 0.95  # of the text size, from the top of a line
_LABEL_INSET_IN = 0.0
_STROKE_PT = 0.75
TEXT_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def render_svg(
    drawing: Drawing,
    palette: Mapping[Color, str],
    font_family: str,
    id_prefix: str,
    fills: Mapping[Color, str] | None = None,
) -> str:
    """Render a drawing as one `<svg>` element, without an XML declaration.

    Args:
        drawing: drawing to render.
        palette: six hexadecimal digits for every color.
        font_family: CSS font family, with the character widths that the drawing was measured with.
        id_prefix: prefix of the ids inside; unique in the page.
        fills: six hexadecimal digits for colors that fill shapes, where they differ.
    """
    width, height = format_number(drawing.width * POINTS_PER_INCH), format_number(drawing.height * POINTS_PER_INCH)
    size = f'viewBox="0 0 {width} {height}" width="{width}pt" height="{height}pt"'
    named = f'role="img" aria-labelledby={quoteattr(f"{id_prefix}-title {id_prefix}-desc")}'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {named} font-family={quoteattr(font_family)}>',
        f"<title id={quoteattr(f'{id_prefix}-title')}>{escape(drawing.title)}</title>",
        f"<desc id={quoteattr(f'{id_prefix}-desc')}>{escape(drawing.alt)}</desc>",
        *render_shapes(drawing, palette, fills),
        "</svg>",
    ]
    return "\n".join(parts)


def render_shapes(
    drawing: Drawing, palette: Mapping[Color, str], fills: Mapping[Color, str] | None = None
) -> list[str]:
    """Render the elements of a drawing without the `<svg>`, back to front, in points from its top left corner.

    Args:
        drawing: the drawing.
        palette: six hexadecimal digits for every color.
        fills: the same for colors that fill shapes, where they differ.
    """
    pen = _ShapeRenderer(palette, fills or {})
    return [part for shape in drawing.shapes for part in pen.shape(shape)]


class _ShapeRenderer:
    """Renders shapes in the colors of one palette."""

    def __init__(self, palette: Mapping[Color, str], fills: Mapping[Color, str]) -> None:
        self._palette, self._fills = palette, fills

    def shape(self, shape: Shape) -> Iterator[str]:
        """Render one shape, back to front."""
        if isinstance(shape, Connector):
            yield from self._render_connector(shape)
            return
        if isinstance(shape, Box):
            yield self._render_outline(shape)
        yield from self._render_text(shape)

    def _css_color(self, color: Color) -> str:
        return f"#{self._palette[color]}"

    def _render_outline(self, box: Box) -> str:
        paint = f' fill="#{self._fills.get(box.fill) or self._palette[box.fill]}"' if box.fill else ' fill="none"'
        if box.outline:
            paint += f' stroke="{self._css_color(box.outline)}" stroke-width="{_STROKE_PT}"'
            paint += ' stroke-dasharray="3 2"' if box.dashed else ""
        # Draw the stroke inside the box, so that it is not clipped at the edge of the drawing.
        edge = _STROKE_PT / 2 if box.outline else 0
        x, y, width, height = (
            box.x * POINTS_PER_INCH + edge,
            box.y * POINTS_PER_INCH + edge,
            box.width * POINTS_PER_INCH - 2 * edge,
            box.height * POINTS_PER_INCH - 2 * edge,
        )
        if box.shape in {"rectangle", "rounded"}:
            radius = min(CORNER_IN * POINTS_PER_INCH, width / 2, height / 2)
            corner = f' rx="{format_number(radius)}"' if box.shape == "rounded" else ""
            size = f'width="{format_number(width)}" height="{format_number(height)}"'
            return f'<rect x="{format_number(x)}" y="{format_number(y)}" {size}{corner}{paint}/>'
        if box.shape == "ellipse":
            center = f'cx="{format_number(x + width / 2)}" cy="{format_number(y + height / 2)}"'
            return f'<ellipse {center} rx="{format_number(width / 2)}" ry="{format_number(height / 2)}"{paint}/>'
        corners = ((x + a * width, y + b * height) for a, b in list_corner_shares(box))
        return f'<path d="{_path_data(corners)}"{paint}/>'

    def _render_text(self, shape: Box | Label) -> Iterator[str]:
        inset = shape.inset_in * POINTS_PER_INCH if isinstance(shape, Box) else _LABEL_INSET_IN
        left, top, width, height = (v * POINTS_PER_INCH for v in (shape.x, shape.y, shape.width, shape.height))
        x = {"left": left + inset, "center": left + width / 2, "right": left + width - inset}[shape.align]
        block = sum(line.size_pt * LINE_HEIGHT_FACTOR for line in shape.lines)
        y = {"top": top + inset, "middle": top + (height - block) / 2, "bottom": top + height - inset - block}[
            shape.anchor
        ]
        for line in shape.lines:
            yield self._render_line(line, x, y + _BASELINE_SHARE * line.size_pt, TEXT_ANCHORS[shape.align])
            y += line.size_pt * LINE_HEIGHT_FACTOR

    def _render_line(self, line: Line, x: float, y: float, anchor: str) -> str:
        weight = ' font-weight="700"' if line.bold else ""
        left, baseline, size = map(format_number, (x, y, line.size_pt))
        place = f'x="{left}" y="{baseline}" font-size="{size}" text-anchor="{anchor}"'
        return f'<text {place} fill="{self._css_color(line.color)}"{weight}>{escape(line.text)}</text>'

    def _render_connector(self, line: Connector) -> Iterator[str]:
        x1, y1, x2, y2 = (v * POINTS_PER_INCH for v in (line.x1, line.y1, line.x2, line.y2))
        length = hypot(x2 - x1, y2 - y1)
        head = min(arrow_length_pt(line.weight_pt), length / 2)
        dx, dy = ((x2 - x1) / length, (y2 - y1) / length) if length else (0.0, 0.0)
        color = self._css_color(line.color)
        # End the line inside the arrowhead, so that it does not show beside the tip.
        ax, ay = (x1 + dx * head * 0.8, y1 + dy * head * 0.8) if line.arrow_at_start else (x1, y1)
        bx, by = (x2 - dx * head * 0.8, y2 - dy * head * 0.8) if line.arrow_at_end else (x2, y2)
        dash = ' stroke-dasharray="5 3"' if line.dashed else ""
        ends = f'x1="{format_number(ax)}" y1="{format_number(ay)}" x2="{format_number(bx)}" y2="{format_number(by)}"'
        yield f'<line {ends} stroke="{color}" stroke-width="{format_number(line.weight_pt)}"{dash}/>'
        if line.arrow_at_start:
            yield f'<path d="{_arrowhead_path(x1, y1, dx * head, dy * head)}" fill="{color}"/>'
        if line.arrow_at_end:
            yield f'<path d="{_arrowhead_path(x2, y2, -dx * head, -dy * head)}" fill="{color}"/>'


def arrow_length_pt(weight_pt: float) -> float:
    """Return the length of an arrowhead for a line weight, both in points."""
    return 3.5 + 2.2 * weight_pt


def _arrowhead_path(x: float, y: float, back_x: float, back_y: float) -> str:
    side_x, side_y = -back_y * 0.42, back_x * 0.42
    return _path_data([(x, y), (x + back_x + side_x, y + back_y + side_y), (x + back_x - side_x, y + back_y - side_y)])


def _path_data(points: Iterable[tuple[float, float]]) -> str:
    return f"M{' L'.join(f'{format_number(x)} {format_number(y)}' for x, y in points)} Z"


def format_number(value: float) -> str:
    """Format a number for SVG: at most two decimals, no trailing zeros, no negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
