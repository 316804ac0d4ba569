"""Lay out title slide facts that are too long for columns of equal width."""

from collections.abc import Sequence
from typing import Final

from golive.figures.drawing import Color, Rect
from golive.render.slides.layout.columns import compute_column_widths
from golive.render.slides.layout.text_layout import Fonts, make_bold, measure_height_in
from golive.render.slides.model import Panel, Para, Span
from golive.typography.lines import measure_width_pt
from golive.typography.metrics import load_font_metrics
from golive.typography.units import POINTS_PER_INCH

_SIZES_PT: Final = (14.0, 13.0, 12.0, 11.0, 10.0)
_LABEL_PT: Final = 10.0
_GUTTER_IN: Final = 0.3
_ROW_GAP_IN: Final = 0.08

Facts = Sequence[tuple[str, str]]


def arrange_crowded_facts(facts: Facts, place: Rect, fonts: Fonts, colors: tuple[Color, Color]) -> tuple[Panel, ...]:
    """Arrange facts (label over value) in rows with fitted column widths, aligned to the bottom of a rectangle.

    Args:
        facts: (label, value) pairs.
        place: available rectangle, in inches.
        fonts: font families of the theme.
        colors: label color and value color.

    Returns:
        One panel per fact; empty if the facts do not fit at the smallest size.
    """
    for size in _SIZES_PT:
        even = [_split_evenly(facts, count) for count in range(1, len(facts) + 1)]
        for parts in (*even, _fill_rows(facts, place.width, size, fonts)):
            rows = [_build_row(part, place.width, size, fonts, colors) for part in parts]
            height = sum(row[0].rect.height for row in rows) + _ROW_GAP_IN * (len(rows) - 1)
            if height <= place.height:
                return _place_rows(rows, place.x, place.bottom - height)
    return ()


def _split_evenly(facts: Facts, count: int) -> list[Facts]:
    """Split facts evenly into `count` rows; earlier rows take the remainder."""
    per_row, over = divmod(len(facts), count)
    parts, start = [], 0
    for number in range(count):
        stop = start + per_row + (number < over)
        parts.append(facts[start:stop])
        start = stop
    return parts


def _fill_rows(facts: Facts, width: float, size: float, fonts: Fonts) -> list[Facts]:
    """Fill each row with as many single-line facts as fit; a fact longer than a row gets its own row."""
    parts: list[list[tuple[str, str]]] = []
    left = 0.0
    for label, value in facts:
        texts = (
            (label, _LABEL_PT, load_font_metrics(fonts.body)),
            (value, size, load_font_metrics(fonts.body, bold=True)),
        )
        need = max(measure_width_pt(*text) for text in texts) / POINTS_PER_INCH + _GUTTER_IN + 0.02
        if need > left:
            parts.append([])
            left = width
        parts[-1].append((label, value))
        left -= need
    return list(parts)


def _build_row(facts: Facts, width: float, size: float, fonts: Fonts, colors: tuple[Color, Color]) -> list[Panel]:
    """Build panels side by side at the origin, all as high as the highest."""
    cells = [[make_bold((Span(text),)) for text in column] for column in zip(*facts, strict=True)]
    widths = compute_column_widths(cells, width, size, fonts.body, _GUTTER_IN)
    panels, x = [], 0.0
    for (label, value), column in zip(facts, widths, strict=True):
        head = Para((Span(label),), _LABEL_PT, color=colors[0])
        text = Para(make_bold((Span(value),)), size, before_pt=1, color=colors[1])
        own = column - _GUTTER_IN
        panels.append(Panel("", Rect(x, 0, own, measure_height_in((head, text), own, fonts.body)), (head, text)))
        x += column
    height = max(panel.rect.height for panel in panels)
    return [Panel("", Rect(p.rect.x, 0, p.rect.width, height), p.paras) for p in panels]


def _place_rows(rows: Sequence[Sequence[Panel]], left: float, top: float) -> tuple[Panel, ...]:
    panels: list[Panel] = []
    for row in rows:
        for panel in row:
            rect = Rect(left + panel.rect.x, top, panel.rect.width, panel.rect.height)
            panels.append(Panel(f"fact:{len(panels) + 1}", rect, panel.paras))
        top += row[0].rect.height + _ROW_GAP_IN
    return tuple(panels)
