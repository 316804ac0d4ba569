"""Two versions of a file, compared."""

from msgspec import Struct

from golive.project.project import Project
from golive.releases.diff import compare_documents
from golive.releases.snapshots import list_released_versions, read_snapshot
from golive.releases.versioned_document import VersionedDocument, get_file_stem, read_document
from golive.studio.sessions.session import EditSession
from golive.studio.views.release import ChangeGroup, group_changes, summarize_changes
from golive.yaml_io.source import use_unsaved_texts


class Comparison(Struct, frozen=True):
    """The differences of two versions: how many, and each by its level."""

    summary: str
    groups: tuple[ChangeGroup, ...]


def list_versions(project: Project) -> tuple[str, ...]:
    """Return the released versions of a file, the newest first."""
    return list_released_versions(project.workspace.releases_folder(get_file_stem(project.document_subject)))


def compare_versions(session: EditSession, project: Project, old: str, new: str) -> Comparison:
    """Compare two versions of a file.

    Args:
        session: the file.
        project: the same, read.
        old: a released version.
        new: a released version; empty for the file as it is now.

    Raises:
        SpecError: a release cannot be read.
    """
    changes = compare_documents(_read_release(project, old), _read_release(project, new) if new else _read(session))
    return Comparison(summarize_changes(changes), tuple(group_changes(session.read(), changes)))


def _read(session: EditSession) -> VersionedDocument:
    with use_unsaved_texts(session.overlay):
        return read_document(session.target.path).value


def _read_release(project: Project, version: str) -> VersionedDocument:
    folder = project.workspace.releases_folder(get_file_stem(project.document_subject))
    return read_snapshot(folder / f"{version}.json").value
