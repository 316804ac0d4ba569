"""Document → Deck: decide which block goes on which slide, and where, before any file is written.

Rules, in order: `#` starts a title slide; `##` starts a content slide; `---` splits its content. Content grows or
shrinks to fill its slide; content that is still too long continues on numbered slides with the same title.
"""

import math
from functools import cache
from typing import Final, NamedTuple

from msgspec.structs import replace

from golive.markdown.document import Document, Meta, plain_text
from golive.render.slides.layout.block_forms import build_forms, build_inner_forms
from golive.render.slides.layout.cover import build_cover_elements, build_section_elements
from golive.render.slides.layout.fit import fit_section
from golive.render.slides.layout.footers import build_draft_mark, build_footer_text
from golive.render.slides.layout.form import FigureSource, FormContext
from golive.render.slides.layout.outline import Section, split_into_sections
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
from golive.render.slides.model import Deck, DeckProperties, Element, Panel, Rect, Role, Slide, Span
from golive.render.slides.theme.theme import Theme
from golive.support.problems import LayoutError

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
    context = FormContext(fonts, theme.scheme, frozenset(keys), cache(figure), document.source, build_inner_forms)
    tools = _SectionTools(theme, context, _measure_common_title_size_pt(sections, titles, meta, theme, document.source))
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
    """What the slides of every section are laid out with: the theme, the inputs of forms, and the size of titles."""

    theme: Theme
    forms: FormContext
    title_pt: float


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
        opening = build_section_elements(section, _build_title_spans(section, title), theme, context.source)
        return [_make_slide(key, "section", title, opening, section.notes)]
    strip = _has_strip(section, meta)
    (alone,) = _build_heads(section, [title], tools, strip=strip)

    def less_room() -> Rect:
        # A longer title may use a smaller font and leave more room, so take the minimum over all number widths.
        heads = _build_heads(
            section,
            [f"{title}{_format_slide_count(a, b)}" for a in _WIDEST_NUMBERS for b in _WIDEST_NUMBERS if a <= b],
            tools,
            strip=strip,
        )
        return min((head.body for head in heads), key=lambda body: body.height)

    pages = fit_section([build_forms(chunk, context) for chunk in section.chunks], alone.body, less_room)
    numbered = len(pages) > 1
    shown = [f"{title}{_format_slide_count(n, len(pages))}" if numbered else title for n in range(1, len(pages) + 1)]
    heads = _build_heads(section, shown, tools, strip=strip)
    body = min((head.body for head in heads), key=lambda r: r.height)
    slides = []
    for number, (page, head, text) in enumerate(zip(pages, heads, shown, strict=True), 1):
        content = page.place(body)
        role: Role = "content" if any(getattr(e, "slot", None) == "body" for e in content) else "title-only"
        own = key if number == 1 else f"{key}-{number}"
        slides.append(_make_slide(own, role, text, (*head.elements, *content), section.notes))
    return slides


def _format_slide_count(number: int | str, count: int | str) -> str:
    """Format " (1 of 3)" for titles shared by several slides, with non-breaking spaces."""
    return f" ({number}\u00a0of\u00a0{count})"


def _build_heads(section: Section, titles: list[str], tools: _SectionTools, *, strip: bool) -> list[SlideHead]:
    where = TemplateLine(tools.forms.source, section.heading.line)
    style = HeadStyle(strip, tools.title_pt)
    return [
        build_slide_head(_build_title_spans(section, text), section.label, tools.theme, where, style) for text in titles
    ]


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
