"""Drawing → PNG: figures for programs that show no SVG, with the fonts of PDFs."""

import io
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import hypot
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from golive.figures.drawing import CORNER_IN, Box, Color, Connector, Drawing, Label, Line, list_corner_shares
from golive.render.pdf.fonts import (
    find_missing_characters,
    find_unbundled_characters,
    missing_character_hint,
    read_font_file,
)
from golive.render.svg import arrow_length_pt
from golive.support.problems import ContentError, make_problem
from golive.typography.lines import LINE_HEIGHT_FACTOR

DPI: Final = 200
_OVERSAMPLING: Final = 2
_PT_PER_IN: Final = 72
_BASELINE_SHARE: Final = 0.95  # of the text size, from the top of a line
_STROKE_PT: Final = 0.75
_ANCHORS: Final = {"left": "ls", "center": "ms", "right": "rs"}
_FONT_FILES: Final = {
    (False, False): "Inter-Regular.ttf",
    (False, True): "Inter-Bold.ttf",
    (True, False): "NotoSansCJKjp-Regular.otf",
    (True, True): "NotoSansCJKjp-Bold.otf",
}
"""Font files by (needs Chinese, Japanese or Korean, bold)."""


def render_png(drawing: Drawing, palette: Mapping[Color, str]) -> bytes:
    """Render a drawing as a PNG file on white.

    Args:
        drawing: the drawing, measured with Inter.
        palette: six hexadecimal digits for every color.

    Raises:
        ContentError: no font has a character of it.
    """
    scale = DPI * _OVERSAMPLING
    size = (max(1, round(drawing.width * scale)), max(1, round(drawing.height * scale)))
    picture = Image.new("RGB", size, f"#{palette['paper']}")
    pen = _Pen(ImageDraw.Draw(picture), palette, scale)
    for shape in drawing.shapes:
        if isinstance(shape, Connector):
            pen.draw_connector(shape)
            continue
        if isinstance(shape, Box):
            pen.draw_outline(shape)
        pen.draw_text(shape)
    final = max(1, size[0] // _OVERSAMPLING), max(1, size[1] // _OVERSAMPLING)
    small = picture.resize(final, Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    small.save(stream, "PNG", dpi=(DPI, DPI))
    return stream.getvalue()


@cache
def _load_font(*, is_cjk: bool, bold: bool, size_px: int) -> ImageFont.FreeTypeFont:
    content = read_font_file(_FONT_FILES[is_cjk, bold])
    if content is None:
        raise AssertionError("the characters of a text are checked before it is drawn")
    return ImageFont.truetype(io.BytesIO(content), size_px, layout_engine=ImageFont.Layout.BASIC)


class _Pen:
    """Draws shapes; `scale` is pixels per inch."""

    def __init__(self, draw: ImageDraw.ImageDraw, palette: Mapping[Color, str], scale: float) -> None:
        self._draw, self._palette, self._scale = draw, palette, scale

    def _to_px(self, *inches: float) -> list[float]:
        return [value * self._scale for value in inches]

    def _pt(self, points: float) -> float:
        return points * self._scale / _PT_PER_IN

    def _color(self, name: Color) -> str:
        return f"#{self._palette[name]}"

    def draw_outline(self, box: Box) -> None:
        fill = self._color(box.fill) if box.fill else None
        outline = self._color(box.outline) if box.outline else None
        width = max(1, round(self._pt(_STROKE_PT))) if outline else 0
        x, y, right, bottom = self._to_px(box.x, box.y, box.x + box.width, box.y + box.height)
        if box.dashed:
            self._draw.rectangle((x, y, right, bottom), fill=fill)
            corners = [(x, y), (right, y), (right, bottom), (x, bottom), (x, y)]
            self._draw_dashes(corners, outline, width, (3, 2))
        elif box.shape == "rectangle":
            self._draw.rectangle((x, y, right, bottom), fill, outline, width)
        elif box.shape == "rounded":
            radius = min(CORNER_IN, box.width / 2, box.height / 2) * self._scale
            self._draw.rounded_rectangle((x, y, right, bottom), radius, fill, outline, width)
        elif box.shape == "ellipse":
            self._draw.ellipse((x, y, right, bottom), fill, outline, width)
        else:
            points = [(x + a * (right - x), y + b * (bottom - y)) for a, b in list_corner_shares(box)]
            self._draw.polygon(points, fill, outline, width or 1)

    def draw_text(self, shape: Box | Label) -> None:
        inset = shape.inset_in if isinstance(shape, Box) else 0.0
        x = {"left": shape.x + inset, "center": shape.x + shape.width / 2, "right": shape.x + shape.width - inset}
        block = sum(line.size_pt * LINE_HEIGHT_FACTOR for line in shape.lines) / _PT_PER_IN
        y = {
            "top": shape.y + inset,
            "middle": shape.y + (shape.height - block) / 2,
            "bottom": shape.y + shape.height - inset - block,
        }[shape.anchor]
        for line in shape.lines:
            place = self._to_px(x[shape.align], y + _BASELINE_SHARE * line.size_pt / _PT_PER_IN)
            self._draw_line_of_text(line, (place[0], place[1]), _ANCHORS[shape.align])
            y += line.size_pt * LINE_HEIGHT_FACTOR / _PT_PER_IN

    def _draw_line_of_text(self, line: Line, place: tuple[float, float], anchor: str) -> None:
        if missing := find_missing_characters(line.text):
            message = f"no font of golive has {', '.join(missing)}, in the figure's text {line.text!r}"
            raise ContentError(make_problem(message, missing_character_hint()))
        is_cjk = bool(find_unbundled_characters(line.text))
        font = _load_font(is_cjk=is_cjk, bold=line.bold, size_px=max(1, round(self._pt(line.size_pt))))
        self._draw.text(place, line.text, fill=self._color(line.color), font=font, anchor=anchor)

    def draw_connector(self, line: Connector) -> None:
        x1, y1, x2, y2 = self._to_px(line.x1, line.y1, line.x2, line.y2)
        length = hypot(x2 - x1, y2 - y1)
        head = min(self._pt(arrow_length_pt(line.weight_pt)), length / 2)
        dx, dy = ((x2 - x1) / length, (y2 - y1) / length) if length else (0.0, 0.0)
        color, width = self._color(line.color), max(1, round(self._pt(line.weight_pt)))
        start = (x1 + dx * head * 0.8, y1 + dy * head * 0.8) if line.arrow_at_start else (x1, y1)
        end = (x2 - dx * head * 0.8, y2 - dy * head * 0.8) if line.arrow_at_end else (x2, y2)
        if line.dashed:
            self._draw_dashes([start, end], color, width, (5, 3))
        else:
            self._draw.line([start, end], color, width)
        if line.arrow_at_start:
            self._draw_arrowhead((x1, y1), (dx * head, dy * head), color)
        if line.arrow_at_end:
            self._draw_arrowhead((x2, y2), (-dx * head, -dy * head), color)

    def _draw_arrowhead(self, tip: tuple[float, float], back: tuple[float, float], color: str) -> None:
        (x, y), (back_x, back_y) = tip, back
        side_x, side_y = -back_y * 0.42, back_x * 0.42
        base = ((x + back_x + side_x, y + back_y + side_y), (x + back_x - side_x, y + back_y - side_y))
        self._draw.polygon([tip, *base], color)

    def _draw_dashes(
        self, corners: Sequence[tuple[float, float]], color: str | None, width: int, pattern_pt: tuple[float, float]
    ) -> None:
        on, off = map(self._pt, pattern_pt)
        for (x1, y1), (x2, y2) in pairwise(corners):
            length = hypot(x2 - x1, y2 - y1)
            at = 0.0
            while color and at < length:
                to = min(at + on, length)
                ends = [(x1 + (x2 - x1) * part / length, y1 + (y2 - y1) * part / length) for part in (at, to)]
                self._draw.line(ends, color, width)
                at = to + off
