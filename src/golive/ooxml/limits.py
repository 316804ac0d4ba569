"""Limits on zip packages, in one table, and the check of a zip directory before anything is unpacked."""

import zipfile
from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

_ENCRYPTED_FLAG: Final = 1


class PackageLimits(Struct, frozen=True):
    """The most that a package may hold.

    Attributes:
        file_bytes: size of the file.
        parts: number of zip entries.
        unpacked_bytes: unpacked size of all parts.
        xml_bytes: unpacked size of all XML parts together.
        xml_part_bytes: unpacked size of one XML part.
        ratio: compression ratio of a part; a higher one suggests a zip bomb.
        ratio_from_bytes: unpacked size from which the ratio of a part is checked.
    """

    file_bytes: int
    parts: int
    unpacked_bytes: int
    xml_bytes: int
    xml_part_bytes: int
    ratio: int
    ratio_from_bytes: int


TEMPLATE_LIMITS: Final = PackageLimits(150_000_000, 8_000, 300_000_000, 300_000_000, 16_000_000, 120, 1_000_000)
"""For the template of a brand."""

DECK_LIMITS: Final = PackageLimits(200_000_000, 8_000, 300_000_000, 300_000_000, 32_000_000, 400, 4_000_000)
"""For a deck that golive made, possibly edited by a person since."""

AUDIT_LIMITS: Final = PackageLimits(2_000_000_000, 20_000, 2_000_000_000, 64_000_000, 64_000_000, 400, 4_000_000)
"""For any presentation that is audited, whoever made it."""


class Excess(Struct, frozen=True):
    """A limit that a package exceeds, the value found and allowed, and the part concerned, if it is one."""

    limit: Literal["parts", "unpacked", "xml", "ratio"]
    found: int
    allowed: int
    part: str = ""
    unpacked_bytes: int = 0


def find_excess(entries: Sequence[zipfile.ZipInfo], limits: PackageLimits) -> Excess | None:
    """Return the first limit that a zip directory exceeds, without unpacking anything; None if there is none."""
    if len(entries) > limits.parts:
        return Excess("parts", len(entries), limits.parts)
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked_bytes:
        return Excess("unpacked", total, limits.unpacked_bytes)
    xml = sum(entry.file_size for entry in entries if is_xml_name(entry.filename))
    if xml > limits.xml_bytes:
        return Excess("xml", xml, limits.xml_bytes)
    for entry in entries:
        packed = max(entry.compress_size, 1)
        if entry.file_size >= limits.ratio_from_bytes and entry.file_size > limits.ratio * packed:
            return Excess("ratio", entry.file_size // packed, limits.ratio, entry.filename, entry.file_size)
    return None


def is_encrypted(entry: zipfile.ZipInfo) -> bool:
    """Return whether a zip entry needs a password."""
    return bool(entry.flag_bits & _ENCRYPTED_FLAG)


def is_xml_name(name: str) -> bool:
    """Return whether a part is XML, by its name."""
    return name.lower().endswith((".xml", ".rels", ".vml"))
