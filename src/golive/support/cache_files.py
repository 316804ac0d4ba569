"""Read and write files of the cache, so that damage to one never does more than to make its content again.

A content is written under its name as a whole, after its own SHA-256; what was cut off or changed since is not read.
Whatever else lies where a file belongs, such as a folder, is replaced, and a pipe or a device is not opened.
"""

import contextlib
import hashlib
import os
from pathlib import Path

from golive.support.regular_files import open_regular_file

_DIGEST_BYTES = hashlib.sha256().digest_size


def read_cache_file(path: Path) -> bytes | None:
    """Return the content of a file that `write_cache_file` wrote; None if it is gone or damaged."""
    try:
        with open_regular_file(path) as stream:
            digest, content = stream.read(_DIGEST_BYTES), stream.read()
    except OSError:
        return None
    return content if hashlib.sha256(content).digest() == digest else None


def write_cache_file(path: Path, content: bytes) -> None:
    """Write a file of the cache, with a digest before its content.

    Raises:
        OSError: the cache cannot be written to; whatever the file held is still there.
    """
    write_plain_cache_file(path, hashlib.sha256(content).digest() + content)


def write_plain_cache_file(path: Path, content: bytes) -> None:
    """Write a file of the cache that holds nothing else; its name must tell what is in it.

    Raises:
        OSError: as for `write_cache_file`.
    """
    import shutil
    import tempfile

    if path.parent.is_symlink() or not path.parent.is_dir():
        with contextlib.suppress(FileNotFoundError):
            path.parent.unlink()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise
