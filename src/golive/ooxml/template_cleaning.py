"""A template's package → the same without anything that belongs to its sample slides, its author or a macro.

Parts are kept that the master, its layouts and the notes page need; everything else is left behind, so that no
part of a dropped slide can come back under the name of a new one.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote

from msgspec import Struct, field

from golive.ooxml.package import Package, refuse
from golive.ooxml.package_parts import content_types, stored, types_part, written

MAIN: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_KEPT: Final = {
    "": {"officeDocument", "core-properties", "extended-properties"},
    "main": {"slideMaster", "notesMaster", "handoutMaster", "presProps", "viewProps", "theme", "tableStyles", "font"},
}
_DROPPED: Final = {"slide", "tags", "comments", "customXml", "printerSettings", "vbaProject", "control"}
_NAMES: Final = {
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
_ELEMENTS: Final = {
    "sldIdLst": "",
    "custShowLst": "custom shows",
    "photoAlbum": "photo album",
    "custDataLst": "tags",
    "smartTags": "smart tags",
    "modifyVerifier": "password for changes",
    "timing": "",
    "transition": "",
}
_KINDS: Final = {
    "slideMaster": "officedocument.presentationml.slideMaster",
    "slideLayout": "officedocument.presentationml.slideLayout",
    "notesMaster": "officedocument.presentationml.notesMaster",
    "handoutMaster": "officedocument.presentationml.handoutMaster",
    "theme": "officedocument.theme",
    "core-properties": "package.core-properties",
}
"""What parts are, by how they are referred to: some files say otherwise."""
_NUMBERS: Final = re.compile(rb"""r:[a-z]+=["']([^"']+)["']""")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_SIGNS: Final = (*(name.encode() for name in _ELEMENTS), b"sectionLst", b"ppaction://")
"""Without one of these words, nothing has to be looked for."""
_OFFICE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Cleaned(Struct, frozen=True):
    """A package fit to build on.

    Attributes:
        source: its bytes.
        parts: content of each part by its name, without a leading slash.
        main: name of the presentation's part.
        removed: what was left behind, in words, each with its number.
    """

    source: bytes
    parts: dict[str, bytes]
    main: str
    removed: tuple[str, ...]


class _Walk(Struct):
    package: Package
    parts: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    removed: Counter[str] = field(default_factory=Counter)
    changed: bool = False


def clean(source: bytes, package: Package) -> Cleaned:
    """Leave behind what a deck must not inherit.

    Args:
        source: the file.
        package: the same, opened.

    Raises:
        ThemeError: a part that is needed is missing or damaged.
    """
    main = main_part(package)
    walk = _Walk(package)
    waiting = ["", main]
    while waiting:
        name = waiting.pop()
        if name in walk.parts:
            continue
        waiting += [part for part in _take(walk, name, main) if part not in walk.parts]
    removed = tuple(f"{what} ({count})" if count > 1 else what for what, count in sorted(walk.removed.items()))
    found = content_types(package)
    kinds = {**found, **walk.kinds, main: MAIN}
    if kinds == found and not walk.changed and len(walk.parts) == len(package.sizes):
        return Cleaned(source, walk.parts, main, removed)
    walk.parts["[Content_Types].xml"] = types_part(kinds, walk.parts)
    return Cleaned(stored(walk.parts), walk.parts, main, removed)


def main_part(package: Package) -> str:
    """Name of the presentation's part."""
    for row in package.xml("_rels/.rels"):
        if row.get("Type", "").endswith("/officeDocument"):
            name = part_at("", row.get("Target", ""))
            if name in package:
                return name
    raise refuse("is damaged: it lacks its presentation", "Open and save it in PowerPoint.")


def rels_name(name: str) -> str:
    """Name of the part that holds the relationships of a part."""
    folder, _, stem = name.rpartition("/")
    return f"{folder}/_rels/{stem}.rels".lstrip("/")


def part_at(name: str, target: str) -> str:
    """Name of the part to which a relationship of a part leads."""
    joined = target if target.startswith("/") else posixpath.join("/", posixpath.dirname(name), target)
    return posixpath.normpath(unquote(joined)).lstrip("/")


def _take(walk: _Walk, name: str, main: str) -> Iterator[str]:
    """Keep a part and its wanted relationships; the parts that these lead to."""
    package = walk.package
    kept: set[str] = set()
    rels = rels_name(name)
    if rels in package:
        root = package.xml(rels)
        for row in list(root):
            kind = row.get("Type", "").rsplit("/", 1)[-1]
            external = row.get("TargetMode") == "External"
            to = "" if external else part_at(name, row.get("Target", ""))
            named = row.get("Id") and kind and row.get("Id") not in kept
            if named and _is_wanted(kind, name, main, external=external) and (external or to in package):
                kept.add(row.get("Id"))
                if kind in _KINDS:
                    walk.kinds[to] = f"application/vnd.openxmlformats-{_KINDS[kind]}+xml"
                if not external:
                    yield to
                continue
            walk.changed = True
            if what := _NAMES.get(kind):
                walk.removed["links to sample slides" if kind == "slide" and name != main else what] += 1
            root.remove(row)
        walk.parts[rels] = written(root) if walk.changed else package.read(rels)
    if not name:
        walk.parts["[Content_Types].xml"] = package.read("[Content_Types].xml")
        return
    content = package.read(name)
    if name == main or walk.kinds.get(name, "").endswith(("slideMaster+xml", "slideLayout+xml")) or rels in package:
        content = _without(walk, name, content, kept)
    walk.parts[name] = content


def _is_wanted(kind: str, name: str, main: str, *, external: bool) -> bool:
    if external:
        return kind == "hyperlink" and name != main
    kept = _KEPT.get("main" if name == main else name)
    return kind in kept if kept is not None else kind not in _DROPPED


def _without(walk: _Walk, name: str, content: bytes, kept: set[str]) -> bytes:
    """A part's XML without what speaks of slides, of macros, or of relationships that are gone."""
    if not name.endswith(".xml"):
        return content
    named = {number.decode() for number in _NUMBERS.findall(content)}
    if named <= kept and not content.startswith(_UTF_16) and not any(word in content for word in _SIGNS):
        return content
    root = walk.package.xml(name)
    gone = False
    for element in list(root.iter("*")):
        tag = element.tag.rpartition("}")[2]
        parent = element.getparent()
        if parent is None:
            continue
        listed = tag == "ext" and any(child.tag.endswith("}sectionLst") for child in element)
        action = element.get("action", "")
        if tag in _ELEMENTS or listed or action.startswith(("ppaction://macro", "ppaction://program")):
            what = "sections" if listed else "macros (VBA)" if action else _ELEMENTS[tag]
            walk.removed.update([what] if what else [])
            parent.remove(element)
            gone = True
        elif any(key.startswith(_OFFICE) and value and value not in kept for key, value in element.attrib.items()):
            _unlink(element, parent, kept)
            gone = True
    walk.changed = walk.changed or gone
    return written(root) if gone else content


def _unlink(element: Any, parent: Any, kept: set[str]) -> None:  # noqa: ANN401 - lxml's elements
    if element.tag.endswith("}blip"):
        for key, value in list(element.attrib.items()):
            if key.startswith(_OFFICE) and value not in kept:
                del element.attrib[key]
    else:
        parent.remove(element)
