"""Read packages that python-pptx refuses: content types, relationships and reachable parts, however damaged.

python-pptx stops at the first part without a content type, at malformed XML and at a relationship without a target,
drops relationships to missing parts, and never sees parts that no relationship leads to. The audit must report all
of these; the cleaning of a template must remove sample slides, macros and wrong content types before python-pptx
can open it; and the origin of a deck is sealed over all parts as they are. They read packages here.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from golive.ooxml.namespaces import CONTENT_TYPES, R

TYPES: Final = "[Content_Types].xml"
ZIP_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
"""What reading a damaged or encrypted zip raises."""


class RawRelationship(Struct, frozen=True):
    """A relationship: its type, its target part (None if external), and its raw target."""

    type: str
    part: str | None
    target: str

    @property
    def kind(self) -> str:
        """Return the last segment of the type, such as `slideLayout`."""
        return self.type.rsplit("/", 1)[-1]


class ContentTypes(Struct, frozen=True):
    """The content types of a package: by part name, and by extension in lower case."""

    overrides: Mapping[str, str]
    defaults: Mapping[str, str]

    def find(self, part: str) -> str:
        """Return a part's content type; empty if it has none."""
        return self.overrides.get(part) or self.defaults.get(part.rpartition(".")[2].lower(), "")


class RawPackage(Struct, frozen=True):
    """An Office file, as far as it could be read.

    Attributes:
        suffix: the file's extension, in lower case, with its dot.
        parts: content by name; of some parts that are no XML only the first bytes.
        trees: the roots of XML parts.
        types: the declared content types.
        relations: relationships by source part and id; the package's own stand under "".
        reached: the parts that relationships lead to from the package.
    """

    suffix: str
    parts: Mapping[str, bytes]
    trees: Mapping[str, Any]
    types: ContentTypes
    relations: Mapping[str, Mapping[str, RawRelationship]]
    reached: frozenset[str]

    def kind_of(self, part: str) -> str:
        """Return a part's content type; empty if it has none."""
        return self.types.find(part)

    def targets(self, part: str, kind: str) -> tuple[str, ...]:
        """Return the target parts of a part's relationships of one kind."""
        own = self.relations.get(part, {}).values()
        return tuple(relation.part for relation in own if relation.kind == kind and relation.part)

    def target(self, part: str, kind: str) -> str:
        """Return the first of `targets`; empty if there is none."""
        return next(iter(self.targets(part, kind)), "")

    def related_part(self, part: str, element: Any, attribute: str = f"{R}id") -> str:  # noqa: ANN401
        """Return the part that an element's relationship id refers to; empty if there is none."""
        relation = self.relations.get(part, {}).get(element.get(attribute, ""))
        return relation.part or "" if relation else ""

    @property
    def main(self) -> str:
        """Return the name of the presentation part; empty unless there is exactly one."""
        mains = self.targets("", "officeDocument")
        return mains[0] if len(mains) == 1 else ""


def build_raw_package(parts: Mapping[str, bytes], trees: Mapping[str, Any], suffix: str) -> RawPackage:
    """Build a package from its parts and their XML trees."""
    relations = {
        source: parse_relationships(source, tree)
        for name, tree in trees.items()
        if name.endswith(".rels")
        for source in (relationships_source(name),)
    }
    types = parse_content_types(trees.get(TYPES))
    return RawPackage(suffix, parts, trees, types, relations, _find_reachable_parts(relations, parts))


def parse_content_types(root: Any) -> ContentTypes:  # noqa: ANN401 - lxml's elements, or None
    """Read the declarations of `[Content_Types].xml`; the first of several for a part counts."""
    overrides: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for entry in root if root is not None else ():
        kind = entry.get("ContentType", "")
        if entry.tag == f"{CONTENT_TYPES}Override":
            overrides.setdefault(entry.get("PartName", "").lstrip("/"), kind)
        elif entry.tag == f"{CONTENT_TYPES}Default":
            defaults.setdefault(entry.get("Extension", "").lower(), kind)
    return ContentTypes(overrides, defaults)


def parse_relationships(source: str, root: Any) -> dict[str, RawRelationship]:  # noqa: ANN401 - lxml's elements
    """Read the relationships of a part, by id; the first of several with the same id counts."""
    found: dict[str, RawRelationship] = {}
    for entry in root:
        if isinstance(entry.tag, str):
            target = entry.get("Target", "")
            is_inside = entry.get("TargetMode") != "External"
            part = resolve_target(source, target.split("#")[0]) if is_inside else None
            found.setdefault(entry.get("Id", ""), RawRelationship(entry.get("Type", ""), part, target))
    return found


def relationships_part_name(name: str) -> str:
    """Return the name of the part that holds the relationships of a part; of the package for an empty name."""
    folder, _, stem = name.rpartition("/")
    return f"{folder}/_rels/{stem}.rels".lstrip("/")


def relationships_source(name: str) -> str:
    """Return the source part of a `.rels` part; empty for the package's own relationships."""
    folder, base = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels")).lstrip("/")


def resolve_target(source: str, target: str) -> str:
    """Return the name of the part that a relationship target of a part refers to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")


def iter_chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, size: int = 1 << 16) -> Iterator[bytes]:
    """Yield the content of a part in pieces, to its end, so that its checksum is verified.

    Raises:
        Exception: one of ZIP_ERRORS; the part is damaged or encrypted.
    """
    with archive.open(entry) as stream:
        while chunk := stream.read(size):
            yield chunk


def _find_reachable_parts(
    relations: Mapping[str, Mapping[str, RawRelationship]], parts: Mapping[str, bytes]
) -> frozenset[str]:
    seen: set[str] = set()
    waiting = [""]
    while waiting:
        for relation in relations.get(waiting.pop(), {}).values():
            if relation.part and relation.part in parts and relation.part not in seen:
                seen.add(relation.part)
                waiting.append(relation.part)
    return frozenset(seen)
