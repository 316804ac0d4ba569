"""Rows of a table, whole or in strips of lines: a row goes on on the next slide where it has to."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.render.slides.layout.text_layout import POINTS, between, para_lines, torn
from golive.render.slides.model import Para, Span
from golive.typography.lines import LINE_PITCH

MARGIN: Final = (0.1, 0.055)
"""Space inside a cell, at either side and above and below its text, in inches."""
_HAIR_PT: Final = 0.1
_DIVIDED: Final = 3
"""Rows of fewer lines are never divided."""
_CONTINUED: Final = " (continued)"
_CODE_PITCH: Final = 1.37
"""Distance of lines of code where its font is not at hand, and another one is taken for it."""

Cells = tuple[tuple[Para, ...], ...]


class Strip(Struct, frozen=True):
    """The lines of a row from `first` to before `stop`.

    Attributes:
        row: the whole row: one paragraph per cell, all of one size.
        counts: how many lines each of its cells has.
        first: the strip's first line.
        stop: the line after its last one.
        torn: the numbers of lines after which a word of some cell goes on; asked for where a row may be divided.
    """

    row: Cells
    counts: tuple[int, ...]
    first: int
    stop: int
    torn: frozenset[int] = frozenset()

    @classmethod
    def of(cls, row: Cells, widths: tuple[float, ...], family: str) -> "Strip":
        """A whole row, in columns of so many inches."""
        cells = [(para, _inner(width), family) for (para,), width in zip(row, widths, strict=True)]
        counts = tuple(len(para_lines(*cell)) for cell in cells)
        if max(counts) < _DIVIDED:
            return cls(row, counts, 0, max(counts))
        return cls(row, counts, 0, max(counts), frozenset().union(*(torn(*cell) for cell in cells)))

    @property
    def is_last(self) -> bool:
        """Whether its row ends with it."""
        return self.stop == max(self.counts)

    @property
    def pitch(self) -> float:
        """Distance of its lines, as a share of their size: a table grows by whatever its code takes more."""
        return _CODE_PITCH if any(span.code for (para,) in self.row for span in para.spans) else LINE_PITCH

    @property
    def height(self) -> float:
        """Height in inches."""
        points = (self.stop - self.first) * self.pitch * self.row[0][0].size_pt + _HAIR_PT
        return points / POINTS + 2 * MARGIN[1]

    def parted(self, least: int, most: int) -> tuple["Strip", ...]:
        """The row as it is; or, where it is so high that slides could not be filled, in pieces.

        Args:
            least: lines of a piece; the last one may have more.
            most: lines that a slide has room for.
        """
        count = self.stop - self.first
        piece = min(least, most)
        if count < min(2 * piece, most + 1):
            return (self,)
        stops = self._stops(piece, most)
        if self.stop - stops[-1] < piece and self.stop - stops[-1] + piece <= most and len(stops) > 1:
            stops.pop()
        edges = [self.first, *stops, self.stop]
        return tuple(replace(self, first=a, stop=b) for a, b in pairwise(edges))

    def _stops(self, piece: int, most: int) -> list[int]:
        """Where pieces of so many lines end: inside a word only where every line of a slide's height does."""
        stops: list[int] = []
        start = self.first
        while start + piece < self.stop:
            nearest = [
                *range(start + piece, min(start + most, self.stop - 1) + 1),
                *range(start + piece - 1, start, -1),
            ]
            start = next((stop for stop in nearest if stop not in self.torn), start + piece)
            stops.append(start)
        return stops

    def cells(self, widths: tuple[float, ...], family: str) -> Cells:
        """Its paragraphs; where its row goes on, its head is said once more."""
        found = []
        for (para,), count, width in zip(self.row, self.counts, widths, strict=True):
            found.append((self._cut(para, count, _inner(width), family),))
        if self.first and not found[0][0].spans and self.row[0][0].spans:
            (head,) = self.row[0]
            again = replace(head, spans=(*head.spans, Span(_CONTINUED, bold=head.spans[-1].bold)))
            if len(para_lines(again, _inner(widths[0]), family)) <= self.stop - self.first:
                found[0] = (again,)
        return tuple(found)

    def _cut(self, para: Para, count: int, width_pt: float, family: str) -> Para:
        if self.first >= count:
            return replace(para, spans=())
        return between(para, self.first, self.stop, width_pt, family)


def joined(strips: Iterable[Strip]) -> tuple[Strip, ...]:
    """Strips of one row that stand below each other as one."""
    found: list[Strip] = []
    for strip in strips:
        if found and not found[-1].is_last:
            found[-1] = replace(found[-1], stop=strip.stop)
        else:
            found.append(strip)
    return tuple(found)


def _inner(width: float) -> float:
    """Room for text in a column, in points."""
    return (width - 2 * MARGIN[0]) * POINTS
