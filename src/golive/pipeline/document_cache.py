"""Keep finished documents by the digest of everything that they were made from, so that none is made twice.

An entry names the contents of a document by their SHA-256; the contents lie beside it under that name. Both are checked
whenever they are read: an entry or a content that was cut off, changed or mixed up counts as absent, and the document
is made again. Several processes may use a cache at once, and it may be removed at any time.
"""

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

import msgspec

from golive.pipeline.build import BuiltDocument
from golive.support.cache_dir import get_cache_folder
from golive.support.cache_files import read_cache_file, write_cache_file, write_plain_cache_file
from golive.support.problems import OutputError, make_problem
from golive.support.stored_content import StoredContent, read_stored_content

CACHE_SIZE_VARIABLE: Final = "GOLIVE_CACHE_MB"
"""Environment variable with the size in megabytes that the documents may take in the cache."""
_USUAL_BYTES: Final = 4_000_000_000
_MOST_DIGITS: Final = 12
_KEPT_SECONDS: Final = 3600  # a build that runs may still need what is younger


class CachedDocument(msgspec.Struct, frozen=True):
    """A finished document whose contents are kept in a cache; fields as of `BuiltDocument`."""

    kind: str
    place: str
    content: StoredContent
    extras: tuple[tuple[str, StoredContent], ...] = ()
    extra: Literal["preview", "attachment"] = "preview"
    engines: tuple[tuple[str, str], ...] = ()

    @property
    def contents(self) -> tuple[StoredContent, ...]:
        """All contents of the document."""
        return (self.content, *(content for _, content in self.extras))


class _Entry(msgspec.Struct, frozen=True):
    """An entry: the key that it was stored under, and the contents as (name, digest, size)."""

    key: str
    kind: str
    contents: tuple[tuple[str, str, int], ...]
    extra: Literal["preview", "attachment"]
    engines: tuple[tuple[str, str], ...]


class DocumentCache(msgspec.Struct, frozen=True):
    """A folder of finished documents."""

    folder: Path

    def find(self, key: str) -> CachedDocument | None:
        """Return the document of a key if all its contents are there and unchanged."""
        with contextlib.suppress(OSError, msgspec.DecodeError):
            path = self._get_entry_path(key)
            entry = msgspec.json.decode(read_cache_file(path) or b"", type=_Entry)
            if entry.key != key:
                return None
            found = self._convert_entry(entry)
            if all(read_stored_content(one.path, one.digest) is not None for one in found.contents):
                for one in (path, *(content.path for content in found.contents)):
                    os.utime(one)
                return found
        return None

    def put(self, content: bytes) -> StoredContent:
        """Store a content alone.

        Raises:
            OSError: the cache cannot be written to.
        """
        digest, size = self._store_content(content)
        return StoredContent(self._get_content_path(digest), digest, size)

    def store(self, key: str, made: BuiltDocument) -> CachedDocument:
        """Store a document; an empty key stores its contents alone, so that nobody finds them by one.

        Raises:
            OSError: the cache cannot be written to.
        """
        named = ((made.place, made.content), *made.extras)
        contents = tuple((place.as_posix(), *self._store_content(content)) for place, content in named)
        entry = _Entry(key, made.kind, contents, made.extra, made.engines)
        if key:
            write_cache_file(self._get_entry_path(key), msgspec.json.encode(entry))
        return self._convert_entry(entry)

    def prune(self, most_bytes: int, *, keeps_young: bool = False) -> None:
        """Remove the contents that were not used for longest, until the cache is no larger than allowed.

        Args:
            most_bytes: how large it may be.
            keeps_young: True to keep what builds that run now may still need, also if it is larger then.
        """
        kept = [(path, path.stat()) for path in self.folder.glob("*/*") if path.is_file()]
        size = sum(status.st_size for _, status in kept)
        newest = max((status.st_mtime for _, status in kept), default=0.0)
        # A clock that was moved back must not make everything look old.
        young = min(newest, time.time()) - _KEPT_SECONDS
        for path, status in sorted(kept, key=lambda one: one[1].st_mtime):
            if size <= most_bytes or (status.st_mtime > young and keeps_young):
                return
            with contextlib.suppress(OSError):
                path.unlink()
                size -= status.st_size

    def _get_entry_path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"

    def _get_content_path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest

    def _convert_entry(self, entry: _Entry) -> CachedDocument:
        first, *others = (
            (name, StoredContent(self._get_content_path(digest), digest, size)) for name, digest, size in entry.contents
        )
        return CachedDocument(entry.kind, *first, tuple(others), entry.extra, entry.engines)

    def _store_content(self, content: bytes) -> tuple[str, int]:
        digest = hashlib.sha256(content).hexdigest()
        path = self._get_content_path(digest)
        if read_stored_content(path, digest) is None:
            write_plain_cache_file(path, content)
        return digest, len(content)


@contextmanager
def open_document_cache(*, is_kept: bool = True) -> Iterator[DocumentCache]:
    """Open the user's cache of documents; a temporary one if it is disabled, cannot be written to, or is not wanted.

    Raises:
        OutputError: the environment names no size for it.
    """
    most_bytes = _get_size_limit() if is_kept else 0
    folder = get_cache_folder("documents") if is_kept else None
    if folder and _is_writable(folder):
        cache = DocumentCache(folder)
        yield cache
        with contextlib.suppress(OSError):
            cache.prune(most_bytes, keeps_young=True)
        return
    with tempfile.TemporaryDirectory(prefix="golive-") as name:
        yield DocumentCache(Path(name))


def _is_writable(folder: Path) -> bool:
    """Return whether files can be made in a folder; only trying tells that of every disk."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _get_size_limit() -> int:
    named = os.environ.get(CACHE_SIZE_VARIABLE, "").strip()
    if named and not (named.isdecimal() and len(named) <= _MOST_DIGITS):
        message = f"{CACHE_SIZE_VARIABLE} is `{named[:40]}`, which is not a number of megabytes"
        raise OutputError(make_problem(message, "Write a whole number, such as 4000, or remove the variable."))
    return int(named) * 1_000_000 if named else _USUAL_BYTES
