"""What a document brings that its readers have not seen: the newest entry of its change log, or what came after it."""

import json
from pathlib import Path
from typing import Any

from golive.project import Project
from golive.spec.load import Loaded
from golive.spec.model.organization import LogEntry, LoggedChange
from golive.spec.news import News
from golive.versions.change import Change
from golive.versions.changes import compare
from golive.versions.documents import Document, filed_as
from golive.versions.snapshots import read_snapshot, released, snapshot_of


def news_of(project: Project) -> News | None:
    """What changed, for the documents of a project.

    What differs from the newest release is told first, since it is what the documents show. Where nothing does, the
    entry of the version tells what it brought.

    Returns:
        The news; None where nothing has changed since a version that is known. Only what the biller may know.

    Raises:
        SpecError: what was released last cannot be read.
    """
    folder = project.workspace.releases(filed_as(project.about))
    known = released(folder)
    last = _last(folder / f"{known[0]}.json", project.about) if known else None
    found = compare(last.value, project.about) if last else ()
    if last and found:
        told = tuple(logged(change) for change in found if not change.internal)
        return News(last.value.version, told, unreleased=True)
    return _of_entry(project.changelog.entries, project.about.version) if project.changelog else None


def logged(change: Change) -> LoggedChange:
    """A change as an entry of the change log keeps it."""
    said: dict[str, Any] = {"level": change.level.label, "path": change.place, "sentence": change.sentence}
    return LoggedChange.model_construct(None, **said, internal=change.internal)


def _last(path: Path, document: Document) -> Loaded[Document] | None:
    """What was released last, where it differs; most builds find the same content, and are spared to read it whole."""
    ours = json.loads(snapshot_of(document))["digest"]
    try:
        if json.loads(path.read_bytes())["digest"] == ours:
            return None
    except (OSError, ValueError, LookupError, TypeError):
        pass  # reading it whole says what is wrong with it
    return read_snapshot(path)


def _of_entry(entries: tuple[LogEntry, ...], version: str) -> News | None:
    """What the newest entry tells, where it is that of the document and there is one before it."""
    newest, *older = entries
    if newest.version != version or not older:
        return None
    told = tuple(change for change in newest.changes if not change.internal)
    return News(older[0].version, told) if told else None
