"""Locate the cache folder for results that are slow to compute. The cache may be deleted at any time.

It holds compiled templates, which are run as code, so only the user may have write access to the folder.
"""

import os
import stat
import sys
from pathlib import Path

CACHE_DIR_VARIABLE = "GOLIVE_CACHE_DIR"
"""Environment variable with the folder to use; empty to disable the cache."""
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def get_cache_folder(kind: str) -> Path | None:
    """Return the cache folder for one kind of content, and create it if missing.

    Args:
        kind: name of the subfolder.

    Returns:
        The folder; None if the cache is disabled, the home folder is not writable, or others may write to the folder.
    """
    named = os.environ.get(CACHE_DIR_VARIABLE)
    if named == "":
        return None
    try:
        place = (Path(named) if named else _get_default_folder()) / kind
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return place if _is_private_folder(place) else None
    except (OSError, RuntimeError):  # RuntimeError: there is no home
        return None


def _get_default_folder() -> Path:
    """Return the user's cache folder as the operating system defines it."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "golive" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "golive"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "golive"


def _is_private_folder(place: Path) -> bool:
    if sys.platform == "win32":
        return True  # Windows protects the user profile from other users
    found = place.stat()
    return found.st_uid == os.geteuid() and not found.st_mode & _WRITABLE_BY_OTHERS
