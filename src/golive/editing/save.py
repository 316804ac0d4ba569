"""Write the result of edits, unless a file was changed by someone else meanwhile."""

import os
from collections.abc import Mapping
from pathlib import Path

from golive.editing.apply import EditedFile, EditResult, compute_digest
from golive.support.files import write_files_atomically
from golive.support.problems import EditError, Problem, make_problem


class ConflictError(EditError):
    """A file was changed on the disk after it was read."""


def save_edits(
    result: EditResult,
    read_digests: Mapping[Path, str] | None = None,
    more: Mapping[Path, tuple[bytes | None, bytes]] | None = None,
) -> None:
    """Write all changed files, or none.

    Args:
        result: the edits.
        read_digests: digests of the files as they were read from the disk, where unsaved text was edited; by default
            the digest of the text that was edited.
        more: other files to write in the same step: their content as it was read, None if there was none, and the new.

    Raises:
        ConflictError: a file is not as it was read; nothing was written.
        OutputError: a file cannot be written; nothing was written.
    """
    expected = read_digests or {}
    problems = [
        problem
        for change in result.changes
        if (problem := _find_conflict(change, expected.get(change.path, change.digest_before)))
    ]
    if problems:
        raise ConflictError(*problems)
    # Writing through a link keeps it.
    files = {Path(os.path.realpath(one.path)): one.after.encode() for one in result.changes}
    before = {Path(os.path.realpath(one.path)): one.path.read_bytes() for one in result.changes} if more else None
    for path, (old, new) in (more or {}).items():
        files[path] = new
        if before is not None and old is not None:
            before[path] = old
    write_files_atomically(files, "the edits", before)


def _find_conflict(change: EditedFile, digest: str) -> Problem | None:
    try:
        present = change.path.read_bytes()
    except FileNotFoundError:
        return make_problem("was removed after it was read", "Nothing was written.", path=change.path)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        return make_problem(f"cannot be read again: {reason}", "Nothing was written.", path=change.path)
    if compute_digest(present) == digest:
        return None
    hint = "Reload it and repeat the edit. Nothing was written."
    return make_problem("was changed by someone else after it was read", hint, path=change.path)
