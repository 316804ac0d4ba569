"""Read the origin of a PDF from its XML metadata; nothing else is interpreted."""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from msgspec.structs import replace

from golive.ooxml.xml_parser import parse_or_none
from golive.provenance.statement import Statement, build_statement
from golive.render.seal import NAMESPACE, find_pdf_seal
from golive.support.problems import OriginError, make_problem

_PACKET_START: Final = b"<x:xmpmeta"
_PACKET_END: Final = b"</x:xmpmeta>"
_METADATA: Final = re.compile(rb"/Subtype\s{0,9}/XML\b.{0,300}?\bstream\r?\n", re.DOTALL)
_END: Final = b"%%EOF"
_MAX_MATCHES: Final = 16  # metadata packets, or end-of-file markers, that are examined
_MAX_PACKET_BYTES: Final = 500_000
APPENDED_MESSAGE: Final = (
    "Something was added to the end, such as a signature or a comment; the original content is still there."
)
REWRITTEN_MESSAGE: Final = "Another program rewrote it, or its bytes were changed."


def read_pdf(content: bytes) -> Statement:
    """Read the origin of a PDF, and whether it is unchanged.

    Raises:
        OriginError: it states no origin, or is encrypted.
    """
    is_intact = find_pdf_seal(content) is not None
    properties: dict[str, str] = {}
    for packet in _find_metadata_packets(content):
        properties = _read_properties(packet) or properties  # the last packet counts, as in PDF readers
    if not properties and b"/Encrypt" in content:
        raise OriginError(make_problem("is protected by a password", "Save it without a password."))
    statement = build_statement(properties, is_intact=is_intact)
    if is_intact:
        return statement
    return replace(statement, changes=(APPENDED_MESSAGE if _has_appended_content(content) else REWRITTEN_MESSAGE,))


def _find_metadata_packets(content: bytes) -> Iterator[bytes]:
    """Yield the last metadata packets in order, compressed ones first, decompressed."""
    for at in _find_last_offsets(content, b"/Subtype"):
        place = _METADATA.match(content, at, at + 400)
        if place:
            packed = content[place.end() : place.end() + _MAX_PACKET_BYTES]
            with suppress(zlib.error):
                yield from _cut_packet(zlib.decompressobj().decompress(packed, _MAX_PACKET_BYTES), 0)
    for at in _find_last_offsets(content, _PACKET_START):
        yield from _cut_packet(content, at)


def _find_last_offsets(content: bytes, word: bytes) -> list[int]:
    """Return the last offsets of a word, in ascending order."""
    found: list[int] = []
    end = len(content)
    while len(found) < _MAX_MATCHES and (at := content.rfind(word, 0, end)) >= 0:
        found.append(at)
        end = at
    return found[::-1]


def _cut_packet(content: bytes, start: int) -> Iterator[bytes]:
    """Yield the first packet that begins at or after an offset, if any."""
    begin = content.find(_PACKET_START, start, start + _MAX_PACKET_BYTES)
    end = content.find(_PACKET_END, begin, begin + _MAX_PACKET_BYTES) if begin >= 0 else -1
    if end >= 0:
        yield content[begin : end + len(_PACKET_END)]


def _read_properties(packet: bytes) -> dict[str, str]:
    """Read golive's properties in a packet, from elements or attributes."""
    root = parse_or_none(packet)
    if root is None:
        return {}
    own, found = f"{{{NAMESPACE}}}", {}
    for element in root.iter("*"):
        if element.tag.startswith(own):
            found[element.tag.removeprefix(own)] = element.text or ""
        found.update({name.removeprefix(own): value for name, value in element.items() if name.startswith(own)})
    return found


def _has_appended_content(content: bytes) -> bool:
    """Return whether the file starts with an intact file: programs append changes to the end of a PDF."""
    end = -1
    for _ in range(_MAX_MATCHES // 4):
        end = content.find(_END, end + 1)
        if end < 0:
            return False
        if find_pdf_seal(content[: end + len(_END) + 1]) is not None:
            return True
    return False
