"""Write documents into a bucket of an object store, all or none: `--output s3://BUCKET/PREFIX`.

A bucket has no rename. So each content is put under a name with its own SHA-256, where it replaces nothing, and one
small index says which contents are the documents. The index is replaced last, in one request, and only if nobody
replaced it meanwhile: readers see the documents of one build or of the next, never half of each.
"""

import asyncio
import contextlib
import html
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import msgspec

from golive import __version__
from golive.pipeline.bucket_errors import UNCHANGED, check_endpoint, explain_store_error
from golive.pipeline.replacement import NewFile
from golive.support.problems import OutputError, make_problem
from golive.support.stored_content import StoredContent, digest_content, read_content

if TYPE_CHECKING:
    from obstore.store import ObjectStore

_SCHEME: Final = "s3://"
INDEX: Final = "index.json"
PAGE: Final = "index.html"
_FOLDER: Final = "documents"
_ANSWER_SECONDS: Final = 8.0
_PUT_SECONDS: Final = 60
_RETRY_SECONDS: Final = 20
_RETRIES: Final = 5
_THREADS: Final = 8
_ATTEMPTS: Final = 20
_TYPES: Final = {
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
}


class BucketEntry(msgspec.Struct, frozen=True):
    """A document of a bucket.

    Attributes:
        path: its path, as below an output folder.
        kind: the kind of document, or `preview` or `attachment`.
        document_id: id of the spec or the guide.
        sha256: the digest of its content.
        bytes: its size.
        released: the version that it shows as it was released; empty for a draft.
        parts: key and digest of each part that it was made from.
    """

    path: str
    kind: str
    document_id: str
    sha256: str
    bytes: int
    released: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The name of its content in the bucket."""
        return f"{_FOLDER}/{self.sha256}/{PurePosixPath(self.path).name}"


class BucketIndex(msgspec.Struct, frozen=True):
    """The documents of a bucket, in the order of their paths."""

    documents: tuple[BucketEntry, ...] = ()
    golive: str = __version__

    @property
    def by_path(self) -> dict[str, BucketEntry]:
        """The documents by path."""
        return {one.path: one for one in self.documents}


class Bucket:
    """A prefix of a bucket that holds documents.

    Args:
        url: `s3://BUCKET/PREFIX`.

    Raises:
        OutputError: the support for buckets is not installed, or the bucket cannot be reached.
    """

    def __init__(self, url: str) -> None:
        if not url.removeprefix(_SCHEME).strip("/"):
            raise OutputError(make_problem(f"{url} names no bucket", "Write s3://BUCKET or s3://BUCKET/PREFIX."))
        self.url = url.rstrip("/")
        self._store = _open_store(self.url)
        self._tag: str | None = None
        self.index = self._read_index()
        self.keys = self._list_keys()

    def is_current(self, path: str, sha256: str) -> bool:
        """Return whether a document is in the index with this content, and the content is there."""
        entry = self.index.by_path.get(path)
        return entry is not None and entry.sha256 == sha256 and entry.key in self.keys

    def are_written(self, rows: list[dict[str, Any]]) -> bool:
        """Return whether documents, as plain values of a report, are current in the bucket."""
        return all(self.is_current(row["place"], row["sha256"]) for row in rows)

    def get_url(self, entry: BucketEntry) -> str:
        """Return the address of a document's content."""
        return f"{self.url}/{entry.key}"

    def write(self, contents: Mapping[BucketEntry, bytes | StoredContent]) -> None:
        """Put documents into the bucket, all or none.

        Args:
            contents: the content of each document. Documents of the index with other paths stay.

        Raises:
            OutputError: the store refused a write; the index is as it was.
        """
        missing = [(entry, content) for entry, content in contents.items() if entry.key not in self.keys]
        with ThreadPoolExecutor(_THREADS) as pool:
            for entry in pool.map(self._put_content, missing):
                self.keys.add(entry.key)
        for _ in range(_ATTEMPTS):
            merged = {**self.index.by_path, **{entry.path: entry for entry in contents}}
            index = BucketIndex(tuple(merged[path] for path in sorted(merged)))
            if index == self.index or self._put_index(index):
                return
            self.index = self._read_index()  # another build wrote it just now
        hint = f"Build again when no other build writes there. {UNCHANGED}"
        raise OutputError(make_problem(f"other builds keep writing to {self.url}", hint))

    def _put_content(self, one: tuple[BucketEntry, bytes | StoredContent]) -> BucketEntry:
        entry, content = one
        kind = _TYPES.get(PurePosixPath(entry.path).suffix, "application/octet-stream")
        self._put(entry.key, read_content(content), {"Content-Type": kind})
        return entry

    def _put_index(self, index: BucketIndex) -> bool:
        """Replace the index if it is as it was read; return False if it is not."""
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        content = msgspec.json.format(msgspec.json.encode(index), indent=1) + b"\n"
        mode: Any = {"e_tag": self._tag} if self._tag else "create"
        try:
            result = self._put(INDEX, content, {"Content-Type": _TYPES[".json"]}, mode)
        except (AlreadyExistsError, PreconditionError):
            return False
        self.index, self._tag = index, result["e_tag"]
        # The page is only for people; the next build renews it.
        with contextlib.suppress(OutputError):
            self._put(PAGE, self._render_page(index), {"Content-Type": _TYPES[".html"]})
        return True

    def _put(self, key: str, content: bytes, attributes: dict[str, str], mode: Any = "overwrite") -> Any:  # noqa: ANN401
        import obstore
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        try:
            return obstore.put(self._store, key, content, attributes=attributes, mode=mode)
        except (AlreadyExistsError, PreconditionError):
            raise
        except Exception as error:
            raise explain_store_error(self.url, error, may_have_written=key == INDEX) from error

    def _read_index(self) -> BucketIndex:
        import obstore

        async def read() -> tuple[bytes, str | None]:
            result = await obstore.get_async(self._store, INDEX)
            return bytes(await result.bytes_async()), result.meta["e_tag"]

        try:
            content, self._tag = _run_with_timeout(read)
        except FileNotFoundError as error:
            if "NoSuchBucket" in str(error):
                raise explain_store_error(self.url, error) from error
            self._tag = None
            return BucketIndex()
        except Exception as error:
            raise explain_store_error(self.url, error) from error
        try:
            return msgspec.json.decode(content, type=BucketIndex)
        except msgspec.DecodeError as error:
            hint = f"Name another place, or remove that file if it is not needed. {UNCHANGED}"
            raise OutputError(make_problem(f"{self.url}/{INDEX} is not an index that golive wrote", hint)) from error

    def _list_keys(self) -> set[str]:
        import obstore

        async def read() -> set[str]:
            return {one["path"] async for rows in obstore.list(self._store, prefix=_FOLDER) for one in rows}

        try:
            found: set[str] = _run_with_timeout(read, _RETRY_SECONDS * 3)
        except Exception as error:
            raise explain_store_error(self.url, error) from error
        return found

    def _render_page(self, index: BucketIndex) -> bytes:
        rows = "".join(
            f'<li><a href="{html.escape(entry.key)}">{html.escape(entry.path)}</a></li>\n'
            for entry in index.documents
            if entry.kind not in {"preview", "attachment"}
        )
        head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Documents</title><h1>Documents</h1>'
        return f"{head}\n<ul>\n{rows}</ul></html>\n".encode()


def make_entry(path: str, new: NewFile) -> BucketEntry:
    """Return the entry of a file that a build made."""
    content = new.content
    size = content.size if isinstance(content, StoredContent) else len(content)
    return BucketEntry(path, new.role, new.document_id, digest_content(content), size, new.released, new.parts)


def _open_store(url: str) -> "ObjectStore":
    try:
        from obstore.store import from_url
    except ImportError as error:
        message = f"{url} needs the support for buckets, which is not installed"
        raise OutputError(make_problem(message, "Install it: pip install 'golive[s3]'.")) from error
    retries: Any = {"max_retries": _RETRIES, "retry_timeout": timedelta(seconds=_RETRY_SECONDS)}
    client: Any = {"timeout": f"{_PUT_SECONDS}s", "connect_timeout": "4s", "allow_http": check_endpoint(url)}
    try:
        return from_url(url, client_options=client, retry_config=retries)
    except Exception as error:
        raise explain_store_error(url, error) from error


def _run_with_timeout(action: Callable[[], Any], seconds: float | None = None) -> Any:  # noqa: ANN401
    async def run() -> Any:  # noqa: ANN401
        return await asyncio.wait_for(action(), seconds or _ANSWER_SECONDS)

    return asyncio.run(run())
