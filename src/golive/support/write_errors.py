"""Explain why the system refuses to write a file."""

import errno
from pathlib import Path
from typing import Final

from golive.support.problems import OutputError, make_problem

STAGED_SUFFIX: Final = ".golive-new"
"""Suffix of the hidden file beside a target that holds its new content."""
KEPT_SUFFIX: Final = ".golive-old"
"""Suffix of the hidden file beside a target that holds its old content."""
_ELSEWHERE: Final = "Name another folder."
_FREE_SPACE: Final = "Free some space and try again; what was there before is unchanged."
_REASONS: Final = {
    errno.ENOSPC: ("the disk is full", _FREE_SPACE),
    errno.EDQUOT: ("your disk quota is used up", _FREE_SPACE),
    errno.EACCES: (
        "it may not be written to",
        "Close it if another program has it open, change its permissions, or name another folder.",
    ),
    errno.EPERM: (
        "it may not be written to",
        "Close it if another program has it open, change its permissions, or name another folder.",
    ),
    errno.EROFS: ("it is on a read-only file system", _ELSEWHERE),
    errno.ENOTDIR: ("a part of its path is a file", _ELSEWHERE),
    errno.EEXIST: ("a part of its path is a file", _ELSEWHERE),
    errno.EISDIR: ("it is a folder", "Move that folder away, or name another one."),
    errno.EFBIG: ("the file is larger than allowed here", _ELSEWHERE),
}


def explain_write_error(error: OSError, outcome: str = "Nothing was written.") -> OutputError:
    """Turn an error of the system into one located problem.

    Args:
        error: what the system said; its file may be a temporary one, and then the target is named.
        outcome: the sentence that ends the hint.
    """
    what, hint = _REASONS.get(error.errno or 0, ((error.strerror or "the system refused").lower(), _ELSEWHERE))
    name = error.filename2 or error.filename
    shown = f" {get_target_path(Path(name))}" if isinstance(name, str | Path) else ""
    return OutputError(make_problem(f"cannot write{shown}: {what}", f"{hint} {outcome}"))


def get_staged_path(target: Path) -> Path:
    """Return the path of the temporary file that holds the new content of a target."""
    return target.with_name(f".{target.name}{STAGED_SUFFIX}")


def get_kept_path(target: Path) -> Path:
    """Return the path of the temporary file that holds the old content of a target."""
    return target.with_name(f".{target.name}{KEPT_SUFFIX}")


def get_target_path(path: Path) -> Path:
    """Return the target that a temporary file belongs to; the path itself if it is none."""
    for suffix in (STAGED_SUFFIX, KEPT_SUFFIX):
        if path.name.startswith(".") and path.name.endswith(suffix):
            return path.with_name(path.name[1 : -len(suffix)])
    return path
