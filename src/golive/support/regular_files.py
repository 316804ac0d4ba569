"""Read only regular files: no pipe, socket or device, which would block or never end.

A pipe in a workspace would stop a command for ever, and a link to an endless device such as `/dev/zero` would be read
for ever. Whatever reads a file that a folder happens to hold opens it here.
"""

import errno
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path

_MAX_FOLDERS = 20_000
_MAX_LINKED_FOLDERS = 500  # behind links, which may lead to a whole disk
_MAX_FOUND = 100
SPECIAL_FILE_HINT = "Delete it, or put a regular file in its place."
_NAMES = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class SpecialFileError(OSError):
    """A pipe, a socket or a device where a file is expected.

    Args:
        kind: which of them, as in `a pipe`.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(0, f"it is {kind}, not a file")
        self.kind = kind


def open_regular_file(path: Path) -> io.BufferedReader:
    """Open a regular file, or a link to one, for reading.

    Raises:
        SpecialFileError: it is a pipe, a socket or a device. It is not read.
        OSError: it cannot be opened.
    """
    if kind := describe_special_file(path):
        raise SpecialFileError(kind)
    # Opening must not wait even if somebody puts a pipe there now.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    kind = _NAMES.get(stat.S_IFMT(os.fstat(descriptor).st_mode), "")
    if kind:
        os.close(descriptor)
        raise SpecialFileError(kind)
    return open(descriptor, "rb")  # noqa: PTH123 - of a descriptor


def describe_special_file(path: Path | os.DirEntry[str]) -> str:
    """Return "a pipe", "a socket" or "a device"; empty for a regular file, a folder, or nothing at all."""
    try:
        return _NAMES.get(stat.S_IFMT(path.stat().st_mode), "")
    except OSError:
        return ""


def describe_broken_link(path: Path | os.DirEntry[str]) -> str:
    """Return what a link is that cannot be followed; empty for anything else."""
    if not path.is_symlink():
        return ""
    try:
        path.stat()
    except FileNotFoundError:
        return "a link to nothing"
    except OSError as error:
        return "a link that leads back to itself" if error.errno == errno.ELOOP else ""
    return ""


def find_special_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each pipe, socket and device below a folder, or a link to one, with what it is. Links to folders count.

    So do broken links, without hidden ones, as some editors keep them beside a file that is open.

    A folder that is reached twice through links is read once, so that a loop of links ends. The first 100 are found, in
    the first 20,000 folders, of which 500 behind links that lead out of the folder.
    """
    waiting, seen, linked, count = [folder], set[str](), 0, 0
    inside = str(Path(os.path.realpath(folder.parent), folder.name))
    while waiting and len(seen) < _MAX_FOLDERS and count < _MAX_FOUND:
        parent = waiting.pop()
        real = os.path.realpath(parent)
        is_outside = real != inside and not real.startswith(f"{inside}{os.sep}")
        linked += is_outside
        if real in seen or (is_outside and linked > _MAX_LINKED_FOLDERS):
            continue
        seen.add(real)
        try:
            with os.scandir(parent) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in found:
            if _is_folder(entry):
                waiting.append(Path(entry.path))
            elif kind := describe_special_file(entry) or _describe_visible_broken_link(entry):
                count += 1
                yield Path(entry.path), kind


def _describe_visible_broken_link(entry: os.DirEntry[str]) -> str:
    return "" if entry.name.startswith(".") else describe_broken_link(entry)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False
