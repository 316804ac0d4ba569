"""Remove sample slides, author data and macros from a template's package, so that python-pptx can open it.

python-pptx parses every sample slide, keeps macros, and refuses wrong content types; so this works on the zip.
Only parts that the masters, layouts and notes page need are kept, so that no part of a removed slide can
reappear under the name of a new one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote

from msgspec import Struct, field

from golive.ooxml.limits import is_xml_name
from golive.ooxml.namespaces import CONTENT_TYPES, R
from golive.ooxml.raw_package import TYPES, relationships_part_name, resolve_target
from golive.ooxml.template_archive import TemplateArchive, make_theme_error
from golive.ooxml.xml_parser import serialize_xml
from golive.ooxml.zip_writer import write_package

_UNKNOWN_TYPE: Final = "application/octet-stream"
PRESENTATION_TYPE: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_KEPT_TYPES: Final = {
    "": {"officeDocument"},
    "main": {"slideMaster", "notesMaster", "handoutMaster", "presProps", "viewProps", "theme", "tableStyles", "font"},
}
_DROPPED_TYPES: Final = {
    "slide",
    "notesSlide",
    "tags",
    "comments",
    "commentAuthors",
    "customXml",
    "printerSettings",
    "vbaProject",
    "control",
}
_REMOVED_LABELS: Final = {
    "slide": "sample slides",
    "vbaProject": "macros (VBA)",
    "commentAuthors": "authors of comments",
    "authors": "authors of comments",
    "thumbnail": "thumbnail",
    "printerSettings": "printer settings",
    "tags": "tags",
    "customXml": "custom XML",
    "custom-properties": "custom properties",
    "control": "controls",
}
_REMOVED_ELEMENTS: Final = {
    "sldIdLst": "",
    "custShowLst": "custom shows",
    "photoAlbum": "photo album",
    "custDataLst": "tags",
    "smartTags": "smart tags",
    "modifyVerifier": "password for changes",
    "timing": "",
    "transition": "",
    "sldRg": "",  # without it and `custShow`, a show has all slides
    "custShow": "",
}
_CONTENT_TYPES: Final = {
    "slideMaster": "officedocument.presentationml.slideMaster",
    "slideLayout": "officedocument.presentationml.slideLayout",
    "notesMaster": "officedocument.presentationml.notesMaster",
    "handoutMaster": "officedocument.presentationml.handoutMaster",
    "theme": "officedocument.theme",
}
"""Content types by relationship type; some files declare other types, which are corrected."""
_RELATIONSHIP_IDS: Final = re.compile(rb"""r:[a-z]+=["']([^"']+)["']""")
_UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_MARKERS: Final = (*(name.encode() for name in _REMOVED_ELEMENTS), b"sectionLst", b"ppaction://")
"""A part without any of these words needs no cleaning."""
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
"""What an element cannot stand in without its part, and is removed with it."""


class _CleaningState(Struct):
    package: TemplateArchive
    parts: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    removed: Counter[str] = field(default_factory=Counter)


def clean_template(package: TemplateArchive) -> tuple[bytes, tuple[str, ...]]:
    """Remove content that a deck must not inherit.

    Args:
        package: the opened file.

    Returns:
        The bytes of a package that python-pptx can open, and descriptions of what was removed, with counts above 1.

    Raises:
        ThemeError: a part that is needed is missing or damaged.
    """
    main = _find_main_part(package)
    walk = _CleaningState(package)
    waiting = ["", main]
    while waiting:
        name = waiting.pop()
        if name in walk.parts:
            continue
        waiting += [part for part in _keep_part(walk, name, main) if part not in walk.parts]
    removed = tuple(f"{what} ({count})" if count > 1 else what for what, count in sorted(walk.removed.items()))
    types = package.read_content_types()
    found = {name: types.find(name) for name in walk.parts if name != TYPES and not name.endswith(".rels")}
    kinds = {name: walk.kinds.get(name) or kind or _UNKNOWN_TYPE for name, kind in found.items()} | {
        main: PRESENTATION_TYPE
    }
    walk.parts[TYPES] = _build_content_types_part(kinds)
    return write_package(walk.parts, compress=False), removed


def _build_content_types_part(kinds: dict[str, str]) -> bytes:
    """Build `[Content_Types].xml` with one entry for each part, from content types by part name."""
    from lxml import etree

    root: Any = etree.XML(f'<Types xmlns="{CONTENT_TYPES.strip("{}")}"/>')
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    for extension, kind in (("rels", rels), ("xml", "application/xml")):
        etree.SubElement(root, f"{CONTENT_TYPES}Default", Extension=extension, ContentType=kind)
    for name in sorted(kinds):
        etree.SubElement(root, f"{CONTENT_TYPES}Override", PartName=f"/{name}", ContentType=kinds[name])
    return serialize_xml(root)


def _find_main_part(package: TemplateArchive) -> str:
    """Return the name of the presentation part."""
    for row in package.read_xml("_rels/.rels").iterchildren("{*}Relationship"):
        if row.get("Type", "").endswith("/officeDocument"):
            name = _find_target(package, "", row.get("Target", ""))
            if name in package:
                return name
    raise make_theme_error("is damaged: it lacks its presentation", "Open and save it in PowerPoint.")


def _find_target(package: TemplateArchive, name: str, target: str) -> str:
    """Return the part that a target refers to; some programs escape spaces in it, but not in the zip."""
    found = resolve_target(name, target)
    return found if found in package else unquote(found)


def _keep_part(walk: _CleaningState, name: str, main: str) -> Iterator[str]:
    """Keep a part and its wanted relationships; yield the names of the related parts."""
    package = walk.package
    kept: set[str] = set()
    rels = relationships_part_name(name)
    if rels in package:
        root = package.read_xml(rels)
        for row in list(root):
            kind = (row.get("Type") or "").rsplit("/", 1)[-1]
            external = row.get("TargetMode") == "External"
            target = row.get("Target") or ""
            to = "" if external else _find_target(package, name, target)
            named = row.get("Id") and kind and row.get("Id") not in kept
            if named and _is_wanted(kind, name, main, external=external) and (target if external else to in package):
                kept.add(row.get("Id"))
                if kind in _CONTENT_TYPES:
                    walk.kinds[to] = f"application/vnd.openxmlformats-{_CONTENT_TYPES[kind]}+xml"
                if not external:
                    _normalize_relationship(row, name, to)
                    yield to
                continue
            if what := _REMOVED_LABELS.get(kind):
                walk.removed["links to sample slides" if kind == "slide" and name != main else what] += 1
            root.remove(row)
        walk.parts[rels] = serialize_xml(root)
    if not name:
        walk.parts[TYPES] = package.read(TYPES)
        return
    content = package.read_safe_xml(name) if is_xml_name(name) else package.read(name)
    if name.endswith(".xml"):
        content = _strip_elements(walk, name, content, kept)
    walk.parts[name] = content


def _normalize_relationship(row: Any, name: str, to: str) -> None:  # noqa: ANN401 - lxml's elements
    """Write a relationship of a part so that python-pptx understands it."""
    row.attrib.pop("TargetMode", None)
    if resolve_target(name, row.get("Target", "")) != to:
        row.set("Target", f"/{to}")


def _is_wanted(kind: str, name: str, main: str, *, external: bool) -> bool:
    if external:
        return kind == "hyperlink" and name != main
    kept = _KEPT_TYPES.get("main" if name == main else name)
    return kind in kept if kept is not None else kind not in _DROPPED_TYPES


def _strip_elements(walk: _CleaningState, name: str, content: bytes, kept: set[str]) -> bytes:
    """Return a part's XML without slide, macro and dangling relationship elements."""
    named = {number.decode() for number in _RELATIONSHIP_IDS.findall(content)}
    if named <= kept and not content.startswith(_UTF_16_MARKS) and not any(word in content for word in _MARKERS):
        return content
    root = walk.package.read_xml(name)
    gone = False
    for element in list(root.iter("*")):
        tag = element.tag.rpartition("}")[2]
        parent = element.getparent()
        if parent is None:
            continue
        listed = tag == "ext" and any(str(child.tag).endswith("}sectionLst") for child in element)
        action = element.get("action", "")
        if tag in _REMOVED_ELEMENTS or listed or action.startswith(("ppaction://macro", "ppaction://program")):
            what = "sections" if listed else "macros (VBA)" if action else _REMOVED_ELEMENTS[tag]
            walk.removed.update([what] if what else [])
            parent.remove(element)
            gone = True
        elif any(key.startswith(R) and value and value not in kept for key, value in element.attrib.items()):
            _remove_reference(element, kept)
            gone = True
    return serialize_xml(root) if gone else content


def _remove_reference(element: Any, kept: set[str]) -> None:  # noqa: ANN401 - lxml's elements
    """Remove what refers to a relationship that was dropped: an attribute, the element, or the shape around it."""
    name = element.tag.rpartition("}")[2]
    if name == "blip" or (name in _LINK_TAGS and element.get("action", "").startswith("ppaction://noaction")):
        for key, value in list(element.attrib.items()):
            if key.startswith(R) and value not in kept:
                del element.attrib[key]
        return
    around = _ANCESTOR_TO_REMOVE.get(name)
    doomed = next((one for one in element.iterancestors() if one.tag.rpartition("}")[2] == around), element)
    if doomed.getparent() is not None:
        doomed.getparent().remove(doomed)
