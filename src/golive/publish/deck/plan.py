"""Document → Deck: which block goes on which slide, and where, decided before any file is touched.

Rules, in order: `#` makes a title slide; `##` a content slide; `---` parts its content. Content grows or shrinks
to fill its slide; what is still too much goes on under the same title with its number, evenly divided.
"""

from dataclasses import replace
from functools import cache
from typing import Final

from golive.errors import LayoutError
from golive.publish.deck.cover import cover_elements, opening_elements
from golive.publish.deck.dress import POINTS, Fonts, fit_size, spans_of
from golive.publish.deck.faults import fault
from golive.publish.deck.fit import fit
from golive.publish.deck.form import FigureSource, Setting
from golive.publish.deck.margins import draft_mark, footer_text
from golive.publish.deck.outline import Section, outline
from golive.publish.deck.shapes import inner_shapes, shapes_of
from golive.publish.deck.slides import Deck, Element, Panel, Para, Properties, Rect, Role, Slide, Span
from golive.publish.deck.theme import Theme
from golive.publish.deck.titles import fit_title, unique
from golive.publish.document import Document, Meta, plain
from golive.typography.lines import LINE_PITCH

_BELOW_TITLE: Final = 0.24
_LABEL_SIZES: Final = (12.0, 11.0, 10.0)
_NUMBERS: Final = (" (0 of 0)", " (0 of 00)", " (00 of 00)", " (0 of 000)", " (00 of 000)", " (000 of 000)")


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
    fonts = Fonts(theme.heading_font, theme.body_font)
    # Several sizes are tried, and most of them ask for the same drawings.
    setting = Setting(fonts, theme.scheme, frozenset(keys), cache(figure), document.source, inner_shapes)
    slides: list[Slide] = []
    for section, key, title in zip(sections, keys, titles, strict=True):
        slides += _slides(section, key, title, meta, (theme, setting))
    titles_shown = unique([slide.title for slide in slides], " ({})")
    keys_shown = unique([slide.key for slide in slides], "-{}")
    mark = draft_mark(meta, theme, fonts)
    footer = footer_text(meta, theme, fonts)
    finished = tuple(
        replace(
            slide,
            key=key,
            title=title,
            elements=_named(key, (*_retitled(slide, title), *mark)),
            footer=footer,
            date=meta.date_on_paper,
            number=number,
        )
        for number, (slide, key, title) in enumerate(zip(slides, keys_shown, titles_shown, strict=True), 1)
    )
    properties = Properties(meta.title, meta.subject, meta.author, meta.date, meta.version, meta.language)
    return Deck(finished, theme.width, theme.height, properties)


def _slides(section: Section, key: str, title: str, meta: Meta, tools: tuple[Theme, Setting]) -> list[Slide]:
    """The slides of one section."""
    theme, setting = tools
    if section.is_cover:
        cover = cover_elements(section, meta, theme, setting.source)
        return [_slide(key, "title", title, cover, section.notes)]
    where = (setting.source, section.heading.line)
    if not section.chunks:
        opening = opening_elements(section, _title_spans(section, title), theme, setting.source)
        return [_slide(key, "section", title, opening, section.notes)]
    rooms = _rooms(section, title, theme, setting)
    stacks = [shapes_of(chunk, setting) for chunk in section.chunks]
    pages = fit(stacks, rooms)
    numbered = len(pages) > 1
    shown = [f"{title} ({n} of {len(pages)})" if numbered else title for n in range(1, len(pages) + 1)]
    body = min((_body(_title_spans(section, text), theme, setting, where) for text in shown), key=lambda r: r.height)
    slides = []
    for number, page in enumerate(pages, 1):
        head, lines = fit_title(_title_spans(section, shown[number - 1]), _title_rect(theme), setting.fonts, where)
        content = page.place(body)
        elements: tuple[Element, ...] = (
            Panel("title", _as_high_as(lines, head, _title_rect(theme)), (head,), slot="title"),
            *_label(section, theme, setting),
        )
        role: Role = "content" if any(getattr(e, "slot", None) == "body" for e in content) else "title-only"
        own = key if number == 1 else f"{key}-{number}"
        slides.append(_slide(own, role, shown[number - 1], (*elements, *content), section.notes))
    return slides


def _slide(key: str, role: Role, title: str, elements: tuple[Element, ...], notes: tuple[str, ...]) -> Slide:
    return Slide(key, role, title, elements, notes, "", "", 0)


def _rooms(section: Section, title: str, theme: Theme, setting: Setting) -> tuple[Rect, Rect]:
    """The place for content under the title alone, and under the title with its number."""
    where = (setting.source, section.heading.line)
    bodies = [_body(_title_spans(section, f"{title}{number}"), theme, setting, where) for number in ("", *_NUMBERS)]
    # A longer title may be set so much smaller that it leaves more room.
    return bodies[0], min(bodies[1:], key=lambda body: body.height)


def _body(spans: tuple[Span, ...], theme: Theme, setting: Setting, where: tuple[str, int]) -> Rect:
    rect = _title_rect(theme)
    head, lines = fit_title(spans, rect, setting.fonts, where)
    top = max(rect.y + lines * head.size_pt * LINE_PITCH / POINTS + _BELOW_TITLE, 1.36)
    return Rect(theme.body.x, top, theme.body.width, theme.body.bottom - top)


def _title_rect(theme: Theme) -> Rect:
    return theme.layouts["title-only"].holders["title"].rect


def _as_high_as(lines: int, head: Para, rect: Rect) -> Rect:
    """The title's place, cut to its lines, so that it does not lie over what stands below."""
    return replace(rect, height=min(rect.height, lines * head.size_pt * LINE_PITCH / POINTS + 0.02))


def _title_spans(section: Section, shown: str) -> tuple[Span, ...]:
    """The title in its dress, with whatever made it unique at the end."""
    spans = spans_of(section.heading.runs)
    text = "".join(span.text for span in spans)
    if shown.startswith(text) and text:
        extra = shown[len(text) :]
        return (*spans, Span(extra)) if extra else spans
    return (Span(shown),)


def _label(section: Section, theme: Theme, setting: Setting) -> tuple[Panel, ...]:
    if not section.label:
        return ()
    rect = theme.layouts["title-only"].holders["label"].rect
    spans = (Span(section.label, bold=True),)
    size = fit_size(spans, _LABEL_SIZES, (rect.width, rect.height), setting.fonts.body)
    if size is None:
        where = (setting.source, section.heading.line)
        message = f"the label {section.label!r} takes more than a line"
        raise LayoutError(fault(*where, message, "Make it shorter.", section.label))
    return (Panel("label", rect, (Para(spans, size, color="accent"),), anchor="middle", slot="label"),)


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
