"""Seals: a digest inside a file over the whole of it, so that any later change shows; and where the file comes from.

The seal's own place counts as zeros, as the place of a signature does. A seal is no signature: it holds no secret, and
tells of changes by people who do not mean to deceive.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Final

from golive import __version__
from golive.markdown.document import Meta

NAMESPACE: Final = "urn:golive:origin:1"
"""Of what a PDF says of its origin."""
PROPERTIES: Final = "docProps/custom.xml"
"""The part of a deck that holds its seal."""
BLANK: Final = "0" * 64
_IN_PDF: Final = re.compile(rb"<golive:seal>([0-9a-f]{64})</golive:seal>")
_IN_DECK: Final = re.compile(rb'name="golive\.seal"><vt:lpwstr>([0-9a-f]{64})</vt:lpwstr>')
_MOST_PLACES: Final = 16


def parts_text(parts: Iterable[tuple[str, str]]) -> str:
    """Names and digests on one line: `spec=3f9c21aa organization=07d4…`."""
    return " ".join(f"{name}={digest}" for name, digest in parts)


def origin_of(meta: Meta) -> dict[str, str]:
    """What a PDF says of its origin, by the names of its properties; the seal is blank."""
    said = {
        "id": meta.id,
        "kind": meta.kind,
        "version": meta.version,
        "digest": meta.digest,
        "parts": parts_text(meta.parts),
        "madeBy": f"golive {__version__}",
    }
    return {**{name: value for name, value in said.items() if value}, "seal": BLANK}


def sealed_pdf(content: bytes) -> bytes:
    """Put the seal of a PDF in its place; the same bytes where there is none."""
    place = next((one for one in _IN_PDF.finditer(content) if one[1] == BLANK.encode()), None)
    if place is None:
        return content
    return content[: place.start(1)] + hashlib.sha256(content).hexdigest().encode() + content[place.end(1) :]


def seal_in_pdf(content: bytes) -> int | None:
    """Where the seal stands that holds for a PDF; None where none does: the file was changed, or had none.

    Args:
        content: the whole file. A text of it may look like a seal, so a few places are tried.
    """
    for _, place in zip(range(_MOST_PLACES), _IN_PDF.finditer(content), strict=False):
        total = hashlib.sha256(memoryview(content)[: place.start(1)])
        total.update(BLANK.encode())
        total.update(memoryview(content)[place.end(1) :])
        if total.hexdigest().encode() == place[1]:
            return place.start(1)
    return None


def sealed_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Put the seal of a deck in its place.

    Args:
        parts: content by name; the properties have a blank seal.
    """
    seal = seal_over((name, hashlib.sha256(content).digest()) for name, content in parts.items())
    content = _IN_DECK.sub(lambda place: place[0].replace(place[1], seal.encode()), parts[PROPERTIES], count=1)
    return {**parts, PROPERTIES: content}


def without_seal(properties: bytes) -> tuple[bytes, str]:
    """The properties of a deck with a blank seal, and the seal that stood there; empty where there was none."""
    place = _IN_DECK.search(properties)
    if place is None:
        return properties, ""
    return properties[: place.start(1)] + BLANK.encode() + properties[place.end(1) :], place[1].decode()


def seal_over(digests: Iterable[tuple[str, bytes]]) -> str:
    """The seal of a deck.

    Args:
        digests: name and SHA-256 of each of its parts, the properties' one over a blank seal; in any order.
    """
    total = hashlib.sha256()
    for name, digest in sorted(digests):
        total.update(name.encode("utf-8", "surrogatepass") + b"\0" + digest)
    return total.hexdigest()
