"""Compute the column widths of tables."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from golive.render.slides.layout.addresses import find_addresses
from golive.render.slides.layout.table_strips import CELL_MARGIN_IN
from golive.render.slides.layout.text_layout import break_span_lines, slice_spans
from golive.render.slides.model import Span
from golive.typography.lines import measure_longest_word_pt, measure_width_pt
from golive.typography.metrics import load_font_metrics
from golive.typography.no_break import NO_BREAK_SPACE, restore_spaces
from golive.typography.units import POINTS_PER_INCH

Cells = Sequence[Sequence[tuple[Span, ...]]]

_UNLIMITED_WIDTH_PT: Final = 1e6
_WHOLE_ADDRESSES_SHARE: Final = 0.97
"""Columns are as wide as their addresses if all of them take at most this share of the table."""
_SPARE_WIDTH_EXPONENT: Final = 0.7
"""Spare width is shared by (missing width) ** exponent: wide columns gain more, but not everything."""


def compute_column_widths(rows: Cells, total: float, size_pt: float, family: str, margin: float) -> tuple[float, ...]:
    """Share the width of a table among its columns, by the text they hold.

    Args:
        rows: cells, header row first; all rows have the same length.
        total: width of the table, in inches.
        size_pt: text size, in points.
        family: font family.
        margin: sum of the left and right margins of a cell, in inches.

    Returns:
        One width per column, in inches; their sum is `total`. No column is narrower than its longest word or address
        if all the longest words fit side by side; otherwise the widest columns are reduced.
    """
    whole: list[float] = []
    least: list[float] = []
    most: list[float] = []
    for column in range(len(rows[0])):
        words = lines = addresses = 0.0
        for number, row in enumerate(rows):
            for span in row[column]:
                bold = span.bold or number == 0
                own = load_font_metrics("JetBrains Mono" if span.code else family, bold)
                words = max(words, measure_longest_word_pt(span.text, size_pt, own))
            for start, end in find_addresses(row[column]):
                word = slice_spans(row[column], start, end)
                addresses = max(addresses, _measure_unwrapped_width(word, size_pt, family, bold=number == 0))
            lines = max(lines, _measure_unwrapped_width(row[column], size_pt, family, bold=number == 0))
        least.append(max(words, size_pt) / POINTS_PER_INCH + margin + 0.02)
        whole.append(max(least[-1], addresses / POINTS_PER_INCH + margin + 0.02))
        most.append(max(lines / POINTS_PER_INCH + margin + 0.02, whole[-1]))
    if sum(most) <= total:
        return _scale_widths(most, total)
    if sum(whole) <= _WHOLE_ADDRESSES_SHARE * total:
        least = whole
    if sum(least) >= total:
        return _shrink_widest_columns(least, total)
    lacks = [(m - n) ** _SPARE_WIDTH_EXPONENT for n, m in zip(least, most, strict=True)]
    spare = (total - sum(least)) / sum(lacks)
    return _round_to_total([n + lack * spare for n, lack in zip(least, lacks, strict=True)], total)


def break_wide_values(
    row: Sequence[tuple[Span, ...]], widths: Sequence[float], size_pt: float, family: str
) -> tuple[tuple[Span, ...], ...]:
    """Return a row whose dates and amounts may break at their spaces in the cells that are too narrow for them."""

    def is_too_wide(span: Span, width: float) -> bool:
        room_pt = (width - 2 * CELL_MARGIN_IN[0]) * POINTS_PER_INCH
        longest_pt = measure_longest_word_pt(span.text, size_pt, load_font_metrics(family, span.bold))
        return NO_BREAK_SPACE in span.text and longest_pt > room_pt

    return tuple(
        tuple(replace(span, text=restore_spaces(span.text)) if is_too_wide(span, width) else span for span in cell)
        for cell, width in zip(row, widths, strict=True)
    )


def scale_widths_by_shares(shares: Sequence[float], total: float) -> tuple[float, ...]:
    """Divide `total` inches among columns in the given proportions."""
    return _scale_widths(shares, total)


def _measure_unwrapped_width(spans: tuple[Span, ...], size_pt: float, family: str, *, bold: bool) -> float:
    """Return the width of the longest line of a cell without wrapping, in points."""
    if not spans:
        return 0.0
    if len(spans) > 1:
        own = load_font_metrics(family, bold=True)
        return max(
            measure_width_pt(line, size_pt, own)
            for line in break_span_lines(spans, _UNLIMITED_WIDTH_PT, size_pt, family)
        )
    own = load_font_metrics("JetBrains Mono" if spans[0].code else family, bold or spans[0].bold)
    return max(measure_width_pt(line, size_pt, own) for line in spans[0].text.split("\n"))


def _scale_widths(widths: Sequence[float], total: float) -> tuple[float, ...]:
    factor = total / sum(widths)
    return _round_to_total([width * factor for width in widths], total)


def _shrink_widest_columns(widths: Sequence[float], total: float) -> tuple[float, ...]:
    """Reduce widths to the given total: the widest columns shrink to a common width, narrow ones stay."""
    ascending = sorted(widths)
    left = total
    for number, width in enumerate(ascending):
        most = left / (len(ascending) - number)
        if width >= most:
            return _round_to_total([min(one, most) for one in widths], total)
        left -= width
    return _round_to_total(widths, total)


def _round_to_total(widths: Sequence[float], total: float) -> tuple[float, ...]:
    rounded = [round(width, 4) for width in widths]
    rounded[-1] += total - sum(rounded)
    return tuple(rounded)
