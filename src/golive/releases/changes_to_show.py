"""What a document brings that its readers have not seen: what came after its last release, or what that brought."""

import json
from pathlib import Path
from typing import Any

from golive.project.project import Project, Standing
from golive.releases.change import Change
from golive.releases.diff import compare
from golive.releases.document_parts import CHANGE_LOG, Parts, part_changes
from golive.releases.snapshots import parts_at, read_snapshot
from golive.releases.status import standing_of, with_days
from golive.releases.versioned_document import Document, filed_as
from golive.schema.organization import LogEntry, LoggedChange
from golive.templating.version_changes import News


def news_of(project: Project) -> News | None:
    """What changed, for the documents of a project.

    A draft tells what changed since the newest release, since that is what it shows. Where the content is as it was
    released, the entry of the version tells what it brought.

    Returns:
        The news; None where nothing has changed since a version that is known. Only what the biller may know.

    Raises:
        SpecError: what was released last cannot be read, or somebody changed it.
    """
    standing = standing_of(project)
    if standing.released and standing.draft:
        told = tuple(logged(change) for change in _since(project, standing) if not change.internal)
        return News(standing.released, told, unreleased=True)
    return _of_entry(project.changelog.entries, project.about.version) if project.changelog else None


def logged(change: Change) -> LoggedChange:
    """A change as an entry of the change log keeps it."""
    said: dict[str, Any] = {"level": change.level.label, "path": change.place, "sentence": change.sentence}
    return LoggedChange.model_construct(None, **said, internal=change.internal)


def _since(project: Project, standing: Standing) -> tuple[Change, ...]:
    """What changed since the newest release: in the spec, and in what else its documents are made from."""
    path = project.workspace.releases(filed_as(project.about)) / f"{standing.released}.json"
    kept = parts_at(path)  # first, since it refuses what somebody changed
    parts = Parts(**{name: digest for name, digest in standing.parts if name != CHANGE_LOG})
    return (*compare(with_days(_content(path, type(project.about))), project.about), *part_changes(kept, parts))


def _content(path: Path, kind: type[Document]) -> Document:
    """What was released; without the places of its values, which takes a tenth of the time."""
    try:
        return kind.model_validate(json.loads(path.read_bytes())["content"])
    except (OSError, ValueError, LookupError, TypeError):
        return read_snapshot(path).value  # which says what is wrong, and where


def _of_entry(entries: tuple[LogEntry, ...], version: str) -> News | None:
    """What the newest entry tells, where it is that of the document and there is one before it."""
    newest, *older = entries
    if newest.version != version or not older:
        return None
    told = tuple(change for change in newest.changes if not change.internal)
    return News(older[0].version, told) if told else None
