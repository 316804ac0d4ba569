"""Deck → .pptx: every slide as XML into a part of the template's own package. Nothing is decided here."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from golive.publish.deck.chartxml import chart_xml
from golive.publish.deck.finish import finish
from golive.publish.deck.palette import Scheme
from golive.publish.deck.slides import Deck, Plot, Slide
from golive.publish.deck.slidexml import links_of, notes_xml, slide_xml
from golive.publish.deck.textxml import Voice
from golive.publish.deck.theme import Theme
from golive.publish.deck.workbook import KIND, workbook

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_FIRST_LINK = 3
"""A slide's first relationships are those to its layout and to its notes."""


def write(deck: Deck, theme: Theme) -> bytes:
    """Write a deck.

    Args:
        deck: what stands where.
        theme: the template that it was planned for.

    Returns:
        The file. Equal decks on equal themes give equal bytes.
    """
    from pptx import Presentation as Opened

    presentation = Opened(io.BytesIO(theme.source))
    _empty(presentation)
    sheets = [_add(slide, number, deck, (theme, presentation)) for number, slide in enumerate(deck.slides, 1)]
    parts = {f"#{sheet.slide.key}": sheet.part for sheet in sheets}
    for sheet in sheets:
        _relate_links(sheet, parts)
        _relate_charts(sheet, deck.properties.language, theme.scheme)
    return finish(presentation, deck)


@dataclass(frozen=True, slots=True)
class _Sheet:
    slide: Slide
    part: Any


def _empty(presentation: "Presentation") -> None:
    """Drop the slides that the template itself shows."""
    root: Any = presentation.part._element  # noqa: SLF001 - python-pptx offers no other way
    listed = root.get_or_add_sldIdLst()
    for entry in list(listed):
        presentation.part.drop_rel(entry.rId)
        listed.remove(entry)


def _add(slide: Slide, number: int, deck: Deck, tools: "tuple[Theme, Presentation]") -> _Sheet:
    from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from pptx.opc.packuri import PackURI
    from pptx.parts.slide import NotesSlidePart, SlidePart

    theme, presentation = tools
    layout = theme.layouts[slide.role]
    master = presentation.part.notes_master_part
    links = {href: f"rId{n}" for n, href in enumerate(links_of(slide), _FIRST_LINK)}
    charts = {plot.name: f"rId{n}" for n, plot in enumerate(_plots(slide), _FIRST_LINK + len(links))}
    voice = Voice(deck.properties.language, links, theme.scheme, theme.forced_font, charts=charts)
    xml = slide_xml(slide, layout, voice)
    package = presentation.part.package
    part = SlidePart.load(PackURI(f"/ppt/slides/slide{number}.xml"), CONTENT_TYPE.PML_SLIDE, package, xml)
    layouts = (x.part for master in presentation.slide_masters for x in master.slide_layouts)
    own = next(x for x in layouts if str(x.partname) == layout.part)
    part.relate_to(own, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    notes = NotesSlidePart.load(
        PackURI(f"/ppt/notesSlides/notesSlide{number}.xml"),
        CONTENT_TYPE.PML_NOTES_SLIDE,
        package,
        notes_xml(slide, deck, _note_holders(master)),
    )
    notes.relate_to(master, RELATIONSHIP_TYPE.NOTES_MASTER)
    notes.relate_to(part, RELATIONSHIP_TYPE.SLIDE)
    part.relate_to(notes, RELATIONSHIP_TYPE.NOTES_SLIDE)
    root: Any = presentation.part._element  # noqa: SLF001
    root.get_or_add_sldIdLst().add_sldId(presentation.part.relate_to(part, RELATIONSHIP_TYPE.SLIDE))
    return _Sheet(slide, part)


def _note_holders(master: Any) -> tuple[int, int]:  # noqa: ANN401 - python-pptx has no types
    """Numbers of the notes master's placeholders for the slide's image and for text."""
    numbers = {ph.get("type", "obj"): int(ph.get("idx", "0")) for ph in master._element.iter("{*}ph")}  # noqa: SLF001
    return numbers.get("sldImg", 2), numbers.get("body", 3)


def _relate_links(sheet: _Sheet, parts: dict[str, Any]) -> None:
    from pptx.opc.constants import RELATIONSHIP_TYPE

    for number, href in enumerate(links_of(sheet.slide), _FIRST_LINK):
        if href in parts:
            given = sheet.part.relate_to(parts[href], RELATIONSHIP_TYPE.SLIDE)
        else:
            given = sheet.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        if given != f"rId{number}":
            raise AssertionError(f"the link to {href} became {given}, not rId{number}")


def _plots(slide: Slide) -> tuple[Plot, ...]:
    return tuple(element for element in slide.elements if isinstance(element, Plot))


def _relate_charts(sheet: _Sheet, language: str, scheme: Scheme) -> None:
    """A part for each chart, and in it the workbook with its numbers; after the links, as `_add` has numbered them."""
    from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI
    from pptx.parts.chart import ChartPart

    for place, plot in enumerate(_plots(sheet.slide), 1):
        name, package = f"{sheet.slide.number}-{place}", sheet.part.package
        book = Part(PackURI(f"/ppt/embeddings/chart{name}.xlsx"), KIND, package, workbook(plot.chart))
        target, xml = PackURI(f"/ppt/charts/chart{name}.xml"), chart_xml(plot, language, "rId1", scheme)
        chart = ChartPart.load(target, CONTENT_TYPE.DML_CHART, package, xml)
        chart.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
        sheet.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
