"""Wait until files change, by looking at them twice a second.

Events of the system are not used: OneDrive, network drives and containers send none. A change is reported when it has
settled, since editors and synchronized folders write in several steps.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

Stamps = dict[str, tuple[int, int, int]]
"""Size and times of each file; no file is opened, so that a pipe or a device does no harm."""
POLL_SECONDS: Final = 0.5
_MAX_FILES: Final = 200_000
_IGNORED: Final = frozenset({"__pycache__", "node_modules"})


def read_stamps(folders: Iterable[Path], ignored: Iterable[Path] = (), files: Iterable[Path] = ()) -> Stamps:
    """Return the stamps of all files below folders, without hidden ones.

    Args:
        folders: the folders.
        ignored: folders below them that are left out, such as the output.
        files: single files outside the folders.
    """
    found: Stamps = {}
    left_out = {os.path.realpath(folder) for folder in ignored}
    for folder in folders:
        for entry in _list_entries(str(folder), left_out):
            found[entry.path] = _read_stamp(entry)
            if len(found) > _MAX_FILES:
                return found
    return found | {str(path): _read_stamp(path) for path in files}


def wait_for_change(look: Callable[[], Stamps], before: Stamps, sleep: Callable[[float], None] = time.sleep) -> Stamps:
    """Return the stamps after the next change, as soon as they have stayed the same for one interval.

    Args:
        look: returns the present stamps.
        before: the stamps that were seen last.
        sleep: waits for a number of seconds.
    """
    present = before
    while present == before:
        sleep(POLL_SECONDS)
        present = look()
        if present != before:
            settled: Stamps | None = None
            while settled != present:
                settled = present
                sleep(POLL_SECONDS)
                present = look()
    return present


def list_changes(before: Stamps, after: Stamps) -> list[Path]:
    """Return the files that were changed, added or removed."""
    return [Path(name) for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)]


def _list_entries(top: str, left_out: set[str]) -> Iterator["os.DirEntry[str]"]:
    waiting, seen = [top], set[str]()
    while waiting:
        folder = waiting.pop()
        real = os.path.realpath(folder)
        if real in seen or real in left_out:
            continue
        seen.add(real)
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith((".", "~$")) or entry.name in _IGNORED:
                        continue
                    if entry.is_dir():
                        waiting.append(entry.path)
                    else:
                        yield entry
        except OSError:
            continue  # it was removed just now, or may not be read


def _read_stamp(path: "Path | os.DirEntry[str]") -> tuple[int, int, int]:
    """Return size and times of a file; the time of its last change too, which a program cannot set."""
    try:
        status = path.stat()
    except OSError:
        return (-1, 0, 0)
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns
