"""Which parts stand on which slide: the fewest slides, then the most even ones.

Dynamic programming over the places where a slide may end. A slide costs points; among divisions of equal points the
one with the least squares of heights wins, so that equal heights cost least. What is whole is divided only where a
slide would be nearly empty without it.
"""

import sys
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from golive.render.slides.layout.form import GAP, Form, Level, Measured
from golive.render.slides.model import Element, Rect

_HAIR: Final = 1e-6
_SLIDE: Final = 2
_SEAM: Final = 3
"""Points for ending a slide inside a row of a table."""
_THIN: Final = 6
"""Points for a slide that has little on it, where there are several."""
_LITTLE: Final = 0.36
"""Share of the room under which that is so."""
_STRANDED: Final = 1000.0
"""Cost of ending a slide with a line that leads to what comes next."""


class Piece(Struct, frozen=True):
    """Parts of one form that stand on one slide; `number` is the form's place among those that were divided."""

    number: int
    form: Measured
    start: int
    stop: int

    @property
    def height(self) -> float:
        """Natural height, in inches."""
        return self.form.overhead + sum(self.form.heights[self.start : self.stop])


class Page(Struct, frozen=True):
    """What stands on one slide, or in one column of it, from top to bottom."""

    pieces: tuple[Piece, ...]

    @property
    def height(self) -> float:
        """Natural height, in inches."""
        return sum(piece.height for piece in self.pieces) + GAP * max(len(self.pieces) - 1, 0)

    @property
    def is_whole(self) -> bool:
        """Whether no form of it goes on elsewhere."""
        return all(p.start == 0 and p.stop == len(p.form.heights) for p in self.pieces)

    @property
    def most(self) -> float:
        """The greatest height it can make use of, in inches."""
        useful = sum(max(p.form.most(p.start, p.stop), p.height) for p in self.pieces)
        return useful + GAP * max(len(self.pieces) - 1, 0)

    def place(self, rect: Rect) -> tuple[Element, ...]:
        """Set it into a place; what is left over goes to the forms that can use it, in proportion."""
        spare = max(rect.height - self.height, 0.0)
        wishes = [max(p.form.most(p.start, p.stop) - p.height, 0.0) for p in self.pieces]
        share = min(1.0, spare / sum(wishes)) if sum(wishes) else 0.0
        elements: list[Element] = []
        y = rect.y
        for piece, wish in zip(self.pieces, wishes, strict=True):
            height = piece.height + wish * share
            elements += piece.form.place(piece.start, piece.stop, Rect(rect.x, y, rect.width, height))
            y += height + GAP
        return tuple(elements)


def measure(forms: Sequence[Form], level: Level, width: float, room: float) -> tuple[Measured, ...]:
    """All forms at one level, in a width and a height in inches."""
    return tuple(form.measure(level, width, room) for form in forms)


def paginate(forms: Sequence[Measured], room: float) -> tuple[Page, ...]:
    """Divide forms among slides.

    Args:
        forms: measured; no part of theirs is higher than the room.
        room: height of a slide's body, in inches.

    Returns:
        At least one page, unless there is nothing to set.
    """
    heights, seams = [form.heights for form in forms], [form.seams for form in forms]
    parts = [(f, k) for f, own in enumerate(heights) for k in range(len(own))]
    count = len(parts)
    best: list[tuple[int, float]] = [(0, 0.0)] + [(sys.maxsize, 0.0)] * count
    cut = [0] * (count + 1)
    for start in range(count):
        height = 0.0
        before = -1
        for stop in range(start + 1, count + 1):
            number, part = parts[stop - 1]
            form = forms[number]
            if number != before:
                height += form.overhead + (GAP if before >= 0 else 0.0)
            height += heights[number][part]
            before = number
            if height > room + _HAIR and stop > start + 1:
                break
            stranded = form.leads and stop < count and part == len(heights[number]) - 1
            points = _SLIDE + (_SEAM if part in seams[number] else 0)
            points += _THIN if height < _LITTLE * room and stop - start < count else 0
            cost = (best[start][0] + points, best[start][1] + height * height + (_STRANDED if stranded else 0.0))
            if cost < best[stop]:
                best[stop], cut[stop] = cost, start
    pages: list[Page] = []
    stop = count
    while stop:
        pages.insert(0, _page(forms, parts[cut[stop] : stop]))
        stop = cut[stop]
    return tuple(pages)


def _page(forms: Sequence[Measured], parts: Sequence[tuple[int, int]]) -> Page:
    pieces: list[Piece] = []
    for number, part in parts:
        if pieces and pieces[-1].number == number:
            pieces[-1] = Piece(number, forms[number], pieces[-1].start, part + 1)
        else:
            pieces.append(Piece(number, forms[number], part, part + 1))
    return Page(tuple(pieces))
