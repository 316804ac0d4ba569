"""Parts of a package → the package, with a list of what each of them is."""

import io
import zipfile
from typing import Any, Final

from golive.ooxml.package import Package

_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"


def written(root: Any) -> bytes:  # noqa: ANN401 - lxml's elements
    """An element as a part."""
    from lxml import etree

    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def content_types(package: Package) -> dict[str, str]:
    """The content type of every part."""
    root = package.xml("[Content_Types].xml")
    defaults = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in root if e.tag.endswith("}Default")}
    named = {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in root if e.tag.endswith("}Override")}
    known = {name: defaults.get(name.rpartition(".")[2].lower(), "") for name in package.sizes}
    return {name: named.get(name) or kind for name, kind in known.items() if named.get(name) or kind}


def types_part(kinds: dict[str, str], parts: dict[str, bytes]) -> bytes:
    """The part that says what every part is.

    Args:
        kinds: content types by name; may name parts that are not there.
        parts: what is there.
    """
    from lxml import etree

    root: Any = etree.XML(f'<Types xmlns="{_TYPES}"/>')
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    for extension, kind in (("rels", rels), ("xml", "application/xml")):
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=extension, ContentType=kind)
    for name in sorted(parts):
        if not name.endswith(".rels") and name in kinds and name != "[Content_Types].xml":
            etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=kinds[name])
    return written(root)


def stored(parts: dict[str, bytes]) -> bytes:
    """Parts as a package that is not compressed, since it is read again at once."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts, key=lambda n: (n != "[Content_Types].xml", n)):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts[name])
    return stream.getvalue()
