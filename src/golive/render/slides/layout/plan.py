"""Document → Deck: decide which block goes on which slide, and where, before any file is written.

Rules, in order: `#` starts a title slide; `##` starts a content slide; `---` splits its content. Content grows or
shrinks to fill its slide; content that is still too long continues on numbered slides with the same title.
"""

import math
from functools import cache
from typing import Final, NamedTuple

from msgspec.structs import replace

from golive.figures.drawing import Rect
from golive.markdown.document import Document, Meta, plain_text
from golive.render.slides.layout.block_forms import build_forms, build_inner_forms
from golive.render.slides.layout.cover import build_cover_elements, build_section_elements
from golive.render.slides.layout.fit import fit_section
from golive.render.slides.layout.footers import build_draft_mark, build_footer_text
from golive.render.slides.layout.form import FigureSource, FormContext
from golive.render.slides.layout.outline import Section, split_into_sections
from golive.render.slides.layout.placeholder_slots import (
    assign_body_slot,
    choose_role,
    find_column_role,
    find_text_placeholders,
)
from golive.render.slides.layout.problems import TemplateLine
from golive.render.slides.layout.slide_heads import (
    HeadStyle,
    SlideHead,
    build_slide_head,
    get_theme_fonts,
    measure_title_size_pt,
)
from golive.render.slides.layout.text_layout import convert_runs
from golive.render.slides.layout.titles import make_unique
from golive.render.slides.model import Deck, DeckProperties, Element, Panel, Role, Slide, Span
from golive.render.slides.theme.theme import Theme
from golive.support.problems import LayoutError

_CONTENT_ROLES: Final[tuple[Role, ...]] = ("title-only", "content")
_WIDEST_NUMBERS: Final = ("0", "00", "000")
"""Placeholders as wide as any slide number that may be needed."""


def plan_slides(document: Document, meta: Meta, theme: Theme, figure: FigureSource) -> Deck:
    """Lay a document out on slides.

    Args:
        document: the parsed Markdown.
        meta: metadata for the footers, the title slide and the file properties.
        theme: the template of the slides.
        figure: function that draws the named figure for a given frame.

    Raises:
        ContentError: a block cannot be shown on a slide.
        LayoutError: a text does not fit on any slide, even at the smallest size.
    """
    sections = split_into_sections(document)
    keys = make_unique([section.key or f"slide-{n}" for n, section in enumerate(sections, 1)], "-{}")
    titles = make_unique([plain_text(section.heading.runs).strip() for section in sections], " ({})")
    fonts = get_theme_fonts(theme)
    # Cached because most of the tried sizes need the same drawings.
    inputs = (fonts, theme.scheme, frozenset(keys), cache(figure), document.source, build_inner_forms)
    context = FormContext(*inputs, find_text_placeholders(theme))
    title_pt = _measure_common_title_size_pt(sections, titles, meta, theme, document.source)
    tools = _SectionTools(theme, context, title_pt, sections[-1])
    slides: list[Slide] = []
    for section, key, title in zip(sections, keys, titles, strict=True):
        planned = _plan_section(section, key, title, meta, tools)
        slides += [replace(slide, is_hidden=True) for slide in planned] if section.is_hidden else planned
    titles_shown = make_unique([slide.title for slide in slides], " ({})")
    keys_shown = make_unique([slide.key for slide in slides], "-{}")
    footer = build_footer_text(meta, theme, fonts)
    finished = tuple(
        replace(
            slide,
            key=key,
            title=title,
            elements=_name_elements(
                key, (*_append_title_suffix(slide, title), *build_draft_mark(meta, theme, fonts, slide.role))
            ),
            footer=footer,
            date=meta.display_date,
            number=number,
        )
        for number, (slide, key, title) in enumerate(zip(slides, keys_shown, titles_shown, strict=True), 1)
    )
    own = (meta.title, meta.subject, meta.author, meta.date, meta.version, meta.language)
    properties = DeckProperties(*own, id=meta.id, kind=meta.kind, digest=meta.digest, parts=meta.part_digests)
    return Deck(finished, theme.width, theme.height, properties)


class _SectionTools(NamedTuple):
    """What the slides of every section are laid out with.

    Attributes:
        theme: the theme.
        forms: the inputs of forms.
        title_pt: the largest size of titles, in points.
        last: the section that ends the deck.
    """

    theme: Theme
    forms: FormContext
    title_pt: float
    last: Section


def _measure_common_title_size_pt(
    sections: tuple[Section, ...], titles: tuple[str, ...], meta: Meta, theme: Theme, source: str
) -> float:
    """Return the largest size, in points, at which the title of every content slide fits."""
    sizes = [math.inf]
    for section, title in zip(sections, titles, strict=True):
        if section.is_cover or not section.chunks:
            continue
        where = TemplateLine(source, section.heading.line)
        style = HeadStyle(has_strip=_has_strip(section, meta))
        numbered = f"{title}{_format_slide_count('00', '00')}"
        try:
            sizes.append(measure_title_size_pt(_build_title_spans(section, numbered), theme, where, style))
        except LayoutError:  # Only the slide itself tells whether it needs a number.
            sizes.append(measure_title_size_pt(_build_title_spans(section, title), theme, where, style))
    return min(sizes)


