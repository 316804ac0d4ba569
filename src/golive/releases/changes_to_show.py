"""Find the changes to show in a document: since the last release for a draft, otherwise of the current version."""

import json
from pathlib import Path
from typing import Any

from golive.project.project import Project, ReleaseStatus
from golive.releases.change import Change
from golive.releases.diff import compare_documents
from golive.releases.document_parts import CHANGE_LOG, DocumentParts
from golive.releases.shared_data import PartsState, compare_parts
from golive.releases.snapshots import load_snapshot_parts, load_snapshot_shared, read_snapshot
from golive.releases.status import (
    add_computed_dates,
    find_release_status,
    find_shown_project_data,
    get_shared_data,
)
from golive.releases.versioned_document import VersionedDocument, get_file_stem
from golive.schema.organization import LogEntry, LoggedChange
from golive.templating.version_changes import VersionChanges


def find_changes_to_show(project: Project) -> VersionChanges | None:
    """Return the changes to show in the documents of a project.

    For a draft, these are the changes since the newest release. For released content, they are taken from the change
    log entry of the version.

    Returns:
        The changes that the biller may see; None if there are none, or no earlier version is known.

    Raises:
        SpecError: the newest release cannot be read, or its file was edited.
    """
    release_status = find_release_status(project)
    if release_status.released and release_status.draft:
        visible = tuple(
            to_logged_change(change) for change in _compare_with_release(project, release_status) if not change.internal
        )
        return VersionChanges(release_status.released, visible, unreleased=True)
    return (
        _read_newest_entry(project.changelog.valid_entries, project.document_subject.version)
        if project.changelog
        else None
    )


def to_logged_change(change: Change) -> LoggedChange:
    """Convert a change to the form stored in the change log."""
    fields: dict[str, Any] = {"level": change.level.label, "path": change.id_path, "sentence": change.sentence}
    return LoggedChange.model_construct(None, **fields, internal=change.internal)


def _compare_with_release(project: Project, release_status: ReleaseStatus) -> tuple[Change, ...]:
    """Compare a project with its newest release: the spec, and the other parts of its documents."""
    path = (
        project.workspace.releases_folder(get_file_stem(project.document_subject)) / f"{release_status.released}.json"
    )
    released_parts = load_snapshot_parts(path)  # first, since it rejects edited releases
    parts = DocumentParts(**{name: digest for name, digest in release_status.parts if name != CHANGE_LOG})
    return (
        *compare_documents(
            add_computed_dates(_load_released_content(path, type(project.document_subject))), project.document_subject
        ),
        *_compare_other_parts(path, project, released_parts, parts),
    )


def _compare_other_parts(
    path: Path, project: Project, released: DocumentParts | None, parts: DocumentParts
) -> tuple[Change, ...]:
    old = PartsState(released, load_snapshot_shared(path)) if released else None
    return compare_parts(old, PartsState(parts, get_shared_data(project)), find_shown_project_data(project))


def _load_released_content(path: Path, kind: type[VersionedDocument]) -> VersionedDocument:
    """Load released content without source positions, which takes a tenth of the time."""
    try:
        return kind.model_validate(json.loads(path.read_bytes())["content"])
    except (OSError, ValueError, LookupError, TypeError):
        return read_snapshot(path).value  # raises an error with the position


def _read_newest_entry(entries: tuple[LogEntry, ...], version: str) -> VersionChanges | None:
    """Return the changes in the newest entry if it is of this version and there is an older entry."""
    newest, *older = entries or (None,)
    if newest is None or newest.version != version or not older:
        return None
    visible = tuple(change for change in newest.changes if not change.internal)
    return VersionChanges(older[0].version, visible) if visible else None
