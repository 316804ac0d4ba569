"""Where a machine keeps what is dear to make again: never needed, never believed when in doubt, never an output.

What lies there is run as code (compiled templates), so the folder must be the user's own and closed to others.
"""

import os
import stat
import sys
from pathlib import Path

VARIABLE = "GOLIVE_CACHE_DIR"
"""Names the folder to use; empty for none."""
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def folder(kind: str) -> Path | None:
    """The folder for one kind of thing.

    Args:
        kind: its name below the cache.

    Returns:
        The folder, made when it was missing; None where there is none to be had: switched off, a home that cannot be
        written, a folder that somebody else could write.
    """
    named = os.environ.get(VARIABLE)
    if named == "":
        return None
    try:
        place = (Path(named) if named else _usual()) / kind
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return place if _is_own(place) else None
    except (OSError, RuntimeError):  # RuntimeError: there is no home
        return None


def _usual() -> Path:
    """The user's own cache folder, where the system wants it."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "golive" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "golive"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "golive"


def _is_own(place: Path) -> bool:
    if sys.platform == "win32":
        return True  # what lies below a user's profile is closed to others by the system
    found = place.stat()
    return found.st_uid == os.geteuid() and not found.st_mode & _OTHERS_MAY_WRITE
