"""What the parts of a template still name once its slides are gone: links to slides, tags, comments, shows."""

from typing import Any, Final

from lxml import etree

from golive.ooxml.package_builder import Part
from golive.ooxml.part_trees import keep, root_of

_RELATED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NAMING: Final[Any] = etree.XPath("descendant-or-self::*[@r:*]", namespaces={"r": _RELATED.strip("{}")})
"""Finds the elements that name relationships."""
_DROPPED: Final = ("/slide", "/notesSlide", "/tags", "/comments", "/printerSettings", "/commentAuthors")
_LINKS: Final = frozenset({"hlinkClick", "hlinkHover", "hlinkMouseOver"})
_WHOLE: Final = {
    "custData": "custDataLst",
    "tags": "custDataLst",
    "chart": "graphicFrame",
    "relIds": "graphicFrame",
    "oleObj": "graphicFrame",
    "sld": "sldLst",
    "notesMasterId": "notesMasterIdLst",
    "handoutMasterId": "handoutMasterIdLst",
}
_SHOWN: Final = frozenset({"sldRg", "custShow"})
"""Which slides a show is made of; all of them when neither is there."""


def drop_leftovers(part: Part) -> None:
    """Drop the relationships of a template's part to slides and their company, and whatever names them."""
    if not part.kind.endswith("+xml"):
        return
    for number in [n for n, relation in part.rels.items() if relation.kind.endswith(_DROPPED)]:
        part.rels.pop(number)
    root = root_of(part)
    if root is None:
        return
    changed = _remove_dangling(root, frozenset(part.rels))
    if part.kind.endswith("presProps+xml"):
        for element in [e for e in root.iter() if etree.QName(e).localname in _SHOWN]:
            element.getparent().remove(element)
            changed = True
    if changed:
        keep(part, root)


def _remove_dangling(root: Any, known: frozenset[str]) -> bool:  # noqa: ANN401 - lxml's elements
    """Remove what names a relationship that is not there; whether there was any."""
    found = False
    for element in _NAMING(root):
        named = {key: value for key, value in element.attrib.items() if key.startswith(_RELATED)}
        lost = [key for key, value in named.items() if value and value not in known]
        if not lost:
            continue
        found = True
        name = etree.QName(element).localname
        if name == "blip" or (name in _LINKS and element.get("action", "").startswith("ppaction://noaction")):
            for key in lost:
                del element.attrib[key]
            continue
        doomed = next((e for e in element.iterancestors() if etree.QName(e).localname == _WHOLE.get(name)), element)
        if doomed.getparent() is not None:
            doomed.getparent().remove(doomed)
    return found
