"""Lay out code listings in a monospaced font."""

from typing import Final

from msgspec import Struct

from golive.figures.drawing import Rect
from golive.markdown.document import CodeBlock
from golive.render.slides.layout.form import DividableForm, FormContext, SizeLevel
from golive.render.slides.layout.prose import divide_part
from golive.render.slides.layout.text_layout import measure_height_in
from golive.render.slides.model import Element, Panel, Para, Span

_PAD: Final = 0.16


class ListingForm(Struct, frozen=True):
    """A code block."""

    code: CodeBlock
    context: FormContext
    number: int

    def measure(self, level: SizeLevel, width: float, room: float) -> "MeasuredListing":
        """Measure at a size level; a part is a line."""
        family = self.context.fonts.body
        inner = width - 2 * _PAD
        parts: list[Para] = []
        for line in self.code.text.rstrip("\n").split("\n"):
            para = Para((Span(line.expandtabs(4), code=True),) if line else (), level.code)
            parts += [piece[0] for piece in divide_part((para,), inner, room - 2 * _PAD, family)]
        heights = tuple(measure_height_in((part,), inner, family) for part in parts)
        return MeasuredListing(tuple(parts), heights, self.number)


class MeasuredListing(DividableForm, frozen=True):
    """A measured code block."""

    parts: tuple[Para, ...]
    heights: tuple[float, ...]
    number: int

    @property
    def overhead(self) -> float:
        """Return the vertical padding of the panel, in inches."""
        return 2 * _PAD

    def max_height(self, start: int, stop: int) -> float:
        """Return the natural height, in inches: a listing does not grow."""
        return self.overhead + sum(self.heights[start:stop])

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:
        """Place the lines in one panel."""
        inset = (_PAD, _PAD, _PAD, _PAD)
        return (Panel(f"code:{self.number}", rect, self.parts[start:stop], "soft", "rule", inset=inset),)
