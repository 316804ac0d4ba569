"""Write files atomically: all of them, or none."""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from golive.support.problems import OutputError, Problem, make_problem

_ERROR_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space and build again; what was there before is unchanged."),
    errno.EDQUOT: (
        "your disk quota is used up",
        "Free some space and build again; what was there before is unchanged.",
    ),
    errno.EACCES: (
        "it may not be written to",
        "Close it if another program has it open, change its permissions, or name another folder with --output DIR.",
    ),
    errno.EPERM: ("it may not be written to", "Change its permissions, or name another folder with --output DIR."),
    errno.EROFS: ("it is on a read-only file system", "Name another folder with --output DIR."),
    errno.ENOTDIR: ("a part of its path is a file", "Name another folder with --output DIR."),
    errno.EEXIST: ("a part of its path is a file", "Name another folder with --output DIR."),
    errno.EISDIR: ("it is a folder", "Move that folder away, or name another one with --output DIR."),
    errno.EFBIG: ("the file is larger than allowed here", "Name another folder with --output DIR."),
}


def write_files_atomically(files: Mapping[Path, bytes]) -> None:
    """Write every file, or leave everything unchanged.

    Each is first written and flushed to a temporary file beside its target; when all are complete, they are
    renamed. If anything fails, folders created for them are removed.

    Raises:
        OutputError: a file cannot be written; with the reason and a hint.
    """
    made: list[Path] = []
    waiting: dict[Path, Path] = {}
    try:
        for target, content in files.items():
            made += _create_folder(target.parent)
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, "is a folder", str(target))
            waiting[_write_temporary_file(target, content)] = target
        _replace_files(waiting)
    except OSError as error:
        raise _explain_os_error(error) from error
    finally:
        for temporary in waiting:
            temporary.unlink(missing_ok=True)
        for folder in reversed(made):
            # Only empty folders are removed: a successful write has filled them.
            with contextlib.suppress(OSError):
                folder.rmdir()


def _replace_files(waiting: Mapping[Path, Path]) -> None:
    """Rename each temporary file to its target; if one rename fails, restore all targets.

    Raises:
        OSError: a target cannot be replaced; all are as they were.
        OutputError: a target cannot be restored either; its old version is kept and named.
    """
    replaced: dict[Path, Path | None] = {}
    lost: dict[Path, Path] = {}
    try:
        for temporary, target in waiting.items():
            replaced[target] = _keep_old_version(target)
            os.replace(temporary, target)  # noqa: PTH105 - its error names both files
    except BaseException as error:
        lost = _restore_old_versions(replaced)
        if lost:
            raise OutputError(*(_explain_lost_file(target, old) for target, old in lost.items())) from error
        raise
    finally:
        for old in {old for old in replaced.values() if old} - set(lost.values()):
            with contextlib.suppress(OSError):
                old.unlink(missing_ok=True)


def _keep_old_version(target: Path) -> Path | None:
    """Link or copy the file at `target` to a second name beside it; return that name, or None if there is no file."""
    if not target.exists():
        return None
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".old")
    os.close(descriptor)
    old = Path(name)
    try:
        old.unlink()
        os.link(target, old)
    except OSError:
        # Some file systems, such as FAT and network shares, have no hard links.
        shutil.copy2(target, old)
    return old


def _restore_old_versions(replaced: dict[Path, Path | None]) -> dict[Path, Path]:
    """Undo replacements in reverse order: restore old versions, and remove files that did not exist before.

    Returns:
        The files that could not be restored, each with the file that holds its old version.
    """
    lost: dict[Path, Path] = {}
    for target, old in reversed(replaced.items()):
        try:
            if old:
                os.replace(old, target)  # noqa: PTH105
            else:
                target.unlink(missing_ok=True)
        except OSError:
            if old:
                lost[target] = old
    return lost


def _explain_lost_file(target: Path, old: Path) -> Problem:
    hint = f"Its old version is {old}: rename that file to {target.name}, then build again."
    return make_problem("was replaced although other files could not be, and cannot be restored", hint, path=target)


def require_absent(paths: Iterable[Path]) -> None:
    """Check that none of these files exists.

    Raises:
        OutputError: some exist.
    """
    there = [path for path in paths if path.exists() or path.is_symlink()]
    if there:
        hint = "It stays as it is. Move it away, or name another place. Nothing was written."
        raise OutputError(*(make_problem("is there already", hint, path=path) for path in there))


def remove_stale_files(written: Iterable[Path], name_pattern: str) -> None:
    """Remove files of an earlier build that the present one did not write, such as slides that no longer exist.

    Args:
        written: the files to keep.
        name_pattern: glob pattern of the file names to remove; other files in the same folders are kept.
    """
    kept = set(written)
    for folder in {path.parent for path in kept}:
        for path in folder.glob(name_pattern):
            if path not in kept:
                with contextlib.suppress(OSError):
                    path.unlink()


def _create_folder(folder: Path) -> list[Path]:
    """Create a folder and its missing parents; return the created folders, outermost first."""
    missing = [f for f in (folder, *folder.parents) if not f.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _write_temporary_file(target: Path, content: bytes) -> Path:
    """Write the content to a temporary file beside `target`, flush it to the disk, and return its path."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp creates files that only their owner can read; apply the umask instead, or the permissions of the
        # file that is replaced.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _explain_os_error(error: OSError) -> OutputError:
    what, hint = _ERROR_REASONS.get(
        error.errno or 0, (error.strerror or "the system refused", "Name another folder with --output DIR.")
    )
    name = error.filename2 or error.filename
    path = Path(name) if name else None
    # Show the folder instead of the name of a temporary file.
    shown = path.parent if path and path.suffix == ".part" else path
    return OutputError(
        make_problem(f"cannot write{f' {shown}' if shown else ''}: {what}", f"{hint} Nothing was written.")
    )


def write_new_file(target: Path, pieces: Iterable[bytes]) -> int:
    """Write a new file piece by piece; it appears under its name only when it is complete.

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
        temporary = _write_temporary_file(target, b"")
        try:
            with temporary.open("wb") as stream:
                size = sum(stream.write(piece) for piece in pieces)
            if target.exists():
                raise taken
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise _explain_os_error(error) from error
    return size
