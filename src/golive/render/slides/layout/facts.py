"""Lay out facts: a large value above its label."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Rect
from golive.markdown.document import Table
from golive.render.slides.layout.form import FormContext, NoOverheadForm, SizeLevel
from golive.render.slides.layout.prose import divide_part
from golive.render.slides.layout.text_layout import (
    break_span_lines,
    convert_runs,
    make_bold,
    measure_height_in,
)
from golive.render.slides.model import Element, Panel, Para, Span
from golive.typography.lines import measure_longest_word_pt
from golive.typography.metrics import load_font_metrics
from golive.typography.units import POINTS_PER_INCH

_GUTTER: Final = 0.24
_PAD: Final = 0.18
_ONE_LINE_SIZES_PT: Final = (32.0, 28.0, 24.0)
_TWO_LINE_SIZES_PT: Final = (24.0, 22.0, 20.0, 18.0, 16.0)
_LABEL_PT: Final = 14.0
_FACTS_PER_ROW: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 3, 7: 4, 8: 4, 9: 3}
_MAX_GROWTH: Final = 1.6
"""Maximum height of a row of facts, as a multiple of its natural height."""
_MAX_GROWTH_ALONE: Final = 2.4
"""The same for facts that are alone on a slide, which would look empty otherwise."""


class FactsForm(Struct, frozen=True):
    """A two-column table (label, value) shown as panels in rows; its header row is ignored."""

    table: Table
    context: FormContext
    is_alone: bool = False

    def measure(self, level: SizeLevel, width: float, room: float) -> "MeasuredFacts":  # noqa: ARG002
        """Measure the panels; a part is a row. All values use the largest size at which each takes one line."""
        pairs = [(convert_runs(label), convert_runs(value, self.context.keys)) for label, value in self.table.rows]
        across = _FACTS_PER_ROW.get(len(pairs), 4)
        own = (width - _GUTTER * (across - 1)) / across
        inner = own - 2 * _PAD
        family = self.context.fonts.body
        size = _fit_value_size([value for _, value in pairs], inner, family)
        rows: list[tuple[tuple[Para, ...], ...]] = []
        for start in range(0, len(pairs), across):
            cells = [
                divide_part(_build_fact_paras(label, value, size), inner, room - 2 * _PAD - _GUTTER, family)
                for label, value in pairs[start : start + across]
            ]
            rows += [
                tuple(cell[page] if page < len(cell) else () for cell in cells) for page in range(max(map(len, cells)))
            ]
        heights = tuple(max(measure_height_in(c, inner, family) for c in row) + 2 * _PAD + _GUTTER for row in rows)
        return MeasuredFacts(tuple(rows), heights, own, _MAX_GROWTH_ALONE if self.is_alone else _MAX_GROWTH)


def _fit_value_size(values: list[tuple[Span, ...]], inner: float, family: str) -> float:
    """Return the largest size, in points, at which each value takes one line, or two if one would be too small.

    No number or word is broken for that.
    """
    bold = load_font_metrics(family, bold=True)
    room_pt = inner * POINTS_PER_INCH
    for sizes, lines in ((_ONE_LINE_SIZES_PT, 1), (_TWO_LINE_SIZES_PT, 2)):
        for size in sizes:
            counts = (len(break_span_lines(make_bold(value), room_pt, size, family)) for value in values)
            words = (measure_longest_word_pt(span.text, size, bold) for value in values for span in value)
            if max(counts, default=0) <= lines and max(words, default=0) <= room_pt:
                return size
    return _TWO_LINE_SIZES_PT[-1]


def _build_fact_paras(label: tuple[Span, ...], value: tuple[Span, ...], size: float) -> tuple[Para, ...]:
    return (
        Para(make_bold(value), size, color="accent"),
        Para(label, _LABEL_PT, before_pt=2, color="muted"),
    )


class MeasuredFacts(NoOverheadForm, frozen=True):
    """Measured rows of facts."""

    rows: tuple[tuple[tuple[Para, ...], ...], ...]
    heights: tuple[float, ...]
    width: float
    growth: float

    def max_height(self, start: int, stop: int) -> float:
        """Return the greatest useful height, in inches."""
        return sum(self.heights[start:stop]) * self.growth

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:
        """Place the panels of a row at equal heights, each with an accent bar at its top."""
        factor = max((rect.height + _GUTTER) / (sum(self.heights[start:stop]) or 1.0), 1.0)
        elements: list[Element] = []
        y = rect.y
        number = sum(len(row) for row in self.rows[:start])
        for row, natural in zip(self.rows[start:stop], self.heights[start:stop], strict=True):
            height = natural * factor - _GUTTER
            for column, paras in enumerate(row):
                number += 1
                place = Rect(rect.x + column * (self.width + _GUTTER), y, self.width, height)
                inset = (_PAD, _PAD, _PAD, _PAD)
                text = (replace(paras[0], before_pt=0), *paras[1:]) if paras else ()
                elements.append(Panel(f"fact:{number}", place, text, "soft", anchor="middle", inset=inset))
                elements.append(Panel(f"accent:{number}", replace(place, height=0.06), (), "accent"))
            y += height + _GUTTER
        return tuple(elements)
