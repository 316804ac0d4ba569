"""HTML → Typst source: the page that the PDF engine sets, and what its structure tree must hold."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct

from golive.markdown.document import Meta
from golive.render.html.colors import add_tints, to_css_colors
from golive.render.html.cover import cover_art_svg, is_long_title
from golive.render.html.head import list_properties
from golive.render.html.paper_size import Sheet, get_sheet
from golive.render.html.style_sheet import DEFAULT_SCALE, TypeScale
from golive.render.pdf.fonts import list_families
from golive.render.pdf.html_tree import parse_html_as_xml
from golive.render.pdf.page_input import PageInput
from golive.render.pdf.typst.blocks import BlockTranslator
from golive.render.pdf.typst.inline import breakable_text, get_classes, text_of
from golive.render.pdf.typst.literals import (
    array_literal,
    boolean_literal,
    dictionary_literal,
    number_literal,
    string_literal,
)
from golive.render.pdf.typst.tables import list_cover_facts, plan_cover_table
from golive.render.pdf.typst.tag_plan import TagPlan
from golive.typography.units import POINTS_PER_INCH

FOLDER: Final = Path(__file__).parent
LAYOUT_REPORT: Final = "golive-layout.json"
"""Name of the attachment in which Typst reports how full its pages are; it is taken out of the finished file."""
_STYLES: Final = {
    "runbook": ("runbook.typ", "blocks.typ", "pages.typ"),
    "explainer": ("explainer.typ", "blocks.typ", "one-page.typ"),
}
_SVG: Final = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_MONO: Final = "JetBrains Mono"
# Sizes and widths of the style, in points, and shares of the text width; they decide only whether a word is too wide.
_RUNNING_PT, _KICKER_PT, _TITLE_PT, _LONG_TITLE_PT, _SUBTITLE_PT = 9.5, 10.0, 35.0, 27.0, 16.5
_COVER_SIDES_PT, _TITLE_WIDTH_PT = 137.0, 424.0
_TITLE_SHARE, _ABOUT_SHARE, _SPACED_CAPITALS = 0.5, 0.75, 1.5


class TypstPage(Struct, frozen=True):
    """A document as Typst source, and what its structure tree must hold."""

    source: str
    plan: TagPlan


def build_source(
    page: PageInput, html: str, *, type_scale: TypeScale = DEFAULT_SCALE, moved: frozenset[str] = frozenset()
) -> TypstPage:
    """Translate a page to Typst.

    Args:
        page: the document.
        html: the whole page, from `render_html`.
        type_scale: scale of type and of spaces, for explainers.
        moved: anchors of headings that begin a new page.
    """
    root = parse_html_as_xml(html)
    body = None if root is None else root.find("body")
    if root is None or body is None:
        raise AssertionError("golive's own page is not well-formed")
    writer = BlockTranslator(page.form, type_scale.scale, _SVG.findall(html), moved)
    sheet = get_sheet(page.meta.paper_size, page.form)
    pages = (_iter_runbook if page.form == "runbook" else _iter_explainer)(body, page, writer, sheet)
    parts = [
        *_iter_settings(page, html, type_scale),
        *((FOLDER / name).read_text("utf-8") for name in _STYLES[page.form]),
        _set_properties(page.meta),
        "#show: whole",
        *pages,
    ]
    return TypstPage("\n".join(parts), writer.plan)


def _iter_settings(page: PageInput, html: str, type_scale: TypeScale) -> Iterator[str]:
    """Yield the definitions in front of the style: colors, fonts, language and scale."""
    colors = add_tints(to_css_colors(page.palette))
    language, _, region = page.meta.language.partition("-")
    families = list_families(html)
    first_mono = (_MONO, *(name for name in families if name != _MONO))
    yield f"#let c = {dictionary_literal({name: f'rgb({string_literal(color)})' for name, color in colors.items()})}"
    yield f"#let sans = {array_literal(map(string_literal, families))}"
    yield f"#let mono = {array_literal(map(string_literal, first_mono))}"
    yield f"#let language = {string_literal(language)}"
    yield f"#let region = {string_literal(region.lower() or 'us')}"
    yield f"#let scale = {number_literal(type_scale.scale)}"
    yield f"#let air = {number_literal(type_scale.spacing)}"


def _set_properties(meta: Meta) -> str:
    day = date.fromisoformat(meta.date)
    title = string_literal(list_properties(meta)["title"])
    return (
        f"#set document(title:{title},author:{string_literal(meta.author)},"
        f"date:datetime(year:{day.year},month:{day.month},day:{day.day}))"
    )


def _size_literal(sheet: Sheet) -> str:
    sides = {
        "width": sheet.width_in,
        "height": sheet.height_in,
        "top": sheet.top_in,
        "bottom": sheet.bottom_in,
        "side": sheet.side_in,
    }
    return dictionary_literal({name: number_literal(value, "in") for name, value in sides.items()})


def _iter_explainer(body: Element, _page: PageInput, writer: BlockTranslator, sheet: Sheet) -> Iterator[str]:
    box = body[0]
    header, *rest = box
    first, *lead = header
    width = sheet.text_width_in * POINTS_PER_INCH
    draft = first.findtext("span", "")
    about = breakable_text(box.get("data-about", ""), width, _RUNNING_PT)
    kicker = breakable_text(first.text or "", width / _SPACED_CAPITALS, _KICKER_PT)
    yield f"#sheet({_size_literal(sheet)},{about},{{"
    yield f"kicker({kicker},{string_literal(draft)})"
    yield writer.translate(lead, width, after="kicker")
    yield 'gap("header","header")'
    yield writer.translate(rest, width)
    yield "})"


def _iter_runbook(body: Element, page: PageInput, writer: BlockTranslator, sheet: Sheet) -> Iterator[str]:
    cover, *sections = body
    yield _cover(cover, page, writer, sheet)
    wide, width = sheet.to_landscape(), sheet.text_width_in * POINTS_PER_INCH
    title = breakable_text(cover.get("data-title", ""), _TITLE_SHARE * width, _RUNNING_PT)
    about = breakable_text(cover.get("data-about", ""), _ABOUT_SHARE * width, _RUNNING_PT)
    for is_wide, group in groupby(sections, key=lambda section: "wide" in get_classes(section)):
        used = wide if is_wide else sheet
        yield f"#sheet({_size_literal(used)},{title},{about},{boolean_literal(bool(page.meta.draft_mark))},{{"
        for number, section in enumerate(group):
            yield from _iter_section(section, writer, used, is_first=number == 0)
        yield "})"
    yield "#layout-report"


def _iter_section(section: Element, writer: BlockTranslator, sheet: Sheet, *, is_first: bool) -> Iterator[str]:
    classes, blocks = get_classes(section), list(section)
    half = "none"
    if "new" in classes and not is_first:
        yield "pagebreak(weak:true)"
    elif not is_first:
        yield 'gap("chapter","chapter")'
    if blocks and "need" in get_classes(blocks[0]):
        del blocks[0]
        half = "none" if is_first else number_literal(sheet.text_height_in / 2, "in")
    width = sheet.text_width_in * POINTS_PER_INCH
    if blocks and blocks[0].tag == "h1":
        yield f"chapter({breakable_text(text_of(blocks[0]), (1 - _TITLE_SHARE) * width, _RUNNING_PT)},half:{half})"
    yield writer.translate(blocks, width, marks=True)


def _cover(cover: Element, page: PageInput, writer: BlockTranslator, sheet: Sheet) -> str:
    meta, table = page.meta, cover.find("div/table")
    width = sheet.width_in * POINTS_PER_INCH - _COVER_SIDES_PT
    facts = "()"
    if table is not None:
        writer.plan.tables.append(plan_cover_table(table))
        facts = list_cover_facts(table, width)
    texts = {name: text_of(part) for part in cover.findall("p") for name in get_classes(part)[:1]}
    title_pt = _LONG_TITLE_PT if is_long_title(meta.title) else _TITLE_PT
    rooms = {
        "kicker": (width / _SPACED_CAPITALS, _KICKER_PT),
        "title": (_TITLE_WIDTH_PT, title_pt),
        "subtitle": (width, _SUBTITLE_PT),
        "draft": (width, _RUNNING_PT),
    }
    shown = [breakable_text(texts.get(name, ""), *room) for name, room in rooms.items()]
    art = string_literal(cover_art_svg(to_css_colors(page.palette), sheet))
    flags = [boolean_literal("crowded" in get_classes(cover)), boolean_literal(is_long_title(meta.title))]
    return f"#cover({','.join((_size_literal(sheet), art, *shown, facts, *flags))})"
