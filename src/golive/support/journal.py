"""The journal of a write: what changes from what to what, so that an interrupted write can be completed or undone.

New contents are staged beside their targets, and old ones kept beside them. Then the journal is put in place with one
rename, which commits the write. Whoever finds a journal completes the write, or undoes it if that is impossible.
"""

import contextlib
import json
import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

from golive.support.problems import OutputError, make_problem
from golive.support.write_errors import KEPT_SUFFIX, STAGED_SUFFIX, get_kept_path, get_staged_path

JOURNAL_NAME: Final = ".golive-journal"
"""Name of the journal, in the folder that all files of the write lie in."""
_MAX_BYTES: Final = 20_000_000
_MAX_TITLE_LENGTH: Final = 200  # characters


class JournaledFile(NamedTuple):
    """One file of a write.

    Attributes:
        target: its absolute path.
        old: SHA-256 of its old content; empty if it does not exist.
        new: SHA-256 of its new content; empty if it is removed.
    """

    target: Path
    old: str
    new: str


def write_journal(folder: Path, title: str, changes: Sequence[JournaledFile]) -> None:
    """Put a journal in place, which commits the write.

    Args:
        folder: the folder of the journal; every target lies below it.
        title: what is written, for messages: `the release of riverton-water 1.2.0`.
        changes: the files.
    """
    rows = [{"file": one.target.relative_to(folder).as_posix(), "old": one.old, "new": one.new} for one in changes]
    journal = folder / JOURNAL_NAME
    write_durably(get_staged_path(journal), json.dumps({"what": title, "files": rows}, indent=1).encode())
    os.replace(get_staged_path(journal), journal)  # noqa: PTH105 - its error names both files
    sync_folder(folder)


def complete_changes(changes: Sequence[JournaledFile]) -> None:
    """Replace every target that is not new yet by its staged content."""
    for one in changes:
        if digest_file(one.target) != one.new:
            if one.new:
                os.replace(get_staged_path(one.target), one.target)  # noqa: PTH105
            else:
                os.unlink(one.target)  # noqa: PTH108
    for folder in {one.target.parent for one in changes}:
        sync_folder(folder)


def undo_changes(changes: Sequence[JournaledFile]) -> None:
    """Restore the old content of every target that is not old any more, the last one first."""
    for one in reversed(changes):
        if digest_file(one.target) != one.old:
            if one.old:
                os.replace(get_kept_path(one.target), one.target)  # noqa: PTH105
            else:
                os.unlink(one.target)  # noqa: PTH108
    for folder in {one.target.parent for one in changes if one.target.parent.is_dir()}:
        sync_folder(folder)


