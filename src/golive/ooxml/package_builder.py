"""A package while a deck is put together: parts, and the relationships by which they know each other."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct, field

from golive.ooxml.package import Package
from golive.ooxml.package_parts import content_types
from golive.ooxml.template_cleaning import part_at, rels_name
from golive.render.slides.pptx.markup import HEAD, attribute

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_DEFAULTS: Final = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}


class Relation(Struct, frozen=True):
    """That one part knows another, or an address outside: `kind` is the relationship's type, a URL."""

    kind: str
    target: "Part | str"


class Part(Struct, eq=False):
    """A part of a package.

    Attributes:
        name: without a leading slash; empty for the package itself.
        kind: content type.
        content: its bytes.
        rels: what it knows, by number (`rId1`).
    """

    name: str
    kind: str = ""
    content: bytes = b""
    rels: dict[str, Relation] = field(default_factory=dict)

    def relate(self, kind: str, target: "Part | str") -> str:
        """Know another part, or an address outside; the number of the relationship."""
        number = next(free for n in range(1, len(self.rels) + 2) if (free := f"rId{n}") not in self.rels)
        self.rels[number] = Relation(kind, target)
        return number

    def known(self, kind: str) -> Iterator["Part"]:
        """The parts it knows by relationships whose type ends so."""
        for relation in self.rels.values():
            if relation.kind.endswith(kind) and isinstance(relation.target, Part):
                yield relation.target

    def copied(self) -> "Part":
        """The same part, to be changed without changing this one."""
        return Part(self.name, self.kind, self.content, dict(self.rels))


def opened(package: Package) -> Part:
    """A package as the part that knows all others.

    Raises:
        ThemeError: a part is damaged.
    """
    kinds = content_types(package)
    found: dict[str, Part] = {}

    def take(name: str) -> Part:
        part = found[name] = Part(name, kinds.get(name, ""), package.read(name) if name else b"")
        rels = rels_name(name) if name else "_rels/.rels"
        for row in package.xml(rels) if rels in package else ():
            target = row.get("Target", "")
            if row.get("TargetMode") == "External":
                part.rels[row.get("Id", "")] = Relation(row.get("Type", ""), target)
            elif (other := part_at(name, target)) in package:
                part.rels[row.get("Id", "")] = Relation(row.get("Type", ""), found.get(other) or take(other))
        return part

    return take("")


def reachable(root: Part) -> Iterator[Part]:
    """Every part that a part knows, by however many others; each once, and not the part itself."""
    seen = {id(root)}
    waiting = [root]
    while waiting:
        for relation in waiting.pop().rels.values():
            part = relation.target
            if isinstance(part, Part) and id(part) not in seen:
                seen.add(id(part))
                waiting.append(part)
                yield part


def unpacked(root: Part) -> Mapping[str, bytes]:
    """The content of every part of a package by its name, with their relationships and the list of what they are."""
    parts = {"_rels/.rels": _rels_part(root)}
    kinds = []
    for part in reachable(root):
        parts[part.name] = part.content
        kinds.append((part.name, part.kind))
        if part.rels:
            parts[rels_name(part.name)] = _rels_part(part)
    parts["[Content_Types].xml"] = _types_part(kinds)
    return parts


def _rels_part(part: Part) -> bytes:
    rows = "".join(
        f"<Relationship Id={attribute(number)} Type={attribute(relation.kind)} {_target(part, relation.target)}/>"
        for number, relation in part.rels.items()
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{rows}</Relationships>'.encode()


def _target(part: Part, target: Part | str) -> str:
    if isinstance(target, str):
        return f'Target={attribute(target)} TargetMode="External"'
    return f"Target={attribute(_relative(target.name, part.name))}"


def _relative(target: str, base: str) -> str:
    """The way to one part from the folder of another."""
    steps, folders = target.split("/"), base.split("/")[:-1]
    shared = len(posixpath.commonprefix([steps[:-1], folders]))
    return "/".join([".."] * (len(folders) - shared) + steps[shared:])


def _types_part(kinds: list[tuple[str, str]]) -> bytes:
    """One entry for each part that is there, and none for one that is not."""
    defaults = dict(_DEFAULTS)
    overrides = []
    for name, kind in sorted(kinds):
        extension = name.rpartition(".")[2].lower()
        if extension != "xml" and defaults.setdefault(extension, kind) == kind:
            continue
        overrides.append(f"<Override PartName={attribute(f'/{name}')} ContentType={attribute(kind)}/>")
    listed = "".join(f'<Default Extension="{e}" ContentType="{k}"/>' for e, k in sorted(defaults.items()))
    return f'{HEAD}<Types xmlns="{_TYPES}">{listed}{"".join(overrides)}</Types>'.encode()
