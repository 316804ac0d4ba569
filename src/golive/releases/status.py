"""How a project stands to what was released of it: is it the same, and if not, which parts moved and what changed?

One rule decides for all who ask, the draft mark, `golive check --released` and the approvals: content is released
while every part is as it was in the newest release, and the version is that one.
"""

from pathlib import Path

from golive.planning.schedule import scheduled
from golive.project.project import Project, Standing
from golive.releases.canonical_form import SHORT, digest_of
from golive.releases.change import Change
from golive.releases.diff import compare
from golive.releases.document_parts import CHANGE_LOG, Parts, moved
from golive.releases.part_digests import log_digest, parts_of
from golive.releases.release_request import State
from golive.releases.snapshots import parts_at, read_snapshot, released
from golive.releases.version_number import order
from golive.releases.versioned_document import filed_as, read_document
from golive.schema import ChangeLog, Guide, Integration
from golive.yaml_io.load import load

_MARKED = 6  # hexadecimal digits of a digest in a draft mark


def standing_of(project: Project) -> Standing:
    """How a project stands; what is known already is taken as it is.

    Raises:
        SpecError: what was released cannot be read, or somebody changed it.
    """
    if project.standing:
        return project.standing
    about, parts = project.about, parts_of(project)
    digest, logged = _digest(project, parts)
    folder = project.workspace.releases(filed_as(about))
    last = next(iter(released(folder)), "")
    if last:
        same = order(last) == order(about.version) and not _moved(folder / f"{last}.json", project, parts)
        draft = f"after {last}"
    else:
        # Without a release nobody can say what changed: a version with an entry in its change log is one.
        same = project.changelog is not None and project.changelog.entries[0].version == about.version
        draft = f"of {about.version}"
    return Standing(digest, tuple(logged.items()), last, "" if same else f"Draft {draft} · {digest[:_MARKED]}")


def digest_of_project(project: Project) -> str:
    """Short digest of everything that a project's documents say, whatever was released of it."""
    return _digest(project, parts_of(project))[0]


def state_of(project: Project) -> State:
    """Everything that a release, an approval and the gate start from.

    Raises:
        SpecError: the change log or the newest release cannot be read, or somebody changed the release.
    """
    workspace, name = project.workspace, filed_as(project.about)
    log, folder = workspace.changelog(name), workspace.releases(name)
    known = released(folder)
    return State(
        read_document(project.files[0]),
        load(log, ChangeLog) if log.exists() else None,
        read_snapshot(folder / f"{known[0]}.json") if known else None,
        known,
        log,
        folder,
        parts_of(project),
    )


def changes_since_release(project: Project) -> tuple[Change, ...]:
    """What changed since the newest release, changes of the spec first; empty before the first release.

    Raises:
        SpecError: what was released cannot be read, or somebody changed it.
    """
    return state_of(project).changes


def _digest(project: Project, parts: Parts) -> tuple[str, dict[str, str]]:
    """The digest of a project with its change log, and of each part."""
    log, about = log_digest(project), project.about
    known = {**parts.known, **({CHANGE_LOG: log} if log else {})}
    return digest_of({"version": about.version, "date": about.date.isoformat(), **known})[:SHORT], known


def _moved(path: Path, project: Project, parts: Parts) -> tuple[str, ...]:
    """The parts that are not as they were released; of an old release only the spec is known."""
    kept = parts_at(path)
    names = moved(kept, parts) if kept else ("spec",)
    # The digest of a spec may be another for another golive; what counts is what it says.
    if "spec" in names and not compare(with_days(read_snapshot(path).value), project.about):
        names = tuple(name for name in names if name != "spec")
    return names


def with_days(value: Integration | Guide) -> Integration | Guide:
    """What was released, as a project has it: with the days of its plan that are computed."""
    return scheduled(value) if isinstance(value, Integration) else value