def close_journal(folder: Path, changes: Sequence[JournaledFile]) -> None:
    """Remove the journal of a finished write, and then its temporary files."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(folder / JOURNAL_NAME)  # noqa: PTH108
    sync_folder(folder)
    remove_temporary_files(change.target for change in changes)


def remove_temporary_files(targets: Iterable[Path]) -> None:
    """Remove the staged and kept contents of targets, as far as the system allows."""
    for target in targets:
        for path in (get_staged_path(target), get_kept_path(target)):
            if path.exists():
                with contextlib.suppress(OSError):
                    os.unlink(path)  # noqa: PTH108


def remove_temporary_files_below(folders: Iterable[Path], *, recursive: bool = False) -> bool:
    """Remove the temporary files of writes that were interrupted before they were committed.

    Returns:
        True if there were any.
    """
    found = [
        path
        for folder in folders
        for path in (folder.rglob(".*") if recursive else folder.glob(".*"))
        if path.name.endswith((STAGED_SUFFIX, KEPT_SUFFIX)) and path.is_file() and not path.is_symlink()
    ]
    for path in found:
        os.unlink(path)  # noqa: PTH108
    return bool(found)


def recover_write(folder: Path) -> str:
    """Complete the interrupted write whose journal is in a folder, or undo it.

    Returns:
        One sentence about what was done.

    Raises:
        OutputError: a person changed one of the files since, or the journal cannot be used.
        OSError: a file cannot be written.
    """
    title, changes = _read_journal(folder)
    subject = f"{title[:1].upper()}{title[1:]} was interrupted earlier"
    _check_untouched(title, changes)
    if all(_can_complete(one) for one in changes):
        try:
            complete_changes(changes)
        except OSError:
            if not all(_can_undo(one) for one in changes):
                raise
        else:
            close_journal(folder, changes)
            return f"{subject}: it has now been completed."
    if not all(_can_undo(one) for one in changes):
        lost = next(one.target for one in changes if not _can_undo(one))
        hint = f"Take the file from a backup, remove {folder / JOURNAL_NAME}, and try again."
        raise OutputError(make_problem(f"cannot be completed: {title}; its content is lost", hint, path=lost))
    undo_changes(changes)
    close_journal(folder, changes)
    return f"{subject}: it has now been undone, and every file is as it was before."


def has_journal(folder: Path) -> bool:
    """Return whether a folder has the journal of an interrupted write.

    In a folder where everyone may write, only this user's own journal counts.
    """
    try:
        status = os.lstat(folder / JOURNAL_NAME)
        if not stat.S_ISREG(status.st_mode):
            return False
        is_shared = bool(os.stat(folder).st_mode & stat.S_IWOTH)  # noqa: PTH116
    except OSError:
        return False
    return os.name == "nt" or not is_shared or status.st_uid == os.getuid()


def find_journals(folders: Iterable[Path]) -> set[Path]:
    """Return the folders with a journal, among these and all folders above them."""
    return {one for one in {above for folder in folders for above in (folder, *folder.parents)} if has_journal(one)}


def has_interrupted_write(targets: Iterable[Path]) -> bool:
    """Return whether a write was interrupted in or above the folder of one of these files, and not recovered yet."""
    return bool(find_journals({target.parent for target in targets}))


def read_interrupted_title(folder: Path) -> str:
    """Return the title of the interrupted write of a folder, without recovering it; empty if there is none."""
    if has_journal(folder):
        with contextlib.suppress(OSError, OutputError):
            return _read_journal(folder)[0]
    return ""


def _read_journal(folder: Path) -> tuple[str, list[JournaledFile]]:
    """Read a journal; files outside its folder are refused."""
    journal, whole = folder / JOURNAL_NAME, folder.resolve()
    try:
        with journal.open("rb") as stream:
            data = json.loads(stream.read(_MAX_BYTES))
        changes = [_parse_change(whole, row) for row in data["files"]]
        title = "".join(letter for letter in str(data["what"]) if letter.isprintable())[:_MAX_TITLE_LENGTH]
    except (ValueError, LookupError, TypeError, RecursionError):
        hint = "Check that the files in this folder are as you want them, then remove it."
        raise OutputError(make_problem("is not a journal of golive", hint, path=journal)) from None
    return title, changes


def _parse_change(folder: Path, row: Any) -> JournaledFile:  # noqa: ANN401 - plain JSON
    place = PurePosixPath(row["file"])
    target = folder / place
    inside = target.parent.resolve().is_relative_to(folder)
    if place.is_absolute() or ".." in place.parts or not place.name or not inside:
        raise ValueError(place)
    return JournaledFile(target, str(row["old"]), str(row["new"]))


def _check_untouched(title: str, changes: Sequence[JournaledFile]) -> None:
    """Check that every target is old, new or missing: anything else is the work of a person."""
    touched = [one.target for one in changes if digest_file(one.target) not in {one.old, one.new, ""}]
    if touched:
        hint = "Move it away, run the command again, which finishes the other files, and compare it with the new file."
        message = f"was changed while something was unfinished: {title}"
        raise OutputError(*(make_problem(message, hint, path=path) for path in touched))


def _can_complete(change: JournaledFile) -> bool:
    return (
        not change.new
        or digest_file(change.target) == change.new
        or digest_file(get_staged_path(change.target)) == change.new
    )


def _can_undo(change: JournaledFile) -> bool:
    return (
        not change.old
        or digest_file(change.target) == change.old
        or digest_file(get_kept_path(change.target)) == change.old
    )


def write_durably(path: Path, content: bytes, like: Path | None = None) -> None:
    """Write a file and flush it to the disk; give it the permissions of `like` if that exists."""
    if path.exists():
        os.unlink(path)  # noqa: PTH108
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
    finally:
        os.close(descriptor)
    if like and like.exists() and (mode := like.stat().st_mode & 0o777) != path.stat().st_mode & 0o777:
        os.chmod(path, mode)  # noqa: PTH101


def sync_folder(folder: Path) -> None:
    """Flush a folder to the disk, which makes renames durable; do nothing on Windows."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def digest_bytes(content: bytes) -> str:
    """Return the SHA-256 of a content, in hexadecimal."""
    import hashlib

    return hashlib.sha256(content).hexdigest()


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal; empty if it does not exist."""
    import hashlib

    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ""
