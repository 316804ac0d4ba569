"""Skip the specs whose documents are up to date, based on records of the inputs and outputs of earlier builds.

The user's cache folder keeps one record for each spec and each way to build it. A spec is skipped only if all of its
input files have the same bytes as in the record, golive and its dependencies are unchanged, and every document still
has the bytes that were written. In any doubt, it is built again. Times of files do not count.

A build runs this first, so this module avoids slow imports.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from golive.pipeline.input_digests import GUIDE_ID, InputDigests, digest_regular_file, get_program_digest
from golive.support.cache_dir import get_cache_folder
from golive.support.cache_files import read_cache_file, write_cache_file
from golive.support.journal import has_interrupted_write

_KEPT_RECORDS = 50_000


class BuildRecord(NamedTuple):
    """What an earlier build of a spec came to.

    Attributes:
        document_id: id of the spec, or `guide`.
        read: files that were read or looked for, beyond those that a state contains anyway.
        made: plain values for reports; each of its "documents" has an absolute "path" and a "sha256".
    """

    document_id: str
    read: tuple[str, ...]
    made: dict[str, Any]


def find_current_build(
    order: Mapping[str, Any],
    subject: tuple[Path, Path | None],
    digests: InputDigests,
    are_written: Callable[[list[dict[str, Any]]], bool],
) -> BuildRecord | None:
    """Return the record of a spec if building it again would give the same.

    Args:
        order: the options of the build as plain values, the output folder among them.
        subject: the workspace, and the file of the spec; None for the guide.
        digests: digests of the input files.
        are_written: tells whether documents still lie where they were written.

    Returns:
        The record; None if there is any doubt.
    """
    root, spec = subject
    place = _get_record_path(order, root, spec)
    if place is None:
        return None
    try:
        found = _read_record(place, root, spec, digests)
        return found if found and are_written(found.made["documents"]) else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def are_files_written(rows: list[dict[str, Any]]) -> bool:
    """Return whether documents still lie in their folders, byte for byte; raise OSError if one cannot be read."""
    if has_interrupted_write([Path(row["path"]) for row in rows]):
        return False  # the build recovers it
    return all(digest_regular_file(Path(row["path"])) == row["sha256"] for row in rows)


def record_build(order: Mapping[str, Any], root: Path, spec: Path | None, state: str, record: BuildRecord) -> None:
    """Record the result of a build.

    Args:
        order: the options of the build as plain values.
        root: the workspace.
        spec: the file of the spec; None for the guide.
        state: the digest of what the documents were made from; empty if that changed during the build.
        record: the result.
    """
    place = _get_record_path(order, root, spec)
    if place is None or not state:
        return
    content = {
        "root": str(root),
        "spec": str(spec.absolute()) if spec else "",
        "program": get_program_digest(),
        "state": state,
        "id": record.document_id,
        "read": list(record.read),
        "made": record.made,
    }
    with suppress(OSError):  # without a record, the next build makes everything
        write_cache_file(place, json.dumps(content).encode())
        for row in record.made["documents"]:
            pointer = None if "place" in row else get_pointer_path(Path(row["path"]))  # none in a bucket
            if pointer:
                write_cache_file(pointer, place.name.encode())


def prune_records() -> None:
    """Remove the oldest of very many records."""
    for kind in ("builds", "outputs"):
        folder = get_cache_folder(kind)
        with suppress(OSError):
            paths = list(folder.iterdir()) if folder else []
            if len(paths) > _KEPT_RECORDS:
                for old in sorted(paths, key=lambda path: path.stat().st_mtime)[:-_KEPT_RECORDS]:
                    old.unlink()


def is_document_current(document: Path, digests: InputDigests) -> bool | None:
    """Return True if the last build of a document would give the same again; None if no build is recorded.

    Args:
        document: an existing file.
        digests: digests of the input files.
    """
    pointer, kept = get_pointer_path(document), get_cache_folder("builds")
    with suppress(OSError, ValueError, LookupError, TypeError):
        if pointer and kept:
            place = kept / (read_cache_file(pointer) or b"").decode()
            content = json.loads(read_cache_file(place) or b"")
            row = next(row for row in content["made"]["documents"] if row["path"] == str(document.absolute()))
            root, spec = Path(content["root"]), Path(content["spec"]) if content["spec"] else None
            same = _read_record(place, root, spec, digests) is not None
            return same and row["sha256"] == digest_regular_file(document)
    return None


def _read_record(place: Path, root: Path, spec: Path | None, digests: InputDigests) -> BuildRecord | None:
    """Return a record if its state is the present one; raise an error of any kind if it is no record."""
    content = json.loads(read_cache_file(place) or b"")
    record = BuildRecord(content["id"], tuple(content["read"]), content["made"])
    if content["program"] != get_program_digest():
        return None
    same = content["state"] == digests.compute_state(root, spec, record.document_id, record.read)
    return record if same else None


def _get_record_path(order: Mapping[str, Any], root: Path, spec: Path | None) -> Path | None:
    """Return the path of the record of a spec; None if there is no cache folder."""
    kept = get_cache_folder("builds")
    named = json.dumps([str(root), str(spec.absolute()) if spec else GUIDE_ID, order], sort_keys=True)
    return kept / f"{_shorten_digest(named)}.json" if kept else None


def get_pointer_path(document: Path) -> Path | None:
    """Return the path of the file that names the record of a document."""
    kept = get_cache_folder("outputs")
    return kept / _shorten_digest(str(document.absolute())) if kept else None


def _shorten_digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32]
