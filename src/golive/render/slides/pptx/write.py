"""Write a planned deck as .pptx, based on the package of the theme."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from golive.ooxml.package_builder import RELATIONSHIPS_NS, Part, serialize_parts
from golive.ooxml.zip_writer import write_package
from golive.render.seal import seal_parts
from golive.render.slides.model import Deck, Plot, Slide
from golive.render.slides.pptx.base_package import BasePackage, load_base_package
from golive.render.slides.pptx.chart_workbook import XLSX_CONTENT_TYPE, write_chart_workbook
from golive.render.slides.pptx.charts import chart_part_xml
from golive.render.slides.pptx.identity import embed_identity
from golive.render.slides.pptx.properties import embed_properties
from golive.render.slides.pptx.slides import collect_links, notes_xml, slide_xml
from golive.render.slides.pptx.text import TextContext
from golive.render.slides.theme.colors import ColorScheme
from golive.render.slides.theme.theme import Theme

_FIRST_LINK_NUMBER: Final = 3
"""Relationships 1 and 2 of a slide are its layout and its notes page."""
_FIRST_SLIDE_ID: Final = 256
_CONTENT_TYPES: Final = "application/vnd.openxmlformats-officedocument"


def write(deck: Deck, theme: Theme) -> bytes:
    """Write a deck.

    Args:
        deck: the planned deck.
        theme: the theme it was planned for.

    Returns:
        The bytes of the file. Equal decks on equal themes give equal bytes.
    """
    base = load_base_package(theme.source)
    sheets = [_build_slide_part(slide, number, deck, (theme, base)) for number, slide in enumerate(deck.slides, 1)]
    parts = {f"#{sheet.slide.key}": sheet.part for sheet in sheets}
    for sheet in sheets:
        _add_link_relationships(sheet, parts)
        _add_chart_relationships(sheet, deck.properties.language, theme.scheme)
    return write_package(seal_parts(serialize_parts(_build_package(base, [sheet.part for sheet in sheets], deck))))


class _SlidePart(Struct, frozen=True):
    slide: Slide
    part: Part


def _build_package(base: BasePackage, slides: list[Part], deck: Deck) -> Part:
    """Build the whole package without modifying the base package."""
    main = base.presentation.copy()
    numbers = [main.add_relationship(f"{RELATIONSHIPS_NS}/slide", slide) for slide in slides]
    listed = (f'<p:sldId id="{n}" r:id="{number}"/>' for n, number in enumerate(numbers, _FIRST_SLIDE_ID))
    main.content = base.build_presentation_xml("".join(listed))
    package = Part("")
    package.add_relationship(f"{RELATIONSHIPS_NS}/officeDocument", main)
    embed_properties(package, deck)
    embed_identity(package, main, deck)
    return package


def _build_slide_part(slide: Slide, number: int, deck: Deck, tools: tuple[Theme, BasePackage]) -> _SlidePart:
    theme, base = tools
    layout = theme.layouts[slide.role]
    links = {href: f"rId{n}" for n, href in enumerate(collect_links(slide), _FIRST_LINK_NUMBER)}
    charts = {plot.name: f"rId{n}" for n, plot in enumerate(_find_plots(slide), _FIRST_LINK_NUMBER + len(links))}
    context = TextContext(deck.properties.language, links, theme.scheme, theme.forced_font, charts=charts)
    part = Part(
        f"ppt/slides/slide{number}.xml", f"{_CONTENT_TYPES}.presentationml.slide+xml", slide_xml(slide, layout, context)
    )
    notes = Part(
        f"ppt/notesSlides/notesSlide{number}.xml",
        f"{_CONTENT_TYPES}.presentationml.notesSlide+xml",
        notes_xml(slide, deck, base.placeholder_indexes),
    )
    notes.add_relationship(f"{RELATIONSHIPS_NS}/notesMaster", base.notes_master)
    notes.add_relationship(f"{RELATIONSHIPS_NS}/slide", part)
    part.add_relationship(f"{RELATIONSHIPS_NS}/slideLayout", base.layouts[layout.part_name.lstrip("/")])
    part.add_relationship(f"{RELATIONSHIPS_NS}/notesSlide", notes)
    return _SlidePart(slide, part)


def _add_link_relationships(sheet: _SlidePart, parts: Mapping[str, Part]) -> None:
    """Add relationships to slides and web addresses, in the order used by the slide XML."""
    for href in collect_links(sheet.slide):
        if href in parts:
            sheet.part.add_relationship(f"{RELATIONSHIPS_NS}/slide", parts[href])
        else:
            sheet.part.add_relationship(f"{RELATIONSHIPS_NS}/hyperlink", href)


def _find_plots(slide: Slide) -> tuple[Plot, ...]:
    return tuple(element for element in slide.elements if isinstance(element, Plot))


def _add_chart_relationships(sheet: _SlidePart, language: str, scheme: ColorScheme) -> None:
    """Add a chart part with its workbook for each chart, numbered after the links."""
    for place, plot in enumerate(_find_plots(sheet.slide), 1):
        name = f"{sheet.slide.number}-{place}"
        chart = Part(
            f"ppt/charts/chart{name}.xml",
            f"{_CONTENT_TYPES}.drawingml.chart+xml",
            chart_part_xml(plot, language, "rId1", scheme),
        )
        chart.add_relationship(
            f"{RELATIONSHIPS_NS}/package",
            Part(f"ppt/embeddings/chart{name}.xlsx", XLSX_CONTENT_TYPE, write_chart_workbook(plot.chart)),
        )
        sheet.part.add_relationship(f"{RELATIONSHIPS_NS}/chart", chart)
