"""Remove references to deleted slides, tags, comments and slide shows from the parts of a template."""

from typing import Any, Final

from lxml import etree
from pptx.opc.package import Part

from golive.ooxml.package import read_part_xml, write_part_xml

_RELATIONSHIPS_NS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FIND_RELATIONSHIP_USERS: Final[Any] = etree.XPath(
    "descendant-or-self::*[@r:*]", namespaces={"r": _RELATIONSHIPS_NS.strip("{}")}
)
"""Find the elements that refer to relationships."""
_REMOVED_TYPES: Final = ("/slide", "/notesSlide", "/tags", "/comments", "/printerSettings", "/commentAuthors")
_LINK_TAGS: Final = frozenset({"hlinkClick", "hlinkHover", "hlinkMouseOver"})
_ANCESTOR_TO_REMOVE: Final = {
    "custData": "custDataLst",
    "tags": "custDataLst",
    "chart": "graphicFrame",
    "relIds": "graphicFrame",
    "oleObj": "graphicFrame",
    "sld": "sldLst",
    "notesMasterId": "notesMasterIdLst",
    "handoutMasterId": "handoutMasterIdLst",
}
_SHOW_TAGS: Final = frozenset({"sldRg", "custShow"})
"""Elements that select the slides of a show; without them, a show has all slides."""


def remove_slide_references(part: Part) -> None:
    """Remove the relationships of a part to slides and slide-related parts, and the elements that refer to them."""
    if not part.content_type.endswith("+xml"):
        return
    for number in [n for n, relation in part.rels.items() if relation.reltype.endswith(_REMOVED_TYPES)]:
        part.rels.pop(number)
    root = read_part_xml(part)
    if root is None:
        return
    changed = _remove_dangling_elements(root, frozenset(part.rels))
    if part.content_type.endswith("presProps+xml"):
        for element in [e for e in root.iter() if etree.QName(e).localname in _SHOW_TAGS]:
            element.getparent().remove(element)
            changed = True
    if changed:
        write_part_xml(part, root)


def _remove_dangling_elements(root: Any, known: frozenset[str]) -> bool:  # noqa: ANN401 - lxml's elements
    """Remove references to missing relationships; return True if any were found."""
    found = False
    for element in _FIND_RELATIONSHIP_USERS(root):
        named = {key: value for key, value in element.attrib.items() if key.startswith(_RELATIONSHIPS_NS)}
        lost = [key for key, value in named.items() if value and value not in known]
        if not lost:
            continue
        found = True
        name = etree.QName(element).localname
        if name == "blip" or (name in _LINK_TAGS and element.get("action", "").startswith("ppaction://noaction")):
            for key in lost:
                del element.attrib[key]
            continue
        doomed = next(
            (e for e in element.iterancestors() if etree.QName(e).localname == _ANCESTOR_TO_REMOVE.get(name)), element
        )
        if doomed.getparent() is not None:
            doomed.getparent().remove(doomed)
    return found
