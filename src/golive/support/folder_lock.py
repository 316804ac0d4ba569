"""Lock folders against other golive processes.

A process that writes locks the folder that all its targets lie in, and shares a lock on every folder above it. So two
processes exclude each other if one's folder lies in the other's, and no lock file is left behind: the folders
themselves are locked. Windows has no locks on folders; there one lock file serves all folders of a user.
"""

import contextlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from golive.support.problems import OutputError, make_problem

WAIT_SECONDS: Final = 10.0
_PAUSE_SECONDS: Final = 0.05


@contextlib.contextmanager
def lock_folders(folders: Iterable[Path], wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Lock existing folders, and share a lock on all folders above them.

    Where a file system has no locks, or a folder may not be read, nothing is locked.

    Args:
        folders: absolute, resolved paths.
        wait_seconds: how long to wait for another process.

    Raises:
        OutputError: another process still has a lock.
    """
    exclusive = set(folders)
    above = {parent for folder in exclusive for parent in folder.parents} - exclusive
    deadline = time.monotonic() + wait_seconds
    with contextlib.ExitStack() as held:
        for folder in sorted(exclusive | above, key=lambda path: path.parts):
            while not _try_lock(folder, held, is_exclusive=folder in exclusive):
                if time.monotonic() >= deadline:
                    hint = "Wait until it is done, then try again. Nothing was written."
                    raise OutputError(
                        make_problem("another golive command is writing in this folder", hint, path=folder)
                    )
                time.sleep(_PAUSE_SECONDS)
        yield


def _try_lock(folder: Path, held: contextlib.ExitStack, *, is_exclusive: bool) -> bool:
    """Lock one folder until `held` is closed; return False if another process has it."""
    if os.name == "nt":
        return not is_exclusive or _try_lock_user(held)
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return True
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if is_exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return False
    except OSError:  # the file system has no locks
        os.close(descriptor)
        return True
    held.callback(os.close, descriptor)
    return True


def _try_lock_user(held: contextlib.ExitStack) -> bool:
    """Lock the one lock file of this user, which Windows needs; return False if another process has it."""
    import msvcrt

    descriptor = os.open(Path(tempfile.gettempdir()) / "golive.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        os.close(descriptor)
        return False
    held.callback(os.close, descriptor)
    return True
