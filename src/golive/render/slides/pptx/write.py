"""Write a planned deck as .pptx, based on the package of the theme."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.package import Package
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart

from golive.ooxml.package import serialize_package
from golive.ooxml.slides import get_slide_name
from golive.ooxml.template import Template, load_template
from golive.ooxml.zip_writer import write_package
from golive.render.seal import seal_parts
from golive.render.slides.model import Deck, Plot, Slide
from golive.render.slides.pptx.chart_workbook import write_chart_workbook
from golive.render.slides.pptx.charts import chart_part_xml
from golive.render.slides.pptx.identity import embed_identity
from golive.render.slides.pptx.properties import embed_properties
from golive.render.slides.pptx.scaling import scale_part_xml
from golive.render.slides.pptx.slides import collect_links, notes_xml, slide_xml
from golive.render.slides.pptx.snapshot import WrittenSlide, take_snapshot
from golive.render.slides.pptx.text import TextContext, build_reset_attributes
from golive.render.slides.theme.theme import Theme

_FIRST_LINK_NUMBER: Final = 3
"""Relationships 1 and 2 of a slide are its layout and its notes page."""
_FIRST_SLIDE_ID: Final = 256


def write_deck(deck: Deck, theme: Theme) -> bytes:
    """Write a deck.

    Args:
        deck: the planned deck.
        theme: the theme it was planned for.

    Returns:
        The bytes of the file. Equal decks on equal themes give equal bytes.
    """
    template = load_template(theme.source)
    package, presentation = template.start_deck()
    context = _Context(deck, theme, template, package)
    sheets = [_build_slide_part(slide, number, context) for number, slide in enumerate(deck.slides, 1)]
    parts = {f"#{sheet.slide.key}": sheet.part for sheet in sheets}
    for sheet in sheets:
        _add_link_relationships(sheet, parts)
        _add_chart_relationships(sheet, context)
    _list_slides(presentation, [sheet.part for sheet in sheets])
    embed_properties(package, deck)
    keys = {str(sheet.part.partname): sheet.slide.key for sheet in sheets}
    written = tuple(_record_written_slide(sheet, keys) for sheet in sheets)
    embed_identity(package, presentation, deck, take_snapshot(deck, _compute_template_digest(theme), written))
    return write_package(seal_parts(serialize_package(package)))


@lru_cache(maxsize=8)
def _digest_source(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()[:16]


def _compute_template_digest(theme: Theme) -> str:
    """Return a digest of the template: a deck made with another one cannot be merged slide by slide."""
    return _digest_source(theme.source)


def _record_written_slide(sheet: "_SlidePart", keys: Mapping[str, str]) -> WrittenSlide:
    """Return a slide as it was written, for the snapshot."""
    links, charts, notes, layout = [], [], b"", ""
    for number, relation in sheet.part.rels.items():
        if relation.is_external:
            links.append((number, relation.target_ref))
        elif relation.reltype == RELATIONSHIP_TYPE.SLIDE:
            links.append((number, f"#{keys[str(relation.target_part.partname)]}"))
        elif relation.reltype == RELATIONSHIP_TYPE.CHART:
            charts.append((number, relation.target_part.blob.decode()))
        elif relation.reltype == RELATIONSHIP_TYPE.NOTES_SLIDE:
            notes = relation.target_part.blob
        elif relation.reltype == RELATIONSHIP_TYPE.SLIDE_LAYOUT:
            layout = get_slide_name(relation.target_part)
    xml = sheet.part.blob.decode()
    return WrittenSlide(sheet.slide.key, layout, xml, notes.decode(), tuple(links), tuple(charts))


class _Context(Struct, frozen=True):
    """The deck that is written, its theme and template, and its package."""

    deck: Deck
    theme: Theme
    template: Template
    package: Package


class _SlidePart(Struct, frozen=True):
    slide: Slide
    part: Part


def _list_slides(presentation: Any, slides: list[Part]) -> None:  # noqa: ANN401 - python-pptx's part
    """List the slides in the presentation; python-pptx's `add_sldId` searches for a free id each time."""
    listed = presentation._element.get_or_add_sldIdLst()  # noqa: SLF001 - python-pptx's way to a part's tree
    for number, slide in enumerate(slides, _FIRST_SLIDE_ID):
        listed._add_sldId(id=number, rId=presentation.relate_to(slide, RELATIONSHIP_TYPE.SLIDE))  # noqa: SLF001


def _build_slide_part(slide: Slide, number: int, context: _Context) -> _SlidePart:
    """Return the part of a slide, related to its layout and its notes page.

    The XML goes into the part as it is: `SlidePart.load` would parse what is only written again.
    """
    deck, theme, package = context.deck, context.theme, context.package
    layout = theme.layouts[slide.role]
    links = {href: f"rId{n}" for n, href in enumerate(collect_links(slide), _FIRST_LINK_NUMBER)}
    charts = {plot.name: f"rId{n}" for n, plot in enumerate(_find_plots(slide), _FIRST_LINK_NUMBER + len(links))}
    text = TextContext(
        deck.properties.language,
        links,
        layout.scheme,
        theme.forced_font,
        reset_attributes=build_reset_attributes(layout.plain_style),
        charts=charts,
        regular_attribute=' b="0"' if layout.plain_style.bold else "",
        body_font=theme.body_font,
    )
    part = Part(
        PackURI(f"/ppt/slides/slide{number}.xml"),
        CONTENT_TYPE.PML_SLIDE,
        package,
        scale_part_xml(slide_xml(slide, layout, text), theme.scale),
    )
    notes = Part(
        PackURI(f"/ppt/notesSlides/notesSlide{number}.xml"),
        CONTENT_TYPE.PML_NOTES_SLIDE,
        package,
        notes_xml(slide, deck, context.template.placeholder_indexes),
    )
    notes.relate_to(context.template.notes_master, RELATIONSHIP_TYPE.NOTES_MASTER)
    notes.relate_to(part, RELATIONSHIP_TYPE.SLIDE)
    part.relate_to(context.template.layouts[layout.part_name.lstrip("/")], RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    part.relate_to(notes, RELATIONSHIP_TYPE.NOTES_SLIDE)
    return _SlidePart(slide, part)


def _add_link_relationships(sheet: _SlidePart, parts: Mapping[str, Part]) -> None:
    """Add relationships to slides and web addresses, in the order used by the slide XML."""
    for href in collect_links(sheet.slide):
        if href in parts:
            sheet.part.relate_to(parts[href], RELATIONSHIP_TYPE.SLIDE)
        else:
            sheet.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


def _find_plots(slide: Slide) -> tuple[Plot, ...]:
    return tuple(element for element in slide.elements if isinstance(element, Plot))


def _add_chart_relationships(sheet: _SlidePart, context: _Context) -> None:
    """Add a chart part with its workbook for each chart, numbered after the links."""
    language, scheme, package = context.deck.properties.language, context.theme.scheme, context.package
    for place, plot in enumerate(_find_plots(sheet.slide), 1):
        name = f"{sheet.slide.number}-{place}"
        xml = scale_part_xml(chart_part_xml(plot, language, "rId1", scheme), context.theme.scale)
        chart = ChartPart.load(PackURI(f"/ppt/charts/chart{name}.xml"), CONTENT_TYPE.DML_CHART, package, xml)
        workbook = EmbeddedXlsxPart(
            PackURI(f"/ppt/embeddings/chart{name}.xlsx"),
            EmbeddedXlsxPart.content_type,
            package,
            write_chart_workbook(plot.chart),
        )
        chart.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
        sheet.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
