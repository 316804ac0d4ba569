"""The title slide, and the slide that opens a part."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from golive.figures.drawing import Color
from golive.markdown.document import Block, Meta, Paragraph, plain
from golive.render.slides.layout.crowded_cover import crowded_facts
from golive.render.slides.layout.outline import Section
from golive.render.slides.layout.problems import fault
from golive.render.slides.layout.slide_heads import fonts_of, sheet_of
from golive.render.slides.layout.text_layout import POINTS, bold, fit_size, height_in, spans_of, unlinked
from golive.render.slides.layout.titles import fit_cover
from golive.render.slides.model import Element, Panel, Para, Rect, Role, Span
from golive.render.slides.theme.placement import cover_places, facts_place, ink_at
from golive.render.slides.theme.theme import Layout, Theme
from golive.support.problems import LayoutError

_SUBTITLE_SIZES: Final = (20.0, 18.0, 16.0, 14.0, 12.0, 11.0, 10.0)
_LABEL_SIZES: Final = (16.0, 14.0, 12.0, 11.0, 10.0)
_FACT_SIZES: Final = (18.0, 16.0, 14.0, 13.0, 12.0, 11.0, 10.0)
_FACT_LABEL_PT: Final = 11.0
_LEAST_FACTS: Final = 0.42
_LEAST_FACT: Final = 1.2
_FACTS_IN_A_ROW: Final = 5
_GUTTER: Final = 0.35
_ABOVE_FACTS: Final = 0.2
_LESSER: Final[tuple[Color, ...]] = ("muted", "soft")
_INKS: Final[tuple[Color, ...]] = ("ink", "paper")


def cover_elements(section: Section, meta: Meta, theme: Theme, source: str) -> tuple[Element, ...]:
    """Title, label, subtitle lines and the facts of the document.

    Raises:
        LayoutError: a text is too long for its place, however small.
    """
    layout = theme.layouts["title"]
    where = (source, section.heading.line)
    label = section.label or meta.subtitle
    title, *elements = _head("title", spans_of(section.heading.runs), label, theme, where)
    low = title.rect.bottom
    blocks = tuple(block for chunk in section.chunks for block in chunk)
    subtitle = _subtitle(blocks, theme, where, low) if blocks else None
    if subtitle:
        low = subtitle.rect.y + height_in(subtitle.paras, subtitle.rect.width, theme.body_font)
    said = "\n".join(para.text for panel in (title, *elements, subtitle) if panel for para in panel.paras)
    facts = _facts(meta, theme, where, (low, said))
    if subtitle:
        # The facts may stand in what the subtitle leaves free of its place.
        top = min((fact.rect.y for fact in facts), default=subtitle.rect.bottom)
        height = min(subtitle.rect.height, max(top, low) - subtitle.rect.y)
        elements.append(replace(subtitle, rect=replace(subtitle.rect, height=height)))
    elements += facts
    if layout.panel:
        return (*sheet_of(title, [e.rect for e in elements], layout, theme), *elements)
    return (title, *elements)


def _head(role: Role, spans: tuple[Span, ...], label: str, theme: Theme, where: tuple[str, int]) -> list[Panel]:
    """The title, and the label above it."""
    layout = theme.layouts[role]
    holder = layout.holders["title"]
    rect, above = cover_places(theme, role, has_label=bool(label))
    para = fit_cover(spans, rect, fonts_of(theme), where, role)
    para = replace(para, color=ink_at(theme.scheme, layout, rect, ("dark", "paper")))
    panels = [Panel("title", rect, (para,), anchor=holder.anchor, slot="title")]
    if label:
        panels.append(_line(label, above, theme, layout, where))
    return panels


def _line(text: str, rect: Rect, theme: Theme, layout: Layout, where: tuple[str, int]) -> Panel:
    spans = (Span(text, bold=True),)
    size = fit_size(spans, _LABEL_SIZES, (rect.width, rect.height), theme.body_font)
    if size is None:
        raise LayoutError(fault(*where, f"the label {text!r} takes more than a line", "Make it shorter.", text))
    color = ink_at(theme.scheme, layout, rect, ("accent", "paper"))
    align = "left" if "label" in layout.holders else layout.holders["title"].style.align
    return Panel("label", rect, (Para(spans, size, color=color, align=align),), anchor="middle", slot="label")


def _subtitle(blocks: tuple[Block, ...], theme: Theme, where: tuple[str, int], low: float) -> Panel:
    """The lines below the title: in their placeholder, or below the title where the layout has none."""
    layout = theme.layouts["title"]
    holder = layout.holders.get("subtitle")
    title = layout.holders["title"].rect
    rect = holder.rect if holder else Rect(title.x, low + 0.15, title.width, max(theme.height * 0.72 - low, 0.5))
    color = ink_at(theme.scheme, layout, rect, ("ink", "paper"))
    align = holder.style.align if holder else "left"
    texts = [unlinked(spans_of(block.runs)) for block in blocks if isinstance(block, Paragraph)]
    for size in _SUBTITLE_SIZES:
        paras = tuple(
            Para(text, size, before_pt=4 if n else 0, color=color, align=align) for n, text in enumerate(texts)
        )
        if height_in(paras, rect.width, theme.body_font) <= rect.height:
            return Panel("subtitle", rect, paras, slot="subtitle")
    longest = max((plain(block.runs) for block in blocks if isinstance(block, Paragraph)), key=len, default="")
    message = "the lines below the title do not fit the title slide"
    raise LayoutError(fault(*where, message, "Shorten them.", longest))


def _facts(meta: Meta, theme: Theme, where: tuple[str, int], above: tuple[float, str]) -> tuple[Panel, ...]:
    """Label and value side by side at the foot of the title slide, in rows where one is too narrow."""
    low, said = above
    own = (("Version", meta.version), ("Date", meta.date_on_paper), ("Status", meta.status))
    pairs = [(label, value) for label, value in (meta.facts or own) if value.strip()]
    place = facts_place(theme, low, least=_LEAST_FACTS) if pairs else None
    if not pairs:
        return ()
    if place is None:
        message = f"the title slide leaves no room for {', '.join(label for label, _ in pairs)}"
        raise LayoutError(fault(*where, message, "Use a theme whose title slide has half an inch free at its foot."))
    for across in _counts(len(pairs), place):
        panels = _in_rows(pairs, place, across, theme)
        if panels:
            return panels
    top = low + _ABOVE_FACTS
    room = replace(place, y=top, height=place.bottom - top)
    # Where not all of them fit, those that stand above already need not be said again.
    for some in (pairs, [(name, value) for name, value in pairs if value not in said]):
        if crowded := crowded_facts(some, room, fonts_of(theme), _inks(theme, room)):
            return crowded
    label, value = max(pairs, key=lambda pair: len(pair[1]))
    raise LayoutError(fault(*where, f"{label} {value!r} does not fit the title slide", "Shorten it.", value))


def _counts(count: int, place: Rect) -> Iterator[int]:
    """How many facts to set side by side: evenly, then more, then fewer in more rows."""
    rows = -(-count // _FACTS_IN_A_ROW)
    usual = -(-count // rows)
    yield usual
    yield from (n for n in range(count, 0, -1) if n != usual and place.width / n >= _LEAST_FACT)


def _in_rows(pairs: list[tuple[str, str]], place: Rect, across: int, theme: Theme) -> tuple[Panel, ...]:
    """The facts in rows; none where one does not fit."""
    family = theme.body_font
    width = (place.width - _GUTTER * (across - 1)) / across
    height = place.height / -(-len(pairs) // across)
    room = height - height_in((Para((Span("X"),), _FACT_LABEL_PT),), width, family) - 3 / POINTS
    sizes = [_fact_size(label, value, (width, room), family) for label, value in pairs]
    size = min((one or 0.0 for one in sizes), default=0.0)
    if not size:
        return ()
    lesser, ink = _inks(theme, place)
    panels = []
    for number, (label, value) in enumerate(pairs):
        row, column = divmod(number, across)
        rect = Rect(place.x + column * (width + _GUTTER), place.y + row * height, width, height)
        head = Para((Span(label),), _FACT_LABEL_PT, color=lesser)
        text = Para(bold((Span(value),)), size, before_pt=1, color=ink)
        panels.append(Panel(f"fact:{number + 1}", rect, (head, text)))
    return tuple(panels)


def _inks(theme: Theme, place: Rect) -> tuple[Color, Color]:
    """The colours of labels and values that can be read at a place of the title slide."""
    layout = theme.layouts["title"]
    return ink_at(theme.scheme, layout, place, _LESSER), ink_at(theme.scheme, layout, place, _INKS)


def _fact_size(label: str, value: str, room: tuple[float, float], family: str) -> float | None:
    """The largest size at which a value fits below its label; None where it, or the label, does not."""
    if fit_size((Span(label),), (_FACT_LABEL_PT,), (room[0], 1.5 * _FACT_LABEL_PT / POINTS), family) is None:
        return None
    return fit_size(bold((Span(value),)), _FACT_SIZES, room, family)


def opening_elements(section: Section, spans: tuple[Span, ...], theme: Theme, source: str) -> tuple[Element, ...]:
    """A slide that has nothing but its title: it opens a part.

    Raises:
        LayoutError: a text is too long for its place, however small.
    """
    layout = theme.layouts["section"]
    title, *rest = _head("section", spans, section.label, theme, (source, section.heading.line))
    if layout.panel:
        return (*sheet_of(title, [one.rect for one in rest], layout, theme), *rest)
    return (title, *rest)
