"""Lay out paragraphs and lists as one text: enlarge short text, divide long text between items."""

from math import ceil
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Color, Rect
from golive.markdown.document import Block, Heading, Item, List, Paragraph, describe_block
from golive.render.slides.layout.addresses import keep_addresses_whole
from golive.render.slides.layout.form import FormContext, SizeLevel
from golive.render.slides.layout.placeholder_text import inherit_level_style, iter_placeholder_sizes
from golive.render.slides.layout.problems import make_template_problem
from golive.render.slides.layout.statements import build_statement_panels, is_statement_list
from golive.render.slides.layout.text_layout import (
    break_para_lines,
    convert_runs,
    find_mid_word_breaks,
    make_bold,
    measure_height_in,
    measure_para_height_pt,
    split_para_after_line,
)
from golive.render.slides.layout.wide_values import loosen_wide_values
from golive.render.slides.model import Bullet, Element, LevelStyle, Panel, Para
from golive.render.slides.theme.colors import choose_text_color
from golive.support.problems import ContentError
from golive.typography.lines import LINE_HEIGHT_FACTOR
from golive.typography.units import POINTS_PER_INCH

_MAX_SHARED_PT: Final = 16.0
"""Maximum text size next to other forms."""

_CONTINUED: Final = " (continued)"
_MIN_PIECE_LINES: Final = 2
_MIN_NESTED_PT: Final = 12.0
_MAX_LEVEL: Final = 8


class ProseForm(Struct, frozen=True):
    """Adjacent paragraphs and lists: alone on a slide, inside a box, or next to other forms."""

    blocks: tuple[Block, ...]
    context: FormContext
    is_alone: bool
    is_inside: bool = False

    def measure(self, level: SizeLevel, width: float, room: float) -> "MeasuredProse":
        """Measure at a size level; a part is a paragraph, or a top-level list item with its children."""
        size = level.text if self.is_alone or self.is_inside else min(level.text, _MAX_SHARED_PT)
        family = self.context.fonts.body
        placeholders = self.context.placeholders
        levels = placeholders.body if self.is_alone else placeholders.inner if self.is_inside else ()
        whole = build_unbroken_parts(self.blocks, size, self.context)
        if self.is_alone and placeholders.is_decorated and is_statement_list(tuple(whole)):
            levels = ()
        parts: tuple[tuple[Para, ...], ...] = ()
        for one in iter_placeholder_sizes(levels, size) if self.is_alone and levels else (size,):
            parts = self._divide(whole, levels, width, room, one)
            if sum(measure_height_in(part, width, family) for part in parts) <= room:
                break
        heights = tuple(measure_height_in(part, width, family) for part in parts)
        leads = isinstance(self.blocks[-1], Paragraph | Heading) and not self.is_alone
        own = (
            leads,
            self.is_alone,
            placeholders.is_decorated,
            choose_text_color("accent", self.context.scheme, "paper"),
        )
        return MeasuredProse(parts, heights, size, family, *own, level.gap)

    def _divide(
        self, whole: list[tuple[Para, ...]], levels: tuple[LevelStyle, ...], width: float, room: float, size: float
    ) -> tuple[tuple[Para, ...], ...]:
        """Divide parts into those that fit `room`, set as a placeholder with these levels does."""
        family = self.context.fonts.body
        parts: list[tuple[Para, ...]] = []
        for part in whole:
            styled = tuple(inherit_level_style(para, levels, size) for para in part) if levels else part
            loose = (loosen_wide_values(para, width * POINTS_PER_INCH, family) for para in styled)
            kept = tuple(keep_addresses_whole(para, width * POINTS_PER_INCH, family) for para in loose)
            parts += divide_part(kept, width, room, family)
        return tuple(parts)


class MeasuredProse(Struct, frozen=True):
    """A measured text."""

    parts: tuple[tuple[Para, ...], ...]
    heights: tuple[float, ...]
    size: float
    family: str
    keep_with_next: bool
    is_alone: bool
    is_decorated: bool
    digit_color: Color
    gap: float

    @property
    def overhead(self) -> float:
        """Return 0: nothing is repeated."""
        return 0.0

    @property
    def continued_parts(self) -> frozenset[int]:
        """Return an empty set: no part continues in the next one."""
        return frozenset()

    def max_height(self, start: int, stop: int) -> float:
        """Return the greatest useful height, in inches; the gap between parts may grow."""
        natural = sum(self.heights[start:stop])
        if self._is_statement_list(start, stop):
            return natural + {1: 2.6, 2: 1.6, 3: 1.2}.get(stop - start, 1.0) * (stop - start)
        return natural + (stop - start - 1) * self.gap * self.size / POINTS_PER_INCH

    def _is_statement_list(self, start: int, stop: int) -> bool:
        return self.is_alone and self.is_decorated and is_statement_list(self.parts[start:stop])

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:
        """Place one text box, or one panel per paragraph if there is little text and much space."""
        parts = self.parts[start:stop]
        natural = sum(self.heights[start:stop])
        if self._is_statement_list(start, stop) and natural < 0.62 * rect.height:
            panels = build_statement_panels(tuple(part[0] for part in parts), rect, self.family, self.digit_color)
            if panels:
                return panels
        spare = max(rect.height - natural, 0.0) * POINTS_PER_INCH / max(stop - start - 1, 1)
        # In a brand's own placeholder the brand's spacing stays.
        extra = min(spare, self.gap * self.size) if self.is_decorated or not parts[0][0].is_inherited else 0.0
        paras: list[Para] = []
        for number, part in enumerate(parts):
            head = part[0]
            before = 0.0 if number == 0 else head.before_pt + extra
            paras += (replace(head, before_pt=before), *part[1:])
        return (Panel("text", rect, tuple(paras), slot="body" if self.is_alone else None),)


