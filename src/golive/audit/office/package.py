"""Model an Office file: its parts with their XML trees, content types and relationships."""

import posixpath
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from golive.audit.office.archive import ArchiveContents
from golive.audit.office.xml import Element, R, is_element

TYPES: Final = "[Content_Types].xml"
CONTENT: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


class Relationship(Struct, frozen=True):
    """A relationship: its type, its target part (None if external), and its raw target."""

    type: str
    part: str | None
    target: str

    @property
    def kind(self) -> str:
        """Return the last segment of the type, such as `slideLayout`."""
        return self.type.rsplit("/", 1)[-1]


class Package(Struct, frozen=True):
    """An Office file, as far as it could be read.

    Attributes:
        suffix: the file's extension, in lower case, with its dot.
        parts: content by name; of parts that are no XML only the first bytes.
        trees: the roots of XML parts.
        overrides: content types by part.
        defaults: content types by extension.
        relations: relationships by source part and id; the package's own stand under "".
        reached: the parts that relationships lead to from the package.
    """

    suffix: str
    parts: Mapping[str, bytes]
    trees: Mapping[str, Element]
    overrides: Mapping[str, str]
    defaults: Mapping[str, str]
    relations: Mapping[str, Mapping[str, Relationship]]
    reached: frozenset[str]

    def kind_of(self, part: str) -> str:
        """Return a part's content type; empty if it has none."""
        return self.overrides.get(part) or self.defaults.get(part.rsplit(".", 1)[-1].lower(), "")

    def targets(self, part: str, kind: str) -> tuple[str, ...]:
        """Return the target parts of a part's relationships of one kind."""
        own = self.relations.get(part, {}).values()
        return tuple(relation.part for relation in own if relation.kind == kind and relation.part)

    def target(self, part: str, kind: str) -> str:
        """Return the first of `targets`; empty if there is none."""
        return next(iter(self.targets(part, kind)), "")

    def related_part(self, part: str, element: Element, attribute: str = f"{R}id") -> str:
        """Return the part that an element's relationship id refers to; empty if there is none."""
        relation = self.relations.get(part, {}).get(element.get(attribute, ""))
        return relation.part or "" if relation else ""

    @property
    def main(self) -> str:
        """Return the name of the presentation part; empty unless there is exactly one."""
        mains = self.targets("", "officeDocument")
        return mains[0] if len(mains) == 1 else ""


def build_package(contents: ArchiveContents, trees: Mapping[str, Element], suffix: str) -> Package:
    """Build a package from its parts and their XML trees."""
    overrides, defaults = _types(trees.get(TYPES))
    relations = {
        rels_source(name): _relations(rels_source(name), tree) for name, tree in trees.items() if name.endswith(".rels")
    }
    reached = _reached(relations, contents.parts)
    return Package(suffix, contents.parts, trees, overrides, defaults, relations, reached)


def rels_source(name: str) -> str:
    """Return the source part of a `.rels` part; empty for the package's own relationships."""
    folder, base = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels")).lstrip("/")


def _types(root: Element | None) -> tuple[dict[str, str], dict[str, str]]:
    overrides: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for entry in root if root is not None else ():
        kind = entry.get("ContentType", "")
        if entry.tag == f"{CONTENT}Override":
            overrides.setdefault(entry.get("PartName", "").lstrip("/"), kind)
        elif entry.tag == f"{CONTENT}Default":
            defaults.setdefault(entry.get("Extension", "").lower(), kind)
    return overrides, defaults


def _relations(source: str, root: Element) -> dict[str, Relationship]:
    found: dict[str, Relationship] = {}
    for entry in root:
        if not is_element(entry):
            continue
        target = entry.get("Target", "")
        is_inside = entry.get("TargetMode") != "External"
        folder = posixpath.join("/", posixpath.dirname(source))
        part = posixpath.normpath(posixpath.join(folder, target.split("#")[0])).lstrip("/") if is_inside else None
        found.setdefault(entry.get("Id", ""), Relationship(entry.get("Type", ""), part, target))
    return found


def _reached(relations: Mapping[str, Mapping[str, Relationship]], parts: Mapping[str, bytes]) -> frozenset[str]:
    seen: set[str] = set()
    waiting = [""]
    while waiting:
        for relation in relations.get(waiting.pop(), {}).values():
            if relation.part and relation.part in parts and relation.part not in seen:
                seen.add(relation.part)
                waiting.append(relation.part)
    return frozenset(seen)
