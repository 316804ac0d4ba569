"""Build an Open Packaging Conventions package: parts and the relationships between them."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct, field

from golive.ooxml.package import Package
from golive.ooxml.package_parts import read_content_types
from golive.ooxml.template_cleaning import relationships_part_name, resolve_target
from golive.ooxml.xml_text import XML_DECLARATION, quote_attribute

RELATIONSHIPS_NS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONSHIPS_NS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES_NS: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_DEFAULT_TYPES: Final = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}


class Relationship(Struct, frozen=True):
    """A relationship to another part or to an external address; `kind` is the relationship type, a URL."""

    kind: str
    target: "Part | str"


class Part(Struct, eq=False):
    """A part of a package.

    Attributes:
        name: name without a leading slash; empty for the package itself.
        content_type: content type.
        content: bytes of the part.
        rels: relationships by id (`rId1`).
    """

    name: str
    content_type: str = ""
    content: bytes = b""
    rels: dict[str, Relationship] = field(default_factory=dict)

    def add_relationship(self, kind: str, target: "Part | str") -> str:
        """Add a relationship to a part or an external address; return its id."""
        number = next(free for n in range(1, len(self.rels) + 2) if (free := f"rId{n}") not in self.rels)
        self.rels[number] = Relationship(kind, target)
        return number

    def related_parts(self, kind: str) -> Iterator["Part"]:
        """Yield the related parts whose relationship type ends with `kind`."""
        for relation in self.rels.values():
            if relation.kind.endswith(kind) and isinstance(relation.target, Part):
                yield relation.target

    def copy(self) -> "Part":
        """Return a copy that can be changed without changing this part."""
        return Part(self.name, self.content_type, self.content, dict(self.rels))


def load_parts(package: Package) -> Part:
    """Load all parts of a package; return the root part, which is related to the others.

    Raises:
        ThemeError: a part is damaged.
    """
    kinds = read_content_types(package)
    found: dict[str, Part] = {}

    def take(name: str) -> Part:
        part = found[name] = Part(name, kinds.get(name, ""), package.read(name) if name else b"")
        rels = relationships_part_name(name) if name else "_rels/.rels"
        for row in package.read_xml(rels) if rels in package else ():
            target = row.get("Target", "")
            if row.get("TargetMode") == "External":
                part.rels[row.get("Id", "")] = Relationship(row.get("Type", ""), target)
            elif (other := resolve_target(name, target)) in package:
                part.rels[row.get("Id", "")] = Relationship(row.get("Type", ""), found.get(other) or take(other))
        return part

    return take("")


def iter_reachable_parts(root: Part) -> Iterator[Part]:
    """Yield every part that can be reached through relationships, once each, without the root itself."""
    seen = {id(root)}
    waiting = [root]
    while waiting:
        for relation in waiting.pop().rels.values():
            part = relation.target
            if isinstance(part, Part) and id(part) not in seen:
                seen.add(id(part))
                waiting.append(part)
                yield part


def serialize_parts(root: Part) -> Mapping[str, bytes]:
    """Return the content of every part by name, with relationship parts and `[Content_Types].xml`."""
    parts = {"_rels/.rels": _build_relationships_part(root)}
    kinds = []
    for part in iter_reachable_parts(root):
        parts[part.name] = part.content
        kinds.append((part.name, part.content_type))
        if part.rels:
            parts[relationships_part_name(part.name)] = _build_relationships_part(part)
    parts["[Content_Types].xml"] = _build_content_types_part(kinds)
    return parts


def _build_relationships_part(part: Part) -> bytes:
    rows = "".join(
        f"<Relationship Id={quote_attribute(number)} Type={quote_attribute(relation.kind)} "
        f"{_target_attributes(part, relation.target)}/>"
        for number, relation in part.rels.items()
    )
    return f'{XML_DECLARATION}<Relationships xmlns="{PACKAGE_RELATIONSHIPS_NS}">{rows}</Relationships>'.encode()


def _target_attributes(part: Part, target: Part | str) -> str:
    if isinstance(target, str):
        return f'Target={quote_attribute(target)} TargetMode="External"'
    return f"Target={quote_attribute(_relative_path(target.name, part.name))}"


def _relative_path(target: str, base: str) -> str:
    """Return the relative path to a part from the folder of another."""
    steps, folders = target.split("/"), base.split("/")[:-1]
    shared = len(posixpath.commonprefix([steps[:-1], folders]))
    return "/".join([".."] * (len(folders) - shared) + steps[shared:])


def _build_content_types_part(kinds: list[tuple[str, str]]) -> bytes:
    """Build `[Content_Types].xml` with one entry for each part."""
    defaults = dict(_DEFAULT_TYPES)
    overrides = []
    for name, kind in sorted(kinds):
        extension = name.rpartition(".")[2].lower()
        if extension != "xml" and defaults.setdefault(extension, kind) == kind:
            continue
        overrides.append(f"<Override PartName={quote_attribute(f'/{name}')} ContentType={quote_attribute(kind)}/>")
    listed = "".join(f'<Default Extension="{e}" ContentType="{k}"/>' for e, k in sorted(defaults.items()))
    return f'{XML_DECLARATION}<Types xmlns="{_CONTENT_TYPES_NS}">{listed}{"".join(overrides)}</Types>'.encode()
