"""Whether a build would make what lies there already: what went into the last one, and what came out.

A record per command line is kept in the user's cache folder. A build is skipped only when everything that it would
read has the same bytes as then, golive and what it is made of are the same, and every document still has the bytes
that were written. Whatever cannot be said for certain is no record, and then everything is made anew.

This is what a build does first: nothing here imports more than the command line has anyway.
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
from golive.project.workspace import Workspace, at, bundled, find
from golive.support.cache_dir import folder
from golive.support.problems import GoliveError

_KEPT_RECORDS = 200
_MOST_FILES = 5_000
# Their sizes and times change when libraries of the system do, Pango among them.
_SYSTEM = (
    "/etc/ld.so.cache",
    "/opt/homebrew/Cellar/pango",
    "/opt/homebrew/Cellar/harfbuzz",
    "/usr/local/Cellar/pango",
    "/usr/local/Cellar/harfbuzz",
    "C:/msys64/ucrt64/bin",
    "C:/msys64/mingw64/bin",
)


def fresh(order: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the last build of an order made, where building again would make the same.

    Args:
        order: what was asked for: "specs", "workspace", "output", "theme" and whatever else decides, as plain values.

    Returns:
        What `remember` was given; None where there is any doubt.
    """
    place = _place(order)
    if place is None:
        return None
    try:
        record = json.loads(place.read_text("utf-8"))
        if record["state"] != state(order, record["read"]):
            return None
        if any(_digest(Path(row["path"])) != row["sha256"] for row in record["made"]["documents"]):
            return None
    except (OSError, ValueError, LookupError, TypeError):
        return None
    made: dict[str, Any] = record["made"]
    return made


def remember(
    order: Mapping[str, Any], read: Iterable[Path], states: tuple[str | None, str | None], made: Mapping[str, Any]
) -> None:
    """Keep what a build has made, if all that it read is still as it was before.

    Args:
        order: what was asked for.
        read: the files that were read beside the workspace's data and templates, or looked for in vain.
        states: the state when the build began, and the one together with `read` before any of those was read.
        made: plain values; its "documents" have an absolute "path" and a "sha256" each.
    """
    names = sorted(str(path.absolute()) for path in read)
    place = _place(order)
    if place is None or None in states or states != (state(order), state(order, names)):
        return
    with suppress(OSError):  # without a record, the next build makes everything anew
        waiting = place.with_suffix(f".{os.getpid()}")
        record = {"state": states[1], "read": names, "made": made, "order": order, "cwd": str(Path.cwd())}
        waiting.write_text(json.dumps(record), encoding="utf-8")
        waiting.replace(place)
        for old in sorted(place.parent.glob("*.json"), key=lambda path: path.stat().st_mtime)[:-_KEPT_RECORDS]:
            old.unlink()


def is_current(document: Path) -> bool | None:
    """Whether the last build that made a document would make the same again; None where no such build is remembered.

    Args:
        document: a file that lies there.
    """
    kept = folder("builds")
    wanted = str(document.absolute())
    for place in sorted(kept.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True) if kept else ():
        with suppress(OSError, ValueError, LookupError, TypeError):
            record = json.loads(place.read_text("utf-8"))
            row = next((row for row in record["made"]["documents"] if row["path"] == wanted), None)
            if row and record["cwd"] == str(Path.cwd()):
                same = record["state"] == state(record["order"], record["read"])
                return bool(same and row["sha256"] == _digest(document))
    return None


def state(order: Mapping[str, Any], read: Iterable[Path | str] = ()) -> str | None:
    """A digest of all that decides what a build makes; None where it cannot be said.

    Args:
        order: what is asked for.
        read: files that are read beside the workspace's data and templates.
    """
    import hashlib

    total = hashlib.sha256()
    named = sorted(str(Path(path).absolute()) for path in read)
    try:
        for part in (*_program(), *_given(order), *((name, _digest_of_any(Path(name))) for name in named)):
            total.update(repr(part).encode())
    except (OSError, GoliveError):
        return None
    return total.hexdigest()


def _place(order: Mapping[str, Any]) -> Path | None:
    """The file of an order's record; None where there is no cache."""
    import hashlib

    kept, named = folder("builds"), json.dumps([str(Path.cwd()), order], sort_keys=True)
    return kept / f"{hashlib.sha256(named.encode()).hexdigest()[:32]}.json" if kept else None


@cache
def _program() -> tuple[object, ...]:
    """What `_own` says; as it was when first asked: if a file changes later on, the next build makes all anew."""
    return tuple(_own())


def _own() -> Iterator[object]:
    """The program itself, what it is made of, and what comes with it: versions, and files by size and time."""
    yield __version__, sys.version, sys.platform, sys.path
    yield from _stamps(Path(__file__).parents[1])
    for name in ("data", "templates"):
        yield from _contents(bundled() / name)
    for entry in sys.path:
        if entry.endswith(("site-packages", "dist-packages")) and os.path.isdir(entry):  # noqa: PTH112 - twice as fast
            with os.scandir(entry) as found:
                yield sorted((one.name, one.stat().st_mtime_ns) for one in found if one.name.endswith(".dist-info"))
    for name in _SYSTEM:
        with suppress(FileNotFoundError, NotADirectoryError):
            status = os.stat(name)  # noqa: PTH116 - as above
            yield name, status.st_size, status.st_mtime_ns


def _given(order: Mapping[str, Any]) -> Iterator[object]:
    """What the person has written: the specs that are named, and the data and templates of their workspaces."""
    workspaces: dict[Path, None] = {}
    for spec in order["specs"]:
        path = Path(spec)
        yield spec, _digest_of_any(path)
        workspaces[_workspace_of(path, order["workspace"]).root] = None
    if not order["specs"]:
        workspaces[_workspace_of(Path.cwd(), order["workspace"]).root] = None
    for root in workspaces:
        yield str(root)
        for name in ("data", "templates"):
            yield from _contents(root / name)


def _workspace_of(path: Path, named: str | None) -> Workspace:
    if named:
        return at(Path(named))
    return find(path if path.exists() or path.suffix else Path.cwd())


def _contents(parent: Path) -> Iterator[tuple[str, str]]:
    """Every file below a folder with its digest."""
    for path in _files(str(parent)):
        yield path, _digest(Path(path))


def _stamps(parent: Path) -> Iterator[tuple[str, int, int]]:
    """Every file below a folder with its size and time."""
    for path in _files(str(parent)):
        status = os.stat(path)  # noqa: PTH116 - as above
        yield path, status.st_size, status.st_mtime_ns


def _files(top: str) -> list[str]:
    found: list[str] = []
    for parent, folders, names in os.walk(top, followlinks=True):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        found += [f"{parent}/{name}" for name in sorted(names)]
        if len(found) > _MOST_FILES:
            raise OSError(f"{top} holds too many files to look at each of them")
    return found


def _digest(path: Path) -> str:
    import hashlib

    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _digest_of_any(path: Path) -> str:
    """The digest of a file; nothing where there is none."""
    return _digest(path) if path.is_file() else ""
