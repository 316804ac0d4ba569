"""Digest everything that the documents of a spec are made from, without loading it.

The state of a spec is one digest over the files that all specs of a workspace share, and the files of its own; golive
itself has another one. It is computed from the bytes of the files: no time of a file counts, so that a clock that was
moved back changes nothing. A build runs this first, so this module avoids slow imports.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from golive import __version__
from golive.project.workspace import get_bundled_root
from golive.support.regular_files import open_regular_file

GUIDE_ID = "guide"
"""Name of the change log and the releases of the guide, whose own file is data/guide.yaml."""
_MAX_FILES = 200_000
_MAX_FILE_BYTES = 256 * 2**20
# The size and time of these change when system libraries such as Pango are updated.
_SYSTEM_LIBRARY_PATHS = (
    "/etc/ld.so.cache",
    "/opt/homebrew/Cellar/pango",
    "/opt/homebrew/Cellar/harfbuzz",
    "/usr/local/Cellar/pango",
    "/usr/local/Cellar/harfbuzz",
    "C:/msys64/ucrt64/bin",
    "C:/msys64/mingw64/bin",
)


class InputDigests:
    """Digests of the input files of one or more workspaces; each file is read once in the life of this object."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._shared: dict[Path, str] = {}

    def compute_shared(self, root: Path) -> str:
        """Return a digest of all files that the specs of a workspace share.

        Raises:
            OSError: a file cannot be read, or is no regular file.
        """
        if root not in self._shared:
            self._shared[root] = _digest_parts(self._list_shared_files(root))
        return self._shared[root]

    def compute_state(self, root: Path, spec: Path | None, document_id: str, more: Iterable[str] = ()) -> str:
        """Return a digest of everything that the documents of a spec are made from.

        Args:
            root: the workspace.
            spec: the file of the spec; None for the guide.
            document_id: its id, which names its change log and its releases.
            more: other files that were read or looked for, such as the theme.

        Raises:
            OSError: a file cannot be read, or is no regular file.
        """
        data = root / "data"
        own = spec or data / "guide.yaml"
        log, releases = data / "changelogs" / f"{document_id}.yaml", data / "releases" / document_id
        named = [os.path.abspath(name) for name in (str(own), str(log), *more)]  # noqa: PTH100 - links stay
        names = sorted({*named, *_list_files(str(releases))})
        parts = ((_shorten(name, root), self._digest_if_exists(name)) for name in names)
        return _digest_parts((self.compute_shared(root), _shorten(str(own.absolute()), root), document_id, *parts))

    def digest_file(self, path: str) -> str:
        """Return the SHA-256 digest of a file; an error as for `compute_state`."""
        if path not in self._files:
            self._files[path] = digest_regular_file(Path(path))
        return self._files[path]

    def _digest_if_exists(self, path: str) -> str:
        return self.digest_file(path) if os.path.isfile(path) else ""  # noqa: PTH113 - for thousands of files

    def _list_shared_files(self, root: Path) -> Iterator[tuple[str, str]]:
        """Yield the files that all specs share, with their digests: the data and templates without single documents.

        Specs, change logs and releases count for their own documents. If a spec includes another spec, that one is
        among the files that it was seen to read.
        """
        data = root / "data"
        single = {str(data / "integrations"), str(data / "changelogs")}
        skipped = str(data / "releases"), str(data / "guide.yaml")
        for folder in (data, root / "templates"):
            for name in _list_files(str(folder), skipped):
                if not (name.rpartition("/")[0] in single and name.endswith(".yaml")):
                    yield _shorten(name, root), self.digest_file(name)


def digest_regular_file(path: Path) -> str:
    """Return the SHA-256 digest of a file.

    Raises:
        OSError: it cannot be read, is no regular file, or is too large to check before each build.
    """
    with open_regular_file(path) as stream:
        if os.fstat(stream.fileno()).st_size > _MAX_FILE_BYTES:
            raise OSError(f"{path} is too large to check before each build")
        return hashlib.file_digest(stream, "sha256").hexdigest()


@cache
def get_program_digest() -> str:
    """Return a digest of golive and what it depends on, as it was when this process first asked."""
    return _digest_parts(_list_program_parts())


def _digest_parts(parts: Iterable[object]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(repr(part).encode("utf-8", "surrogateescape") + b"\n")
    return total.hexdigest()


def _shorten(name: str, root: Path) -> str:
    """Return a path relative to the workspace or to golive, so that copies have equal digests wherever they lie."""
    for folder, mark in ((root, ""), (get_bundled_root(), "golive:")):
        start = f"{folder}{os.sep}"
        if name.startswith(start):
            return mark + name[len(start) :].replace(os.sep, "/")
    return name


def _list_program_parts() -> Iterator[object]:
    """Yield versions and file stamps of golive, its bundled data, its dependencies, and system libraries."""
    yield __version__, sys.version, sys.platform, sys.path
    for path in _list_files(str(Path(__file__).parents[1])):
        status = os.stat(path)  # noqa: PTH116 - twice as fast
        yield path, status.st_size, status.st_mtime_ns
    for name in ("data", "templates"):
        for path in _list_files(str(get_bundled_root() / name)):
            yield path, digest_regular_file(Path(path))
    for entry in sys.path:
        if entry.endswith(("site-packages", "dist-packages")) and os.path.isdir(entry):  # noqa: PTH112 - as above
            with os.scandir(entry) as found:
                yield sorted((one.name, one.stat().st_mtime_ns) for one in found if one.name.endswith(".dist-info"))
    for name in _SYSTEM_LIBRARY_PATHS:
        with suppress(FileNotFoundError, NotADirectoryError):
            status = os.stat(name)  # noqa: PTH116 - as above
            yield name, status.st_size, status.st_mtime_ns


def is_shared_file(path: Path, root: Path) -> bool:
    """Return whether the digest of what specs share contains a file; of data and templates, only single files."""
    data = root / "data"
    if path in (data / "guide.yaml", data / "releases") or path.is_relative_to(data / "releases"):
        return False
    if path.suffix == ".yaml" and path.parent in (data / "integrations", data / "changelogs"):
        return False
    return path.is_relative_to(data) or path.is_relative_to(root / "templates")


def _list_files(top: str, skipped: tuple[str, ...] = ()) -> list[str]:
    """List all files below a folder, sorted, without some of them, or folders.

    Links to folders are followed, and none is read twice.
    """
    found: list[str] = []
    seen: set[str] = set()
    for parent, folders, names in os.walk(top, followlinks=True):
        seen.add(os.path.realpath(parent))
        folders[:] = sorted(
            name
            for name in folders
            if name != "__pycache__"
            and os.path.join(parent, name) not in skipped  # noqa: PTH118 - for thousands of files
            and os.path.realpath(f"{parent}/{name}") not in seen
        )
        found += [f"{parent}/{name}" for name in sorted(names) if os.path.join(parent, name) not in skipped]  # noqa: PTH118
        if max(len(found), len(seen)) > _MAX_FILES:
            raise OSError(f"{top} contains too many files to check")
    return found
