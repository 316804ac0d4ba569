"""Drawing → inline SVG, for pages and previews.

Text stays text. Arrowheads are polygons, since not every reader of SVG draws markers. Coordinates are points.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import hypot
from xml.sax.saxutils import escape, quoteattr

from golive.figures.drawing import CHEVRON_POINT, CORNER_IN, Box, Color, Connector, Drawing, Label, Line, Shape
from golive.typography.lines import LINE_PITCH

_PT = 72
_BASELINE = 0.95  # of the text size, from the top of a line
_LABEL_INSET_IN = 0.0
_STROKE_PT = 0.75
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def to_svg(drawing: Drawing, palette: Mapping[Color, str], font_family: str, id_prefix: str) -> str:
    """Write a drawing as one `<svg>` element, without an XML declaration.

    Args:
        drawing: what is drawn.
        palette: six hexadecimal digits for every colour.
        font_family: CSS name of the family, which should have the widths that the drawing was made with.
        id_prefix: what the ids inside begin with; unique in the page.
    """
    width, height = number(drawing.width * _PT), number(drawing.height * _PT)
    size = f'viewBox="0 0 {width} {height}" width="{width}pt" height="{height}pt"'
    named = f'role="img" aria-labelledby={quoteattr(f"{id_prefix}-title {id_prefix}-desc")}'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {named} font-family={quoteattr(font_family)}>',
        f"<title id={quoteattr(f'{id_prefix}-title')}>{escape(drawing.title)}</title>",
        f"<desc id={quoteattr(f'{id_prefix}-desc')}>{escape(drawing.alt)}</desc>",
        *shapes_svg(drawing, palette),
        "</svg>",
    ]
    return "\n".join(parts)


def shapes_svg(drawing: Drawing, palette: Mapping[Color, str]) -> list[str]:
    """The elements of a drawing, back to front, in points from its top left corner: for a picture around it."""
    pen = _Pen(palette)
    return [part for shape in drawing.shapes for part in pen.shape(shape)]


class _Pen:
    """Draws shapes in the colours of one palette."""

    def __init__(self, palette: Mapping[Color, str]) -> None:
        self._palette = palette

    def shape(self, shape: Shape) -> Iterator[str]:
        """The elements of one shape, back to front."""
        if isinstance(shape, Connector):
            yield from self._connector(shape)
            return
        if isinstance(shape, Box):
            yield self._outline(shape)
        yield from self._text(shape)

    def _hex(self, color: Color) -> str:
        return f"#{self._palette[color]}"

    def _outline(self, box: Box) -> str:
        paint = f' fill="{self._hex(box.fill)}"' if box.fill else ' fill="none"'
        if box.outline:
            paint += f' stroke="{self._hex(box.outline)}" stroke-width="{_STROKE_PT}"'
            paint += ' stroke-dasharray="3 2"' if box.dashed else ""
        # The stroke lies inside the box, so that nothing is cut off at the edge of the drawing.
        edge = _STROKE_PT / 2 if box.outline else 0
        x, y, width, height = (
            box.x * _PT + edge,
            box.y * _PT + edge,
            box.width * _PT - 2 * edge,
            box.height * _PT - 2 * edge,
        )
        if box.shape in {"rectangle", "rounded"}:
            radius = min(CORNER_IN * _PT, width / 2, height / 2)
            corner = f' rx="{number(radius)}"' if box.shape == "rounded" else ""
            size = f'width="{number(width)}" height="{number(height)}"'
            return f'<rect x="{number(x)}" y="{number(y)}" {size}{corner}{paint}/>'
        if box.shape == "ellipse":
            center = f'cx="{number(x + width / 2)}" cy="{number(y + height / 2)}"'
            return f'<ellipse {center} rx="{number(width / 2)}" ry="{number(height / 2)}"{paint}/>'
        corners = ((x + a * width, y + b * height) for a, b in _corners(box))
        return f'<path d="{_path(corners)}"{paint}/>'

    def _text(self, shape: Box | Label) -> Iterator[str]:
        inset = shape.inset_in * _PT if isinstance(shape, Box) else _LABEL_INSET_IN
        left, top, width, height = (v * _PT for v in (shape.x, shape.y, shape.width, shape.height))
        x = {"left": left + inset, "center": left + width / 2, "right": left + width - inset}[shape.align]
        block = sum(line.size_pt * LINE_PITCH for line in shape.lines)
        y = {"top": top + inset, "middle": top + (height - block) / 2, "bottom": top + height - inset - block}[
            shape.anchor
        ]
        for line in shape.lines:
            yield self._line(line, x, y + _BASELINE * line.size_pt, _ANCHORS[shape.align])
            y += line.size_pt * LINE_PITCH

    def _line(self, line: Line, x: float, y: float, anchor: str) -> str:
        weight = ' font-weight="700"' if line.bold else ""
        place = f'x="{number(x)}" y="{number(y)}" font-size="{number(line.size_pt)}" text-anchor="{anchor}"'
        return f'<text {place} fill="{self._hex(line.color)}"{weight}>{escape(line.text)}</text>'

    def _connector(self, line: Connector) -> Iterator[str]:
        x1, y1, x2, y2 = (v * _PT for v in (line.x1, line.y1, line.x2, line.y2))
        length = hypot(x2 - x1, y2 - y1)
        head = min(arrow_length_pt(line.weight_pt), length / 2)
        dx, dy = ((x2 - x1) / length, (y2 - y1) / length) if length else (0.0, 0.0)
        color = self._hex(line.color)
        # The line stops inside the head, so that its end does not show beside the point.
        ax, ay = (x1 + dx * head * 0.8, y1 + dy * head * 0.8) if line.arrow_at_start else (x1, y1)
        bx, by = (x2 - dx * head * 0.8, y2 - dy * head * 0.8) if line.arrow_at_end else (x2, y2)
        dash = ' stroke-dasharray="5 3"' if line.dashed else ""
        ends = f'x1="{number(ax)}" y1="{number(ay)}" x2="{number(bx)}" y2="{number(by)}"'
        yield f'<line {ends} stroke="{color}" stroke-width="{number(line.weight_pt)}"{dash}/>'
        if line.arrow_at_start:
            yield f'<path d="{_head(x1, y1, dx * head, dy * head)}" fill="{color}"/>'
        if line.arrow_at_end:
            yield f'<path d="{_head(x2, y2, -dx * head, -dy * head)}" fill="{color}"/>'


def arrow_length_pt(weight_pt: float) -> float:
    """Length of an arrowhead on a line of a given weight, in points."""
    return 3.5 + 2.2 * weight_pt


def _head(x: float, y: float, back_x: float, back_y: float) -> str:
    side_x, side_y = -back_y * 0.42, back_x * 0.42
    return _path([(x, y), (x + back_x + side_x, y + back_y + side_y), (x + back_x - side_x, y + back_y - side_y)])


def _corners(box: Box) -> list[tuple[float, float]]:
    """Corners of a shape with straight sides, as shares of its box."""
    if box.shape == "diamond":
        return [(0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)]
    if box.shape == "triangle":
        return [(0.5, 0), (1, 1), (0, 1)]
    point = CHEVRON_POINT * min(box.height, box.width) / box.width
    return [(0, 0), (1 - point, 0), (1, 0.5), (1 - point, 1), (0, 1), (point, 0.5)]


def _path(points: Iterable[tuple[float, float]]) -> str:
    return f"M{' L'.join(f'{number(x)} {number(y)}' for x, y in points)} Z"


def number(value: float) -> str:
    """A number as SVG takes it: two decimals at most, none idle, and never a minus sign before nothing."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
