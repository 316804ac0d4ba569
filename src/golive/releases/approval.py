"""Plan an approval: which person approves which release, and the new text of the change log. Writes nothing."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct
from pydantic import ValidationError

from golive.releases.change_log_text import format_flow_mapping
from golive.releases.release_check import check_release_state
from golive.releases.release_request import ReleaseState
from golive.releases.snapshots import get_snapshot_digest
from golive.schema import ChangeLog
from golive.schema.organization import Approval
from golive.support.problems import GoliveError, SpecError, make_problem
from golive.yaml_io.formatter.regions import find_last_value_end
from golive.yaml_io.load import Loaded, load_text

_DEFAULT_ROLE = "Approver"
Edit = tuple[int, int, str]


class Approver(Struct, frozen=True):
    """The person who approves, with organization and date; without a role, the role requested in the log applies."""

    name: str
    organization: str
    day: date
    role: str | None = None


class ApprovalPlan(Struct, frozen=True):
    """The result of planning an approval.

    Attributes:
        version: the release that is approved.
        approval: the approval.
        files: the change log with its new content.
    """

    version: str
    approval: Approval
    files: Mapping[Path, bytes]


def plan_approval(state: ReleaseState, approver: Approver) -> ApprovalPlan | None:
    """Bind a person's approval to the newest release.

    Returns:
        The planned change; None if the same person has already approved the same release.

    Raises:
        SpecError: nothing was released, the content has changed since, the date is before the release, or the change
            log cannot be extended.
    """
    # Void approvals do not block a new one.
    found = check_release_state(state)
    faults = [
        one for one in found.problems if one.path != state.log_path or found.changes or found.last_version is None
    ]
    if state.snapshot is None or state.change_log is None or faults:
        raise SpecError(*found.problems)
    log, digest = state.change_log, get_snapshot_digest(state.snapshot)
    at = _find_approval_index(log.value, approver)
    before = log.value.approvals[at] if at is not None else None
    if before and before.date and before.digest == digest:
        return None
    _check_day(log, state.snapshot.value.version, approver.day)
    approval = _build_approval(approver, before, digest)
    text = _insert_approval(log, approval, at)
    approvals = list(log.value.approvals)
    if at is None:
        approvals.append(approval)
    else:
        approvals[at] = approval
    _verify_log(log, text, tuple(approvals))
    return ApprovalPlan(state.snapshot.value.version, approval, {log.path: text.encode()})


def _find_approval_index(log: ChangeLog, approver: Approver) -> int | None:
    """Return the index of the approval of the same person and organization; None if there is none."""
    who = (approver.name.casefold(), approver.organization.casefold())
    found = (at for at, one in enumerate(log.approvals) if (one.name.casefold(), one.organization.casefold()) == who)
    return next(found, None)


def _build_approval(approver: Approver, previous: Approval | None, digest: str) -> Approval:
    role = approver.role or (previous.role if previous else _DEFAULT_ROLE)
    name, organization = (previous.name, previous.organization) if previous else (approver.name, approver.organization)
    values = {"name": name, "organization": organization, "role": role, "date": str(approver.day), "digest": digest}
    try:
        return Approval.model_validate(values)
    except ValidationError as error:
        wrong = [(str(one["loc"][0]), one["msg"]) for one in error.errors()]
        raise SpecError(
            *(
                make_problem(f"--{name} is not valid in a change log: {why}", "Use a shorter, plain text.")
                for name, why in wrong
            )
        ) from None


def _check_day(log: Loaded[ChangeLog], version: str, day: date) -> None:
    entry = log.value.entries[log.value.newest_at]
    if day < entry.date:
        message = f"the approval date {day} is before that of version {version} of {entry.date}"
        hint = "Check the clock of this computer, or set the date with --date."
        raise SpecError(log.make_problem(("entries", log.value.newest_at, "date"), message, hint))


def _insert_approval(log: Loaded[ChangeLog], approval: Approval, index: int | None) -> str:
    """Return the log text with the approval filled in at its index or appended; all other bytes stay the same."""
    text = log.source.text
    end = "\r\n" if "\r\n" in text else "\n"
    values = approval.model_dump(mode="json", exclude_none=True)
    edits = [_append_approval(log, values)] if index is None else _fill_in_approval(log, values, index)
    for start, stop, new in sorted(edits, reverse=True):
        text = text[:start] + new.replace("\n", end) + text[stop:]
    return text


def _fill_in_approval(log: Loaded[ChangeLog], values: Mapping[str, str], index: int) -> list[Edit]:
    """Return the edits that set the values of an existing approval: replaced in place, or appended to it."""
    path, missing, edits = ("approvals", index), {}, []
    for key, value in values.items():
        node = log.tree.find_node((*path, key))
        if node is None:
            missing[key] = value
        elif node.value != value:
            blank = " " if node.start == node.end and log.source.text[node.start - 1 : node.start] == ":" else ""
            edits.append(
                (node.start, node.end, blank + format_flow_mapping({key: value}).strip("{}").partition(": ")[2])
            )
    item = log.tree.find_node(path)
    if missing and item:
        edits.append(_append_keys(log, item.start, find_last_value_end(log.source.text, item), missing))
    return edits


def _append_keys(log: Loaded[ChangeLog], start: int, stop: int, values: Mapping[str, str]) -> Edit:
    """Return the edit that adds keys after the last one of a mapping, in the style of that mapping."""
    text = log.source.text
    if _is_flow_style(log, start):
        return stop - 1, stop - 1, f", {format_flow_mapping(values).strip('{}')}"
    line = _find_line_end(text, stop)
    indent = " " * (start - (text.rfind("\n", 0, start) + 1))
    return (
        line,
        line,
        "".join(f"\n{indent}{format_flow_mapping({key: value}).strip('{}')}" for key, value in values.items()),
    )


def _append_approval(log: Loaded[ChangeLog], values: Mapping[str, str]) -> Edit:
    """Return the edit that adds an approval after the others, or the first one at the end of the file."""
    text, whole = log.source.text, log.tree.find_node(("approvals",))
    if whole is None or not log.value.approvals:
        if whole is not None and whole.end > whole.start:
            return whole.start, whole.end, f"[{format_flow_mapping(values)}]"
        stop = whole.end if whole is not None else len(text.rstrip())
        head = "" if whole is not None else "\n\napprovals:"
        return stop, len(text), f"{head}\n  - {format_flow_mapping(values)}\n"
    last = log.tree.find_node(("approvals", len(log.value.approvals) - 1))
    if last is None:
        raise KeyError("approvals")
    before = text.rfind("\n", 0, last.start) + 1
    lead = text[before : last.start]
    if set(lead) - set(" -"):  # the list is written on one line
        return last.end, last.end, f", {format_flow_mapping(values)}"
    line = _find_line_end(text, find_last_value_end(text, last))
    return line, line, f"\n{lead}{format_flow_mapping(values)}"


def _is_flow_style(log: Loaded[ChangeLog], start: int) -> bool:
    return log.source.text[start : start + 1] == "{"


def _find_line_end(text: str, at: int) -> int:
    line = text.find("\n", at)
    line = len(text) if line < 0 else line
    return line - (text[line - 1 : line] == "\r")


def _verify_log(log: Loaded[ChangeLog], text: str, approvals: tuple[Approval, ...]) -> None:
    """Parse the new log text and check that nothing else was lost or changed."""
    try:
        found = load_text(text.encode(), ChangeLog, log.path).value
    except GoliveError:
        found = None
    if found is None or found.approvals != approvals or found.entries != log.value.entries:
        hint = (
            "Write its approvals as a list of `- {name: ..., organization: ..., role: ...}` lines, and approve again."
        )
        raise SpecError(make_problem("cannot be extended in its current form", hint, path=log.path))
