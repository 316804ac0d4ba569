"""Listings: lines shown letter for letter, in a face whose letters are all equally wide."""

from typing import Final

from msgspec import Struct

from golive.markdown.document import Code
from golive.render.slides.layout.form import Free, Level, Setting
from golive.render.slides.layout.prose import divided
from golive.render.slides.layout.text_layout import height_in
from golive.render.slides.model import Element, Panel, Para, Rect, Span

_PAD: Final = 0.16


class Listing(Struct, frozen=True):
    """A code block."""

    code: Code
    setting: Setting
    number: int

    def measure(self, level: Level, width: float, room: float) -> "MeasuredListing":
        """Set at a level: a part is a line."""
        family = self.setting.fonts.body
        inner = width - 2 * _PAD
        parts: list[Para] = []
        for line in self.code.text.rstrip("\n").split("\n"):
            para = Para((Span(line.expandtabs(4), code=True),) if line else (), level.code)
            parts += [piece[0] for piece in divided((para,), inner, room - 2 * _PAD, family)]
        heights = tuple(height_in((part,), inner, family) for part in parts)
        return MeasuredListing(tuple(parts), heights, self.number)


class MeasuredListing(Free, frozen=True):
    """A code block at its size."""

    parts: tuple[Para, ...]
    heights: tuple[float, ...]
    number: int

    @property
    def overhead(self) -> float:
        """The panel's edges."""
        return 2 * _PAD

    def most(self, start: int, stop: int) -> float:
        """As high as its lines."""
        return self.overhead + sum(self.heights[start:stop])

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:
        """A panel."""
        inset = (_PAD, _PAD, _PAD, _PAD)
        return (Panel(f"code:{self.number}", rect, self.parts[start:stop], "soft", "rule", inset=inset),)
