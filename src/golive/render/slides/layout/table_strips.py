"""Divide table rows into strips of lines, so that a row can continue on the next slide."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.render.slides.layout.addresses import keep_addresses_whole
from golive.render.slides.layout.text_layout import (
    break_para_lines,
    find_mid_word_breaks,
    slice_para_lines,
)
from golive.render.slides.model import Para, Span
from golive.typography.lines import LINE_HEIGHT_FACTOR
from golive.typography.units import POINTS_PER_INCH

CELL_MARGIN_IN: Final = (0.1, 0.055)
"""Cell margins (horizontal, vertical), in inches."""
_TOLERANCE_PT: Final = 0.1
_MIN_DIVIDED_LINES: Final = 3
"""Rows with fewer lines are never divided."""
_CONTINUED: Final = " (continued)"
_CODE_LINE_PITCH: Final = 1.37
"""Line spacing of code when a substitute font is used."""

Cells = tuple[tuple[Para, ...], ...]


class RowStrip(Struct, frozen=True):
    """The lines `first:stop` of a table row.

    Attributes:
        row: the complete row: one paragraph per cell, all of the same size.
        counts: number of lines of each cell.
        first: first line of the strip, 0-based.
        stop: line after the last one.
        mid_word_breaks: lines after which a word continues in some cell; set only if the row may be divided.
    """

    row: Cells
    counts: tuple[int, ...]
    first: int
    stop: int
    mid_word_breaks: frozenset[int] = frozenset()

    @classmethod
    def from_row(cls, row: Cells, widths: tuple[float, ...], family: str) -> "RowStrip":
        """Create the strip of a complete row; `widths` are column widths in inches."""
        row = tuple(
            (keep_addresses_whole(para, _text_width_pt(width), family),)
            for (para,), width in zip(row, widths, strict=True)
        )
        cells = [(para, _text_width_pt(width), family) for (para,), width in zip(row, widths, strict=True)]
        counts = tuple(len(break_para_lines(*cell)) for cell in cells)
        if max(counts) < _MIN_DIVIDED_LINES:
            return cls(row, counts, 0, max(counts))
        return cls(row, counts, 0, max(counts), frozenset().union(*(find_mid_word_breaks(*cell) for cell in cells)))

    @property
    def is_last(self) -> bool:
        """Return whether the strip is the end of its row."""
        return self.stop == max(self.counts)

    @property
    def line_pitch(self) -> float:
        """Return the line spacing as a multiple of the font size; larger for rows with code."""
        return _CODE_LINE_PITCH if any(span.code for (para,) in self.row for span in para.spans) else LINE_HEIGHT_FACTOR

    @property
    def height(self) -> float:
        """Return the height in inches."""
        points = (self.stop - self.first) * self.line_pitch * self.row[0][0].size_pt + _TOLERANCE_PT
        return points / POINTS_PER_INCH + 2 * CELL_MARGIN_IN[1]

    def divide_row(self, least: int, most: int) -> tuple["RowStrip", ...]:
        """Divide the row into pieces if it is so high that slides could not be filled evenly.

        Args:
            least: lines per piece; the last piece may have more.
            most: lines that fit on a slide.
        """
        count = self.stop - self.first
        piece = min(least, most)
        if count < min(2 * piece, most + 1):
            return (self,)
        stops = self._find_break_lines(piece, most)
        if self.stop - stops[-1] < piece and self.stop - stops[-1] + piece <= most and len(stops) > 1:
            stops.pop()
        edges = [self.first, *stops, self.stop]
        return tuple(replace(self, first=a, stop=b) for a, b in pairwise(edges))

    def _find_break_lines(self, piece: int, most: int) -> list[int]:
        """Return the lines where pieces end, avoiding breaks inside words if possible."""
        stops: list[int] = []
        start = self.first
        while start + piece < self.stop:
            nearest = [
                *range(start + piece, min(start + most, self.stop - 1) + 1),
                *range(start + piece - 1, start, -1),
            ]
            start = next((stop for stop in nearest if stop not in self.mid_word_breaks), start + piece)
            stops.append(start)
        return stops

    def build_cells(self, widths: tuple[float, ...], family: str) -> Cells:
        """Build the paragraphs of the cells; a continued row repeats its first cell."""
        found = []
        for (para,), count, width in zip(self.row, self.counts, widths, strict=True):
            found.append((self._slice_cell(para, count, _text_width_pt(width), family),))
        if self.first and not found[0][0].spans and self.row[0][0].spans:
            (head,) = self.row[0]
            again = replace(head, spans=(*head.spans, Span(_CONTINUED, bold=head.spans[-1].bold)))
            if len(break_para_lines(again, _text_width_pt(widths[0]), family)) <= self.stop - self.first:
                found[0] = (again,)
        return tuple(found)

    def _slice_cell(self, para: Para, count: int, width_pt: float, family: str) -> Para:
        if self.first >= count:
            return replace(para, spans=())
        return slice_para_lines(para, self.first, self.stop, width_pt, family)


def join_strips(strips: Iterable[RowStrip]) -> tuple[RowStrip, ...]:
    """Merge adjacent strips of the same row."""
    found: list[RowStrip] = []
    for strip in strips:
        if found and not found[-1].is_last:
            found[-1] = replace(found[-1], stop=strip.stop)
        else:
            found.append(strip)
    return tuple(found)


def _text_width_pt(width: float) -> float:
    """Return the text width of a column, in points."""
    return (width - 2 * CELL_MARGIN_IN[0]) * POINTS_PER_INCH
