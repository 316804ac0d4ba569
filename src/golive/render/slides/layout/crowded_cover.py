"""The facts at the foot of a title slide where some are too long to stand in columns of one width."""

from collections.abc import Sequence
from typing import Final

from golive.figures.drawing import Color
from golive.render.slides.layout.columns import column_widths
from golive.render.slides.layout.text_layout import POINTS, Fonts, bold, height_in
from golive.render.slides.model import Panel, Para, Rect, Span
from golive.typography.lines import width_pt
from golive.typography.metrics import face

_SIZES: Final = (14.0, 13.0, 12.0, 11.0, 10.0)
_LABEL_PT: Final = 10.0
_GUTTER: Final = 0.3
_ROW_GAP: Final = 0.08

Facts = Sequence[tuple[str, str]]


def crowded_facts(facts: Facts, place: Rect, fonts: Fonts, colors: tuple[Color, Color]) -> tuple[Panel, ...]:
    """Label over value, in rows whose columns are as wide as their facts need, standing on the foot of a place.

    Args:
        facts: label and value.
        place: all the room there is, in inches.
        fonts: families of the theme.
        colors: of labels, and of values.

    Returns:
        One panel per fact; none where they do not fit at the smallest size.
    """
    for size in _SIZES:
        even = [_parts(facts, count) for count in range(1, len(facts) + 1)]
        for parts in (*even, _filled(facts, place.width, size, fonts)):
            rows = [_row(part, place.width, size, fonts, colors) for part in parts]
            height = sum(row[0].rect.height for row in rows) + _ROW_GAP * (len(rows) - 1)
            if height <= place.height:
                return _placed(rows, place.x, place.bottom - height)
    return ()


def _parts(facts: Facts, count: int) -> list[Facts]:
    """Facts in so many rows, as evenly as whole rows can be; the earlier rows take what is over."""
    per_row, over = divmod(len(facts), count)
    parts, start = [], 0
    for number in range(count):
        stop = start + per_row + (number < over)
        parts.append(facts[start:stop])
        start = stop
    return parts


def _filled(facts: Facts, width: float, size: float, fonts: Fonts) -> list[Facts]:
    """Facts in rows that each hold as many as stand there on one line; what is longer than a row has it alone."""
    parts: list[list[tuple[str, str]]] = []
    left = 0.0
    for label, value in facts:
        texts = ((label, _LABEL_PT, face(fonts.body)), (value, size, face(fonts.body, bold=True)))
        need = max(width_pt(*text) for text in texts) / POINTS + _GUTTER + 0.02
        if need > left:
            parts.append([])
            left = width
        parts[-1].append((label, value))
        left -= need
    return list(parts)


def _row(facts: Facts, width: float, size: float, fonts: Fonts, colors: tuple[Color, Color]) -> list[Panel]:
    """Facts side by side, at the top left corner, each as high as the highest."""
    cells = [[bold((Span(text),)) for text in column] for column in zip(*facts, strict=True)]
    widths = column_widths(cells, width, size, fonts.body, _GUTTER)
    panels, x = [], 0.0
    for (label, value), column in zip(facts, widths, strict=True):
        head = Para((Span(label),), _LABEL_PT, color=colors[0])
        text = Para(bold((Span(value),)), size, before_pt=1, color=colors[1])
        own = column - _GUTTER
        panels.append(Panel("", Rect(x, 0, own, height_in((head, text), own, fonts.body)), (head, text)))
        x += column
    height = max(panel.rect.height for panel in panels)
    return [Panel("", Rect(p.rect.x, 0, p.rect.width, height), p.paras) for p in panels]


def _placed(rows: Sequence[Sequence[Panel]], left: float, top: float) -> tuple[Panel, ...]:
    panels: list[Panel] = []
    for row in rows:
        for panel in row:
            rect = Rect(left + panel.rect.x, top, panel.rect.width, panel.rect.height)
            panels.append(Panel(f"fact:{len(panels) + 1}", rect, panel.paras))
        top += row[0].rect.height + _ROW_GAP
    return tuple(panels)
