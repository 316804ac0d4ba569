"""The title slide, and the slide that opens a part."""

from dataclasses import replace
from typing import Final

from golive.errors import LayoutError
from golive.publish.deck.crowded import crowded_facts
from golive.publish.deck.dress import POINTS, Fonts, bold, fit_size, height_in, spans_of, unlinked
from golive.publish.deck.faults import fault
from golive.publish.deck.outline import Section
from golive.publish.deck.slides import Element, Panel, Para, Rect, Span
from golive.publish.deck.theme import Layout, Theme
from golive.publish.deck.titles import fit_cover
from golive.publish.document import Block, Meta, Paragraph, plain

_SUBTITLE_SIZES: Final = (20.0, 18.0, 16.0, 14.0, 12.0, 11.0, 10.0)
_LABEL_SIZES: Final = (16.0, 14.0, 12.0, 11.0, 10.0)
_FACT_SIZES: Final = (18.0, 16.0, 14.0, 13.0, 12.0, 11.0, 10.0)
_FACT_LABEL_PT: Final = 11.0
_FACTS_TOP: Final = 5.92
_FACTS_HEIGHT: Final = 0.98
_FACTS_IN_A_ROW: Final = 5
_GUTTER: Final = 0.35
_ABOVE_FACTS: Final = 0.2


def cover_elements(section: Section, meta: Meta, theme: Theme, source: str) -> tuple[Element, ...]:
    """Title, label, subtitle lines and the facts of the document.

    Raises:
        LayoutError: a text is too long for its place, however small.
    """
    layout = theme.layouts["title"]
    fonts = Fonts(theme.heading_font, theme.body_font)
    where = (source, section.heading.line)
    holders = layout.holders
    title = fit_cover(spans_of(section.heading.runs), holders["title"].rect, fonts, where)
    elements: list[Element] = [Panel("title", holders["title"].rect, (title,), anchor="bottom", slot="title")]
    label = section.label or meta.subtitle
    if label:
        elements.append(_line("label", label, layout, fonts, where))
    blocks = tuple(block for chunk in section.chunks for block in chunk)
    lowest = holders["title"].rect.bottom
    subtitle = _subtitle(blocks, layout, fonts, where) if blocks else None
    if subtitle:
        lowest = subtitle.rect.y + height_in(subtitle.paras, subtitle.rect.width, fonts.body)
    facts = _facts(meta, fonts, where, (theme.width, lowest))
    if subtitle:
        top = min((fact.rect.y for fact in facts), default=subtitle.rect.bottom)
        if top < subtitle.rect.bottom:
            subtitle = replace(subtitle, rect=replace(subtitle.rect, height=top - subtitle.rect.y))
        elements.append(subtitle)
    return (*elements, *facts)


def _line(name: str, text: str, layout: Layout, fonts: Fonts, where: tuple[str, int]) -> Panel:
    rect = layout.holders["label"].rect
    spans = (Span(text, bold=True),)
    size = fit_size(spans, _LABEL_SIZES, (rect.width, rect.height), fonts.body)
    if size is None:
        raise LayoutError(fault(*where, f"the label {text!r} takes more than a line", "Make it shorter.", text))
    return Panel(name, rect, (Para(spans, size, color="paper"),), anchor="middle", slot="label")


def _subtitle(blocks: tuple[Block, ...], layout: Layout, fonts: Fonts, where: tuple[str, int]) -> Panel:
    rect = layout.holders["subtitle"].rect
    texts = [unlinked(spans_of(block.runs)) for block in blocks if isinstance(block, Paragraph)]
    for size in _SUBTITLE_SIZES:
        paras = tuple(Para(text, size, before_pt=4 if n else 0, color="paper") for n, text in enumerate(texts))
        if height_in(paras, rect.width, fonts.body) <= rect.height:
            return Panel("subtitle", rect, paras, slot="subtitle")
    longest = max((plain(block.runs) for block in blocks if isinstance(block, Paragraph)), key=len, default="")
    message = "the lines below the title do not fit the title slide"
    raise LayoutError(fault(*where, message, "Shorten them.", longest))


def _facts(meta: Meta, fonts: Fonts, where: tuple[str, int], edges: tuple[float, float]) -> tuple[Panel, ...]:
    """Label and value side by side at the foot of the title slide, in two rows where they are many.

    `edges` are the slide's width and the foot of what stands above, in inches.
    """
    slide_width, lowest = edges
    own = (("Version", meta.version), ("Date", meta.date_on_paper), ("Status", meta.status))
    pairs = [(label, value) for label, value in (meta.facts or own) if value.strip()]
    if not pairs:
        return ()
    rows = -(-len(pairs) // _FACTS_IN_A_ROW)
    across = -(-len(pairs) // rows)
    width = (slide_width - 1.8 - _GUTTER * (across - 1)) / across
    height = _FACTS_HEIGHT / rows
    room = height - height_in((Para((Span("X"),), _FACT_LABEL_PT),), width, fonts.body) - 3 / POINTS
    found = [_fact_size(label, value, (width, room), fonts) for label, value in pairs]
    sizes = [size for size in found if size is not None]
    if len(sizes) < len(pairs):
        top = lowest + _ABOVE_FACTS
        place = Rect(0.9, top, slide_width - 1.8, _FACTS_TOP + _FACTS_HEIGHT - top)
        if crowded := crowded_facts(pairs, place, fonts):
            return crowded
        label, value = max(pairs, key=lambda pair: len(pair[1]))
        raise LayoutError(fault(*where, f"{label} {value!r} does not fit the title slide", "Shorten it.", value))
    panels = []
    for number, (label, value) in enumerate(pairs):
        row, column = divmod(number, across)
        rect = Rect(0.9 + column * (width + _GUTTER), _FACTS_TOP + row * height, width, height)
        head = Para((Span(label),), _FACT_LABEL_PT, color="soft")
        text = Para(bold((Span(value),)), min(sizes), before_pt=1, color="paper")
        panels.append(Panel(f"fact:{number + 1}", rect, (head, text)))
    return tuple(panels)


def _fact_size(label: str, value: str, room: tuple[float, float], fonts: Fonts) -> float | None:
    """The largest size of a value in its column; None where it, or its label, is too long."""
    if fit_size((Span(label),), (_FACT_LABEL_PT,), (room[0], 1.5 * _FACT_LABEL_PT / POINTS), fonts.body) is None:
        return None
    return fit_size(bold((Span(value),)), _FACT_SIZES, room, fonts.body)


def opening_elements(section: Section, spans: tuple[Span, ...], theme: Theme, source: str) -> tuple[Element, ...]:
    """A slide that has nothing but its title: it opens a part.

    Raises:
        LayoutError: a text is too long for its place, however small.
    """
    layout = theme.layouts["section"]
    fonts = Fonts(theme.heading_font, theme.body_font)
    where = (source, section.heading.line)
    rect = layout.holders["title"].rect
    elements: list[Element] = [
        Panel("title", rect, (fit_cover(spans, rect, fonts, where),), anchor="bottom", slot="title")
    ]
    if section.label:
        elements.append(_line("label", section.label, layout, fonts, where))
    return tuple(elements)
