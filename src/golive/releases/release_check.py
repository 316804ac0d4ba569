"""Check whether the content equals its newest release and the approvals are valid."""

from collections.abc import Iterator

from msgspec import Struct

from golive.releases.approval_state import ApprovalState, SignOff, evaluate_approvals
from golive.releases.change import Change
from golive.releases.change_levels import find_required_bump
from golive.releases.document_parts import PART_LABELS
from golive.releases.release_preconditions import build_version_problem, check_log
from golive.releases.release_request import ReleaseState
from golive.releases.snapshots import get_snapshot_digest
from golive.releases.version_number import bump_version, find_free_version, parse_version
from golive.schema.change_level import Bump
from golive.schema.value_text import format_count, join_words
from golive.support.problems import Problem, SpecError, make_problem


class ReleaseCheck(Struct, frozen=True):
    """Result of comparing a document with its newest release.

    Attributes:
        last_version: the version of the newest release; None before the first release.
        changed_parts: keys of the parts that differ from it.
        changes: the changes since.
        next_version: the lowest version that the content may be released as.
        sign_offs: the approvals, each with its state.
        content_problems: why the content is not released; empty if it is.
        approval_problems: the void approvals.
    """

    last_version: str | None
    changed_parts: tuple[str, ...]
    changes: tuple[Change, ...]
    next_version: str
    sign_offs: tuple[SignOff, ...]
    content_problems: tuple[Problem, ...]
    approval_problems: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return all problems to fix."""
        return (*self.content_problems, *self.approval_problems)

    @property
    def level(self) -> Bump:
        """Return the level that the version must be raised by."""
        return find_required_bump(self.changes)


def check_release_state(state: ReleaseState) -> ReleaseCheck:
    """Compare a document with its change log and its releases."""
    written, log = state.document.value.version, state.change_log
    if state.snapshot is None:
        signed = evaluate_approvals(log.value if log else None, None, has_changed=False)
        return ReleaseCheck(None, (), (), written, signed, (_build_unreleased_problem(state),))
    last, changes = state.snapshot.value.version, state.changes
    least = bump_version(last, find_required_bump(changes))
    least = find_free_version(log.value if log else None, least) if changes else least
    idle = not changes and parse_version(written) != parse_version(last)
    signed = evaluate_approvals(
        log.value if log else None, get_snapshot_digest(state.snapshot), has_changed=bool(changes) or idle
    )
    faults: list[Problem] = []
    try:
        check_log(state, state.snapshot)
    except SpecError as error:
        faults += error.problems
    if changes:
        faults.append(_build_changed_problem(state, last, changes, least))
    elif idle:
        message = f"version is {written}, and nothing has changed since {last}, which was released"
        faults.append(build_version_problem(state, message, f"Write {last} again."))
    void = tuple(_find_void_approvals(state, last, signed))
    return ReleaseCheck(
        last,
        find_parts_of_changes(changes),
        changes,
        max(least, written, key=parse_version),
        signed,
        tuple(faults),
        void,
    )


def find_parts_of_changes(changes: tuple[Change, ...]) -> tuple[str, ...]:
    """Return the keys of the parts that contain changes, in the order of `PART_LABELS`."""
    found = {change.id_path if change.id_path in PART_LABELS and not change.path else "spec" for change in changes}
    return tuple(name for name in PART_LABELS if name in found)


def _build_changed_problem(state: ReleaseState, last: str, changes: tuple[Change, ...], least: str) -> Problem:
    inner = [change for change in changes if change.path]
    largest = max(inner or changes, key=lambda change: change.level)
    changed_parts = [f"spec ({format_count(len(inner), 'change')}, {largest.level.label})"] if inner else []
    changed_parts += [PART_LABELS[name] for name in find_parts_of_changes(changes) if name != "spec"]
    message = (
        f"differs from {last}, the last release, and the change log has no entry for it: {join_words(changed_parts)}"
    )
    hint = (
        f"`golive diff released {state.name}` shows what changed in the spec; "
        f"`golive release {state.name}` raises the version to {least} or higher, and writes the entry."
    )
    return build_version_problem(state, message, hint)


def _build_unreleased_problem(state: ReleaseState) -> Problem:
    logged_entry = (
        next((one for one in state.change_log.value.valid_entries if one.digest), None) if state.change_log else None
    )
    if logged_entry:
        hint = "Restore the folder from the last backup or commit."
        message = (
            f"the snapshots are missing, but the change log has an entry for {logged_entry.version}, which was released"
        )
        return make_problem(message, hint, path=state.folder)
    version = state.document.value.version
    message = f"nothing of `{state.name}` has been released yet"
    return build_version_problem(state, message, f"`golive release {state.name}` keeps {version} as its first release.")


def _find_void_approvals(state: ReleaseState, last: str, signed: tuple[SignOff, ...]) -> Iterator[Problem]:
    digest = get_snapshot_digest(state.snapshot) if state.snapshot else None
    for at, one in enumerate(signed):
        if one.state is ApprovalState.VOID and state.change_log:
            content = last if one.approval.digest in {None, digest} else "other content"
            message = (
                f"the approval of {one.approval.name}, {one.approval.organization}, is void: it was given to {content}"
            )
            hint = f"Once the content is released, ask again: `golive approve {state.name}`."
            yield state.change_log.make_problem(("approvals", at, "name"), message, hint)
