"""Write and check seals: a digest of the whole file inside it, which reveals later changes, and its origin.

The seal itself counts as zeros in the digest. A seal is not a signature: it uses no secret, so it reveals accidental
changes but not deliberate forgery.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Final

from golive import __version__
from golive.markdown.document import Meta

NAMESPACE: Final = "urn:golive:origin:1"
"""XML namespace of the origin metadata in a PDF."""
PROPERTIES_PART: Final = "docProps/custom.xml"
"""Name of the part of a deck that holds its seal."""
BLANK_SEAL: Final = "0" * 64
_PDF_SEAL: Final = re.compile(rb"<golive:seal>([0-9a-f]{64})</golive:seal>")
_DECK_SEAL: Final = re.compile(rb'name="golive\.seal"><vt:lpwstr>([0-9a-f]{64})</vt:lpwstr>')
_MAX_CANDIDATES: Final = 16


def format_part_digests(parts: Iterable[tuple[str, str]]) -> str:
    """Format names and digests on one line: `spec=3f9c21aa organization=07d4…`."""
    return " ".join(f"{name}={digest}" for name, digest in parts)


def build_origin(meta: Meta, engine: str) -> dict[str, str]:
    """Return the origin metadata of a PDF by property name, with a blank seal.

    Args:
        meta: what the document is.
        engine: name and version of the PDF engine.
    """
    said = {
        "id": meta.id,
        "kind": meta.kind,
        "version": meta.version,
        "digest": meta.digest,
        "parts": format_part_digests(meta.part_digests),
        "madeBy": f"golive {__version__}",
        "engine": engine,
    }
    return {**{name: value for name, value in said.items() if value}, "seal": BLANK_SEAL}


def seal_pdf(content: bytes) -> bytes:
    """Fill the blank seal of a PDF; return the same bytes if there is none."""
    place = next((one for one in _PDF_SEAL.finditer(content) if one[1] == BLANK_SEAL.encode()), None)
    if place is None:
        return content
    return content[: place.start(1)] + hashlib.sha256(content).hexdigest().encode() + content[place.end(1) :]


def find_pdf_seal(content: bytes) -> int | None:
    """Return the offset of the valid seal of a PDF; None if the file was changed or has no seal.

    Args:
        content: the whole file. Other text may look like a seal, so several candidates are tried.
    """
    for _, place in zip(range(_MAX_CANDIDATES), _PDF_SEAL.finditer(content), strict=False):
        total = hashlib.sha256(memoryview(content)[: place.start(1)])
        total.update(BLANK_SEAL.encode())
        total.update(memoryview(content)[place.end(1) :])
        if total.hexdigest().encode() == place[1]:
            return place.start(1)
    return None


def seal_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Fill the seal of a deck.

    Args:
        parts: content by part name; the properties part has a seal, blank or of other parts.
    """
    properties, _ = blank_seal(parts[PROPERTIES_PART])
    blank = {**parts, PROPERTIES_PART: properties}
    seal = compute_deck_seal((name, hashlib.sha256(content).digest()) for name, content in blank.items())
    content = _DECK_SEAL.sub(lambda place: place[0].replace(place[1], seal.encode()), properties, count=1)
    return {**parts, PROPERTIES_PART: content}


def blank_seal(properties: bytes) -> tuple[bytes, str]:
    """Return a deck's properties with a blank seal, and the removed seal; empty if there was none."""
    place = _DECK_SEAL.search(properties)
    if place is None:
        return properties, ""
    return properties[: place.start(1)] + BLANK_SEAL.encode() + properties[place.end(1) :], place[1].decode()


def compute_deck_seal(digests: Iterable[tuple[str, bytes]]) -> str:
    """Compute the seal of a deck.

    Args:
        digests: name and SHA-256 of each part, in any order; the properties part is hashed with a blank seal.
    """
    total = hashlib.sha256()
    for name, digest in sorted(digests):
        total.update(name.encode("utf-8", "surrogatepass") + b"\0" + digest)
    return total.hexdigest()
