"""Read a zip package: a digest of each part, and the parts that state its origin; with limits on size."""

import hashlib
import re
import zipfile
from pathlib import Path
from typing import Final

from msgspec import Struct

from golive.ooxml.limits import DECK_LIMITS
from golive.ooxml.raw_package import ZIP_ERRORS, iter_chunks
from golive.render.seal import PROPERTIES_PART, blank_seal
from golive.support.problems import OriginError, make_problem

_ORIGIN_PARTS: Final = re.compile(
    r"docProps/custom\.xml|customXml/item\d+\.xml|ppt/presentation\.xml|ppt/_rels/presentation\.xml\.rels"
    r"|ppt/slides/slide\d+\.xml"
)


class PackageParts(Struct, frozen=True):
    """Contents of a package.

    Attributes:
        digests: name and SHA-256 of each part; properties are hashed with a blank seal.
        origin_parts: the content of the parts that state its origin, by name.
        seal: the seal in the properties; empty if there is none.
        is_open_document: whether it is a file of OpenDocument, such as .odp, and not of Office.
    """

    digests: tuple[tuple[str, bytes], ...]
    origin_parts: dict[str, bytes]
    seal: str
    is_open_document: bool = False


def read_package(path: Path) -> PackageParts:
    """Read a package.

    Raises:
        OriginError: it is damaged, encrypted, or larger than any document made by golive.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive)
    except ZIP_ERRORS as error:
        raise OriginError(
            make_problem(f"is damaged: {str(error)[:120]}", "Copy it again from where it came from.")
        ) from None


def _read(archive: zipfile.ZipFile) -> PackageParts:
    entries = archive.infolist()
    if len(entries) > DECK_LIMITS.parts:
        raise _build_size_error(f"{len(entries):,} parts")
    digests, kept, seal = [], {}, ""
    left, room = DECK_LIMITS.unpacked_bytes, DECK_LIMITS.xml_part_bytes
    for entry in entries:
        total, content = hashlib.sha256(), bytearray()
        is_kept = _ORIGIN_PARTS.fullmatch(entry.filename) is not None
        for chunk in iter_chunks(archive, entry):
            total.update(chunk)
            left -= len(chunk)
            content += chunk if is_kept else b""
            if left < 0 or len(content) > room:
                raise _build_size_error(f"more than {DECK_LIMITS.unpacked_bytes / 1e6:,.0f} MB")
        if is_kept:
            kept[entry.filename] = bytes(content)
            room -= len(content)
        if entry.filename == PROPERTIES_PART:
            blank, seal = blank_seal(bytes(content))
            total = hashlib.sha256(blank)
        digests.append((entry.filename, total.digest()))
    is_open_document = any(entry.filename == "META-INF/manifest.xml" for entry in entries)
    return PackageParts(tuple(digests), kept, seal, is_open_document)


def _build_size_error(what: str) -> OriginError:
    return OriginError(make_problem(f"unpacks to {what}; golive does not make such files", "Ask for the file again."))
