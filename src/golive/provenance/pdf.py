"""A PDF → what it says of its origin. Nothing of it is interpreted but its metadata, which is XML."""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from msgspec.structs import replace

from golive.provenance.statement import Statement, statement_of
from golive.render.seal import NAMESPACE, seal_in_pdf
from golive.support.problems import OriginError, problem

_OPENED: Final = b"<x:xmpmeta"
_CLOSED: Final = b"</x:xmpmeta>"
_METADATA: Final = re.compile(rb"/Subtype\s{0,9}/XML\b.{0,300}?\bstream\r?\n", re.DOTALL)
_END: Final = b"%%EOF"
_MOST: Final = 16  # packets, or ends of the file, that are looked at
_MOST_BYTES: Final = 500_000
ADDED: Final = "Something was added behind it, as by a signature or a comment; what golive made is still in it."
REWRITTEN: Final = "Another program has written it anew, or its bytes were changed."


def read_paper(content: bytes) -> Statement:
    """What a PDF says of its origin, and whether it is as it was made.

    Raises:
        OriginError: it says nothing of it, or is locked.
    """
    is_intact = seal_in_pdf(content) is not None
    said: dict[str, str] = {}
    for packet in _packets(content):
        said = _properties(packet) or said  # the last one counts, as in every reader
    if not said and b"/Encrypt" in content:
        raise OriginError(problem("is protected by a password", "Save it without a password."))
    statement = statement_of(said, is_intact=is_intact)
    if is_intact:
        return statement
    return replace(statement, changes=(ADDED if _is_longer(content) else REWRITTEN,))


def _packets(content: bytes) -> Iterator[bytes]:
    """The metadata, compressed or as it stands, the last one last; of too many only the last ones."""
    for at in _places(content, b"/Subtype"):
        place = _METADATA.match(content, at, at + 400)
        if place:
            packed = content[place.end() : place.end() + _MOST_BYTES]
            with suppress(zlib.error):
                yield from _bare(zlib.decompressobj().decompress(packed, _MOST_BYTES), 0)
    for at in _places(content, _OPENED):
        yield from _bare(content, at)


def _places(content: bytes, word: bytes) -> list[int]:
    """Where a word stands: its last places, in order."""
    found: list[int] = []
    end = len(content)
    while len(found) < _MOST and (at := content.rfind(word, 0, end)) >= 0:
        found.append(at)
        end = at
    return found[::-1]


def _bare(content: bytes, start: int) -> Iterator[bytes]:
    """The packet that begins at a place, or behind it."""
    begin = content.find(_OPENED, start, start + _MOST_BYTES)
    end = content.find(_CLOSED, begin, begin + _MOST_BYTES) if begin >= 0 else -1
    if end >= 0:
        yield content[begin : end + len(_CLOSED)]


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
