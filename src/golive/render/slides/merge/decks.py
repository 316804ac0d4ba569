"""Open the decks of a merge, and record their slides."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from golive.ooxml.package import find_main_part, iter_related_parts, read_part_xml
from golive.ooxml.slides import find_layout_and_master, get_slide_name, list_slide_parts
from golive.ooxml.xml_parser import parse_or_none
from golive.render.slides.merge.records import ShapeCache, SlideContext, SlideRecord, record_slide
from golive.render.slides.pptx.snapshot import DeckSnapshot, WrittenSlide


class DeckRecord(Struct, frozen=True, eq=False):
    """An opened deck.

    Attributes:
        package: python-pptx's package.
        main: the presentation part.
        parts: slide parts in order.
        slides: a record of each.
        cache: the shapes that were recorded.
    """

    package: Any
    main: Any
    parts: tuple[Any, ...]
    slides: tuple[SlideRecord, ...]
    cache: ShapeCache

    @property
    def parts_by_name(self) -> dict[str, Any]:
        """Return the slide parts by the names of the slides; of copies the first."""
        return {slide.name: part for slide, part in reversed([*zip(self.slides, self.parts, strict=True)])}


def record_deck(package: Any, cache: ShapeCache | None = None) -> DeckRecord:  # noqa: ANN401 - python-pptx's package
    """Record the slides of a package.

    Args:
        package: python-pptx's package.
        cache: the shapes of an earlier record of it, to compare only: elements may be former ones.

    Raises:
        UnreadablePackageError: it has no presentation.
    """
    main = find_main_part(package)
    parts = tuple(list_slide_parts(package))
    known = ShapeCache() if cache is None else cache
    slides = tuple(_record_slide_part(part, known, is_again=cache is not None) for part in parts)
    return DeckRecord(package, main, parts, slides, known)


def _record_slide_part(part: Any, cache: ShapeCache, *, is_again: bool) -> SlideRecord:  # noqa: ANN401
    layout, master = find_layout_and_master(part)
    links, charts = {}, {}
    for number, relation in part.rels.items():
        if relation.is_external:
            links[number] = relation.target_ref
        elif relation.reltype.endswith("/slide"):
            links[number] = f"#{get_slide_name(relation.target_part)}"
        elif relation.reltype.endswith("/chart"):
            charts[number] = read_part_xml(relation.target_part)
    page = next(iter_related_parts(part, "/notesSlide"), None)
    sheet = next(iter_related_parts(part, "/slideLayout"), None)
    name = get_slide_name(sheet) if sheet is not None else ""
    notes = read_part_xml(page) if page is not None else None
    return record_slide(read_part_xml(part), SlideContext(name, layout, master, links, charts, notes, cache, is_again))


def record_snapshot(snapshot: DeckSnapshot, like: DeckRecord) -> tuple[SlideRecord, ...]:
    """Record the slides of a snapshot as they were written.

    Args:
        snapshot: the snapshot; a former one has no slides.
        like: a deck on the same template, whose layouts give placeholders their frames.
    """
    layouts = {}
    for master in iter_related_parts(like.main, "/slideMaster"):
        for layout in iter_related_parts(master, "/slideLayout"):
            layouts[get_slide_name(layout)] = (read_part_xml(layout), read_part_xml(master))
    records = (_record_written_slide(slide, layouts, like.cache) for slide in snapshot.written)
    return tuple(record for record in records if record is not None)


def _record_written_slide(
    slide: WrittenSlide, layouts: Mapping[str, tuple[Any, Any]], cache: ShapeCache
) -> SlideRecord | None:
    root = parse_or_none(slide.slide.encode())
    if root is None:
        return None
    layout, master = layouts.get(slide.layout, (None, None))
    charts = {number: parse_or_none(xml.encode()) for number, xml in slide.charts}
    notes = parse_or_none(slide.notes.encode())
    context = SlideContext(slide.layout, layout, master, dict(slide.links), charts, notes, cache, is_again=True)
    return record_slide(root, context)
