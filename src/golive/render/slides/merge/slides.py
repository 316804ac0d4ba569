"""Add, remove and order the slides of an edited deck as the new deck has them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec import Struct
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.parts.slide import NotesSlidePart, SlidePart

from golive.ooxml.namespaces import P, R
from golive.ooxml.package import iter_related_parts, read_part_xml
from golive.ooxml.slides import get_slide_name, list_slide_parts
from golive.ooxml.xml_elements import parse_integer
from golive.render.slides.merge.transfer import SlideTransfer

_FIRST_SLIDE_ID: Final = 256
_RELATIONSHIP_ID: Final = f"{R}id"


class SlideLayouts(Struct, frozen=True):
    """The layouts of an edited deck.

    Attributes:
        used: the layouts that its slides have now, by the names of those that golive gave them.
        are_rewritten: whether a program wrote the deck anew. LibreOffice writes a dozen layouts for each one that it
            read, with names of its own, so that a layout of the same name is most often another one.
    """

    used: Mapping[str, Any]
    are_rewritten: bool


def add_slide_part(main: Any, source: Any, after: Any, layouts: SlideLayouts) -> Any:  # noqa: ANN401
    """Add an empty copy of a slide of the new deck to the edited deck.

    Args:
        main: the presentation part of the edited deck.
        source: the slide part of the new deck.
        after: the slide part after which it stands; None for the beginning.
        layouts: as for `find_layout`; a slide without a layout like its own gets the one that most slides have.

    Returns:
        The new part; `fill_slide_part` gives it its relationships.
    """
    package = main.package
    part = SlidePart.load(
        package.next_partname("/ppt/slides/slide%d.xml"), CONTENT_TYPE.PML_SLIDE, package, source.blob
    )
    layout = find_layout(main, source, layouts) or _find_commonest_layout(main)
    number = main.relate_to(part, RELATIONSHIP_TYPE.SLIDE)
    part.relate_to(layout, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    listed = main._element.get_or_add_sldIdLst()  # noqa: SLF001 - python-pptx's way to a part's tree
    ids = [parse_integer(one.get("id")) or 0 for one in listed]
    entry = listed.makeelement(
        f"{P}sldId", {"id": str(max(_FIRST_SLIDE_ID - 1, *ids, 0) + 1), _RELATIONSHIP_ID: number}
    )
    before = find_entry(main, after) if after is not None else None
    if before is None:
        listed.insert(0, entry)
    else:
        before.addnext(entry)
    _add_to_section(main, entry.get("id", ""), before.get("id", "") if before is not None else "")
    return part


def fill_slide_part(part: Any, source: Any, slides: Mapping[str, Any]) -> None:  # noqa: ANN401
    """Give a copied slide the links, charts and notes of its source."""
    root = part._element  # noqa: SLF001
    SlideTransfer(source, part, slides).map_relationships(root)
    add_notes_page(part, source)


def add_notes_page(part: Any, source: Any) -> Any:  # noqa: ANN401 - python-pptx's parts
    """Give a slide a copy of the notes page of a slide of the new deck; return it, or None if there is none."""
    page = next(iter_related_parts(source, "/notesSlide"), None)
    main = part.package.presentation_part
    master = next(iter_related_parts(main, "/notesMaster"), None)
    if page is None or master is None:
        return None
    package = part.package
    name = package.next_partname("/ppt/notesSlides/notesSlide%d.xml")
    copied = NotesSlidePart.load(name, CONTENT_TYPE.PML_NOTES_SLIDE, package, page.blob)
    copied.relate_to(master, RELATIONSHIP_TYPE.NOTES_MASTER)
    copied.relate_to(part, RELATIONSHIP_TYPE.SLIDE)
    part.relate_to(copied, RELATIONSHIP_TYPE.NOTES_SLIDE)
    return copied


def find_layout(main: Any, source: Any, layouts: SlideLayouts) -> Any:  # noqa: ANN401 - python-pptx's parts
    """Return the layout of the edited deck for a slide of the new deck; None if it has none like that.

    Args:
        main: presentation part of the edited deck.
        source: the slide of the new deck.
        layouts: the layouts of the edited deck.
    """
    wanted = next(iter_related_parts(source, "/slideLayout"))
    name = get_slide_name(wanted)
    used = layouts.used.get(name)
    if layouts.are_rewritten:
        return used
    named = [one for one in _list_layouts(main) if get_slide_name(one) == name]
    same = next((one for one in named if one.partname == wanted.partname), None)
    return same or (used if used in named else None) or (named[0] if named else used)


def _list_layouts(main: Any) -> list[Any]:  # noqa: ANN401 - python-pptx's parts
    masters = iter_related_parts(main, "/slideMaster")
    return [layout for master in masters for layout in iter_related_parts(master, "/slideLayout")]


def _find_commonest_layout(main: Any) -> Any:  # noqa: ANN401 - python-pptx's parts
    """Return the layout that most slides of a deck have; the first one of a deck without slides."""
    slides = list_slide_parts(main.package)
    used = [layout for slide in slides for layout in iter_related_parts(slide, "/slideLayout")]
    return max(used, key=used.count) if used else _list_layouts(main)[0]


def set_layout(part: Any, layout: Any) -> None:  # noqa: ANN401 - python-pptx's parts
    """Give a slide another layout."""
    # No element refers to the relationship by its id, and python-pptx cannot change the target of one.
    for number in [key for key, relation in part.rels.items() if relation.reltype == RELATIONSHIP_TYPE.SLIDE_LAYOUT]:
        part.rels.pop(number)
    part.relate_to(layout, RELATIONSHIP_TYPE.SLIDE_LAYOUT)


def set_hidden(part: Any, *, is_hidden: bool) -> None:  # noqa: ANN401 - python-pptx's part
    """Hide a slide in the show, or show it again."""
    root = read_part_xml(part)
    if is_hidden:
        root.set("show", "0")
    elif "show" in root.attrib:
        del root.attrib["show"]


def remove_slide(main: Any, part: Any, others: Sequence[Any]) -> None:  # noqa: ANN401 - python-pptx's parts
    """Remove a slide, with the links to it and its entries in sections and custom shows."""
    entry = find_entry(main, part)
    number = entry.get(_RELATIONSHIP_ID) if entry is not None else None
    for other in others:
        if other is not part:
            _remove_links(other, part)
    root = read_part_xml(main)
    if entry is not None:
        for one in [*root.iter("{*}sldId")]:
            if one is not entry and one.get("id") == entry.get("id") and one.getparent() is not None:
                one.getparent().remove(one)
        entry.getparent().remove(entry)
    for one in [*root.iter(f"{P}sld")]:
        if one.get(_RELATIONSHIP_ID) == number:
            one.getparent().remove(one)
    if number is not None:
        main.rels.pop(number)


def order_slides(main: Any, parts: Sequence[Any]) -> None:  # noqa: ANN401 - python-pptx's parts
    """Put the slides in an order."""
    listed = read_part_xml(main).find(f"{P}sldIdLst")
    entries = [find_entry(main, part) for part in parts]
    for entry in entries:
        listed.remove(entry)
    for number, entry in enumerate(entries):
        listed.insert(number, entry)


def drop_unused_relationships(part: Any) -> None:  # noqa: ANN401 - python-pptx's part
    """Drop the relationships to links and charts that no element of a slide uses any more."""
    numbers = [number for number, one in part.rels.items() if one.reltype.endswith(("/chart", "/hyperlink", "/slide"))]
    if not numbers:
        return
    used = {text for one in read_part_xml(part).iter() for name, text in one.items() if name.startswith(R)}
    for number in numbers:
        if number not in used:
            part.rels.pop(number)


def find_entry(main: Any, part: Any) -> Any:  # noqa: ANN401 - python-pptx's parts
    """Return the entry of a slide in the list of slides; None if it is not listed."""
    numbers = {number for number, one in main.rels.items() if not one.is_external and one.target_part is part}
    entries = read_part_xml(main).iterfind(f"{P}sldIdLst/{P}sldId")
    return next((one for one in entries if one.get(_RELATIONSHIP_ID) in numbers), None)


def _add_to_section(main: Any, number: str, before: str) -> None:  # noqa: ANN401 - python-pptx's part
    """List a new slide in the section of the slide before it, or in the first one."""
    sections = list(read_part_xml(main).iter("{*}sectionLst"))
    for section in sections:
        lists = [*section.iter("{*}sldIdLst")]
        place = next((one for each in lists for one in each if one.get("id") == before), None)
        if place is not None:
            place.addnext(place.makeelement(place.tag, {"id": number}))
        elif lists:
            lists[0].insert(0, lists[0].makeelement(f"{lists[0].tag.rpartition('}')[0]}}}sldId", {"id": number}))


def _remove_links(part: Any, target: Any) -> None:  # noqa: ANN401 - python-pptx's parts
    """Remove the links of a slide to another one."""
    numbers = [number for number, one in part.rels.items() if not one.is_external and one.target_part is target]
    root = read_part_xml(part)
    for number in numbers:
        for one in [*root.iter()]:
            if one.get(_RELATIONSHIP_ID) == number and one.getparent() is not None:
                one.getparent().remove(one)
        part.rels.pop(number)
