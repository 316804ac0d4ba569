"""A PDF → what it says of its origin. Nothing of it is interpreted but its metadata, which is XML."""

import re
import zlib
from collections.abc import Iterator
from typing import Any, Final

from golive.origin.statement import Statement, statement_of
from golive.publish.seal import NAMESPACE, seal_in_pdf

_PACKET: Final = re.compile(rb"<x:xmpmeta\b.{0,500000}?</x:xmpmeta>", re.DOTALL)
_METADATA: Final = re.compile(rb"/Subtype\s{0,9}/XML\b.{0,300}?\bstream\r?\n", re.DOTALL)
_END: Final = b"%%EOF"
_MOST: Final = 16  # packets, or ends of the file, that are looked at
_MOST_BYTES: Final = 500_000
ADDED: Final = "Something was added behind it, as by a signature or a comment; what golive made is still in it."
REWRITTEN: Final = "Another program has written it anew, or its bytes were changed."


def read_paper(content: bytes) -> Statement:
    """What a PDF says of its origin, and whether it is as it was made.

    Raises:
        OriginError: it says nothing of it.
    """
    is_intact = seal_in_pdf(content) is not None
    said: dict[str, str] = {}
    for packet in _packets(content):
        said = _properties(packet) or said  # the last one counts, as in every reader
    changes = () if is_intact else (ADDED if _is_longer(content) else REWRITTEN,)
    return statement_of(said, is_intact=is_intact, changes=changes)


def _packets(content: bytes) -> Iterator[bytes]:
    """The metadata, as it stands or compressed."""
    for _, place in zip(range(_MOST), _METADATA.finditer(content), strict=False):
        try:
            inflated = zlib.decompressobj().decompress(content[place.end() :][:_MOST_BYTES], _MOST_BYTES)
        except zlib.error:
            continue
        yield from _PACKET.findall(inflated)
    for _, place in zip(range(_MOST), _PACKET.finditer(content), strict=False):
        yield place[0]


def _properties(packet: bytes) -> dict[str, str]:
    """Our properties in a packet, whether they stand in elements or in attributes."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: Any = etree.fromstring(packet, parser)
    except etree.XMLSyntaxError:
        return {}
    own, found = f"{{{NAMESPACE}}}", {}
    for element in root.iter(etree.Element):
        if element.tag.startswith(own):
            found[element.tag.removeprefix(own)] = element.text or ""
        found.update({name.removeprefix(own): value for name, value in element.items() if name.startswith(own)})
    return found


def _is_longer(content: bytes) -> bool:
    """Whether an intact file is the beginning of this one: what is added to a PDF is written behind it."""
    end = -1
    for _ in range(_MOST // 4):
        end = content.find(_END, end + 1)
        if end < 0:
            return False
        if seal_in_pdf(content[: end + len(_END) + 1]) is not None:
            return True
    return False
