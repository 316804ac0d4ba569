"""Compare the origin stated in a file with the workspace: with its release and with the current content."""

from typing import Literal

from msgspec import Struct

from golive.project.project import Project
from golive.provenance.statement import Statement
from golive.releases.approval_state import SignOff, evaluate_approval
from golive.releases.canonical_form import compute_short_digest
from golive.releases.document_parts import CHANGE_LOG, PART_LABELS, DocumentParts, find_changed_parts
from golive.releases.snapshots import get_snapshot_digest, get_snapshot_parts, list_released_versions, read_snapshot
from golive.releases.status import find_release_status
from golive.releases.version_number import parse_version
from golive.releases.versioned_document import get_file_stem

ReleaseMatch = Literal["released", "edited", "other", "withdrawn", "none"]


class Verdict(Struct, frozen=True):
    """Result of comparing a file with the workspace.

    Attributes:
        statement: the origin stated in the file.
        changed_parts: labels of the parts that differ from the workspace; may include `version`.
        release: `released` if it is unchanged and equals the release of its version, `edited` if it was made from that
            release and changed since, `other` if that release has other content, `withdrawn` if the release of its
            version was taken back, `none` if the version was not released.
        release_differences: labels of the parts that differ from that release.
        sign_offs: approvals of that version, with their state for this file.
        is_found: whether the workspace has the document.
    """

    statement: Statement
    changed_parts: tuple[str, ...] = ()
    release: ReleaseMatch = "none"
    release_differences: tuple[str, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    is_found: bool = True

    @property
    def is_current(self) -> bool:
        """Return whether it is unchanged and equals the current content of the workspace."""
        return self.statement.is_intact and self.is_found and not self.changed_parts


def compare_with_workspace(statement: Statement, project: Project | None) -> Verdict:
    """Compare a statement with a workspace.

    Args:
        statement: the origin stated in a file.
        project: the document that it names; None if the workspace does not have it.

    Raises:
        SpecError: the release cannot be read, or was edited.
    """
    if project is None:
        return Verdict(statement, is_found=False)
    now, then = dict(find_release_status(project).parts), dict(statement.parts)
    differs = [label for name, label in PART_LABELS.items() if now.get(name, "") != then.get(name, "")]
    if _parse_version_or_none(statement.version) != parse_version(project.document_subject.version):
        differs.insert(0, "version")
    folder = project.workspace.releases_folder(get_file_stem(project.document_subject))
    version = next(
        (
            one
            for one in list_released_versions(folder)
            if parse_version(one) == _parse_version_or_none(statement.version)
        ),
        None,
    )
    if version is None:
        signed = _evaluate_version_approvals(project, statement, None, holds=statement.is_intact)
        return Verdict(
            statement, tuple(differs), "withdrawn" if _is_withdrawn(project, statement) else "none", (), signed
        )
    path = folder / f"{version}.json"
    snapshot = read_snapshot(path)
    against = find_release_differences(
        get_snapshot_parts(snapshot) or DocumentParts(compute_short_digest(snapshot.value), "", "", ""), then
    )
    release: ReleaseMatch = "other" if against else "released" if statement.is_intact else "edited"
    holds = statement.is_intact and not against
    signed = _evaluate_version_approvals(project, statement, get_snapshot_digest(snapshot), holds=holds)
    return Verdict(statement, tuple(differs), release, against, signed)


def _is_withdrawn(project: Project, statement: Statement) -> bool:
    """Return whether the change log says that the release of the file's version was taken back."""
    version = _parse_version_or_none(statement.version)
    entries = project.changelog.entries if project.changelog else ()
    return any(one.withdrawn is not None and parse_version(one.version) == version for one in entries)


def find_release_differences(release_parts: DocumentParts, file_parts: dict[str, str]) -> tuple[str, ...]:
    """Return the labels of the parts that differ from a release; old releases contain only the spec."""
    stated_parts = DocumentParts(**{name: file_parts.get(name, "") for name in PART_LABELS if name != CHANGE_LOG})
    return tuple(
        PART_LABELS[name]
        for name in find_changed_parts(release_parts, stated_parts)
        if name == "spec" or release_parts.templates
    )


def _evaluate_version_approvals(
    project: Project, statement: Statement, digest: str | None, *, holds: bool
) -> tuple[SignOff, ...]:
    """Return the approvals of the file's version: for the newest at the end of the log, for others in the entry."""
    log = project.changelog
    if log is None:
        return ()
    at = next(
        (
            at
            for at, one in enumerate(log.entries)
            if parse_version(one.version) == _parse_version_or_none(statement.version)
        ),
        None,
    )
    given = () if at is None else (*log.entries[at].approvals, *(log.approvals if at == log.newest_at else ()))
    return tuple(SignOff(one, evaluate_approval(one, digest, has_changed=not holds)) for one in given)


def _parse_version_or_none(version: str) -> tuple[int, int, int] | None:
    """Parse a version into numbers; None if it is not a version."""
    try:
        return parse_version(version)
    except ValueError:
        return None
