"""Compare a project with its newest release: is it the same, and if not, what changed?

One rule applies to the draft mark, `golive check --released` and approvals: content is released if every part and the
version equal those of the newest release.
"""

from pathlib import Path

from golive.planning.schedule import fill_plan_dates
from golive.project.project import Project, ReleaseStatus
from golive.releases.canonical_form import SHORT_DIGEST_LENGTH, compute_digest
from golive.releases.diff import compare_documents
from golive.releases.document_parts import CHANGE_LOG, DocumentParts, find_changed_parts
from golive.releases.part_digests import compute_log_digest, compute_part_digests, read_template_texts
from golive.releases.release_request import ReleaseState
from golive.releases.shared_data import SharedData, ShownData, compare_shared_data, find_shown_data
from golive.releases.snapshots import (
    list_released_versions,
    load_snapshot_parts,
    load_snapshot_shared,
    read_snapshot,
)
from golive.releases.version_number import parse_version
from golive.releases.versioned_document import get_file_stem, read_document
from golive.schema import ChangeLog, Guide, Integration
from golive.yaml_io.load import load


def find_release_status(project: Project) -> ReleaseStatus:
    """Return the release status of a project; a status already computed is returned as it is.

    Raises:
        SpecError: the newest release cannot be read, or was edited.
    """
    if project.release_status:
        return project.release_status
    about, parts = project.document_subject, compute_part_digests(project)
    digest, logged = _compute_digests(project, parts)
    folder = project.workspace.releases_folder(get_file_stem(about))
    last = next(iter(list_released_versions(folder)), "")
    if last:
        same = parse_version(last) == parse_version(about.version) and not _find_changed_parts(
            folder / f"{last}.json", project, parts
        )
        draft = f"after {last}"
    else:
        # Before the first release, a version with an entry in its change log counts as released.
        log = project.changelog
        same = log is not None and log.entries[0].version == about.version and not log.entries[0].withdrawn
        draft = f"of {about.version}"
    return ReleaseStatus(digest, tuple(logged.items()), last, "" if same else _format_draft_mark(draft))


def compute_release_status(project: Project, parts: DocumentParts, released: str, draft: str) -> ReleaseStatus:
    """Return the release status of a project as the caller knows it.

    Args:
        project: the project.
        parts: digests of its parts.
        released: the version that it is compared with.
        draft: what it is a draft of, as in `after 1.2.0`; empty if it is that release.
    """
    digest, logged = _compute_digests(project, parts)
    return ReleaseStatus(digest, tuple(logged.items()), released, _format_draft_mark(draft) if draft else "")


def _format_draft_mark(draft: str) -> str:
    return f"Draft {draft}"


def compute_project_digest(project: Project) -> str:
    """Return the short digest of everything in a project's documents, regardless of releases."""
    return _compute_digests(project, compute_part_digests(project))[0]


def load_release_state(project: Project) -> ReleaseState:
    """Load everything that a release, an approval and the release check need.

    Raises:
        SpecError: the change log or the newest release cannot be read, or the release was edited.
    """
    workspace, name = project.workspace, get_file_stem(project.document_subject)
    log, folder = workspace.changelog_file(name), workspace.releases_folder(name)
    known = list_released_versions(folder)
    return ReleaseState(
        read_document(project.source_files[0]),
        load(log, ChangeLog) if log.exists() else None,
        read_snapshot(folder / f"{known[0]}.json") if known else None,
        known,
        log,
        folder,
        compute_part_digests(project),
        get_shared_data(project),
        find_shown_project_data(project),
    )


def _compute_digests(project: Project, parts: DocumentParts) -> tuple[str, dict[str, str]]:
    """Return the digest of a project with its change log, and the digest of each part."""
    log, about = compute_log_digest(project), project.document_subject
    known = {**parts.as_dict, **({CHANGE_LOG: log} if log else {})}
    return compute_digest({"version": about.version, "date": about.date.isoformat(), **known})[
        :SHORT_DIGEST_LENGTH
    ], known


def _find_changed_parts(path: Path, project: Project, parts: DocumentParts) -> tuple[str, ...]:
    """Return the keys of the parts that differ from a release; old releases contain only the spec."""
    released_parts = load_snapshot_parts(path)
    names = find_changed_parts(released_parts, parts) if released_parts else ("spec",)
    if released_parts and "organization" in names and not _is_organization_change_shown(path, project):
        names = tuple(name for name in names if name != "organization")
    # Another version of golive may compute another digest of the spec, so compare its content.
    if "spec" in names and not compare_documents(
        add_computed_dates(read_snapshot(path).value), project.document_subject
    ):
        names = tuple(name for name in names if name != "spec")
    return names


def _is_organization_change_shown(path: Path, project: Project) -> bool:
    """Return whether a document shows what changed in the vendor's data; True if the release did not keep it."""
    kept = load_snapshot_shared(path)
    if kept is None:
        return True
    return bool(compare_shared_data("organization", kept, get_shared_data(project), find_shown_project_data(project)))


def get_shared_data(project: Project) -> SharedData:
    """Return the vendor's data and the typical process of a project."""
    return SharedData(project.organization, project.process)


def find_shown_project_data(project: Project) -> ShownData:
    """Find out which of the vendor's data the documents of a project show."""
    return find_shown_data(project.document_subject, read_template_texts(project))


def add_computed_dates(value: Integration | Guide) -> Integration | Guide:
    """Return a released document with the computed dates of its plan, as in a project."""
    return fill_plan_dates(value) if isinstance(value, Integration) else value
