"""Document → Deck: which block goes on which slide, and where, decided before any file is touched.

Rules, in order: `#` makes a title slide; `##` a content slide; `---` parts its content. Content grows or shrinks
to fill its slide; what is still too much goes on under the same title with its number, evenly divided.
"""

from functools import cache
from typing import Final

from msgspec.structs import replace

from golive.markdown.document import Document, Meta, plain
from golive.render.slides.layout.block_forms import inner_shapes, shapes_of
from golive.render.slides.layout.cover import cover_elements, opening_elements
from golive.render.slides.layout.fit import fit
from golive.render.slides.layout.footers import draft_mark, footer_text
from golive.render.slides.layout.form import FigureSource, Setting
from golive.render.slides.layout.outline import Section, outline
from golive.render.slides.layout.slide_heads import Head, fonts_of, head_of
from golive.render.slides.layout.text_layout import spans_of
from golive.render.slides.layout.titles import unique
from golive.render.slides.model import Deck, Element, Panel, Properties, Rect, Role, Slide, Span
from golive.render.slides.theme.theme import Theme

_DIGITS: Final = ("0", "00", "000")
"""Numbers as wide as any that a slide may come to have."""


def plan(document: Document, meta: Meta, theme: Theme, figure: FigureSource) -> Deck:
    """Lay a document out on slides.

    Args:
        document: what a template said.
        meta: what the margins, the title slide and the properties say.
        theme: the template that the slides will stand on.
        figure: draws a figure by its name for exactly the frame that is asked for.

    Raises:
        ContentError: a block has no form on a slide.
        LayoutError: a text fits no slide, however it is set.
    """
    sections = outline(document)
    keys = unique([section.key or f"slide-{n}" for n, section in enumerate(sections, 1)], "-{}")
    titles = unique([plain(section.heading.runs).strip() for section in sections], " ({})")
    fonts = fonts_of(theme)
    # Several sizes are tried, and most of them ask for the same drawings.
    setting = Setting(fonts, theme.scheme, frozenset(keys), cache(figure), document.source, inner_shapes)
    slides: list[Slide] = []
    for section, key, title in zip(sections, keys, titles, strict=True):
        slides += _slides(section, key, title, meta, (theme, setting))
    titles_shown = unique([slide.title for slide in slides], " ({})")
    keys_shown = unique([slide.key for slide in slides], "-{}")
    footer = footer_text(meta, theme, fonts)
    finished = tuple(
        replace(
            slide,
            key=key,
            title=title,
            elements=_named(key, (*_retitled(slide, title), *draft_mark(meta, theme, fonts, slide.role))),
            footer=footer,
            date=meta.date_on_paper,
            number=number,
        )
        for number, (slide, key, title) in enumerate(zip(slides, keys_shown, titles_shown, strict=True), 1)
    )
    own = (meta.title, meta.subject, meta.author, meta.date, meta.version, meta.language)
    properties = Properties(*own, id=meta.id, kind=meta.kind, digest=meta.digest, parts=meta.parts)
    return Deck(finished, theme.width, theme.height, properties)


def _slides(section: Section, key: str, title: str, meta: Meta, tools: tuple[Theme, Setting]) -> list[Slide]:
    """The slides of one section."""
    theme, setting = tools
    if section.is_cover:
        cover = cover_elements(section, meta, theme, setting.source)
        return [_slide(key, "title", title, cover, section.notes)]
    if not section.chunks:
        opening = opening_elements(section, _title_spans(section, title), theme, setting.source)
        return [_slide(key, "section", title, opening, section.notes)]
    strip = bool(section.label or meta.draft)
    (alone,) = _heads(section, [title], tools, strip=strip)

    def less_room() -> Rect:
        # A longer title may be set so much smaller that it leaves more room: the least of all is what there is.
        heads = _heads(section, [f"{title}{_of(a, b)}" for a in _DIGITS for b in _DIGITS if a <= b], tools, strip=strip)
        return min((head.body for head in heads), key=lambda body: body.height)

    pages = fit([shapes_of(chunk, setting) for chunk in section.chunks], alone.body, less_room)
    numbered = len(pages) > 1
    shown = [f"{title}{_of(n, len(pages))}" if numbered else title for n in range(1, len(pages) + 1)]
    heads = _heads(section, shown, tools, strip=strip)
    body = min((head.body for head in heads), key=lambda r: r.height)
    slides = []
    for number, (page, head, text) in enumerate(zip(pages, heads, shown, strict=True), 1):
        content = page.place(body)
        role: Role = "content" if any(getattr(e, "slot", None) == "body" for e in content) else "title-only"
        own = key if number == 1 else f"{key}-{number}"
        slides.append(_slide(own, role, text, (*head.elements, *content), section.notes))
    return slides


def _of(number: int | str, count: int | str) -> str:
    """The number of a slide under a title that several share; it never breaks over two lines."""
    return f" ({number}\u00a0of\u00a0{count})"


def _heads(section: Section, titles: list[str], tools: tuple[Theme, Setting], *, strip: bool) -> list[Head]:
    theme, setting = tools
    where = (setting.source, section.heading.line)
    return [head_of(_title_spans(section, text), section.label, theme, where, strip=strip) for text in titles]


def _slide(key: str, role: Role, title: str, elements: tuple[Element, ...], notes: tuple[str, ...]) -> Slide:
    return Slide(key, role, title, elements, notes, "", "", 0)


def _title_spans(section: Section, shown: str) -> tuple[Span, ...]:
    """The title in its dress, with whatever made it unique at the end."""
    spans = spans_of(section.heading.runs)
    text = "".join(span.text for span in spans)
    if shown.startswith(text) and text:
        extra = shown[len(text) :]
        return (*spans, Span(extra)) if extra else spans
    return (Span(shown),)


def _retitled(slide: Slide, title: str) -> tuple[Element, ...]:
    """The elements, with what made the title unique put behind it."""
    if title == slide.title:
        return slide.elements
    first = slide.elements[0]
    if not isinstance(first, Panel):
        return slide.elements
    extra = Span(title[len(slide.title) :], bold=True)
    head = replace(first.paras[0], spans=(*first.paras[0].spans, extra))
    return (replace(first, paras=(head,)), *slide.elements[1:])


def _named(key: str, elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """Elements with the names by which they are known again: `slide-key:role:id`, unique on the slide."""
    names = unique([element.name for element in elements], "-{}")
    return tuple(replace(element, name=f"{key}:{name}") for element, name in zip(elements, names, strict=True))
