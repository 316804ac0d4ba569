"""Contents of files that are kept on the disk until they are written, so that thousands need no memory."""

import hashlib
from pathlib import Path

from msgspec import Struct

from golive.support.problems import OutputError, make_problem
from golive.support.regular_files import open_regular_file


class StoredContent(Struct, frozen=True):
    """The content of a file, kept in another one.

    Attributes:
        path: the file that holds it.
        digest: its SHA-256, in hexadecimal.
        size: its size, in bytes.
    """

    path: Path
    digest: str
    size: int

    def read(self) -> bytes:
        """Return the content.

        Raises:
            OutputError: the file is gone, or holds something else.
        """
        content = read_stored_content(self.path, self.digest)
        if content is None:
            hint = "Somebody emptied golive's cache while documents were made. Build again. Nothing was written."
            raise OutputError(make_problem("a document that was made is gone from the cache", hint, path=self.path))
        return content


def read_stored_content(path: Path, digest: str) -> bytes | None:
    """Return the content of a file if it has a SHA-256 digest; None if it has another, or there is no such file."""
    try:
        with open_regular_file(path) as stream:
            content = stream.read()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None


def digest_content(content: "bytes | StoredContent") -> str:
    """Return the SHA-256 of a content, in hexadecimal."""
    return content.digest if isinstance(content, StoredContent) else hashlib.sha256(content).hexdigest()


def read_content(content: "bytes | StoredContent") -> bytes:
    """Return the bytes of a content; errors as for `StoredContent.read`."""
    return content.read() if isinstance(content, StoredContent) else content
