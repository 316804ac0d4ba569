"""Paragraphs and lists as one text, grown when there is little of it, divided between items when there is much."""

from math import ceil
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.markdown.document import Block, Heading, Item, List, Paragraph
from golive.render.slides.layout.form import Level, Setting
from golive.render.slides.layout.problems import fault
from golive.render.slides.layout.statements import statements, suit
from golive.render.slides.layout.text_layout import (
    POINTS,
    bold,
    divide,
    height_in,
    para_height,
    para_lines,
    spans_of,
    torn,
)
from golive.render.slides.model import Bullet, Element, Panel, Para, Rect
from golive.support.problems import ContentError
from golive.typography.lines import LINE_PITCH

_SHARED_PT: Final = 20.0
"""Text beside other forms is no larger than this."""

_CONTINUED: Final = " (continued)"
_LEAST_LINES: Final = 2
_LEAST_PT: Final = 12.0
_DEEPEST: Final = 8


class Prose(Struct, frozen=True):
    """Text that stands together: alone on its slide, inside a card or column, or beside other forms."""

    blocks: tuple[Block, ...]
    setting: Setting
    is_alone: bool
    is_inside: bool = False

    def measure(self, level: Level, width: float, room: float) -> "MeasuredProse":
        """Set at a level: a part is a paragraph, or an item with all that is below it."""
        size = level.text if self.is_alone or self.is_inside else min(level.text, _SHARED_PT)
        family = self.setting.fonts.body
        parts: list[tuple[Para, ...]] = []
        for whole in atoms(self.blocks, size, self.setting):
            parts += divided(whole, width, room, family)
        heights = tuple(height_in(part, width, family) for part in parts)
        leads = isinstance(self.blocks[-1], Paragraph | Heading) and not self.is_alone
        return MeasuredProse(tuple(parts), heights, size, family, leads, self.is_alone)


class MeasuredProse(Struct, frozen=True):
    """A text at its size."""

    parts: tuple[tuple[Para, ...], ...]
    heights: tuple[float, ...]
    size: float
    family: str
    leads: bool
    is_alone: bool

    @property
    def overhead(self) -> float:
        """None: a text costs nothing besides its lines."""
        return 0.0

    @property
    def seams(self) -> frozenset[int]:
        """Every part is whole by itself."""
        return frozenset()

    def most(self, start: int, stop: int) -> float:
        """Space between parts may grow to one line; a short text alone fills what it is given."""
        natural = sum(self.heights[start:stop])
        if self.is_alone and suit(self.parts[start:stop]):
            return natural + (1.0 if stop - start > 1 else 2.6) * (stop - start)
        return natural + (stop - start - 1) * 0.7 * self.size / POINTS

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:
        """One text box, or a row of statements where there is little text and much room."""
        parts = self.parts[start:stop]
        natural = sum(self.heights[start:stop])
        if self.is_alone and suit(parts) and natural < 0.62 * rect.height:
            panels = statements(tuple(part[0] for part in parts), rect, self.family)
            if panels:
                return panels
        spare = max(rect.height - natural, 0.0) * POINTS / max(stop - start - 1, 1)
        extra = min(spare, 0.7 * self.size)
        paras: list[Para] = []
        for number, part in enumerate(parts):
            head = part[0]
            before = 0.0 if number == 0 else head.before_pt + extra
            paras += (replace(head, before_pt=before), *part[1:])
        return (Panel("text", rect, tuple(paras), slot="body" if self.is_alone else None),)


def atoms(blocks: tuple[Block, ...], size: float, setting: Setting) -> list[tuple[Para, ...]]:
    """What of a text should not be parted: a paragraph, or an item of the outermost list with its children."""
    found: list[tuple[Para, ...]] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append((Para(spans_of(block.runs, setting.keys), size, before_pt=_above(size, 0)),))
        elif isinstance(block, Heading):
            spans = bold(spans_of(block.runs, setting.keys))
            found.append((Para(spans, size, before_pt=_above(size, 0), color="dark"),))
        elif isinstance(block, List):
            items = _Items(size, setting)
            found += [tuple(items.paras(item, number, block, 0)) for number, item in enumerate(block.items, 1)]
    return found


def _above(size: float, level: int) -> float:
    return round((0.42 if level == 0 else 0.22) * size, 2)


class _Items(Struct, frozen=True):
    """Lists at one size of their outermost level."""

    size: float
    setting: Setting

    def paras(self, item: Item, number: int, of: List, level: int) -> list[Para]:
        """An item, and what is nested in it, as paragraphs."""
        own = max(self.size - 2 * level, min(self.size, _LEAST_PT))
        hang = round(own * (0.02 if of.ordered else 0.0145), 3)
        left = round(self.size * 0.0165 * level, 3) + hang
        mark: Bullet = "number" if of.ordered else "bullet" if level == 0 else "dash"
        first = Para((), own, min(level, _DEEPEST), mark, number, left, hang, _above(own, level))
        paras: list[Para] = []
        for block in item.blocks:
            if isinstance(block, Paragraph):
                below = replace(first, bullet="none", hang_in=0, before_pt=_above(own, 1))
                base = below if paras else first
                paras.append(replace(base, spans=spans_of(block.runs, self.setting.keys)))
            elif isinstance(block, List):
                for place, inner in enumerate(block.items, 1):
                    paras += self.paras(inner, place, block, level + 1)
            else:
                raise self._formless(block, of)
        return paras or [first]

    def _formless(self, block: Block, of: List) -> ContentError:
        line = block.line or of.line
        message = f"a {type(block).__name__.lower()} inside a list has no form on a slide"
        return ContentError(
            fault(self.setting.source, line, message, "Put it after the list, or on a slide of its own.")
        )


def divided(whole: tuple[Para, ...], width: float, room: float, family: str) -> list[tuple[Para, ...]]:
    """A part as it is, or, where it is higher than the room, in pieces that each begin with their parent."""
    if height_in(whole, width, family) <= room:
        return [whole]
    width_pt, room_pt = width * POINTS, room * POINTS - 0.2
    pieces: list[list[Para]] = [[]]
    used = top = 0.0
    rest = list(whole)
    while rest:
        para = rest.pop(0)
        height = para_height(para, width_pt, family)
        if used + height <= room_pt:
            pieces[-1].append(para)
            used += height
            continue
        count = len(para_lines(para, width_pt, family))
        fitting = min(int((room_pt - used - para.before_pt) / (LINE_PITCH * para.size_pt) + 1e-9), count - 1)
        if used <= top and fitting >= 1:  # all of its pieces stand alone: they are as high as each other
            fitting = ceil(count / ceil(count / fitting))
        cuts = torn(para, width_pt, family) if fitting >= 1 else frozenset()
        fitting = next((lines for lines in range(fitting, 0, -1) if lines not in cuts), fitting)
        if fitting >= 1 and (fitting >= _LEAST_LINES or not pieces[-1]):
            head, tail = divide(para, fitting, width_pt, family)
            pieces[-1].append(head)
            rest.insert(0, tail)
        elif pieces[-1]:
            rest.insert(0, para)
        else:
            pieces[-1].append(para)
        again = _again(whole[0], rest[0], width_pt, room_pt, family) if rest else ()
        pieces.append(list(again))
        used = top = sum(para_height(p, width_pt, family) for p in again)
    return [tuple(piece) for piece in pieces if piece]


def _again(parent: Para, following: Para, width_pt: float, room_pt: float, family: str) -> tuple[Para, ...]:
    """The parent once more, above children that continue; not where it is long or where its own text continues."""
    if following.level <= parent.level or parent.bullet == "none":
        return ()
    last = replace(parent.spans[-1], text=_CONTINUED, href=None) if parent.spans else None
    repeated = replace(parent, spans=(*parent.spans, last)) if last else parent
    if para_height(repeated, width_pt, family) > room_pt / 3:
        return ()
    return (repeated,)
