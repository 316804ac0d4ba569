"""Count the files of people that builds replaced, and kept as they were: golive never deletes any."""

import os
import re
from pathlib import Path
from typing import Final

from msgspec import Struct

from golive.provenance.ownership import REPLACED_FOLDER

_NAME: Final = re.compile(r".+-[0-9a-f]{16}\.\w+")
"""Name of a kept file: that of the document, and the start of the content's SHA-256."""


class ReplacedFiles(Struct, frozen=True):
    """The kept files of one folder.

    Attributes:
        folder: where they lie.
        count: how many they are.
        size: their bytes.
    """

    folder: Path
    count: int
    size: int


def name_replaced_file(path: Path, digest: str) -> Path:
    """Return where the content of a file that is replaced is kept; another content has another name."""
    return path.parent / REPLACED_FOLDER / f"{path.stem}-{digest[:16]}{path.suffix}"


def find_replaced_files(folder: Path) -> ReplacedFiles | None:
    """Return what is kept of the documents in a folder; None if nothing is, or nobody may look."""
    place = folder / REPLACED_FOLDER
    try:
        with os.scandir(place) as entries:
            kept = [one for one in entries if _NAME.fullmatch(one.name) and one.is_file(follow_symlinks=False)]
            sizes = [one.stat(follow_symlinks=False).st_size for one in kept]
    except OSError:
        return None
    return ReplacedFiles(place, len(sizes), sum(sizes)) if sizes else None
