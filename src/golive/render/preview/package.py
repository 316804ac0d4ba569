"""A theme's package, read without an Office library: its parts, and what they refer to."""

import io
import posixpath
import zipfile
from typing import Final
from xml.etree.ElementTree import Element, fromstring

from msgspec import Struct

A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TYPES: Final = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}


class Part(Struct, frozen=True):
    """A part of the package: its element, and the paths of what it refers to by relationship id and by kind."""

    package: zipfile.ZipFile
    path: str
    root: Element
    targets: dict[str, str]
    kinds: dict[str, str]

    def image(self, number: str) -> tuple[str, bytes] | None:
        """Media type and bytes of a picture; None where a browser could not show it."""
        path = self.targets.get(number, "")
        kind = _TYPES.get(path.rsplit(".", 1)[-1].lower())
        return (kind, self.package.read(path)) if kind and path in self.package.NameToInfo else None

    def other(self, kind: str) -> "Part | None":
        """The part that this one refers to by a kind of relationship: "slideMaster", "theme"."""
        path = self.kinds.get(kind)
        return _part(self.package, path) if path else None


def open_part(source: bytes, path: str) -> Part:
    """A part of a package that has been opened before, and so is known to be sound.

    Args:
        source: the bytes of a .pptx.
        path: the part's name; it may begin with a slash.
    """
    return _part(zipfile.ZipFile(io.BytesIO(source)), path.lstrip("/"))


def _part(package: zipfile.ZipFile, path: str) -> Part:
    folder, name = posixpath.split(path)
    listed = f"{folder}/_rels/{name}.rels"
    targets: dict[str, str] = {}
    kinds: dict[str, str] = {}
    if listed in package.NameToInfo:
        for entry in _parsed(package.read(listed)):
            if entry.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, entry.get("Target", ""))).lstrip("/")
                targets[entry.get("Id", "")] = target
                kinds[entry.get("Type", "").rsplit("/", 1)[-1]] = target
    return Part(package, path, _parsed(package.read(path)), targets, kinds)


def _parsed(xml: bytes) -> Element:
    return fromstring(xml)  # noqa: S314 - the theme's reader has refused whatever is not sound
