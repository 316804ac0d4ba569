"""Several files at once, or none of them, whenever the machine stops.

The new files are written beside the old ones. Then a journal that names them is put in place with one rename: from
that moment on the new state is the true one. The files are renamed, and the journal is removed. Whoever takes the
lock next finishes what a journal tells of, and removes what was written beside without one.
"""

import contextlib
import errno
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from golive.project.workspace import JOURNAL
from golive.support.problems import OutputError, Problem, problem

LOCK = ".lock"
BESIDE = ".golive-release"
"""What the names of files end with that are not in their place yet."""


class Desk(Struct, frozen=True):
    """Where the releases of a workspace are written; made by `opened`, one at a time.

    Attributes:
        root: the workspace.
        folder: where lock and journal lie.
        found: what an interrupted release had left, and what became of it, in one sentence; empty when there was none.
    """

    root: Path
    folder: Path
    found: str = ""

    def write(self, what: str, files: Mapping[Path, bytes], known: Mapping[Path, bytes]) -> None:
        """Put all files in place, or none.

        Args:
            what: what they are together, for whoever finds the journal: `riverton-water 1.2.0`.
            files: each file below the root, with its new content.
            known: what the files held when they were read; one that is not named here must not be there.

        Raises:
            OutputError: a file cannot be written, or was changed since it was read; nothing has changed.
        """
        old = {target: _digest(known[target]) if target in known else "" for target in files}
        try:
            if changed := [target for target in files if _digest_at(target) != old[target]]:
                hint = "Somebody saved it just now; look at it, and try again. Nothing was written."
                raise OutputError(*(problem("was changed meanwhile", hint, path=path) for path in changed))
            for target, content in files.items():
                _make_folder(target.parent)
                _write(_beside(target), content, like=target)
            entries = [
                {"file": target.relative_to(self.root).as_posix(), "old": old[target], "new": _digest(content)}
                for target, content in files.items()
            ]
            waiting = self.folder / f"{JOURNAL}{BESIDE}"
            _write(waiting, json.dumps({"what": what, "files": entries}, indent=1).encode())
            os.replace(waiting, self.folder / JOURNAL)  # noqa: PTH105 - as all writing here: one call of the system
        except OSError as error:
            for path in (*map(_beside, files), self.folder / f"{JOURNAL}{BESIDE}"):
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)
            raise OutputError(_refused(error, "Nothing was written.")) from error
        try:
            _flush_folder(self.folder)
            _finish(self.root, self.folder)
        except OSError as error:
            raise OutputError(_refused(error, "Run `golive release` again: it finishes this one first.")) from error


@contextlib.contextmanager
def opened(root: Path, folder: Path) -> Iterator[Desk]:
    """Take the lock, and clear away what an interrupted release left.

    Args:
        root: the workspace.
        folder: the folder of its releases.

    Raises:
        OutputError: somebody else has the lock, or a file was changed while a release was unfinished.
    """
    try:
        _make_folder(folder)
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise OutputError(_refused(error, "Nothing was written.")) from error
    try:
        try:
            _lock(descriptor)
        except OSError:
            hint = "Wait until it is done, then try again."
            message = "another release or approval is under way in this workspace"
            raise OutputError(problem(message, hint, path=folder)) from None
        try:
            found = _recover(root, folder)
        except OSError as error:
            raise OutputError(_refused(error, "Nothing was written.")) from error
        yield Desk(root, folder, found)
    finally:
        os.close(descriptor)  # frees the lock, as the end of the process does


def unfinished(folder: Path) -> str:
    """What an interrupted release was making, when its files are not all in place; looks only."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        return str(json.loads((folder / JOURNAL).read_bytes())["what"])
    return ""


def _recover(root: Path, folder: Path) -> str:
    if (folder / JOURNAL).exists():
        what = _finish(root, folder)
        return f"An earlier release was interrupted: {what} has now been completed."
    left = [path for path in (root / "data").rglob(f".*{BESIDE}") if path.is_file()]
    for path in left:
        path.unlink(missing_ok=True)
    return "An earlier release was interrupted: it was undone, and nothing had changed." if left else ""


def _finish(root: Path, folder: Path) -> str:
    """Do what the journal says, as far as it is not done; returns what it was about."""
    journal = folder / JOURNAL
    what, files = _read(journal, root)
    for target, old, new in files:
        beside, there = _beside(target), _digest_at(target)
        if there not in {old, new}:
            hint = f"Keep your changes in a copy, put back the old file, remove {beside} or {journal}, and try again."
            message = f"was changed while the release of {what} was unfinished"
            raise OutputError(problem(message, hint, path=target))
        if there != new and _digest_at(beside) != new:
            hint = f"Take the file from a backup, remove {journal}, and release again."
            raise OutputError(problem(f"cannot be completed for {what}: its new content is lost", hint, path=target))
    for target, _, new in files:
        if _digest_at(target) != new:
            os.replace(_beside(target), target)  # noqa: PTH105
            _flush_folder(target.parent)
        _beside(target).unlink(missing_ok=True)
    journal.unlink()
    _flush_folder(folder)
    return what


def _read(journal: Path, root: Path) -> tuple[str, list[tuple[Path, str, str]]]:
    """What a journal says; no file outside of the workspace is ever taken from one."""
    try:
        said = json.loads(journal.read_bytes())
        files = [(root / entry["file"], str(entry["old"]), str(entry["new"])) for entry in said["files"]]
        outside = any(".." in path.parts or not path.is_relative_to(root / "data") for path, _, _ in files)
        what = str(said["what"])
    except (ValueError, KeyError, TypeError):
        outside, what, files = True, "", []
    if outside:
        hint = "Look whether spec, change log and releases agree, then remove it."
        raise OutputError(problem("is no journal of a release", hint, path=journal))
    return what, files


def _write(path: Path, content: bytes, like: Path | None = None) -> None:
    """Write a file, safely on the disk when this returns; with the rights of another one, where that is there."""
    mode = like.stat().st_mode & 0o777 if like and like.exists() else 0o666
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_folder(folder: Path) -> None:
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        with contextlib.suppress(FileExistsError):
            os.mkdir(one)  # noqa: PTH102


def _flush_folder(folder: Path) -> None:
    """A rename is on the disk when its folder is; where folders cannot be opened, the system sees to it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        return
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}{BESIDE}")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_at(path: Path) -> str:
    """The digest of a file; empty when there is none."""
    return _digest(path.read_bytes()) if path.exists() else ""


def _refused(error: OSError, hint: str) -> Problem:
    reasons = {errno.ENOSPC: "the disk is full", errno.EROFS: "it is on a read-only file system"}
    reason = reasons.get(error.errno or 0, (error.strerror or "the system refused").lower())
    return problem(f"cannot be written: {reason}", hint, path=Path(error.filename) if error.filename else None)
