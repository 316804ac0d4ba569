"""Detect the type of a file from its first bytes, not from its name."""

from pathlib import Path
from typing import Final, Literal

Container = Literal["zip", "pdf", "ole", "empty", "other"]

_SEARCHED: Final = 1024
_LOCK: Final = "EncryptedPackage".encode("utf-16-le")
_DIRECTORY: Final = 1 << 22


def detect_container(path: Path) -> Container:
    """Return the type of a file.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        first = stream.read(_SEARCHED)
    if not first:
        return "empty"
    if first.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if b"%PDF-" in first:
        return "pdf"
    return "ole" if first.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") else "other"


def is_password_protected(path: Path) -> bool:
    """Tell whether an OLE container holds a password-protected package, by its directory entries."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(_DIRECTORY)
        stream.seek(max(0, size - _DIRECTORY))
        return _LOCK in head or _LOCK in stream.read(_DIRECTORY)
