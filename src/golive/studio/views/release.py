"""The release page: what changed, which version it asks for, who approved, and the versions so far."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from golive.project.project import Project
from golive.releases.approval_state import ApprovalState, SignOff, evaluate_approvals
from golive.releases.change import Change
from golive.releases.change_levels import find_required_bump
from golive.releases.change_log import describe_withdrawal
from golive.releases.release import plan_release
from golive.releases.release_request import ReleaseOptions, ReleasePlan, ReleaseState
from golive.releases.snapshots import get_snapshot_digest
from golive.releases.status import load_release_state
from golive.releases.version_number import bump_version, parse_version
from golive.schema import Integration
from golive.schema.change_level import Bump
from golive.schema.organization import LogEntry
from golive.schema.value_text import format_count, format_date
from golive.studio.sessions.conflicts import find_value
from golive.studio.sessions.releasing import compute_seen_digest
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.views.problems import ProblemView, make_element_id, make_problem_views
from golive.support.problems import GoliveError
from golive.topics.questions import find_topic

LEVEL_MEANINGS: Mapping[Bump, tuple[str, str]] = {
    Bump.MAJOR: (
        "Major",
        "A partner must act: formats, layouts, hosts, keys, times of files, or something is gone.",
    ),
    Bump.MINOR: ("Minor", "A partner should know: something new, a date, a contact, a volume."),
    Bump.PATCH: ("Patch", "Wording, examples and internal notes."),
}
_MAX_ENTRIES = 50
_MAX_CHANGES = 400


class ChangeView(Struct, frozen=True):
    """A change as a sentence, with the address of its field."""

    sentence: str
    is_internal: bool
    url: str


class ChangeGroup(Struct, frozen=True):
    """The changes of one level."""

    level: str
    title: str
    meaning: str
    changes: tuple[ChangeView, ...]
    hidden_count: int


class LevelChoice(Struct, frozen=True):
    """A version that the release may have.

    Attributes:
        word: the level, as `--level` takes it.
        title: its title.
        version: the version that it gives.
        meaning: when it fits.
        is_allowed: whether it is enough for the changes.
        is_checked: whether it is chosen.
    """

    word: str
    title: str
    version: str
    meaning: str
    is_allowed: bool
    is_checked: bool


class ApprovalView(Struct, frozen=True):
    """An approval: who, in which role, its state in words, and whether it can be recorded now."""

    name: str
    organization: str
    role: str
    tone: str
    words: str
    is_awaited: bool


class EntryView(Struct, frozen=True):
    """A version of the change log.

    Attributes:
        version: the version.
        about: when, and by whom.
        withdrawal: that it was withdrawn; empty if it was not.
        is_released: whether its content is kept, so that its documents can be made.
        description: what it brought.
        changes: its changes, one sentence each.
        approvals: who approved it.
    """

    version: str
    about: str
    withdrawal: str
    is_released: bool
    description: str
    changes: tuple[str, ...]
    approvals: tuple[str, ...]


class ReleasePage(Struct, frozen=True):
    """What the release page shows.

    Attributes:
        state: `blocked`: it cannot be released; `first`: the first release of a version that the change log has;
            `ready`: a form; `released`: nothing changed since the last release.
        last_version: the newest release; empty before the first one.
        present_version: the version in the file.
        next_version: the version that the release gets at least.
        summary: how much changed, in one sentence; may be empty.
        groups: the changes by level.
        levels: the versions to choose from; empty if the version is fixed.
        because: the change that asks for the level; may be empty.
        description: the description to start from.
        author: the author to start from.
        people: names to choose from.
        day: the day of the release, as in the file.
        problems: why it cannot be released.
        is_phase_incomplete: whether that is because the phase needs more.
        phase: the phase, in words; may be empty.
        approvals: the approvals of the newest version.
        can_approve: whether the present content can be approved.
        organizations: names of organizations to choose from.
        entries: the versions so far, newest first.
        seen: digest of what is released, to notice changes while a person writes.
    """

    state: str
    last_version: str
    present_version: str
    next_version: str = ""
    summary: str = ""
    groups: tuple[ChangeGroup, ...] = ()
    levels: tuple[LevelChoice, ...] = ()
    because: str = ""
    description: str = ""
    author: str = ""
    people: tuple[str, ...] = ()
    day: str = ""
    problems: tuple[ProblemView, ...] = ()
    is_phase_incomplete: bool = False
    phase: str = ""
    approvals: tuple[ApprovalView, ...] = ()
    can_approve: bool = False
    organizations: tuple[str, ...] = ()
    entries: tuple[EntryView, ...] = ()
    seen: str = ""


def build_release_page(snapshot: FileSnapshot, project: Project, today: date) -> ReleasePage:
    """Return what the release page shows on a day, for a file without errors.

    Raises:
        GoliveError: the change log or a release cannot be read.
    """
    state = load_release_state(project)
    document = state.document.value
    plan, blocked = _plan(state, today)
    changes = state.changes
    last = state.snapshot.value.version if state.snapshot else ""
    log = state.change_log.value if state.change_log else None
    is_first = not state.snapshot and log is not None and log.entries[0].version == document.version
    has_form = plan is not None and plan.entry is not None
    is_idle = plan is None and blocked is None
    problems = make_problem_views(snapshot, blocked.problems) if blocked else ()
    spec = document if isinstance(document, Integration) else None
    return ReleasePage(
        state="blocked" if blocked else "released" if is_idle else "ready" if has_form else "first",
        last_version=last,
        present_version=document.version,
        next_version=plan.version if plan else "",
        summary=summarize_changes(changes) if last else "",
        groups=tuple(group_changes(snapshot, changes)),
        levels=_list_levels(document.version, last, changes) if has_form else (),
        because=max(changes, key=lambda one: one.level).sentence if changes else "",
        description=plan.entry.description if plan and plan.entry and not _has_unknown_changes(state) else "",
        author=plan.entry.author if plan and plan.entry else "",
        people=tuple(person.name for person in spec.team) if spec else (),
        day=today.isoformat(),
        problems=problems,
        is_phase_incomplete=any(one.kind == "to-do" for one in problems),
        phase=spec.status.label if spec else "",
        approvals=_list_approvals(state, has_changed=bool(changes), is_released=is_idle),
        can_approve=is_idle and state.snapshot is not None,
        organizations=_list_organizations(project, spec),
        entries=tuple(_view_entry(one, state.released_versions) for one in (log.entries[:_MAX_ENTRIES] if log else ())),
        seen=compute_seen_digest(state) if not is_first else "",
    )


def _plan(state: ReleaseState, today: date) -> tuple[ReleasePlan | None, GoliveError | None]:
    """Return the release as it would be, or why it cannot be; a missing description is none: the form asks for it."""
    try:
        return plan_release(state, ReleaseOptions(today, is_edited=_has_unknown_changes(state))), None
    except GoliveError as error:
        return None, error


def _has_unknown_changes(state: ReleaseState) -> bool:
    """Return whether nobody can say what changed: the change log has entries, and no release was kept."""
    log = state.change_log
    if state.snapshot is not None or log is None:
        return False
    return log.value.entries[0].version != state.document.value.version


def summarize_changes(changes: Sequence[Change]) -> str:
    """Return how much changed, as "3 changes (1 major, 2 minor)"; empty if nothing did."""
    if not changes:
        return ""
    parts = [
        f"{count} {title.lower()}"
        for level, (title, _) in LEVEL_MEANINGS.items()
        if (count := sum(one.level is level for one in changes))
    ]
    return f"{format_count(len(changes), 'change')} ({', '.join(parts)})"


def group_changes(snapshot: FileSnapshot, changes: Sequence[Change]) -> list[ChangeGroup]:
    """Return changes by level, the costliest first, with links to the fields that the file has."""
    groups = []
    for level, (title, meaning) in LEVEL_MEANINGS.items():
        found = [one for one in changes if one.level is level]
        shown = tuple(ChangeView(one.sentence, one.internal, _find_url(snapshot, one)) for one in found[:_MAX_CHANGES])
        if found:
            groups.append(ChangeGroup(level.label, title, meaning, shown, len(found) - len(shown)))
    return groups


def _find_url(snapshot: FileSnapshot, change: Change) -> str:
    if not change.path or find_value(snapshot.values, change.path) is None:
        return ""
    topic = find_topic(change.path, snapshot.values, snapshot.target.kind)
    return f"{snapshot.target.url}/{topic.id}?at={make_element_id(change.path)}"


def _list_levels(written: str, last: str, changes: tuple[Change, ...]) -> tuple[LevelChoice, ...]:
    if not last or parse_version(written) != parse_version(last):
        return ()
    least = find_required_bump(changes)
    return tuple(
        LevelChoice(
            level.label, title, bump_version(last, level), meaning, is_allowed=level >= least, is_checked=level is least
        )
        for level, (title, meaning) in LEVEL_MEANINGS.items()
    )


def _list_approvals(state: ReleaseState, *, has_changed: bool, is_released: bool) -> tuple[ApprovalView, ...]:
    log = state.change_log.value if state.change_log else None
    digest = get_snapshot_digest(state.snapshot) if state.snapshot else None
    signed = evaluate_approvals(log, digest, has_changed=has_changed)
    return tuple(_view_approval(one, is_released=is_released) for one in signed)


def _view_approval(one: SignOff, *, is_released: bool) -> ApprovalView:
    approval = one.approval
    day = format_date(approval.date) if approval.date else ""
    tone, words = {
        ApprovalState.PENDING: ("open", "Awaited"),
        ApprovalState.VALID: ("good", f"Approved {day}"),
        ApprovalState.VOID: ("fix", f"No longer valid: given {day} to other content"),
        ApprovalState.UNBOUND: ("open", f"Approved {day}, noted by hand"),
    }[one.state]
    is_awaited = is_released and one.state is not ApprovalState.VALID
    return ApprovalView(approval.name, approval.organization, approval.role, tone, words, is_awaited)


def _list_organizations(project: Project, spec: Integration | None) -> tuple[str, ...]:
    names = [project.organization.name, *([spec.biller.name] if spec else [])]
    return tuple(dict.fromkeys(names))


def _view_entry(entry: LogEntry, released: Sequence[str]) -> EntryView:
    added = f", added by {entry.added_by}" if entry.added_by else ""
    return EntryView(
        entry.version,
        f"{format_date(entry.date)}, {entry.author}{added}",
        describe_withdrawal(entry.withdrawn) if entry.withdrawn else "",
        entry.version in released,
        entry.description,
        tuple(f"{one.sentence}{' (internal)' if one.internal else ''}" for one in entry.changes),
        tuple(
            f"{one.name}, {one.organization}{f', {format_date(one.date)}' if one.date else ''}"
            for one in entry.approvals
        ),
    )
