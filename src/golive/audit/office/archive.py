"""Read a zip package within size limits, whatever its directory claims."""

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from msgspec import Struct

from golive.audit.finding import Finding
from golive.audit.rules import make_finding

MOST_PARTS: Final = 20_000
MOST_BYTES: Final = 2_000_000_000
MOST_XML_BYTES: Final = 64_000_000
MOST_RATIO: Final = 400
_RATIO_FROM: Final = 4_000_000
_CHUNK: Final = 1 << 16
_HEAD: Final = 64
_KNOWN_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LOCKED: Final = 1


class ArchiveContents(Struct, frozen=True):
    """The contents of a zip: full XML parts, the first bytes of other parts, and findings.

    Attributes:
        parts: content by name.
        findings: what is wrong.
        is_sound: whether the parts can be looked into.
    """

    parts: dict[str, bytes]
    findings: tuple[Finding, ...]
    is_sound: bool = True


def read_archive(path: Path) -> ArchiveContents:
    """Read a zip; report damage, encryption and zip bombs as findings."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            excess = _excess(entries)
            if excess:
                return ArchiveContents({}, (make_finding("file-too-large", "", excess),), is_sound=False)
            findings = list(_names(entries))
            parts = _read(archive, entries, findings)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        return ArchiveContents(
            {}, (make_finding("zip-broken", "", f"The zip package cannot be read: {error}."),), is_sound=False
        )
    stopped = any(finding.code in {"file-too-large", "file-encrypted"} for finding in findings)
    return ArchiveContents(parts, tuple(findings), is_sound=not stopped)


def _excess(entries: list[zipfile.ZipInfo]) -> str:
    """Describe which size limit a zip directory exceeds; empty if none."""
    if len(entries) > MOST_PARTS:
        return f"The package claims {len(entries):,} parts; {MOST_PARTS:,} are the most."
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        return f"The package unpacks to {total:,} bytes; {MOST_BYTES:,} are the most."
    xml = sum(entry.file_size for entry in entries if _is_xml(entry.filename))
    if xml > MOST_XML_BYTES:
        return f"The package holds {xml:,} bytes of XML; {MOST_XML_BYTES:,} are the most."
    for entry in entries:
        if entry.file_size > _RATIO_FROM and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
            times = entry.file_size // max(1, entry.compress_size)
            return f"{entry.filename} unpacks to {times:,} times its size: that is a zip bomb."
    return ""


def _names(entries: list[zipfile.ZipInfo]) -> Iterator[Finding]:
    counted = Counter(entry.filename for entry in entries)
    for name, times in counted.items():
        if times > 1:
            yield make_finding("zip-name-twice", name, f"{times} entries of the package are called {name}.")
    for name, times in Counter(name.lower() for name in counted).items():
        if times > 1:
            yield make_finding("zip-name-case", name)
    for entry in entries:
        name = entry.filename
        if name.endswith("/"):
            yield make_finding("zip-folder-entry", name)
        # Python turns backslashes into slashes on Windows only; the name as it was written is kept here.
        if "\\" in entry.orig_filename or name.startswith("/") or ".." in name.split("/"):
            yield make_finding("zip-path", name)
        if entry.compress_type not in _KNOWN_METHODS:
            yield make_finding("zip-method", name, f"The part is compressed by method {entry.compress_type}.")


def _read(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], findings: list[Finding]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = MOST_BYTES
    for entry in entries:
        name = entry.filename
        if name.endswith("/") or entry.compress_type not in _KNOWN_METHODS:
            continue
        if entry.flag_bits & _LOCKED:
            findings.append(make_finding("file-encrypted", name, "A part of the package is locked with a password."))
            return parts
        try:
            with archive.open(entry) as stream:
                parts[name], read = _content(stream, keep=MOST_XML_BYTES if _is_xml(name) else _HEAD, most=left)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
            findings.append(make_finding("part-damaged", name, f"The part cannot be unpacked: {error}."))
            continue
        left -= read
        if left <= 0:
            findings.append(
                make_finding("file-too-large", name, f"The package unpacks to more than {MOST_BYTES:,} bytes.")
            )
            return parts
    return parts


def _content(stream: IO[bytes], keep: int, most: int) -> tuple[bytes, int]:
    """Return the first bytes of a part and its total size; read to the end so that the checksum is verified."""
    kept, read = bytearray(), 0
    while read <= most and (chunk := stream.read(_CHUNK)):
        read += len(chunk)
        if len(kept) < keep:
            kept += chunk[: keep - len(kept)]
    return bytes(kept), read


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))
