"""Skip a build whose documents are up to date, based on a record of the inputs and outputs of the last build.

The user's cache folder keeps one record per command line. A build is skipped only if all of its input files have the
same bytes as in the record, golive and its dependencies are unchanged, and every document still has the bytes that
were written. In any doubt, everything is built again.

A build runs this first, so this module avoids slow imports.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from golive import __version__
from golive.project.workspace import Workspace, find_workspace, get_bundled_root, open_workspace
from golive.support.cache_dir import get_cache_folder
from golive.support.journal import has_interrupted_write
from golive.support.problems import GoliveError
from golive.support.regular_files import open_regular_file

_KEPT_RECORDS = 200
_MAX_FILES = 5_000
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


def find_current_build(order: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the result of the last build of an order if building again would give the same.

    Args:
        order: the options of the build as plain values: "specs", "workspace", "output", "theme" and others.

    Returns:
        The `made` value given to `record_build`; None if there is any doubt.
    """
    place = _get_record_path(order)
    if place is None:
        return None
    try:
        record = json.loads(place.read_text("utf-8"))
        if record["state"] != compute_build_state(order, record["read"]):
            return None
        paths = [Path(row["path"]) for row in record["made"]["documents"]]
        if has_interrupted_write(paths):
            return None  # the build recovers it
        if any(_digest_file(Path(row["path"])) != row["sha256"] for row in record["made"]["documents"]):
            return None
    except (OSError, ValueError, LookupError, TypeError):
        return None
    made: dict[str, Any] = record["made"]
    return made


def record_build(
    order: Mapping[str, Any], read: Iterable[Path], states: tuple[str | None, str | None], made: Mapping[str, Any]
) -> None:
    """Record the result of a build, unless an input file has changed during the build.

    Args:
        order: the options of the build as plain values.
        read: the files that were read (or looked for) outside the workspace's data and templates.
        states: the state at the start of the build, without and with `read`.
        made: plain values; each of its "documents" has an absolute "path" and a "sha256".
    """
    names = sorted(str(path.absolute()) for path in read)
    place = _get_record_path(order)
    if place is None or None in states or states != (compute_build_state(order), compute_build_state(order, names)):
        return
    with suppress(OSError):  # without a record, the next build builds everything
        waiting = place.with_suffix(f".{os.getpid()}")
        record = {"state": states[1], "read": names, "made": made, "order": order, "cwd": str(Path.cwd())}
        waiting.write_text(json.dumps(record), encoding="utf-8")
        waiting.replace(place)
        for old in sorted(place.parent.glob("*.json"), key=lambda path: path.stat().st_mtime)[:-_KEPT_RECORDS]:
            old.unlink()


def is_document_current(document: Path) -> bool | None:
    """Return True if the last build of a document would give the same again; None if no build is recorded.

    Args:
        document: an existing file.
    """
    kept = get_cache_folder("builds")
    wanted = str(document.absolute())
    for place in sorted(kept.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True) if kept else ():
        with suppress(OSError, ValueError, LookupError, TypeError):
            record = json.loads(place.read_text("utf-8"))
            row = next((row for row in record["made"]["documents"] if row["path"] == wanted), None)
            if row and record["cwd"] == str(Path.cwd()):
                same = record["state"] == compute_build_state(record["order"], record["read"])
                return bool(same and row["sha256"] == _digest_file(document))
    return None


def compute_build_state(order: Mapping[str, Any], read: Iterable[Path | str] = ()) -> str | None:
    """Return a digest of everything that a build depends on; None if something cannot be read.

    Args:
        order: the options of the build as plain values.
        read: files that are read outside the workspace's data and templates.
    """
    import hashlib

    total = hashlib.sha256()
    named = sorted(str(Path(path).absolute()) for path in read)
    try:
        for part in (
            *_get_program_parts(),
            *_list_input_parts(order),
            *((name, _digest_if_exists(Path(name))) for name in named),
        ):
            total.update(repr(part).encode())
    except (OSError, GoliveError):
        return None
    return total.hexdigest()


def _get_record_path(order: Mapping[str, Any]) -> Path | None:
    """Return the path of the record file of an order; None if there is no cache folder."""
    import hashlib

    kept, named = get_cache_folder("builds"), json.dumps([str(Path.cwd()), order], sort_keys=True)
    return kept / f"{hashlib.sha256(named.encode()).hexdigest()[:32]}.json" if kept else None


@cache
def _get_program_parts() -> tuple[object, ...]:
    """Return the cached list of program parts, so that a change during this process affects only the next build."""
    return tuple(_list_program_parts())


def _list_program_parts() -> Iterator[object]:
    """Yield versions and file stamps of golive, its bundled data, its dependencies, and system libraries."""
    yield __version__, sys.version, sys.platform, sys.path
    yield from _list_file_stamps(Path(__file__).parents[1])
    for name in ("data", "templates"):
        yield from _list_file_digests(get_bundled_root() / name)
    for entry in sys.path:
        if entry.endswith(("site-packages", "dist-packages")) and os.path.isdir(entry):  # noqa: PTH112 - twice as fast
            with os.scandir(entry) as found:
                yield sorted((one.name, one.stat().st_mtime_ns) for one in found if one.name.endswith(".dist-info"))
    for name in _SYSTEM_LIBRARY_PATHS:
        with suppress(FileNotFoundError, NotADirectoryError):
            status = os.stat(name)  # noqa: PTH116 - as above
            yield name, status.st_size, status.st_mtime_ns


def _list_input_parts(order: Mapping[str, Any]) -> Iterator[object]:
    """Yield the digests of the named specs and of the data and templates of their workspaces."""
    workspaces: dict[Path, None] = {}
    for spec in order["specs"]:
        path = Path(spec)
        yield spec, _digest_if_exists(path)
        workspaces[_find_workspace(path, order["workspace"]).root] = None
    if not order["specs"]:
        workspaces[_find_workspace(Path.cwd(), order["workspace"]).root] = None
    for root in workspaces:
        yield str(root)
        for name in ("data", "templates"):
            yield from _list_file_digests(root / name)


def _find_workspace(path: Path, named: str | None) -> Workspace:
    if named:
        return open_workspace(Path(named))
    return find_workspace(path if path.exists() or path.suffix else Path.cwd())


def _list_file_digests(parent: Path) -> Iterator[tuple[str, str]]:
    """Yield every file below a folder with its SHA-256 digest."""
    for path in _list_files(str(parent)):
        yield path, _digest_file(Path(path))


def _list_file_stamps(parent: Path) -> Iterator[tuple[str, int, int]]:
    """Yield every file below a folder with its size in bytes and modification time in nanoseconds."""
    for path in _list_files(str(parent)):
        status = os.stat(path)  # noqa: PTH116 - as above
        yield path, status.st_size, status.st_mtime_ns


def _list_files(top: str) -> list[str]:
    found: list[str] = []
    for count, (parent, folders, names) in enumerate(os.walk(top, followlinks=True)):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        found += [f"{parent}/{name}" for name in sorted(names)]
        if max(len(found), count) > _MAX_FILES:  # folders, too: links may lead in circles
            raise OSError(f"{top} holds too many files to look at each of them")
    return found


def _digest_file(path: Path) -> str:
    import hashlib

    with open_regular_file(path) as stream:
        if os.fstat(stream.fileno()).st_size > _MAX_FILE_BYTES:
            raise OSError(f"{path} is too large to be looked at before each build")
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _digest_if_exists(path: Path) -> str:
    """Return the SHA-256 digest of a file, or an empty string if there is no file."""
    return _digest_file(path) if path.is_file() else ""
