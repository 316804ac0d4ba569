"""Plan to withdraw the newest release: its entry stays in the change log, marked as withdrawn. Writes nothing."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from golive.editing import RemoveItem, SetValue, edit_text
from golive.editing.edits import Edit
from golive.releases.release_preconditions import build_version_problem, check_log, find_author
from golive.releases.release_request import ReleaseState
from golive.releases.snapshots import read_snapshot
from golive.releases.version_edits import replace_version_and_date, verify_document
from golive.releases.version_number import parse_version
from golive.schema import ChangeLog
from golive.schema.organization import Withdrawal
from golive.support.problems import SpecError, make_problem

WITHDRAWN_SUFFIX = ".withdrawn.json"
"""End of the file name of a snapshot whose release was withdrawn; it is kept, and no longer counts as a release."""


class WithdrawalOptions(Struct, frozen=True):
    """Requested options.

    Attributes:
        day: the date of the withdrawal.
        by: who takes the release back; the owner of the spec if None.
        reason: why; may be missing.
        version: the version that the caller means; the newest if None.
    """

    day: date
    by: str | None = None
    reason: str | None = None
    version: str | None = None


class WithdrawalPlan(Struct, frozen=True):
    """A planned withdrawal.

    Attributes:
        version: the release that is withdrawn.
        withdrawal: what the change log says about it.
        previous_version: the newest release afterwards; empty if there is none.
        files: new content of every changed file, by path; None for the snapshot, which gets another name.
    """

    version: str
    withdrawal: Withdrawal
    previous_version: str
    files: Mapping[Path, bytes | None]


def plan_withdrawal(state: ReleaseState, options: WithdrawalOptions) -> WithdrawalPlan:
    """Prepare the new file contents: the log entry is marked, the snapshot renamed, the spec's version set back.

    The content of the spec stays as it is: it is a draft again, after the release before.

    Raises:
        SpecError: nothing was released, another version than the newest is meant, the log does not agree with what was
            released, the date is before the release, or a file cannot be edited in place.
    """
    snapshot, log = state.snapshot, state.change_log
    if snapshot is None:
        message = f"nothing of `{state.name}` has been released, so there is nothing to withdraw"
        raise SpecError(build_version_problem(state, message, "Edit the spec; it is a draft."))
    version = snapshot.value.version
    _check_is_newest(state, version, options.version)
    check_log(state, snapshot)
    if log is None:
        raise SpecError(make_problem("is missing", "Put it back from the last backup.", path=state.log_path))
    at = next(n for n, one in enumerate(log.value.entries) if parse_version(one.version) == parse_version(version))
    if options.day < log.value.entries[at].date:
        message = f"the withdrawal date {options.day} is before that of version {version}"
        hint = "Check the clock of this computer, or set the date with --date."
        raise SpecError(log.make_problem(("entries", at, "date"), message, hint))
    withdrawal = Withdrawal(date=options.day, by=find_author(state, options.by), reason=options.reason)
    older = state.released_versions[1:]
    files: dict[Path, bytes | None] = {
        state.log_path: _mark_entry(log.source.text, log.value, at, withdrawal).encode(),
        snapshot.path: None,
        state.folder / f"{version}{WITHDRAWN_SUFFIX}": snapshot.path.read_bytes(),
    }
    if older and parse_version(state.document.value.version) == parse_version(version):
        before = read_snapshot(state.folder / f"{older[0]}.json").value
        text = replace_version_and_date(state.document, before.version, before.date)
        verify_document(state.document, text, before.version, before.date)
        files[state.document.path] = text.encode()
    return WithdrawalPlan(version, withdrawal, older[0] if older else "", files)


def _check_is_newest(state: ReleaseState, newest: str, wanted: str | None) -> None:
    """Reject another version than the newest, which later releases build on.

    Raises:
        SpecError: it is not the newest release.
    """
    if wanted is None or wanted == newest:
        return
    known = wanted in state.released_versions
    message = f"{wanted} is not the newest release, which is {newest}" if known else f"{wanted} was not released"
    hint = (
        f"Only the newest release can be withdrawn: withdraw {newest} first."
        if known
        else f"Released: {', '.join(state.released_versions)}."
    )
    raise SpecError(build_version_problem(state, message, hint))


def _mark_entry(text: str, log: ChangeLog, at: int, withdrawal: Withdrawal) -> str:
    """Return the text of the log with its entry marked; approvals that were given move into the entry."""
    edits: list[Edit] = []
    given = [(number, one) for number, one in enumerate(log.approvals) if one.date]
    if given:
        kept = [one.model_dump(exclude_none=True) for one in (*log.entries[at].approvals, *(one for _, one in given))]
        edits.append(SetValue(("entries", at, "approvals"), kept))
        edits += [
            RemoveItem(("approvals", number, name))
            for number, one in given
            for name in ("date", "digest")
            if getattr(one, name)
        ]
    edits.append(SetValue(("entries", at, "withdrawn"), withdrawal.model_dump(exclude_none=True)))
    return edit_text(text, edits, model=ChangeLog, path=Path("changelog.yaml"))
