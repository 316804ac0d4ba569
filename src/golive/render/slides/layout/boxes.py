"""Lay out cards and columns: boxes side by side, each with a heading and content."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Color, Rect
from golive.markdown.document import Block, Container, Heading
from golive.render.slides.layout.form import (
    SIZE_LEVELS,
    FormContext,
    NoOverheadForm,
    SizeLevel,
    TextPlaceholders,
)
from golive.render.slides.layout.pagination import Page, measure_forms, paginate
from golive.render.slides.layout.problems import make_template_problem
from golive.render.slides.layout.text_layout import convert_runs, make_bold, measure_height_in, remove_links
from golive.render.slides.model import Element, Panel, Para, Slot, Span
from golive.render.slides.theme.colors import choose_text_color, get_soft_color
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
_BOXES_PER_ROW: Final[dict[int, tuple[int, ...]]] = {
    1: (1,),
    2: (2,),
    3: (3,),
    4: (2, 4),
    5: (3, 5),
    6: (3,),
    7: (4,),
    8: (4,),
}
_MIN_BODY_HEIGHT_IN: Final = 0.9
_MAX_GROWTH: Final = 1.4
"""Maximum height of a card, as a multiple of its natural height, so that it does not look empty."""
_MAX_GROWTH_ALONE: Final = 1.9
"""The same for cards that are alone on a slide, which would look empty otherwise."""
_ROOMY_TEXT_PT: Final = (18.0, 16.0)
"""Sizes of the text of cards that are alone on a slide and leave much of it free."""
_MAX_ROOMY_SHARE: Final = 0.84
"""Share of the slide that cards with such text may take, before their paragraphs are moved apart."""
_ROOMY_GAP: Final = 2.0
"""How far the paragraphs of cards that are alone on a slide may be moved apart, as a multiple of their size."""


class SourceBox(Struct, frozen=True):
    """One card or column of the source document."""

    head: tuple[Span, ...]
    tone: Color
    blocks: tuple[Block, ...]
    line: int


def parse_boxes(container: Container, context: FormContext) -> tuple[SourceBox, ...]:
    """Split the content of a container at its `###` headings.

    Raises:
        ContentError: content precedes the first heading, or there is no heading.
    """
    found: list[tuple[Heading, list[Block]]] = []
    for block in container.blocks:
        if isinstance(block, Heading) and block.level == 3:  # noqa: PLR2004 - `###`
            found.append((block, []))
        elif found:
            found[-1][1].append(block)
        else:
            raise _missing_head_error(container, context)
    if not found:
        raise _missing_head_error(container, context)
    return tuple(_box(head, tuple(blocks), context) for head, blocks in found)


def _box(head: Heading, blocks: tuple[Block, ...], context: FormContext) -> SourceBox:
    tone = _TONES.get(head.attributes.get("tone", "plain"), "dark")
    return SourceBox(convert_runs(head.runs, context.keys), tone, blocks, head.line)


def _missing_head_error(container: Container, context: FormContext) -> ContentError:
    return ContentError(
        make_template_problem(
            context.source,
            container.line,
            f"`::: {container.name}` holds content without a `###` head above it",
            "Begin each part with `### Head`.",
        )
    )


class BoxPart(Struct, frozen=True):
    """The part of a box that is on one slide; `left` and `width` are its horizontal position, in inches."""

    number: int
    left: float
    width: float
    tone: Color
    head: Para
    head_height: float
    page: Page


class BoxesForm(Struct, frozen=True):
    """Cards in rows, or columns in one row; cards that are alone on a slide prefer fewer, wider boxes per row."""

    boxes: tuple[SourceBox, ...]
    context: FormContext
    is_cards: bool
    is_alone: bool

    def measure(self, level: SizeLevel, width: float, room: float) -> "MeasuredBoxes":
        """Measure at a size level; a part is a row of boxes; a row higher than `room` is split into several rows."""
        choices = _BOXES_PER_ROW.get(len(self.boxes), (4, 3)) if self.is_cards else (len(self.boxes),)
        tried = [rows for across in choices if (rows := self._try_rows(level, (width, room), across))]
        if not tried:
            return self._measure_widest_rows(level, (width, room), min(choices))
        wide = next((m for m in tried if sum(m.heights) <= room), None) if self.is_alone else None
        found = wide or min(tried, key=lambda m: sum(m.heights))
        return self._make_roomy(found, level, (width, room)) if self.is_alone and self.is_cards else found

    def _make_roomy(self, found: "MeasuredBoxes", level: SizeLevel, space: tuple[float, float]) -> "MeasuredBoxes":
        """Return the rows with larger text and paragraphs farther apart, if the slide has room for that."""
        if level.card < SIZE_LEVELS[0].card:
            return found
        across = len(found.rows[0])
        for size in _ROOMY_TEXT_PT:
            larger = self._try_rows(replace(level, card=size, gap=_ROOMY_GAP), space, across)
            if larger and sum(larger.heights) <= _MAX_ROOMY_SHARE * space[1]:
                return larger
        return found

    def _measure_widest_rows(self, level: SizeLevel, space: tuple[float, float], usual: int) -> "MeasuredBoxes":
        """Measure rows of fewer boxes than usual, for heads that are too long; columns stay side by side."""
        fewer = range(usual - 1, 0, -1) if self.is_cards else ()
        found = next((rows for across in fewer if (rows := self._try_rows(level, space, across))), None)
        return found or self._measure_rows(level, space, 1 if self.is_cards else usual)

    def _try_rows(self, level: SizeLevel, space: tuple[float, float], across: int) -> "MeasuredBoxes | None":
        try:
            return self._measure_rows(level, space, across)
        except LayoutError:
            return None

    def _measure_rows(self, level: SizeLevel, space: tuple[float, float], across: int) -> "MeasuredBoxes":
        rows: list[tuple[BoxPart, ...]] = []
        for start in range(0, len(self.boxes), across):
            rows += self._measure_row(level, space, start, self.boxes[start : start + across])
        heights = (max(part.page.height for part in row) + row[0].head_height + 2 * _PAD + GUTTER for row in rows)
        used = self.context.placeholders if self._uses_placeholders else None
        return MeasuredBoxes(tuple(rows), tuple(heights), self.is_cards, self.is_alone, used)

    def _measure_row(
        self, level: SizeLevel, space: tuple[float, float], start: int, boxes: tuple[SourceBox, ...]
    ) -> list[tuple[BoxPart, ...]]:
        """Measure boxes side by side over the full width; content that is too high continues in further rows."""
        width, room = space
        own = (width - GUTTER * (len(boxes) - 1)) / len(boxes)
        inner = own - 2 * _PAD
        size = level.card + (level.card <= SIZE_LEVELS[0].card if self.is_cards else 2)
        heads = [_build_head_para(box, size, self.context) for box in boxes]
        family = self.context.fonts.body
        tallest = max(measure_height_in((_append_continued(head),), inner, family) for head in heads) + 2 * _HEAD_PAD
        left = room - tallest - 2 * _PAD - GUTTER
        if left < _MIN_BODY_HEIGHT_IN:
            longest = max(boxes, key=lambda box: sum(len(span.text) for span in box.head))
            raise LayoutError(
                make_template_problem(
                    self.context.source,
                    longest.line,
                    "a head leaves no room for what is below it",
                    "Shorten it.",
                    "".join(span.text for span in longest.head),
                )
            )
        stacks = [self._paginate_box(box, level, inner, left) for box in boxes]
        if all(len(stack) == 1 for stack in stacks):
            tallest = max(measure_height_in((head,), inner, family) for head in heads) + 2 * _HEAD_PAD
        return [
            tuple(
                BoxPart(
                    start + n + 1,
                    n * (own + GUTTER),
                    own,
                    box.tone,
                    _append_continued(head) if page else head,
                    tallest,
                    stack[page],
                )
                for n, (box, head, stack) in enumerate(zip(boxes, heads, stacks, strict=True))
                if page < len(stack)
            )
            for page in range(max(map(len, stacks)))
        ]

    @property
    def _uses_placeholders(self) -> bool:
        """Return whether the boxes are two columns that the theme has a layout for."""
        return not self.is_cards and len(self.boxes) == 2 and bool(self.context.placeholders.columns)  # noqa: PLR2004

    @property
    def _inner_context(self) -> FormContext:
        placeholders = self.context.placeholders
        inner = placeholders.columns if self._uses_placeholders else ()
        return replace(self.context, placeholders=replace(placeholders, inner=inner))

    def _paginate_box(self, box: SourceBox, level: SizeLevel, inner: float, room: float) -> tuple[Page, ...]:
        forms = self.context.build_forms(box.blocks, self._inner_context)
        inside = level.inside_box if self.is_cards else replace(level.inside_box, text=level.text - 2)
        return paginate(measure_forms(forms, inside, inner, room), room) or (Page(()),)


def _build_head_para(box: SourceBox, size: float, context: FormContext) -> Para:
    color = choose_text_color(box.tone, context.scheme, "paper")
    return Para(remove_links(make_bold(box.head)), size, color=color)


def _append_continued(head: Para) -> Para:
    return replace(head, spans=(*head.spans, Span(_CONTINUED)))


class MeasuredBoxes(NoOverheadForm, frozen=True):
    """Measured rows of boxes; `heights` are row heights including the gutter below, in inches."""

    rows: tuple[tuple[BoxPart, ...], ...]
    heights: tuple[float, ...]
    is_cards: bool
    is_alone: bool
    placeholders: TextPlaceholders | None = None

    def max_height(self, start: int, stop: int) -> float:
        """Return the greatest useful height, in inches, depending on the content of the boxes."""
        total = 0.0
        for row, height in zip(self.rows[start:stop], self.heights[start:stop], strict=True):
            inner = max(part.page.max_height for part in row) + row[0].head_height + 2 * _PAD + GUTTER
            total += max(inner, height * (_MAX_GROWTH_ALONE if self.is_alone else _MAX_GROWTH))
        return total

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:
        """Place the boxes; all boxes of a row have the same height."""
        natural = self.heights[start:stop]
        factor = (rect.height + GUTTER) / (sum(natural) or 1.0)
        elements: list[Element] = []
        y = rect.y
        for number, (row, height) in enumerate(zip(self.rows[start:stop], natural, strict=True)):
            grown = max(height, height * factor) - GUTTER
            places = [Rect(rect.x + part.left, y, part.width, grown) for part in row]
            share = min(self._compute_growth_share(part, place) for part, place in zip(row, places, strict=True))
            boxes = [tuple(self._box(part, place, share)) for part, place in zip(row, places, strict=True)]
            elements += self._fill_placeholders(boxes) if number == 0 else [one for box in boxes for one in box]
            y += grown + GUTTER
        return tuple(elements)

    def _compute_growth_share(self, part: BoxPart, rect: Rect) -> float:
        """Return the share of its useful growth that a box has room for; cards of a row grow in step."""
        wish = part.page.max_height - part.page.height
        if not self.is_cards or wish <= 0:
            return 1.0
        return min(1.0, max(rect.height - part.head_height - 2 * _PAD - part.page.height, 0.0) / wish)

    def _fill_placeholders(self, boxes: list[tuple[Element, ...]]) -> Iterator[Element]:
        """Yield the elements of two columns in the slots of a layout, if both hold one text each."""
        used = self.placeholders
        texts = [(box[0], box[1]) for box in boxes if len(box) == 2]  # noqa: PLR2004 - a head and a text
        if used is None or len(texts) != 2 or not all(isinstance(e, Panel) and e.paras for b in texts for e in b):  # noqa: PLR2004
            yield from (element for box in boxes for element in box)
            return
        slots: tuple[tuple[Slot, Slot], ...] = (("left-head", "left"), ("right-head", "right"))
        for (head, text), (head_slot, slot) in zip(texts, slots, strict=True):
            if isinstance(head, Panel) and isinstance(text, Panel):
                yield self._fill_placeholder(head, head_slot) if used.has_heads else head
                yield self._fill_placeholder(text, slot)

    def _fill_placeholder(self, panel: Panel, slot: Slot) -> Panel:
        """Return a panel in a slot; in a theme that was not made for golive it looks as the theme has it."""
        if self.placeholders and self.placeholders.is_decorated:
            return replace(panel, slot=slot)
        left, top, right, bottom = panel.inset
        rect = Rect(
            panel.rect.x + left,
            panel.rect.y + top,
            panel.rect.width - left - right,
            panel.rect.height - top - bottom,
        )
        is_head = slot.endswith("head")
        paras = tuple(replace(para, color="dark") if is_head else para for para in panel.paras)
        return replace(panel, rect=rect, fill=None, inset=(0, 0, 0, 0), paras=paras, slot=slot)

    def _box(self, part: BoxPart, rect: Rect, share: float) -> Iterator[Element]:
        role = "card" if self.is_cards else "column"
        head = Rect(rect.x, rect.y, rect.width, part.head_height)
        inset = (_PAD, _HEAD_PAD, _PAD, _HEAD_PAD)
        yield Panel(f"{role}-head:{part.number}", head, (part.head,), part.tone, anchor="middle", inset=inset)
        below = Rect(rect.x, head.bottom, rect.width, rect.height - part.head_height)
        inner = below.shrink(_PAD, _PAD)
        useful = part.page.height + share * (part.page.max_height - part.page.height)
        content = part.page.place(replace(inner, height=min(inner.height, useful)) if self.is_cards else inner)
        ground = "soft" if self.is_cards else get_soft_color(part.tone)
        if len(content) == 1 and isinstance(content[0], Panel) and content[0].fill is None:
            text = content[0]
            yield replace(text, name=f"{role}:{part.number}", rect=below, fill=ground, inset=(_PAD, _PAD, _PAD, _PAD))
        else:
            yield Panel(f"{role}:{part.number}", below, (), ground)
            yield from (replace(element, name=f"{role}-{element.name}") for element in content)
