"""Load a released version as a project, to make its documents again from its snapshot."""

from pathlib import Path
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from golive import __version__
from golive.project.project import GuideProject, IntegrationProject, Project, load_shared_files
from golive.project.theme import find_named_theme
from golive.project.workspace import Workspace
from golive.releases.document_parts import BUILTIN, CHANGE_LOG, PART_LABELS, find_changed_parts
from golive.releases.part_digests import compute_part_digests
from golive.releases.shared_data import SharedData
from golive.releases.snapshots import (
    get_snapshot_maker,
    get_snapshot_parts,
    get_snapshot_shared,
    list_released_versions,
    read_snapshot,
)
from golive.releases.status import add_computed_dates, compute_release_status
from golive.releases.version_number import parse_version
from golive.releases.versioned_document import VersionedDocument
from golive.schema import ChangeLog, Integration, Organization
from golive.schema.value_text import join_words
from golive.support.problems import Problem, SpecError, make_problem
from golive.yaml_io.load import Loaded


class ReleasedProject(Struct, frozen=True):
    """A released version as a project.

    Attributes:
        project: the content of the release, with the templates and the theme of today.
        notes: sentences on why its documents may differ from those of the release; empty if they are equal.
    """

    project: Project
    notes: tuple[str, ...] = ()


def load_released_project(
    workspace: Workspace, document_id: str, version: str, theme_file: Path | None = None
) -> ReleasedProject:
    """Load a released version.

    A snapshot keeps the content of the spec, the vendor's data and the typical process, and only digests of all else.
    If the templates or the theme have changed since, the result is marked as a draft of that version. So it is if the
    release is from an older golive, which did not keep the vendor's data, and they have changed.

    Args:
        workspace: the workspace.
        document_id: id of the integration, or `guide`.
        version: the released version.
        theme_file: a slide theme to use in place of the one that the files name.

    Raises:
        SpecError: the version was not released, or a file cannot be read.
    """
    folder = workspace.releases_folder(document_id)
    snapshot = read_snapshot(folder / f"{_find_version(folder, document_id, version)}.json")
    problems: list[Problem] = []
    organization, process, log = load_shared_files(workspace, document_id, problems)
    theme = theme_file or _find_theme(workspace.root, snapshot, organization, problems)
    if problems or organization is None or process is None:
        raise SpecError(*problems)
    value = add_computed_dates(snapshot.value)
    entries = _cut_log(log.value, value.version) if log else None
    shared = get_snapshot_shared(snapshot) or SharedData(organization.value, process.value)
    common = (workspace, shared.organization, shared.process, entries, theme)
    project = (
        IntegrationProject(*common, spec=value, spec_file=snapshot.path)
        if isinstance(value, Integration)
        else GuideProject(*common, guide=value, snapshot_file=snapshot.path)
    )
    return _mark_differences(project, snapshot)


def _find_theme(
    root: Path,
    snapshot: Loaded[VersionedDocument],
    organization: Loaded[Organization] | None,
    problems: list[Problem],
) -> Path | None:
    """Return the slide theme that the release names, or else the vendor."""
    found = None
    if isinstance(snapshot.value, Integration):
        found = find_named_theme(root, cast("Loaded[Integration]", snapshot), problems)
    return found or (find_named_theme(root, organization, problems) if organization else None)


def _find_version(folder: Path, document_id: str, version: str) -> str:
    known = list_released_versions(folder)
    try:
        found = next((one for one in known if parse_version(one) == parse_version(version)), None)
    except ValueError:
        found = None
    if found is None:
        hint = f"Released: {', '.join(known)}." if known else "`golive release` makes the first release."
        raise SpecError(make_problem(f"no version {version} of `{document_id}` has been released", hint))
    return found


def _cut_log(log: ChangeLog, version: str) -> ChangeLog:
    """Return the change log as of a version: without later entries, and with the approvals of that version."""
    at = next((at for at, one in enumerate(log.entries) if parse_version(one.version) == parse_version(version)), None)
    if not at:
        return log
    newest, *older = log.entries[at:]
    entries = (newest.model_copy(update={"approvals": ()}), *older)
    return log.model_copy(update={"entries": entries, "approvals": newest.approvals})


def _mark_differences(project: Project, snapshot: Loaded[VersionedDocument]) -> ReleasedProject:
    """Compare the parts of today with those of the release; mark the project as a draft if they differ."""
    version, parts, known = snapshot.value.version, compute_part_digests(project), get_snapshot_parts(snapshot)
    name = f"{project.document_subject.id} {version}"
    names = find_changed_parts(known, parts) if known else tuple(PART_LABELS)
    differing = [PART_LABELS[name] for name in names if name not in {"spec", BUILTIN, CHANGE_LOG}]
    release_status = compute_release_status(project, parts, version, f"of {version}" if differing else "")
    notes = []
    if differing:
        reason = "changed since" if known else "are not recorded in it"
        notes.append(
            f"{name} cannot be made as it was released: {join_words(differing)} {reason}."
            " Its documents are marked as drafts."
        )
    if known and known.builtin and known.builtin != parts.builtin:
        notes.append(f"{name} was released with other templates of golive: its documents may read differently.")
    maker, ours = get_snapshot_maker(snapshot), f"golive {__version__}"
    if maker != ours:
        notes.append(
            f"{name} was released with {maker or 'an older golive'}, and this is {ours}:"
            " its documents may be set differently."
        )
    return ReleasedProject(replace(project, release_status=release_status), tuple(notes))
