"""Writing files so that nothing is ever half-written: all of them, or none."""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from golive.support.problems import OutputError, problem

_REASONS = {
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


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write every file, or leave everything as it was.

    Each goes to a temporary file beside its target, is flushed to the disk, and only when all lie
    there are they renamed. Folders made on the way are removed again when it fails.

    Raises:
        OutputError: with the reason and what to do.
    """
    made: list[Path] = []
    waiting: dict[Path, Path] = {}
    replaced: dict[Path, Path | None] = {}
    done = False
    try:
        for target, content in files.items():
            made += _make_folder(target.parent)
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, "is a folder", str(target))
            waiting[_write_beside(target, content)] = target
        for temporary, target in waiting.items():
            replaced[target] = _keep_old_version(target)
            os.replace(temporary, target)  # noqa: PTH105 - its error names both files
        done = True
    except OSError as error:
        raise _explained(error) from error
    finally:
        if not done:
            _restore_old_versions(replaced)
        for path in (*waiting, *(old for old in replaced.values() if old)):
            path.unlink(missing_ok=True)
        for folder in reversed(made):
            # Only empty folders are removed: a successful write has filled them.
            with contextlib.suppress(OSError):
                folder.rmdir()


def _keep_old_version(target: Path) -> Path | None:
    """Give the present file at `target` a second name beside it, to restore it by; None when there is no file."""
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


def _restore_old_versions(replaced: dict[Path, Path | None]) -> None:
    """Undo replacements, the last one first: put old versions back, and remove files that were not there before."""
    for target, old in reversed(replaced.items()):
        if old:
            os.replace(old, target)  # noqa: PTH105
        else:
            target.unlink(missing_ok=True)


def refuse_existing(paths: Iterable[Path]) -> None:
    """Make sure that none of these files is there already.

    Raises:
        OutputError: some are.
    """
    there = [path for path in paths if path.exists() or path.is_symlink()]
    if there:
        hint = "It stays as it is. Move it away, or name another place. Nothing was written."
        raise OutputError(*(problem("is there already", hint, path=path) for path in there))


def drop_others(written: Iterable[Path], pattern: str) -> None:
    """Remove what an earlier build left beside files just written: a slide that is no more would mislead.

    Args:
        written: the files that stay.
        pattern: what the names of such files look like; anything else in their folders is left alone.
    """
    kept = set(written)
    for folder in {path.parent for path in kept}:
        for path in folder.glob(pattern):
            if path not in kept:
                with contextlib.suppress(OSError):
                    path.unlink()


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and what is missing above it; returns what was made, outermost first."""
    missing = [f for f in (folder, *folder.parents) if not f.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _write_beside(target: Path, content: bytes) -> Path:
    """A temporary file beside `target` with the content in it, safely on the disk."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes files that only their owner reads; documents are for everyone the umask allows, and a file that
        # is there already keeps its rights.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _explained(error: OSError) -> OutputError:
    what, hint = _REASONS.get(
        error.errno or 0, (error.strerror or "the system refused", "Name another folder with --output DIR.")
    )
    name = error.filename2 or error.filename
    path = Path(name) if name else None
    # The name of a temporary file means nothing to its reader; the folder does.
    shown = path.parent if path and path.suffix == ".part" else path
    return OutputError(problem(f"cannot write{f' {shown}' if shown else ''}: {what}", f"{hint} Nothing was written."))


def write_new(target: Path, pieces: Iterable[bytes]) -> int:
    """Write a file that is not there yet, piece by piece; it appears when all of it is written.

    Returns:
        Its size, in bytes.

    Raises:
        OutputError: there is such a file already, or it cannot be written.
        GoliveError: whatever making a piece raises.
    """
    taken = OutputError(
        problem(f"there is a file {target} already", "Name another file, or remove it first. Nothing was written.")
    )
    if target.exists():
        raise taken
    try:
        temporary = _write_beside(target, b"")
        try:
            with temporary.open("wb") as stream:
                size = sum(stream.write(piece) for piece in pieces)
            if target.exists():
                raise taken
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise _explained(error) from error
    return size
