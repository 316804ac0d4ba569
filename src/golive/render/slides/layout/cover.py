"""Lay out the title slide and section slides."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final, NamedTuple

from msgspec.structs import replace

from golive.figures.drawing import Color, Rect
from golive.markdown.document import Block, Meta, Paragraph
from golive.render.slides.layout.crowded_cover import arrange_crowded_facts
from golive.render.slides.layout.outline import Section
from golive.render.slides.layout.problems import TemplateLine
from golive.render.slides.layout.slide_heads import LabelStyle, build_backing_panels, build_label, get_theme_fonts
from golive.render.slides.layout.text_layout import (
    Fonts,
    convert_runs,
    find_fitting_size,
    make_bold,
    measure_height_in,
    remove_links,
)
from golive.render.slides.layout.titles import fit_cover_title
from golive.render.slides.model import Element, Panel, Para, Role, Span
from golive.render.slides.theme.backgrounds import overlap_area
from golive.render.slides.theme.placement import (
    choose_readable_color,
    compute_cover_rects,
    compute_facts_rect,
    grow_cover_rect,
    grow_cover_title_rect,
    is_readable_at,
    is_title_readable_at,
    list_title_colors,
)
from golive.render.slides.theme.theme import Theme
from golive.support.problems import LayoutError
from golive.typography.lines import measure_longest_word_pt
from golive.typography.metrics import load_font_metrics
from golive.typography.units import POINTS_PER_INCH

_SUBTITLE_SIZES: Final = (20.0, 18.0, 16.0, 14.0, 12.0, 11.0, 10.0)
_LABEL_SIZES: Final = (16.0, 14.0, 12.0, 11.0, 10.0)
_FACT_SIZES: Final = (18.0, 16.0, 14.0, 13.0, 12.0, 11.0, 10.0)
_FACT_LABEL_PT: Final = 11.0
_MIN_FACTS_HEIGHT_IN: Final = 0.42
_MAX_FACT_ROW_IN: Final = 0.8
_MIN_FACT_WIDTH_IN: Final = 1.2
_MAX_FACTS_PER_ROW: Final = 5
_ALWAYS_SHOWN: Final = frozenset({"Version", "Date", "Status"})
_GUTTER_IN: Final = 0.35
_TOUCH_IN2: Final = 0.01
_GAP_ABOVE_FACTS_IN: Final = 0.2
_LABEL_COLORS: Final[tuple[Color, ...]] = ("muted", "soft")
_VALUE_COLORS: Final[tuple[Color, ...]] = ("ink", "paper")


class _TextAbove(NamedTuple):
    """The text above the facts of a title slide, and where it ends, in inches."""

    bottom: float
    text: str


def build_cover_elements(section: Section, meta: Meta, theme: Theme, source: str) -> tuple[Element, ...]:
    """Build the elements of the title slide: title, label, subtitle and document facts.

    Raises:
        LayoutError: a text does not fit, even at the smallest size.
    """
    layout = theme.layouts["title"]
    where = TemplateLine(source, section.heading.line)
    label = section.label or meta.subtitle
    title, *elements = _build_title_panels("title", convert_runs(section.heading.runs), label, theme, where)
    low = title.rect.bottom
    blocks = tuple(block for chunk in section.chunks for block in chunk)
    subtitle = _build_subtitle(blocks, theme, low) if blocks else None
    if subtitle:
        low = max(low, subtitle.rect.y + measure_height_in(subtitle.paras, subtitle.rect.width, theme.body_font))
    said = "\n".join(para.text for panel in (title, *elements, subtitle) if panel for para in panel.paras)
    facts = _build_fact_panels(meta, theme, _TextAbove(low, said))
    if subtitle:
        # The facts may use the free part of the subtitle placeholder.
        top = min((fact.rect.y for fact in facts), default=subtitle.rect.bottom)
        bottom = subtitle.rect.y + measure_height_in(subtitle.paras, subtitle.rect.width, theme.body_font)
        height = min(subtitle.rect.height, max(top, bottom) - subtitle.rect.y)
        elements.append(replace(subtitle, rect=replace(subtitle.rect, height=height)))
    elements += facts
    if layout.panel:
        texts = [_find_text_rect(element, theme) for element in elements]
        return (*build_backing_panels(title, texts, layout, theme), *elements)
    return (title, *elements)


def _find_text_rect(panel: Panel, theme: Theme) -> Rect:
    """Return the rectangle of the lines of the subtitle, which seldom fill its place; of others all of it."""
    holder = theme.layouts["title"].placeholders.get("subtitle")
    if panel.slot != "subtitle" or holder is None:
        return panel.rect
    height = min(measure_height_in(panel.paras, panel.rect.width, theme.body_font), panel.rect.height)
    free = panel.rect.height - height
    down = {"top": 0.0, "middle": free / 2, "bottom": free}[holder.anchor]
    return replace(panel.rect, y=panel.rect.y + down, height=height)


def _build_title_panels(
    role: Role, spans: tuple[Span, ...], label: str, theme: Theme, where: TemplateLine
) -> list[Panel]:
    """Build the title and the label above it."""
    layout = theme.layouts[role]
    holder = layout.placeholders["title"]
    fonts = get_theme_fonts(theme)
    rect, above = compute_cover_rects(theme, role, has_label=bool(label))
    subtitle = layout.placeholders.get("subtitle")
    has_room = subtitle is None or not (
        overlap_area(above, subtitle.rect)
        or overlap_area(rect, subtitle.rect) > overlap_area(holder.rect, subtitle.rect) + _TOUCH_IN2
    )
    align = "left" if "label" in layout.placeholders else holder.style.align
    style = LabelStyle(_LABEL_SIZES, ("accent", "paper"), align)
    own = (
        build_label(label, above, theme, layout, style)
        if label and has_room and is_title_readable_at(layout, rect)
        else None
    )
    usual = compute_cover_rects(theme, role, has_label=False)[0]
    # The label gives way to the title, and then free room around the placeholder is used.
    rect, para, own = _fit_cover_title(
        spans,
        ([(rect, own)] if own else []) + [(usual, None), (grow_cover_title_rect(theme, role), None)],
        fonts,
        where,
        role,
    )
    colors = list_title_colors(layout, ("dark", "paper"))
    color = choose_readable_color(layout.scheme, layout, rect, colors, para.size_pt)
    title = Panel("title", rect, (replace(para, color=color),), anchor=holder.anchor, slot="title")
    return [title] if own is None else [title, own]


def _fit_cover_title(
    spans: tuple[Span, ...],
    places: list[tuple[Rect, Panel | None]],
    fonts: Fonts,
    where: TemplateLine,
    role: Role,
) -> tuple[Rect, Para, Panel | None]:
    """Fit a title into the first place, of several with their labels, that has room for it.

    Raises:
        LayoutError: the title fits none of them, even at the smallest size.
    """
    for rect, label in places[:-1]:
        with suppress(LayoutError):
            return rect, fit_cover_title(spans, rect, fonts, where, role), label
    rect, label = places[-1]
    return rect, fit_cover_title(spans, rect, fonts, where, role), label


def _build_subtitle(blocks: tuple[Block, ...], theme: Theme, low: float) -> Panel | None:
    """Build the lines below the title, in the subtitle placeholder if the layout has one; None without room."""
    layout = theme.layouts["title"]
    holder = layout.placeholders.get("subtitle")
    title = layout.placeholders["title"].rect
    rect = holder.rect if holder else Rect(title.x, low + 0.15, title.width, max(theme.height * 0.72 - low, 0.5))
    color = choose_readable_color(layout.scheme, layout, rect, ("ink", "paper"))
    align = holder.style.align if holder else "left"
    texts = [remove_links(convert_runs(block.runs)) for block in blocks if isinstance(block, Paragraph)]
    grown = grow_cover_rect(theme, "title", rect)
    # All lines in their place, then in the free room around it, then only the first line.
    for lines, place in ((texts, rect), (texts, grown), (texts[:1], rect), (texts[:1], grown)):
        for size in _SUBTITLE_SIZES:
            paras = tuple(
                Para(text, size, before_pt=4 if n else 0, color=color, align=align) for n, text in enumerate(lines)
            )
            if measure_height_in(paras, place.width, theme.body_font) <= place.height:
                return Panel("subtitle", place, paras, slot="subtitle")
    return None


def _build_fact_panels(meta: Meta, theme: Theme, above: _TextAbove) -> tuple[Panel, ...]:
    """Build the facts (label over value) at the bottom of the title slide, in one or more rows."""
    low, said = above.bottom, above.text
    own = (("Version", meta.version), ("Date", meta.display_date), ("Status", meta.status))
    # What the title and the lines below it say already is not said again.
    pairs = [
        (label, value)
        for label, value in (meta.facts or own)
        if value.strip() and (label in _ALWAYS_SHOWN or value not in said)
    ]
    place = compute_facts_rect(theme, low, min_height=_MIN_FACTS_HEIGHT_IN) if pairs else None
    if place is None:
        return ()  # The footers name the version and the status.
    for across in _candidate_column_counts(len(pairs), place):
        panels = _arrange_facts_in_rows(pairs, place, across, theme)
        if panels and _are_readable(panels, theme):
            return panels
    top = low + _GAP_ABOVE_FACTS_IN
    room = replace(place, y=top, height=place.bottom - top)
    crowded = arrange_crowded_facts(pairs, room, get_theme_fonts(theme), _choose_fact_colors(theme, room))
    if crowded and _are_readable(crowded, theme):
        return crowded
    certain = [pair for pair in pairs if pair[0] in _ALWAYS_SHOWN]
    for across in _candidate_column_counts(len(certain), place) if certain else ():
        panels = _arrange_facts_in_rows(certain, place, across, theme)
        if panels and _are_readable(panels, theme):
            return panels
    return ()


def _are_readable(panels: Iterable[Panel], theme: Theme) -> bool:
    """Return True if each text of the title slide can be read on what is behind its own place."""
    layout = theme.layouts["title"]
    return all(is_readable_at(layout, one.rect, para.color) for one in panels for para in one.paras)


def _candidate_column_counts(count: int, place: Rect) -> Iterator[int]:
    """Yield numbers of facts per row to try: an even distribution first, then descending counts."""
    rows = -(-count // _MAX_FACTS_PER_ROW)
    usual = -(-count // rows)
    yield usual
    yield from (n for n in range(count, 0, -1) if n != usual and place.width / n >= _MIN_FACT_WIDTH_IN)


def _arrange_facts_in_rows(pairs: list[tuple[str, str]], place: Rect, across: int, theme: Theme) -> tuple[Panel, ...]:
    """Arrange the facts in rows; return an empty tuple if one does not fit."""
    family = theme.body_font
    width = (place.width - _GUTTER_IN * (across - 1)) / across
    rows = -(-len(pairs) // across)
    height = min(place.height / rows, _MAX_FACT_ROW_IN)
    place = Rect(place.x, place.bottom - rows * height, place.width, rows * height)
    room = height - measure_height_in((Para((Span("X"),), _FACT_LABEL_PT),), width, family) - 3 / POINTS_PER_INCH
    sizes = [_fit_fact_size(label, value, (width, room), family) for label, value in pairs]
    size = min((one or 0.0 for one in sizes), default=0.0)
    if not size:
        return ()
    lesser, ink = _choose_fact_colors(theme, place)
    panels = []
    for number, (label, value) in enumerate(pairs):
        row, column = divmod(number, across)
        rect = Rect(place.x + column * (width + _GUTTER_IN), place.y + row * height, width, height)
        head = Para((Span(label),), _FACT_LABEL_PT, color=lesser)
        text = Para(make_bold((Span(value),)), size, before_pt=1, color=ink)
        panels.append(Panel(f"fact:{number + 1}", rect, (head, text)))
    return tuple(panels)


def _choose_fact_colors(theme: Theme, place: Rect) -> tuple[Color, Color]:
    """Return readable colors for labels and values at a position on the title slide."""
    layout = theme.layouts["title"]
    return choose_readable_color(layout.scheme, layout, place, _LABEL_COLORS), choose_readable_color(
        layout.scheme, layout, place, _VALUE_COLORS
    )


def _fit_fact_size(label: str, value: str, room: tuple[float, float], family: str) -> float | None:
    """Return the largest size, in points, at which a value fits below its label; None if either does not fit.

    No word is broken for that.
    """
    if (
        find_fitting_size((Span(label),), (_FACT_LABEL_PT,), (room[0], 1.5 * _FACT_LABEL_PT / POINTS_PER_INCH), family)
        is None
    ):
        return None
    bold = load_font_metrics(family, bold=True)
    sizes = [size for size in _FACT_SIZES if measure_longest_word_pt(value, size, bold) <= room[0] * POINTS_PER_INCH]
    return find_fitting_size(make_bold((Span(value),)), sizes, room, family)


def build_section_elements(
    section: Section, spans: tuple[Span, ...], theme: Theme, source: str, role: Role = "section"
) -> tuple[Element, ...]:
    """Build the elements of a section slide or the closing slide, which has only a title and a label.

    Raises:
        LayoutError: a text does not fit, even at the smallest size.
    """
    layout = theme.layouts[role]
    title, *rest = _build_title_panels(role, spans, section.label, theme, TemplateLine(source, section.heading.line))
    if layout.panel:
        return (*build_backing_panels(title, [one.rect for one in rest], layout, theme), *rest)
    return (title, *rest)
