"""What a file is, by its first bytes, whatever its name says."""

from pathlib import Path
from typing import Final, Literal

Container = Literal["zip", "pdf", "ole", "empty", "other"]

_SEARCHED: Final = 1024
_LOCK: Final = "EncryptedPackage".encode("utf-16-le")
_DIRECTORY: Final = 1 << 22


def container_of(path: Path) -> Container:
    """The kind of file.

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


def is_locked(path: Path) -> bool:
    """Whether an old container holds a package locked with a password: its directory says so, at either end."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(_DIRECTORY)
        stream.seek(max(0, size - _DIRECTORY))
        return _LOCK in head or _LOCK in stream.read(_DIRECTORY)
