"""Write files atomically: all of them or none, even if the process is killed or the machine stops.

Everything that golive writes for a person goes through here: documents, releases, notes, formatted specs, workspaces.
`support.journal` says how an interrupted write is recovered, `support.folder_lock` how processes exclude each other.
"""

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from golive.support.folder_lock import WAIT_SECONDS, lock_folders
from golive.support.journal import (
    JOURNAL_NAME,
    JournaledFile,
    close_journal,
    complete_changes,
    digest_bytes,
    digest_file,
    find_journals,
    has_journal,
    recover_write,
    remove_temporary_files,
    remove_temporary_files_below,
    undo_changes,
    write_durably,
    write_journal,
)
from golive.support.problems import OutputError, make_problem
from golive.support.stored_content import StoredContent, digest_content, read_content
from golive.support.write_errors import explain_write_error, get_kept_path, get_staged_path

Contents = Mapping[Path, bytes | StoredContent | None]
"""The new content of each file, or where it is kept; None to remove it."""
Expected = Mapping[Path, bytes | str]
"""The content of each file when it was read, or its SHA-256 in hexadecimal."""
_TEMPORARY_FILES_NOTE = (
    "An earlier golive command was interrupted before it changed any file: its temporary files were removed."
)


class WriteSession(Struct, frozen=True):
    """Writes files into locked folders; created by `open_write_session`.

    Attributes:
        folders: the locked folders; each target lies in one of them.
        recovery_note: one sentence about an earlier write that was interrupted; empty if there was none.
    """

    folders: tuple[Path, ...]
    recovery_note: str = ""

    def write(self, title: str, files: Contents, expected: Expected | None = None) -> None:
        """Write all files, or leave everything unchanged.

        Args:
            title: what is written, for messages: `the release of riverton-water 1.2.0`.
            files: the new content of each file.
            expected: contents of the files when they were read, a file not listed must not exist; None if whatever
                is there may be replaced.

        Raises:
            OutputError: a file cannot be written, or was changed since it was read.
        """
        wanted = {target.parent.resolve() / target.name: content for target, content in files.items()}
        made: list[Path] = []
        try:
            if expected is not None:
                _check_expected(files, expected)
            for target in wanted:
                made += _create_folder(target.parent)
                if target.is_dir():
                    raise IsADirectoryError(errno.EISDIR, "is a folder", str(target))
            changes = [_stage(target, content) for target, content in wanted.items()]
            groups = self._group_by_folder([one for one in changes if one.old != one.new])
            self._commit(title, groups)
        except OSError as error:
            raise explain_write_error(error) from error
        finally:
            if not any(has_journal(folder) for folder in self.folders):
                remove_temporary_files(wanted)
            for folder in reversed(made):
                # Only empty folders are removed: a successful write has filled them.
                with contextlib.suppress(OSError):
                    os.rmdir(folder)  # noqa: PTH106

    def _group_by_folder(self, changes: Sequence[JournaledFile]) -> list[tuple[Path, list[JournaledFile]]]:
        """Assign each change to the innermost locked folder that it lies in."""
        groups: dict[Path, list[JournaledFile]] = {}
        for one in changes:
            inside = [folder for folder in self.folders if one.target.is_relative_to(folder)]
            groups.setdefault(max(inside, key=lambda folder: len(folder.parts)), []).append(one)
        return list(groups.items())

    def _commit(self, title: str, groups: Sequence[tuple[Path, list[JournaledFile]]]) -> None:
        """Put the staged contents in place; if one cannot be put in place, restore all files."""
        journaled = [(folder, changes) for folder, changes in groups if len(groups) > 1 or len(changes) > 1]
        try:
            for folder, changes in journaled:
                write_journal(folder, title, changes)
            for _, changes in groups:
                complete_changes(changes)
        except BaseException as error:
            try:
                for _, changes in reversed(groups):
                    undo_changes(changes)
            except OSError as second:
                hint = (
                    "Close the file if another program has it open, and run the command again: it finishes this first."
                )
                raise explain_write_error(second, hint) from error
            for folder, changes in journaled:
                with contextlib.suppress(OSError):
                    remove_temporary_files((folder / JOURNAL_NAME,))
                    close_journal(folder, changes)
            raise
        for folder, changes in journaled:
            # All files are new; a journal that cannot be removed says so to the next command.
            with contextlib.suppress(OSError):
                close_journal(folder, changes)


@contextlib.contextmanager
def open_write_session(
    folders: Iterable[Path], wait_seconds: float = WAIT_SECONDS, touched: Iterable[Path] | None = None
) -> Iterator[WriteSession]:
    """Lock folders, and recover a write that was interrupted there.

    Args:
        folders: existing folders.
        wait_seconds: how long to wait for another process.
        touched: the folders to look for leftovers in; None for all folders below.

    Raises:
        OutputError: another process is writing there, or a file was changed while a write was unfinished.
    """
    ours = tuple(dict.fromkeys(folder.resolve() for folder in folders))
    inside = ours if touched is None else tuple(dict.fromkeys(folder.resolve() for folder in touched))
    while True:
        journals = find_journals((*ours, *inside))
        with lock_folders({*ours, *journals}, wait_seconds):
            if not journals.issuperset(find_journals((*ours, *inside))):
                continue  # another process was interrupted just now
            try:
                notes = [recover_write(folder) for folder in sorted(journals) if has_journal(folder)]
                if remove_temporary_files_below({*ours, *inside}, recursive=touched is None) and not notes:
                    notes = [_TEMPORARY_FILES_NOTE]
            except OSError as error:
                raise explain_write_error(error) from error
            yield WriteSession(ours, " ".join(notes))
            return


