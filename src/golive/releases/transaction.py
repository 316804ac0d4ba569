"""Write several files atomically: all of them or none, even if the machine stops.

The new contents are written to temporary files beside the old ones. Then a journal that lists them is put in place
with one rename, which commits the transaction. The temporary files replace the old ones, and the journal is removed.
The next process that takes the lock completes a transaction with a journal, and deletes temporary files without one.
"""

import contextlib
import errno
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from golive.project.workspace import JOURNAL_NAME
from golive.support.problems import OutputError, Problem, make_problem

LOCK_FILE = ".lock"
TEMPORARY_SUFFIX = ".golive-release"
"""Suffix of temporary files."""


class ReleaseTransaction(Struct, frozen=True):
    """Writes the files of releases into a workspace; created by `open_transaction`, one at a time.

    Attributes:
        root: the workspace.
        folder: the folder of lock and journal.
        recovery_note: one sentence on how an interrupted release was recovered; empty if there was none.
    """

    root: Path
    folder: Path
    recovery_note: str = ""

    def write(self, title: str, files: Mapping[Path, bytes], expected: Mapping[Path, bytes]) -> None:
        """Write all files, or none.

        Args:
            title: what the files belong to, for the journal: `riverton-water 1.2.0`.
            files: each file below the root, with its new content.
            expected: contents of the files when they were read; a file not listed must not exist.

        Raises:
            OutputError: a file cannot be written, or was changed since it was read.
        """
        old = {target: _digest_bytes(expected[target]) if target in expected else "" for target in files}
        try:
            if changed := [target for target in files if _digest_file(target) != old[target]]:
                hint = "Another program saved it just now. Review it, and try again. Nothing was written."
                raise OutputError(*(make_problem("was changed in the meantime", hint, path=path) for path in changed))
            for target, content in files.items():
                _create_folder(target.parent)
                _write_durably(_get_temporary_path(target), content, like=target)
            entries = [
                {"file": target.relative_to(self.root).as_posix(), "old": old[target], "new": _digest_bytes(content)}
                for target, content in files.items()
            ]
            waiting = self.folder / f"{JOURNAL_NAME}{TEMPORARY_SUFFIX}"
            _write_durably(waiting, json.dumps({"what": title, "files": entries}, indent=1).encode())
            os.replace(waiting, self.folder / JOURNAL_NAME)  # noqa: PTH105 - one system call
        except OSError as error:
            for path in (*map(_get_temporary_path, files), self.folder / f"{JOURNAL_NAME}{TEMPORARY_SUFFIX}"):
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)
            raise OutputError(_build_write_problem(error, "Nothing was written.")) from error
        try:
            _sync_folder(self.folder)
            _apply_journal(self.root, self.folder)
        except OSError as error:
            raise OutputError(
                _build_write_problem(error, "Run `golive release` again: it finishes this one first.")
            ) from error


@contextlib.contextmanager
def open_transaction(root: Path, folder: Path) -> Iterator[ReleaseTransaction]:
    """Take the lock, and recover an interrupted release.

    Args:
        root: the workspace.
        folder: the folder of its releases.

    Raises:
        OutputError: another process has the lock, or a file was changed while a release was unfinished.
    """
    try:
        _create_folder(folder)
        descriptor = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise OutputError(_build_write_problem(error, "Nothing was written.")) from error
    try:
        try:
            _lock_file(descriptor)
        except OSError:
            hint = "Wait until it is done, then try again."
            message = "another release or approval is in progress in this workspace"
            raise OutputError(make_problem(message, hint, path=folder)) from None
        try:
            found = _recover(root, folder)
        except OSError as error:
            raise OutputError(_build_write_problem(error, "Nothing was written.")) from error
        yield ReleaseTransaction(root, folder, found)
    finally:
        os.close(descriptor)  # releases the lock, as does the end of the process


def read_unfinished_release(folder: Path) -> str:
    """Return the title of an interrupted release from its journal, without recovering it; empty if none."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        return str(json.loads((folder / JOURNAL_NAME).read_bytes())["what"])
    return ""


def _recover(root: Path, folder: Path) -> str:
    if (folder / JOURNAL_NAME).exists():
        title = _apply_journal(root, folder)
        return f"An earlier release was interrupted: {title} has now been completed."
    left = [path for path in (root / "data").rglob(f".*{TEMPORARY_SUFFIX}") if path.is_file()]
    for path in left:
        path.unlink(missing_ok=True)
    return "An earlier release was interrupted: it was undone, and nothing had changed." if left else ""


def _apply_journal(root: Path, folder: Path) -> str:
    """Complete the steps of the journal that are not done; return its title."""
    journal = folder / JOURNAL_NAME
    title, files = _read_journal(journal, root)
    for target, old, new in files:
        beside, there = _get_temporary_path(target), _digest_file(target)
        if there not in {old, new}:
            hint = f"Keep your changes in a copy, put back the old file, remove {beside} or {journal}, and try again."
            message = f"was changed while the release of {title} was unfinished"
            raise OutputError(make_problem(message, hint, path=target))
        if there != new and _digest_file(beside) != new:
            hint = f"Take the file from a backup, remove {journal}, and release again."
            raise OutputError(
                make_problem(f"cannot be completed for {title}: its new content is lost", hint, path=target)
            )
    for target, _, new in files:
        if _digest_file(target) != new:
            os.replace(_get_temporary_path(target), target)  # noqa: PTH105
            _sync_folder(target.parent)
        _get_temporary_path(target).unlink(missing_ok=True)
    journal.unlink()
    _sync_folder(folder)
    return title


def _read_journal(journal: Path, root: Path) -> tuple[str, list[tuple[Path, str, str]]]:
    """Read a journal: its title and files; files outside the workspace's data folder are rejected."""
    try:
        data = json.loads(journal.read_bytes())
        files = [(root / entry["file"], str(entry["old"]), str(entry["new"])) for entry in data["files"]]
        outside = any(".." in path.parts or not path.is_relative_to(root / "data") for path, _, _ in files)
        title = str(data["what"])
    except (ValueError, KeyError, TypeError):
        outside, title, files = True, "", []
    if outside:
        hint = "Check that spec, change log and releases agree, then remove it."
        raise OutputError(make_problem("is not a journal of a release", hint, path=journal))
    return title, files


def _write_durably(path: Path, content: bytes, like: Path | None = None) -> None:
    """Write a file and flush it to disk; copy the permissions of `like` if it exists."""
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


def _create_folder(folder: Path) -> None:
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        with contextlib.suppress(FileExistsError):
            os.mkdir(one)  # noqa: PTH102


def _sync_folder(folder: Path) -> None:
    """Flush a folder to disk, which makes renames durable; does nothing on Windows."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lock_file(descriptor: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        return
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _get_temporary_path(target: Path) -> Path:
    return target.with_name(f".{target.name}{TEMPORARY_SUFFIX}")


def _digest_bytes(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_file(path: Path) -> str:
    """Return the digest of a file; empty if it does not exist."""
    return _digest_bytes(path.read_bytes()) if path.exists() else ""


def _build_write_problem(error: OSError, hint: str) -> Problem:
    reasons = {errno.ENOSPC: "the disk is full", errno.EROFS: "it is on a read-only file system"}
    reason = reasons.get(error.errno or 0, (error.strerror or "the system refused").lower())
    return make_problem(f"cannot be written: {reason}", hint, path=Path(error.filename) if error.filename else None)
