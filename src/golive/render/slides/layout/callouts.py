"""Callouts: a note, a warning or a tip on a panel of its own."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Color
from golive.markdown.document import Block
from golive.render.slides.layout.form import Free, Level, Setting
from golive.render.slides.layout.prose import atoms, divided
from golive.render.slides.layout.text_layout import height_in
from golive.render.slides.model import Element, Panel, Para, Rect, Span
from golive.render.slides.theme.colors import soft

_PAD: Final = 0.14
_LEFT: Final = 0.28
KINDS: Final[dict[str, tuple[str, Color]]] = {
    "note": ("Note", "accent"),
    "warning": ("Warning", "uat"),
    "tip": ("Tip", "live"),
}


class Callout(Struct, frozen=True):
    """Blocks that are to stand out; `kind` is "note", "warning" or "tip", `title` what stands above instead of it."""

    blocks: tuple[Block, ...]
    setting: Setting
    number: int
    kind: str
    title: str = ""

    def measure(self, level: Level, width: float, room: float) -> "MeasuredCallout":
        """Set at a level: a part is a paragraph or an item."""
        size = min(level.card, 18.0)
        family = self.setting.fonts.body
        name, tone = KINDS[self.kind]
        head = Para((Span(self.title or name, bold=True),), max(size - 2, 12.0), color=tone)
        inner = width - _LEFT - _PAD
        over = height_in((head,), inner, family) + 2 * _PAD
        parts: list[tuple[Para, ...]] = []
        for whole in atoms(self.blocks, size, self.setting):
            parts += divided(whole, inner, room - over, family)
        heights = tuple(height_in(part, inner, family) for part in parts)
        return MeasuredCallout(tuple(parts), heights, over, head, tone, self.number)


class MeasuredCallout(Free, frozen=True):
    """A callout at its size."""

    parts: tuple[tuple[Para, ...], ...]
    heights: tuple[float, ...]
    overhead: float
    head: Para
    tone: Color
    number: int

    def most(self, start: int, stop: int) -> float:
        """A little more room than it needs."""
        return self.overhead + sum(self.heights[start:stop]) + 0.3

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:
        """A panel with a coloured edge; its kind is said in words too."""
        paras = [para for part in self.parts[start:stop] for para in part]
        paras[0] = replace(paras[0], before_pt=2)
        ground = soft(self.tone)
        head = self.head
        inset = (_LEFT, _PAD, _PAD, _PAD)
        return (
            Panel(f"callout:{self.number}", rect, (head, *paras), ground, anchor="middle", inset=inset),
            Panel(f"edge:{self.number}", replace(rect, width=0.09), (), self.tone),
        )
