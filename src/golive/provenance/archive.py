"""A zip → a digest of each part, and those parts that tell of its origin; within bounds, whatever it claims."""

import hashlib
import re
import zipfile
import zlib
from pathlib import Path
from typing import Final

from msgspec import Struct

from golive.render.seal import PROPERTIES, without_seal
from golive.support.problems import OriginError, problem

MOST_PARTS: Final = 8_000
MOST_BYTES: Final = 300_000_000
MOST_KEPT: Final = 32_000_000
_CHUNK: Final = 1 << 20
_KEPT: Final = re.compile(
    r"docProps/custom\.xml|customXml/item\d+\.xml|ppt/presentation\.xml|ppt/_rels/presentation\.xml\.rels"
    r"|ppt/slides/slide\d+\.xml"
)
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


class Parts(Struct, frozen=True):
    """What a package holds.

    Attributes:
        digests: name and SHA-256 of each part; that of the properties over a blank seal.
        kept: the content of the parts that tell of its origin, by name.
        seal: the seal that stands in the properties; empty where there is none.
    """

    digests: tuple[tuple[str, bytes], ...]
    kept: dict[str, bytes]
    seal: str


def read_parts(path: Path) -> Parts:
    """Read a package.

    Raises:
        OriginError: it is damaged, locked, or larger than any document of ours.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive)
    except _BROKEN as error:
        raise OriginError(
            problem(f"is damaged: {str(error)[:120]}", "Copy it again from where it came from.")
        ) from None


def _read(archive: zipfile.ZipFile) -> Parts:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise _too_large(f"{len(entries):,} parts")
    digests, kept, seal, left, room = [], {}, "", MOST_BYTES, MOST_KEPT
    for entry in entries:
        total, content = hashlib.sha256(), bytearray()
        is_kept = _KEPT.fullmatch(entry.filename) is not None
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                total.update(chunk)
                left -= len(chunk)
                content += chunk if is_kept else b""
                if left < 0 or len(content) > room:
                    raise _too_large(f"more than {MOST_BYTES / 1e6:,.0f} MB")
        if is_kept:
            kept[entry.filename] = bytes(content)
            room -= len(content)
        if entry.filename == PROPERTIES:
            blank, seal = without_seal(bytes(content))
            total = hashlib.sha256(blank)
        digests.append((entry.filename, total.digest()))
    return Parts(tuple(digests), kept, seal)


def _too_large(what: str) -> OriginError:
    return OriginError(problem(f"unpacks to {what}; golive makes no such file", "Ask for the file again."))
