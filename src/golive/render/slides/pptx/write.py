"""Deck → .pptx: every slide as XML into the theme's own package. Nothing is decided here."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from golive.ooxml.package_builder import OFFICE, Part, unpacked
from golive.ooxml.zip_writer import pack
from golive.render.seal import sealed_parts
from golive.render.slides.model import Deck, Plot, Slide
from golive.render.slides.pptx.base_package import Shell, shell_of
from golive.render.slides.pptx.chart_workbook import KIND, workbook
from golive.render.slides.pptx.charts import chart_xml
from golive.render.slides.pptx.identity import embed_identity
from golive.render.slides.pptx.properties import describe
from golive.render.slides.pptx.slides import links_of, notes_xml, slide_xml
from golive.render.slides.pptx.text import Voice
from golive.render.slides.theme.colors import Scheme
from golive.render.slides.theme.theme import Theme

_FIRST_LINK: Final = 3
"""A slide's first relationships are those to its layout and to its notes."""
_FIRST_SLIDE_ID: Final = 256
_KINDS: Final = "application/vnd.openxmlformats-officedocument"


def write(deck: Deck, theme: Theme) -> bytes:
    """Write a deck.

    Args:
        deck: what stands where.
        theme: the template that it was planned for.

    Returns:
        The file. Equal decks on equal themes give equal bytes.
    """
    shell = shell_of(theme.source)
    sheets = [_sheet(slide, number, deck, (theme, shell)) for number, slide in enumerate(deck.slides, 1)]
    parts = {f"#{sheet.slide.key}": sheet.part for sheet in sheets}
    for sheet in sheets:
        _relate_links(sheet, parts)
        _relate_charts(sheet, deck.properties.language, theme.scheme)
    return pack(sealed_parts(unpacked(_package(shell, [sheet.part for sheet in sheets], deck))))


class _Sheet(Struct, frozen=True):
    slide: Slide
    part: Part


def _package(shell: Shell, slides: list[Part], deck: Deck) -> Part:
    """The whole package, the shell's own parts unchanged."""
    main = shell.main.copied()
    numbers = [main.relate(f"{OFFICE}/slide", slide) for slide in slides]
    listed = (f'<p:sldId id="{n}" r:id="{number}"/>' for n, number in enumerate(numbers, _FIRST_SLIDE_ID))
    main.content = shell.content("".join(listed))
    package = Part("")
    package.relate(f"{OFFICE}/officeDocument", main)
    describe(package, deck)
    embed_identity(package, main, deck)
    return package


def _sheet(slide: Slide, number: int, deck: Deck, tools: tuple[Theme, Shell]) -> _Sheet:
    theme, shell = tools
    layout = theme.layouts[slide.role]
    links = {href: f"rId{n}" for n, href in enumerate(links_of(slide), _FIRST_LINK)}
    charts = {plot.name: f"rId{n}" for n, plot in enumerate(_plots(slide), _FIRST_LINK + len(links))}
    voice = Voice(deck.properties.language, links, theme.scheme, theme.forced_font, charts=charts)
    part = Part(f"ppt/slides/slide{number}.xml", f"{_KINDS}.presentationml.slide+xml", slide_xml(slide, layout, voice))
    notes = Part(
        f"ppt/notesSlides/notesSlide{number}.xml",
        f"{_KINDS}.presentationml.notesSlide+xml",
        notes_xml(slide, deck, shell.holders),
    )
    notes.relate(f"{OFFICE}/notesMaster", shell.notes)
    notes.relate(f"{OFFICE}/slide", part)
    part.relate(f"{OFFICE}/slideLayout", shell.layouts[layout.part.lstrip("/")])
    part.relate(f"{OFFICE}/notesSlide", notes)
    return _Sheet(slide, part)


def _relate_links(sheet: _Sheet, parts: Mapping[str, Part]) -> None:
    """To other slides and to the web, in the order in which the slide's XML has numbered them."""
    for href in links_of(sheet.slide):
        if href in parts:
            sheet.part.relate(f"{OFFICE}/slide", parts[href])
        else:
            sheet.part.relate(f"{OFFICE}/hyperlink", href)


def _plots(slide: Slide) -> tuple[Plot, ...]:
    return tuple(element for element in slide.elements if isinstance(element, Plot))


def _relate_charts(sheet: _Sheet, language: str, scheme: Scheme) -> None:
    """A part for each chart, and in it the workbook with its numbers; after the links, as they are numbered."""
    for place, plot in enumerate(_plots(sheet.slide), 1):
        name = f"{sheet.slide.number}-{place}"
        chart = Part(
            f"ppt/charts/chart{name}.xml", f"{_KINDS}.drawingml.chart+xml", chart_xml(plot, language, "rId1", scheme)
        )
        chart.relate(f"{OFFICE}/package", Part(f"ppt/embeddings/chart{name}.xlsx", KIND, workbook(plot.chart)))
        sheet.part.relate(f"{OFFICE}/chart", chart)
