"""Read the slides of an opened presentation: their order, names, layouts and texts.

For packages that `package.open_package` opened; every part is python-pptx's, so that what is found can be changed
and written back with `package.serialize_package`.
"""

from typing import TYPE_CHECKING, Any

from golive.ooxml.namespaces import A, P, R
from golive.ooxml.package import find_main_part, get_relationships, iter_related_parts, read_part_xml

if TYPE_CHECKING:
    from pptx.opc.package import Part
    from pptx.package import Package


def list_slide_parts(package: "Package") -> "list[Part]":
    """Return the slide parts in the order of the presentation, without entries that lead nowhere or to no XML.

    Raises:
        UnreadablePackageError: the package has no presentation.
    """
    main = find_main_part(package)
    relations = get_relationships(main)
    found = (relations.get(entry.get(f"{R}id", "")) for entry in read_part_xml(main).iter(f"{P}sldId"))
    parts = [one.target_part for one in found if one is not None and not one.is_external]
    return [part for part in parts if read_part_xml(part) is not None]


def find_layout_and_master(slide: "Part") -> tuple[Any, Any]:
    """Return the root elements of a slide's layout and master; None for one that it does not have."""
    layout = next(iter_related_parts(slide, "/slideLayout"), None)
    master = next(iter_related_parts(layout, "/slideMaster"), None) if layout is not None else None
    return (
        read_part_xml(layout) if layout is not None else None,
        read_part_xml(master) if master is not None else None,
    )


def get_slide_name(slide: "Part") -> str:
    """Return the name of a slide (`p:cSld/@name`), which golive sets to the slide's key; also of a layout."""
    content = read_part_xml(slide).find(f"{P}cSld")
    return content.get("name", "") if content is not None else ""


def read_paragraphs(shape: Any) -> tuple[str, ...]:  # noqa: ANN401 - lxml's elements
    """Return the text of each paragraph of a shape, without that of shapes inside it; line breaks are line feeds."""
    paragraphs = shape.iterfind(f"{P}txBody/{A}p")
    pieces = (paragraph.iter(f"{A}t", f"{A}br") for paragraph in paragraphs)
    return tuple("".join("\n" if one.tag == f"{A}br" else one.text or "" for one in text) for text in pieces)
