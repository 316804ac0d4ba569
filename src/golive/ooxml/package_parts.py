"""Read and write content types, and zip parts into a package."""

import io
import zipfile
from typing import Any, Final

from golive.ooxml.package import Package

_CONTENT_TYPES_NS: Final = "http://schemas.openxmlformats.org/package/2006/content-types"


def serialize_xml(root: Any) -> bytes:  # noqa: ANN401 - lxml's elements
    """Serialize an element as the bytes of a part."""
    from lxml import etree

    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def read_content_types(package: Package) -> dict[str, str]:
    """Return the content type of every part, by name."""
    root = package.read_xml("[Content_Types].xml")
    defaults = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in root if e.tag.endswith("}Default")}
    named = {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in root if e.tag.endswith("}Override")}
    known = {name: defaults.get(name.rpartition(".")[2].lower(), "") for name in package.sizes}
    return {name: named.get(name) or kind for name, kind in known.items() if named.get(name) or kind}


def build_content_types_part(kinds: dict[str, str], parts: dict[str, bytes]) -> bytes:
    """Build the `[Content_Types].xml` part.

    Args:
        kinds: content types by part name; names without a part are ignored.
        parts: content by part name.
    """
    from lxml import etree

    root: Any = etree.XML(f'<Types xmlns="{_CONTENT_TYPES_NS}"/>')
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    for extension, kind in (("rels", rels), ("xml", "application/xml")):
        etree.SubElement(root, f"{{{_CONTENT_TYPES_NS}}}Default", Extension=extension, ContentType=kind)
    for name in sorted(parts):
        if not name.endswith(".rels") and name in kinds and name != "[Content_Types].xml":
            etree.SubElement(root, f"{{{_CONTENT_TYPES_NS}}}Override", PartName=f"/{name}", ContentType=kinds[name])
    return serialize_xml(root)


def zip_uncompressed(parts: dict[str, bytes]) -> bytes:
    """Zip parts without compression, since the package is read again immediately."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts, key=lambda n: (n != "[Content_Types].xml", n)):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts[name])
    return stream.getvalue()
