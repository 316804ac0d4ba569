"""Distribute measured parts over slides: the fewest slides first, then the most even heights.

Uses dynamic programming over possible slide ends. Each slide costs points; among solutions with equal points, the
least sum of squared heights wins, which favors equal heights. A table row is divided only if a slide would
otherwise be nearly empty.
"""

import sys
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from golive.figures.drawing import Rect
from golive.render.slides.layout.form import FORM_GAP_IN, Form, MeasuredForm, SizeLevel
from golive.render.slides.model import Element

_TOLERANCE_IN: Final = 1e-6
_SLIDE_POINTS: Final = 2
_ROW_BREAK_POINTS: Final = 3
"""Points for ending a slide inside a table row."""
_THIN_SLIDE_POINTS: Final = 6
"""Points for a nearly empty slide, if there are several slides."""
_THIN_SLIDE_SHARE: Final = 0.36
"""A slide filled to less than this share is nearly empty."""
_STRANDED_INTRO_COST: Final = 1000.0
"""Cost of ending a slide with text that introduces the next form."""


class Piece(Struct, frozen=True):
    """Parts of one form on one slide; `number` is the index of the form in the paginated sequence."""

    number: int
    form: MeasuredForm
    start: int
    stop: int

    @property
    def height(self) -> float:
        """Return the natural height, in inches."""
        return self.form.overhead + sum(self.form.heights[self.start : self.stop])


class Page(Struct, frozen=True):
    """The content of one slide, or of one box on it, from top to bottom."""

    pieces: tuple[Piece, ...]

    @property
    def height(self) -> float:
        """Return the natural height, in inches."""
        return sum(piece.height for piece in self.pieces) + FORM_GAP_IN * max(len(self.pieces) - 1, 0)

    @property
    def is_whole(self) -> bool:
        """Return whether the page contains only complete forms."""
        return all(p.start == 0 and p.stop == len(p.form.heights) for p in self.pieces)

    @property
    def max_height(self) -> float:
        """Return the greatest useful height, in inches."""
        useful = sum(max(p.form.max_height(p.start, p.stop), p.height) for p in self.pieces)
        return useful + FORM_GAP_IN * max(len(self.pieces) - 1, 0)

    def place(self, rect: Rect) -> tuple[Element, ...]:
        """Place the content; spare height is shared among the forms that can use it, in proportion."""
        spare = max(rect.height - self.height, 0.0)
        wishes = [max(p.form.max_height(p.start, p.stop) - p.height, 0.0) for p in self.pieces]
        share = min(1.0, spare / sum(wishes)) if sum(wishes) else 0.0
        elements: list[Element] = []
        y = rect.y
        for piece, wish in zip(self.pieces, wishes, strict=True):
            height = piece.height + wish * share
            elements += piece.form.place(piece.start, piece.stop, Rect(rect.x, y, rect.width, height))
            y += height + FORM_GAP_IN
        return tuple(elements)


def measure_forms(forms: Sequence[Form], level: SizeLevel, width: float, room: float) -> tuple[MeasuredForm, ...]:
    """Measure all forms at one size level; `width` and `room` (height) are in inches."""
    return tuple(form.measure(level, width, room) for form in forms)


def paginate(forms: Sequence[MeasuredForm], room: float) -> tuple[Page, ...]:
    """Distribute forms over slides.

    Args:
        forms: measured forms; no part is higher than `room`.
        room: height of the slide body, in inches.

    Returns:
        At least one page, unless there are no parts.
    """
    heights, seams = [form.heights for form in forms], [form.continued_parts for form in forms]
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
                height += form.overhead + (FORM_GAP_IN if before >= 0 else 0.0)
            height += heights[number][part]
            before = number
            if height > room + _TOLERANCE_IN and stop > start + 1:
                break
            stranded = form.keep_with_next and stop < count and part == len(heights[number]) - 1
            points = _SLIDE_POINTS + (_ROW_BREAK_POINTS if part in seams[number] else 0)
            points += _THIN_SLIDE_POINTS if height < _THIN_SLIDE_SHARE * room and stop - start < count else 0
            cost = (
                best[start][0] + points,
                best[start][1] + height * height + (_STRANDED_INTRO_COST if stranded else 0.0),
            )
            if cost < best[stop]:
                best[stop], cut[stop] = cost, start
    pages: list[Page] = []
    stop = count
    while stop:
        pages.insert(0, _build_page(forms, parts[cut[stop] : stop]))
        stop = cut[stop]
    return tuple(pages)


def _build_page(forms: Sequence[MeasuredForm], parts: Sequence[tuple[int, int]]) -> Page:
    pieces: list[Piece] = []
    for number, part in parts:
        if pieces and pieces[-1].number == number:
            pieces[-1] = Piece(number, forms[number], pieces[-1].start, part + 1)
        else:
            pieces.append(Piece(number, forms[number], part, part + 1))
    return Page(tuple(pieces))