def _has_strip(section: Section, meta: Meta) -> bool:
    return bool(section.label or meta.draft_mark)


def _plan_section(section: Section, key: str, title: str, meta: Meta, tools: _SectionTools) -> list[Slide]:
    """Lay out the slides of one section."""
    theme, context = tools.theme, tools.forms
    if section.is_cover:
        cover = build_cover_elements(section, meta, theme, context.source)
        return [_make_slide(key, "title", title, cover, section.notes)]
    if not section.chunks:
        role: Role = "closing" if section is tools.last and "closing" in theme.layouts else "section"
        opening = build_section_elements(section, _build_title_spans(section, title), theme, context.source, role)
        return [_make_slide(key, role, title, opening, section.notes)]
    heads = _HeadBuilder(section, tools, has_strip=_has_strip(section, meta))
    roles = _list_possible_roles(theme)

    def less_room() -> Rect:
        # A longer title may use a smaller font and leave more room, so take the minimum over all number widths.
        texts = [f"{title}{_format_slide_count(a, b)}" for a in _WIDEST_NUMBERS for b in _WIDEST_NUMBERS if a <= b]
        return min((heads.build(text, role).body for text in texts for role in roles), key=lambda body: body.height)

    room = min((heads.build(title, role).body for role in roles), key=lambda body: body.height)
    pages = fit_section([build_forms(chunk, context) for chunk in section.chunks], room, less_room)
    numbered = len(pages) > 1
    shown = [f"{title}{_format_slide_count(n, len(pages))}" if numbered else title for n in range(1, len(pages) + 1)]
    body = min((heads.build(text, role).body for text in shown for role in roles), key=lambda r: r.height)
    slides = []
    for number, (page, text) in enumerate(zip(pages, shown, strict=True), 1):
        content = assign_body_slot(page.place(body), theme, body)
        role = choose_role(content, theme)
        own = key if number == 1 else f"{key}-{number}"
        slides.append(_make_slide(own, role, text, (*heads.build(text, role).elements, *content), section.notes))
    return slides


def _list_possible_roles(theme: Theme) -> list[Role]:
    """Return the roles of layouts for content whose heads differ from each other."""
    found: dict[object, Role] = {}
    columns = find_column_role(theme)
    for role in (*_CONTENT_ROLES, *((columns,) if columns else ())):
        layout = theme.layouts.get(role)
        if layout and "title" in layout.placeholders:
            head = (layout.placeholders["title"], layout.placeholders.get("label"), layout.panel, layout.backdrop)
            found.setdefault(head, role)
    return list(found.values())


def _format_slide_count(number: int | str, count: int | str) -> str:
    """Format " (1 of 3)" for titles shared by several slides, with non-breaking spaces."""
    return f" ({number}\u00a0of\u00a0{count})"


class _HeadBuilder:
    """Lays out the heads of the slides of a section, each once."""

    def __init__(self, section: Section, tools: _SectionTools, *, has_strip: bool) -> None:
        self._section, self._tools, self._has_strip = section, tools, has_strip
        self._known: dict[tuple[str, Role], SlideHead] = {}

    def build(self, title: str, role: Role) -> SlideHead:
        """Return the head of a slide with this title on the layout of a role."""
        if (title, role) not in self._known:
            where = TemplateLine(self._tools.forms.source, self._section.heading.line)
            style = HeadStyle(self._has_strip, self._tools.title_pt, role)
            spans = _build_title_spans(self._section, title)
            self._known[title, role] = build_slide_head(spans, self._section.label, self._tools.theme, where, style)
        return self._known[title, role]


def _make_slide(key: str, role: Role, title: str, elements: tuple[Element, ...], notes: tuple[str, ...]) -> Slide:
    return Slide(key, role, title, elements, notes, "", "", 0)


def _build_title_spans(section: Section, shown: str) -> tuple[Span, ...]:
    """Return the formatted title, followed by the suffix that makes it unique."""
    spans = convert_runs(section.heading.runs)
    text = "".join(span.text for span in spans)
    if shown.startswith(text) and text:
        extra = shown[len(text) :]
        return (*spans, Span(extra)) if extra else spans
    return (Span(shown),)


def _append_title_suffix(slide: Slide, title: str) -> tuple[Element, ...]:
    """Return the elements with the unique suffix of `title` appended to the title panel."""
    if title == slide.title:
        return slide.elements
    first = slide.elements[0]
    if not isinstance(first, Panel):
        return slide.elements
    extra = Span(title[len(slide.title) :], bold=True)
    head = replace(first.paras[0], spans=(*first.paras[0].spans, extra))
    return (replace(first, paras=(head,)), *slide.elements[1:])


def _name_elements(key: str, elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """Prefix element names with the slide key (`slide-key:role:id`) and make them unique on the slide."""
    names = make_unique([element.name for element in elements], "-{}")
    return tuple(replace(element, name=f"{key}:{name}") for element, name in zip(elements, names, strict=True))