def build_unbroken_parts(blocks: tuple[Block, ...], size: float, context: FormContext) -> list[tuple[Para, ...]]:
    """Convert blocks into parts to keep together: paragraphs, or top-level list items with their children."""
    found: list[tuple[Para, ...]] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append((Para(convert_runs(block.runs, context.keys), size, before_pt=_space_before_pt(size, 0)),))
        elif isinstance(block, Heading):
            spans = make_bold(convert_runs(block.runs, context.keys))
            found.append((Para(spans, size, before_pt=_space_before_pt(size, 0), color="dark"),))
        elif isinstance(block, List):
            items = _ListLayout(size, context)
            found += [tuple(items.paras(item, number, block, 0)) for number, item in enumerate(block.items, 1)]
    return found


def _space_before_pt(size: float, level: int) -> float:
    return round((0.42 if level == 0 else 0.22) * size, 2)


class _ListLayout(Struct, frozen=True):
    """Convert list items into paragraphs; `size` is the text size of the top level, in points."""

    size: float
    context: FormContext

    def paras(self, item: Item, number: int, of: List, level: int) -> list[Para]:
        """Convert an item and its nested lists into paragraphs."""
        own = max(self.size - 2 * level, min(self.size, _MIN_NESTED_PT))
        hang = round(own * (0.02 if of.ordered else 0.0145), 3)
        left = round(self.size * 0.0165 * level, 3) + hang
        mark: Bullet = "number" if of.ordered else "bullet" if level == 0 else "dash"
        first = Para((), own, min(level, _MAX_LEVEL), mark, number, left, hang, _space_before_pt(own, level))
        paras: list[Para] = []
        for block in item.blocks:
            if isinstance(block, Paragraph):
                below = replace(first, bullet="none", hang_in=0, before_pt=_space_before_pt(own, 1))
                base = below if paras else first
                paras.append(replace(base, spans=convert_runs(block.runs, self.context.keys)))
            elif isinstance(block, List):
                for place, inner in enumerate(block.items, 1):
                    paras += self.paras(inner, place, block, level + 1)
            else:
                raise self._unsupported_block_error(block, of)
        return paras or [first]

    def _unsupported_block_error(self, block: Block, of: List) -> ContentError:
        line = block.line or of.line
        message = f"{describe_block(block)} inside a list cannot be shown on a slide"
        return ContentError(
            make_template_problem(
                self.context.source, line, message, "Put it after the list, or on a slide of its own."
            )
        )


def divide_part(whole: tuple[Para, ...], width: float, room: float, family: str) -> list[tuple[Para, ...]]:
    """Divide a part that is higher than `room` into pieces; each piece repeats its parent item."""
    if measure_height_in(whole, width, family) <= room:
        return [whole]
    width_pt, room_pt = width * POINTS_PER_INCH, room * POINTS_PER_INCH - 0.2
    pieces: list[list[Para]] = [[]]
    used = top = 0.0
    rest = list(whole)
    while rest:
        para = rest.pop(0)
        height = measure_para_height_pt(para, width_pt, family)
        if used + height <= room_pt:
            pieces[-1].append(para)
            used += height
            continue
        count = len(break_para_lines(para, width_pt, family))
        fitting = min(int((room_pt - used - para.before_pt) / (LINE_HEIGHT_FACTOR * para.size_pt) + 1e-9), count - 1)
        if used <= top and fitting >= 1:  # every piece is on its own slide: make them equally high
            fitting = ceil(count / ceil(count / fitting))
        cuts = find_mid_word_breaks(para, width_pt, family) if fitting >= 1 else frozenset()
        fitting = next((lines for lines in range(fitting, 0, -1) if lines not in cuts), fitting)
        if fitting >= 1 and (fitting >= _MIN_PIECE_LINES or not pieces[-1]):
            head, tail = split_para_after_line(para, fitting, width_pt, family)
            pieces[-1].append(head)
            rest.insert(0, tail)
        elif pieces[-1]:
            rest.insert(0, para)
        else:
            pieces[-1].append(para)
        again = _repeat_parent(whole[0], rest[0], width_pt, room_pt, family) if rest else ()
        pieces.append(list(again))
        used = top = sum(measure_para_height_pt(p, width_pt, family) for p in again)
    return [tuple(piece) for piece in pieces if piece]


def _repeat_parent(parent: Para, following: Para, width_pt: float, room_pt: float, family: str) -> tuple[Para, ...]:
    """Return the parent item marked as continued; empty if it is long or its own text continues."""
    if following.level <= parent.level or parent.bullet == "none":
        return ()
    last = replace(parent.spans[-1], text=_CONTINUED, href=None) if parent.spans else None
    repeated = replace(parent, spans=(*parent.spans, last)) if last else parent
    if measure_para_height_pt(repeated, width_pt, family) > room_pt / 3:
        return ()
    return (repeated,)
