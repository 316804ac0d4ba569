"""How wide the columns of a table are."""

from collections.abc import Sequence
from typing import Final

from golive.render.slides.layout.text_layout import POINTS, line_texts
from golive.render.slides.model import Span
from golive.typography.lines import longest_word_pt, width_pt
from golive.typography.metrics import face

Cells = Sequence[Sequence[tuple[Span, ...]]]

_ENDLESS: Final = 1e6
_SHARE: Final = 0.7
"""Spare width is shared by the power of what a column lacks: long columns gain more, but not everything."""


def column_widths(rows: Cells, total: float, size_pt: float, family: str, margin: float) -> tuple[float, ...]:
    """Share the width of a table among its columns, by the text they hold.

    Args:
        rows: the cells, header first; all rows equally long.
        total: width of the table, in inches.
        size_pt: text size, in points.
        family: what it is set in.
        margin: both side margins of a cell together, in inches.

    Returns:
        One width per column, in inches; together they are `total`. No column is narrower than its longest word
        while the longest words together have room; else the widest columns give way.
    """
    least: list[float] = []
    most: list[float] = []
    for column in range(len(rows[0])):
        words = lines = 0.0
        for number, row in enumerate(rows):
            for span in row[column]:
                bold = span.bold or number == 0
                own = face("JetBrains Mono" if span.code else family, bold)
                words = max(words, longest_word_pt(span.text, size_pt, own))
            lines = max(lines, _whole(row[column], size_pt, family, bold=number == 0))
        least.append(max(words, size_pt) / POINTS + margin + 0.02)
        most.append(max(lines / POINTS + margin + 0.02, least[-1]))
    if sum(most) <= total:
        return _scaled(most, total)
    if sum(least) >= total:
        return _squeezed(least, total)
    lacks = [(m - n) ** _SHARE for n, m in zip(least, most, strict=True)]
    spare = (total - sum(least)) / sum(lacks)
    return _exact([n + lack * spare for n, lack in zip(least, lacks, strict=True)], total)


def shared_widths(shares: Sequence[float], total: float) -> tuple[float, ...]:
    """Widths in given proportions, in inches."""
    return _scaled(shares, total)


def _whole(spans: tuple[Span, ...], size_pt: float, family: str, *, bold: bool) -> float:
    """Width of the longest line that a cell would have with endless room, in points."""
    if not spans:
        return 0.0
    if len(spans) > 1:
        own = face(family, bold=True)
        return max(width_pt(line, size_pt, own) for line in line_texts(spans, _ENDLESS, size_pt, family))
    own = face("JetBrains Mono" if spans[0].code else family, bold or spans[0].bold)
    return max(width_pt(line, size_pt, own) for line in spans[0].text.split("\n"))


def _scaled(widths: Sequence[float], total: float) -> tuple[float, ...]:
    factor = total / sum(widths)
    return _exact([width * factor for width in widths], total)


def _squeezed(widths: Sequence[float], total: float) -> tuple[float, ...]:
    """Widths that are too much together: the widest give way, down to a common width; narrow columns keep theirs."""
    ascending = sorted(widths)
    left = total
    for number, width in enumerate(ascending):
        most = left / (len(ascending) - number)
        if width >= most:
            return _exact([min(one, most) for one in widths], total)
        left -= width
    return _exact(widths, total)


def _exact(widths: Sequence[float], total: float) -> tuple[float, ...]:
    rounded = [round(width, 4) for width in widths]
    rounded[-1] += total - sum(rounded)
    return tuple(rounded)
