"""Draw the legend of a figure: the meaning of its lines, colors and marks."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from golive.figures.drawing import Box, Color, Connector, Frame, Label, Rect, Shape
from golive.figures.text_fitting import TextPart, candidate_sizes, set_lines, text_height_in, widest_line_in
from golive.typography.units import POINTS_PER_INCH

_SHARE = 0.85  # of the ordinary text size
_GAP_IN = 0.08
_BETWEEN_IN = 0.28
_SLACK_IN = 0.02
_ROW_GAP_IN = 0.03

Mark = Literal["line", "dashed", "bar", "diamond", "ellipse", "triangle", "upright", "none"]


class Entry(Struct, frozen=True):
    """A mark and its meaning; the mark `none` is for a note."""

    id: str
    mark: Mark
    color: Color
    text: str


class Legend(Struct, frozen=True):
    """The shapes of a legend, and its height in inches."""

    shapes: tuple[Shape, ...]
    height: float


def draw_legend(entries: Sequence[Entry], area: Rect, frame: Frame) -> Legend:
    """Draw entries one after the other, in as many rows as needed; the area's height is ignored."""
    size = candidate_sizes(frame, _SHARE)[0]
    shapes: list[Shape] = []
    x, y, row_height = area.x, area.y, 0.0
    for entry in entries:
        sample = 0.0 if entry.mark == "none" else sample_width_in(entry.mark, size)
        gap = _GAP_IN if sample else 0.0
        lines = set_lines((TextPart(entry.text, color="muted"),), area.width - sample - gap - _SLACK_IN, size, frame)
        width, height = widest_line_in(lines, frame) + _SLACK_IN, text_height_in(lines)
        if x > area.x and x + sample + gap + width > area.right:
            x, y, row_height = area.x, y + row_height + _ROW_GAP_IN, 0.0
        shapes += _sample(entry, Rect(x, y, sample, text_height_in(lines[:1])))
        shapes.append(Label(f"legend-{entry.id}", x + sample + gap, y, width, height, lines))
        row_height = max(row_height, height)
        x += sample + gap + width + _BETWEEN_IN
    return Legend(tuple(shapes), y + row_height - area.y)


def sample_width_in(mark: Mark, size_pt: float) -> float:
    """Return the width of a sample mark, in inches."""
    return size_pt / POINTS_PER_INCH * {"line": 2.6, "dashed": 2.6, "bar": 1.6, "upright": 0.4}.get(mark, 0.85)


def _sample(entry: Entry, area: Rect) -> tuple[Shape, ...]:
    name = f"legend-mark-{entry.id}"
    if entry.mark == "none":
        return ()
    if entry.mark in {"line", "dashed"}:
        dashed = entry.mark == "dashed"
        return (
            Connector(
                name, area.x, area.middle, area.right, area.middle, color=entry.color, dashed=dashed, decorative=True
            ),
        )
    if entry.mark == "upright":
        x = area.x + area.width / 2
        return (
            Connector(
                name, x, area.y, x, area.bottom, color=entry.color, weight_pt=2, arrow_at_end=False, decorative=True
            ),
        )
    height = area.height * (0.55 if entry.mark == "bar" else min(0.75, area.width / area.height))
    shape: Literal["rectangle", "diamond", "ellipse", "triangle"] = "rectangle"
    if entry.mark == "diamond" or entry.mark == "ellipse" or entry.mark == "triangle":  # noqa: PLR1714 - mypy narrows this
        shape = entry.mark
    box = Box(
        name, area.x, area.middle - height / 2, area.width, height, shape=shape, fill=entry.color, decorative=True
    )
    return (box,)
