"""Read a zip package within size limits, whatever its directory claims."""

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from golive.audit.rules import make_finding
from golive.ooxml.limits import AUDIT_LIMITS, Excess, find_excess, is_encrypted, is_xml_name
from golive.ooxml.raw_package import ZIP_ERRORS, iter_chunks
from golive.support.problems import Problem

_HEAD: Final = 64
_PICTURE_SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp")
_PICTURE_BYTES: Final = 8_000_000
_MOST_PICTURES: Final = 20
_KNOWN_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class ArchiveContents(Struct, frozen=True):
    """The contents of a zip: full XML parts and some pictures, the first bytes of other parts, and findings.

    Attributes:
        parts: content by name.
        findings: what is wrong.
        is_sound: whether the parts can be looked into.
    """

    parts: dict[str, bytes]
    findings: tuple[Problem, ...]
    is_sound: bool = True


def read_archive(path: Path) -> ArchiveContents:
    """Read a zip; report damage, encryption and zip bombs as findings."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            excess = find_excess(entries, AUDIT_LIMITS)
            if excess:
                found = make_finding("file-too-large", "", _describe_excess(excess))
                return ArchiveContents({}, (found,), is_sound=False)
            findings = list(_names(entries))
            parts = _read(archive, entries, findings)
    except ZIP_ERRORS as error:
        return ArchiveContents(
            {}, (make_finding("zip-broken", "", f"The zip package cannot be read: {error}."),), is_sound=False
        )
    stopped = any(finding.check in {"file-too-large", "file-encrypted"} for finding in findings)
    return ArchiveContents(parts, tuple(findings), is_sound=not stopped)


def _describe_excess(excess: Excess) -> str:
    """Describe which size limit a zip directory exceeds."""
    if excess.limit == "parts":
        return f"The package claims {excess.found:,} parts; {excess.allowed:,} are the most."
    if excess.limit == "unpacked":
        return f"The package unpacks to {excess.found:,} bytes; {excess.allowed:,} are the most."
    if excess.limit == "xml":
        return f"The package holds {excess.found:,} bytes of XML; {excess.allowed:,} are the most."
    return f"{excess.part} unpacks to {excess.found:,} times its size: that is a zip bomb."


def _names(entries: list[zipfile.ZipInfo]) -> Iterator[Problem]:
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


def _read(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], findings: list[Problem]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = AUDIT_LIMITS.unpacked_bytes
    pictures = [entry.filename for entry in entries if entry.filename.lower().endswith(_PICTURE_SUFFIXES)]
    sizes = dict.fromkeys(pictures[:_MOST_PICTURES], _PICTURE_BYTES)
    for entry in entries:
        name = entry.filename
        if name.endswith("/") or entry.compress_type not in _KNOWN_METHODS:
            continue
        if is_encrypted(entry):
            findings.append(make_finding("file-encrypted", name, "A part of the package is locked with a password."))
            return parts
        try:
            parts[name], read = _read_start(
                iter_chunks(archive, entry),
                keep=AUDIT_LIMITS.xml_bytes if is_xml_name(name) else sizes.get(name, _HEAD),
                most=left,
            )
        except ZIP_ERRORS as error:
            findings.append(make_finding("part-damaged", name, f"The part cannot be unpacked: {error}."))
            continue
        left -= read
        if left <= 0:
            findings.append(
                make_finding(
                    "file-too-large", name, f"The package unpacks to more than {AUDIT_LIMITS.unpacked_bytes:,} bytes."
                )
            )
            return parts
    return parts


def _read_start(chunks: Iterable[bytes], keep: int, most: int) -> tuple[bytes, int]:
    """Return the first bytes of a part and its total size; read on after them so that the checksum is verified."""
    kept, read = bytearray(), 0
    for chunk in chunks:
        read += len(chunk)
        if len(kept) < keep:
            kept += chunk[: keep - len(kept)]
        if read > most:
            break
    return bytes(kept), read
