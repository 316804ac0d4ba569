"""Lay out callouts: a note, a warning or a tip on a colored panel."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Color, Rect
from golive.markdown.document import Block
from golive.render.slides.layout.addresses import keep_addresses_whole
from golive.render.slides.layout.form import DividableForm, FormContext, SizeLevel
from golive.render.slides.layout.prose import build_unbroken_parts, divide_part
from golive.render.slides.layout.text_layout import measure_height_in
from golive.render.slides.model import Element, Panel, Para, Span
from golive.render.slides.theme.colors import get_soft_color
from golive.typography.units import POINTS_PER_INCH

_PAD: Final = 0.14
_LEFT: Final = 0.28
KINDS: Final[dict[str, tuple[str, Color]]] = {
    "note": ("Note", "accent"),
    "warning": ("Warning", "uat"),
    "tip": ("Tip", "live"),
}


class CalloutForm(Struct, frozen=True):
    """Highlighted blocks; `kind` is "note", "warning" or "tip"; `title` replaces the default heading."""

    blocks: tuple[Block, ...]
    context: FormContext
    number: int
    kind: str
    title: str = ""

    def measure(self, level: SizeLevel, width: float, room: float) -> "MeasuredCallout":
        """Measure at a size level; a part is a paragraph or a list item."""
        size = min(level.card, 18.0)
        family = self.context.fonts.body
        name, tone = KINDS[self.kind]
        head = Para((Span(self.title or name, bold=True),), max(size - 2, 12.0), color=tone)
        inner = width - _LEFT - _PAD
        over = measure_height_in((head,), inner, family) + 2 * _PAD
        parts: list[tuple[Para, ...]] = []
        for whole in build_unbroken_parts(self.blocks, size, self.context):
            kept = tuple(keep_addresses_whole(para, inner * POINTS_PER_INCH, family) for para in whole)
            parts += divide_part(kept, inner, room - over, family)
        heights = tuple(measure_height_in(part, inner, family) for part in parts)
        return MeasuredCallout(tuple(parts), heights, over, head, tone, self.number)


class MeasuredCallout(DividableForm, frozen=True):
    """A measured callout."""

    parts: tuple[tuple[Para, ...], ...]
    heights: tuple[float, ...]
    overhead: float
    head: Para
    tone: Color
    number: int

    def max_height(self, start: int, stop: int) -> float:
        """Return the greatest useful height: slightly more than the natural height, in inches."""
        return self.overhead + sum(self.heights[start:stop]) + 0.5

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:
        """Place a panel with a colored edge and a heading that names the kind of callout."""
        paras = [para for part in self.parts[start:stop] for para in part]
        paras[0] = replace(paras[0], before_pt=2)
        ground = get_soft_color(self.tone)
        head = self.head
        inset = (_LEFT, _PAD, _PAD, _PAD)
        return (
            Panel(f"callout:{self.number}", rect, (head, *paras), ground, anchor="middle", inset=inset),
            Panel(f"edge:{self.number}", replace(rect, width=0.09), (), self.tone),
        )
