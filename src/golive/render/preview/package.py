"""Read parts and relationships of a theme's package without an Office library."""

import io
import posixpath
import zipfile
from typing import Final
from xml.etree.ElementTree import Element, fromstring

from msgspec import Struct

A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MEDIA_TYPES: Final = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}


class ThemePart(Struct, frozen=True):
    """A part of the package: root element, and the paths of related parts by relationship id and by type."""

    package: zipfile.ZipFile
    path: str
    root: Element
    targets: dict[str, str]
    kinds: dict[str, str]

    def read_image(self, number: str) -> tuple[str, bytes] | None:
        """Return media type and bytes of a picture; None if browsers cannot show it."""
        path = self.targets.get(number, "")
        kind = _MEDIA_TYPES.get(path.rsplit(".", 1)[-1].lower())
        return (kind, self.package.read(path)) if kind and path in self.package.NameToInfo else None

    def related_part(self, kind: str) -> "ThemePart | None":
        """Return the part related by a relationship type such as "slideMaster"; None if there is none."""
        path = self.kinds.get(kind)
        return _read_part(self.package, path) if path else None


def open_part(source: bytes, path: str) -> ThemePart:
    """Open a part of a package that has already been checked.

    Args:
        source: the bytes of a .pptx.
        path: the part's name; it may begin with a slash.
    """
    return _read_part(zipfile.ZipFile(io.BytesIO(source)), path.lstrip("/"))


def _read_part(package: zipfile.ZipFile, path: str) -> ThemePart:
    folder, name = posixpath.split(path)
    listed = f"{folder}/_rels/{name}.rels"
    targets: dict[str, str] = {}
    kinds: dict[str, str] = {}
    if listed in package.NameToInfo:
        for entry in _parse_xml(package.read(listed)):
            if entry.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, entry.get("Target", ""))).lstrip("/")
                targets[entry.get("Id", "")] = target
                kinds[entry.get("Type", "").rsplit("/", 1)[-1]] = target
    return ThemePart(package, path, _parse_xml(package.read(path)), targets, kinds)


def _parse_xml(xml: bytes) -> Element:
    return fromstring(xml)  # noqa: S314 - the theme reader has already rejected unsafe files
