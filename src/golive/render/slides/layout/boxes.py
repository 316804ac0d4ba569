"""Cards and columns: stacks of content side by side, each under its head."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Color
from golive.markdown.document import Block, Container, Heading
from golive.render.slides.layout.form import Level, Setting, Simple
from golive.render.slides.layout.pagination import Page, measure, paginate
from golive.render.slides.layout.problems import fault
from golive.render.slides.layout.text_layout import bold, height_in, spans_of, unlinked
from golive.render.slides.model import Element, Panel, Para, Rect, Span
from golive.render.slides.theme.colors import soft, text_on
from golive.support.problems import ContentError, LayoutError

GUTTER: Final = 0.24
_PAD: Final = 0.16
_HEAD_PAD: Final = 0.07
_CONTINUED: Final = " (continued)"
_TONES: Final[dict[str, Color]] = {
    "real-time": "real-time",
    "batch": "batch",
    "sit": "sit",
    "uat": "uat",
    "live": "live",
    "accent": "accent",
    "plain": "dark",
}
_ACROSS: Final[dict[int, tuple[int, ...]]] = {
    1: (1,),
    2: (2,),
    3: (3,),
    4: (2, 4),
    5: (3, 5),
    6: (3,),
    7: (4,),
    8: (4,),
}
_LEAST_ROOM: Final = 0.9
_TALLEST: Final = 1.4
"""A card grows to at most this multiple of its height, so that it does not look empty."""


class Box(Struct, frozen=True):
    """One card or column."""

    head: tuple[Span, ...]
    tone: Color
    blocks: tuple[Block, ...]
    line: int


def boxes_of(container: Container, setting: Setting) -> tuple[Box, ...]:
    """The heads of a container and what stands under each.

    Raises:
        ContentError: something stands before the first head, or there is none.
    """
    found: list[tuple[Heading, list[Block]]] = []
    for block in container.blocks:
        if isinstance(block, Heading) and block.level == 3:  # noqa: PLR2004 - `###`
            found.append((block, []))
        elif found:
            found[-1][1].append(block)
        else:
            raise _nowhere(container, setting)
    if not found:
        raise _nowhere(container, setting)
    return tuple(_box(head, tuple(blocks), setting) for head, blocks in found)


def _box(head: Heading, blocks: tuple[Block, ...], setting: Setting) -> Box:
    tone = _TONES.get(head.attributes.get("tone", "plain"), "dark")
    return Box(spans_of(head.runs, setting.keys), tone, blocks, head.line)


def _nowhere(container: Container, setting: Setting) -> ContentError:
    return ContentError(
        fault(
            setting.source,
            container.line,
            f"`::: {container.name}` holds content without a `###` head above it",
            "Begin each part with `### Head`.",
        )
    )


class Part(Struct, frozen=True):
    """A box, or as much of it as stands on one slide; `left` and `width` are its place across, in inches."""

    number: int
    left: float
    width: float
    tone: Color
    head: Para
    head_height: float
    page: Page


class Boxes(Struct, frozen=True):
    """Cards in rows, or columns in one row; alone on their slide, cards are rather wide than low."""

    boxes: tuple[Box, ...]
    setting: Setting
    is_cards: bool
    is_alone: bool

    def measure(self, level: Level, width: float, room: float) -> "MeasuredBoxes":
        """Set at a level: a part is a row of boxes; a row that is higher than the room goes on in further rows."""
        choices = _ACROSS.get(len(self.boxes), (4, 3)) if self.is_cards else (len(self.boxes),)
        tried = [self._rows(level, (width, room), across) for across in choices]
        wide = next((m for m in tried if sum(m.heights) <= room), None) if self.is_alone else None
        return wide or min(tried, key=lambda m: sum(m.heights))

    def _rows(self, level: Level, space: tuple[float, float], across: int) -> "MeasuredBoxes":
        rows: list[tuple[Part, ...]] = []
        for start in range(0, len(self.boxes), across):
            rows += self._row(level, space, start, self.boxes[start : start + across])
        heights = (max(part.page.height for part in row) + row[0].head_height + 2 * _PAD + GUTTER for row in rows)
        return MeasuredBoxes(tuple(rows), tuple(heights), self.is_cards)

    def _row(
        self, level: Level, space: tuple[float, float], start: int, boxes: tuple[Box, ...]
    ) -> list[tuple[Part, ...]]:
        """Boxes side by side over the whole width; what is too high goes on in further rows."""
        width, room = space
        own = (width - GUTTER * (len(boxes) - 1)) / len(boxes)
        inner = own - 2 * _PAD
        size = level.card + (1 if self.is_cards else 2)
        heads = [_head(box, size, self.setting) for box in boxes]
        family = self.setting.fonts.body
        tallest = max(height_in((_continued(head),), inner, family) for head in heads) + 2 * _HEAD_PAD
        left = room - tallest - 2 * _PAD - GUTTER
        if left < _LEAST_ROOM:
            longest = max(boxes, key=lambda box: sum(len(span.text) for span in box.head))
            raise LayoutError(
                fault(
                    self.setting.source,
                    longest.line,
                    "a head leaves no room for what is below it",
                    "Shorten it.",
                    "".join(span.text for span in longest.head),
                )
            )
        stacks = [self._pages(box, level, inner, left) for box in boxes]
        if all(len(stack) == 1 for stack in stacks):
            tallest = max(height_in((head,), inner, family) for head in heads) + 2 * _HEAD_PAD
        return [
            tuple(
                Part(
                    start + n + 1,
                    n * (own + GUTTER),
                    own,
                    box.tone,
                    _continued(head) if page else head,
                    tallest,
                    stack[page],
                )
                for n, (box, head, stack) in enumerate(zip(boxes, heads, stacks, strict=True))
                if page < len(stack)
            )
            for page in range(max(map(len, stacks)))
        ]

    def _pages(self, box: Box, level: Level, inner: float, room: float) -> tuple[Page, ...]:
        forms = self.setting.shapes(box.blocks, self.setting)
        inside = level.narrow if self.is_cards else replace(level.narrow, text=level.text - 2)
        return paginate(measure(forms, inside, inner, room), room) or (Page(()),)


def _head(box: Box, size: float, setting: Setting) -> Para:
    color = text_on(box.tone, setting.scheme, "paper")
    return Para(unlinked(bold(box.head)), size, color=color)


def _continued(head: Para) -> Para:
    return replace(head, spans=(*head.spans, Span(_CONTINUED)))


class MeasuredBoxes(Simple, frozen=True):
    """Rows of boxes at their size; `heights` are those of the rows with the gutter below them, in inches."""

    rows: tuple[tuple[Part, ...], ...]
    heights: tuple[float, ...]
    is_cards: bool

    def most(self, start: int, stop: int) -> float:
        """Boxes grow a little; what is in them decides how far."""
        total = 0.0
        for row, height in zip(self.rows[start:stop], self.heights[start:stop], strict=True):
            inner = max(part.page.most for part in row) + row[0].head_height + 2 * _PAD + GUTTER
            total += max(inner, height * _TALLEST)
        return total

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:
        """Boxes of even heights in each row."""
        natural = self.heights[start:stop]
        factor = (rect.height + GUTTER) / (sum(natural) or 1.0)
        elements: list[Element] = []
        y = rect.y
        for row, height in zip(self.rows[start:stop], natural, strict=True):
            grown = max(height, height * factor) - GUTTER
            for part in row:
                elements += self._box(part, Rect(rect.x + part.left, y, part.width, grown))
            y += grown + GUTTER
        return tuple(elements)

    def _box(self, part: Part, rect: Rect) -> Iterator[Element]:
        role = "card" if self.is_cards else "column"
        head = Rect(rect.x, rect.y, rect.width, part.head_height)
        inset = (_PAD, _HEAD_PAD, _PAD, _HEAD_PAD)
        yield Panel(f"{role}-head:{part.number}", head, (part.head,), part.tone, anchor="middle", inset=inset)
        below = Rect(rect.x, head.bottom, rect.width, rect.height - part.head_height)
        inner = below.inside(_PAD, _PAD)
        content = part.page.place(inner)
        ground = "soft" if self.is_cards else soft(part.tone)
        if len(content) == 1 and isinstance(content[0], Panel) and content[0].fill is None:
            text = content[0]
            yield replace(text, name=f"{role}:{part.number}", rect=below, fill=ground, inset=(_PAD, _PAD, _PAD, _PAD))
        else:
            yield Panel(f"{role}:{part.number}", below, (), ground)
            yield from (replace(element, name=f"{role}-{element.name}") for element in content)
