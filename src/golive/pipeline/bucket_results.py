"""Write the documents of specs into a bucket: the counterpart of a folder, where nobody edits files in their place."""

from collections.abc import Mapping
from typing import Any

from golive.pipeline.bucket import Bucket, BucketEntry, make_entry
from golive.pipeline.replacement import NewFile, explain_released
from golive.support.problems import Problem, make_problem
from golive.support.stored_content import StoredContent


def plan_bucket_files(bucket: Bucket, files: Mapping[str, NewFile]) -> dict[str, BucketEntry]:
    """Return the entry that each file has after a build: its new one, or that of the release it stays.

    Args:
        bucket: the bucket.
        files: what was built, by its path below an output folder.
    """
    there = bucket.index.by_path
    entries = {path: make_entry(path, new) for path, new in files.items()}
    for path, new in files.items():
        old = there.get(path)
        if old and old.sha256 != entries[path].sha256 and explain_released(new, old.released, old.parts):
            entries[path] = old
    return entries


def list_stale_entries(bucket: Bucket, entries: Mapping[str, BucketEntry]) -> list[Problem]:
    """Return a problem for each document that is missing in a bucket or out of date."""
    hint = "Build it: golive build."
    stale = [entry for entry in entries.values() if not bucket.is_current(entry.path, entry.sha256)]
    there = bucket.index.by_path
    return [
        make_problem(
            f"{bucket.url}/{entry.path}: this document is {'out of date' if entry.path in there else 'missing'}", hint
        )
        for entry in stale
    ]


def write_bucket_files(bucket: Bucket, files: Mapping[str, NewFile], entries: Mapping[str, BucketEntry]) -> None:
    """Put into a bucket what is not there yet, all or nothing.

    Raises:
        OutputError: the store refused a write.
    """
    contents: dict[BucketEntry, bytes | StoredContent] = {}
    for path, entry in entries.items():
        if entry.sha256 == make_entry(path, files[path]).sha256:
            contents[entry] = files[path].content
    bucket.write(contents)


def entry_to_dict(bucket: Bucket, entry: BucketEntry, new: NewFile) -> dict[str, Any]:
    """Convert a document to the plain values that are reported and stored in the build record."""
    row: dict[str, Any] = {
        "kind": entry.kind,
        "path": bucket.get_url(entry),
        "place": entry.path,
        "bytes": entry.bytes,
        "sha256": entry.sha256,
    }
    if entry.sha256 != make_entry(entry.path, new).sha256:
        row["kept"] = explain_released(new, entry.released, entry.parts)
    return {**row, "engines": dict(new.engines)} if new.engines else row
