"""Know again whether the status of a spec is what it was, without loading the spec.

The status depends on the files that the spec is made from, on the day, and on the documents and what is recorded of
them. The files are digested, as for a build. Documents are large: they count as unchanged as long as the file system
says the same about them, down to the nanosecond at which it last changed anything of theirs.
"""

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from golive.pipeline.input_digests import InputDigests, is_shared_file
from golive.pipeline.up_to_date import get_pointer_path

_COARSE_NS: Final = 2_000_000_000


def list_own_files(read: Iterable[str], root: Path) -> tuple[str, ...]:
    """List the files that a spec was read from, beyond those that all specs of a workspace share."""
    return tuple(sorted(name for name in read if not is_shared_file(Path(name), root)))


def sign_documents(paths: Iterable[Path]) -> tuple[object, ...]:
    """Return what changes when a document, or what is recorded of it, changes."""
    return tuple(_sign_file(file) for path in paths for file in (path, get_pointer_path(path)))


def changed_since(paths: Iterable[Path], moment_ns: int) -> bool:
    """Return whether a document, or what is recorded of it, may have changed since a moment of the clock.

    Some file systems know times only to two seconds.
    """
    signed = (_sign_file(file) for path in paths for file in (path, get_pointer_path(path)))
    return any(one and max(one[2:]) > moment_ns - _COARSE_NS for one in signed)


def sign_input(
    digests: InputDigests, spec: tuple[Path, Path], document_id: str, read: Sequence[str], today: date
) -> tuple[object, ...]:
    """Return what changes when a spec, what it is made from, or the day changes.

    Args:
        digests: digests of the input files.
        spec: the workspace, and the file of the spec.
        document_id: its id.
        read: the files that it was read from, beyond those that all specs share.
        today: the day of the status.
    """
    root, file = spec
    try:
        return digests.compute_state(root, file, document_id, read), today
    except OSError as error:  # a device or a pipe among them: the spec has a problem, until it is gone
        return str(error), _sign_file(file), today


def _sign_file(path: Path | None) -> tuple[int, ...]:
    if path is None:
        return ()
    try:
        status = os.stat(path)  # noqa: PTH116 - for thousands of files
    except OSError:
        return ()
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