def write_files_atomically(
    files: Contents, title: str = "the writing of files", expected: Expected | None = None
) -> str:
    """Write every file, or leave everything unchanged.

    Args:
        files: the new content of each file; folders are made as needed.
        title: what is written, for messages: `the build`.
        expected: contents of the files when they were read, as in `WriteSession.write`.

    Returns:
        One sentence about an earlier write that was interrupted there; empty if there was none.

    Raises:
        OutputError: a file cannot be written; with the reason and a hint.
    """
    if not files:
        return ""
    parents = {Path(os.path.abspath(target)).parent for target in files}  # noqa: PTH100 - resolved later
    made: list[Path] = []
    try:
        try:
            for folder in parents:
                made += _create_folder(folder)
        except OSError as error:
            raise explain_write_error(error) from error
        with open_write_session(_choose_folders(parents), touched=parents) as session:
            session.write(title, files, expected)
            return session.recovery_note
    finally:
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                os.rmdir(folder)  # noqa: PTH106


def recover_interrupted_write(targets: Iterable[Path]) -> str:
    """Complete or undo a write that was interrupted in or above the folder of one of these files.

    Returns:
        One sentence about it; empty if there was none.

    Raises:
        OutputError: a person changed one of its files since, or it cannot be recovered.
    """
    parents = {next(one for one in target.absolute().parents if one.is_dir()) for target in targets}
    if not find_journals({folder.resolve() for folder in parents}):
        return ""
    with open_write_session(_choose_folders(parents), touched=parents) as session:
        return session.recovery_note


def write_new_file(target: Path, pieces: Iterable[bytes]) -> int:
    """Write a new file of any size piece by piece; it appears under its name only when it is complete.

    Returns:
        The size of the file, in bytes.

    Raises:
        OutputError: the file exists already, or cannot be written.
        GoliveError: raised while the pieces are produced.
    """
    taken = OutputError(
        make_problem(f"there is a file {target} already", "Name another file, or remove it first. Nothing was written.")
    )
    if target.exists():
        raise taken
    try:
        # Its name is its own: a large file is written for minutes, and locks nobody out.
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                size = sum(stream.write(piece) for piece in pieces)
                stream.flush()
                os.fsync(stream.fileno())
            umask = os.umask(0)
            os.umask(umask)
            temporary.chmod(0o666 & ~umask)
            if target.exists():
                raise taken
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        if error.filename and str(error.filename).endswith(".part"):
            error.filename, error.filename2 = str(target.parent), None
        raise explain_write_error(error) from error
    return size


def require_absent(paths: Iterable[Path]) -> None:
    """Check that none of these files exists.

    Raises:
        OutputError: some exist.
    """
    there = [path for path in paths if path.exists() or path.is_symlink()]
    if there:
        hint = "It stays as it is. Move it away, or name another place. Nothing was written."
        raise OutputError(*(make_problem("is there already", hint, path=path) for path in there))


def list_stale_files(written: Iterable[Path], name_pattern: str) -> list[Path]:
    """List files of an earlier build that the present one does not write, such as slides that no longer exist.

    Args:
        written: the files to keep.
        name_pattern: glob pattern of the file names; other files in the same folders are not listed.
    """
    kept = set(written)
    return [path for folder in {path.parent for path in kept} for path in folder.glob(name_pattern) if path not in kept]


def _choose_folders(parents: Iterable[Path]) -> tuple[Path, ...]:
    """Return the innermost folder that holds all others; if it may not be written to, the folders themselves."""
    resolved = sorted({folder.resolve() for folder in parents})
    with contextlib.suppress(ValueError):  # different drives of Windows
        common = Path(os.path.commonpath(resolved))
        if len(resolved) == 1 or os.access(common, os.W_OK):
            return (common,)
    return tuple(resolved)


def _check_expected(files: Contents, expected: Expected) -> None:
    changed = []
    for target, content in files.items():
        there = digest_file(target)
        before = expected.get(target, "")
        was = before if isinstance(before, str) else digest_bytes(before)
        # Another golive command may just have written the same.
        if there not in {was, "" if content is None else digest_content(content)}:
            changed.append(target)
    if changed:
        hint = "Another program saved it just now. Review it, and try again. Nothing was written."
        raise OutputError(*(make_problem("was changed in the meantime", hint, path=path) for path in changed))


def _stage(target: Path, content: bytes | StoredContent | None) -> JournaledFile:
    """Write the new content of a target beside it, and keep the old one."""
    change = JournaledFile(target, digest_file(target), "" if content is None else digest_content(content))
    if change.old == change.new:
        return change
    if content is not None:
        write_durably(get_staged_path(target), read_content(content), like=target)
    if change.old:
        kept = get_kept_path(target)
        if kept.exists():
            os.unlink(kept)  # noqa: PTH108
        try:
            os.link(target, kept)
        except OSError:
            # Some file systems, such as FAT and network shares, have no hard links.
            write_durably(kept, target.read_bytes(), like=target)
    return change


def _create_folder(folder: Path) -> list[Path]:
    """Create a folder and its missing parents; return the created folders, outermost first."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()][::-1]
    made = []
    try:
        for one in missing:
            with contextlib.suppress(FileExistsError):
                os.mkdir(one)  # noqa: PTH102
                made.append(one)
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "is a file", str(folder))
    except OSError:
        for one in reversed(made):
            with contextlib.suppress(OSError):
                os.rmdir(one)  # noqa: PTH106
        raise
    return made
