"""An approval, planned: who says yes to which release, and what the change log then holds. Nothing is written here."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct
from pydantic import ValidationError

from golive.releases.change_log_text import flow_of, last_of
from golive.releases.gate import gate
from golive.releases.release_request import State
from golive.releases.snapshots import digest_in
from golive.schema import ChangeLog
from golive.schema.organization import Approval
from golive.support.problems import GoliveError, SpecError, problem
from golive.yaml_io.load import Loaded, load_text

_ROLE = "Approver"
Edit = tuple[int, int, str]


class Approver(Struct, frozen=True):
    """Who approves, for whom, and when; the role is the one that is asked for in the log when left out."""

    name: str
    organization: str
    day: date
    role: str | None = None


class Approved(Struct, frozen=True):
    """What is to be written.

    Attributes:
        version: the release that is approved.
        approval: the approval.
        files: the change log with its new content.
    """

    version: str
    approval: Approval
    files: Mapping[Path, bytes]


def plan_approval(state: State, by: Approver) -> Approved | None:
    """Bind somebody's yes to the newest release.

    Returns:
        What is to be written; None when the same person has approved the same release already.

    Raises:
        SpecError: nothing was released, the content is another by now, the day lies before the release, or the change
            log cannot be added to.
    """
    # Approvals that are void are no reason to refuse a new one.
    found = gate(state)
    faults = [one for one in found.problems if one.path != state.log_path or found.changes or found.released is None]
    if state.snapshot is None or state.log is None or faults:
        raise SpecError(*found.problems)
    log, digest = state.log, digest_in(state.snapshot)
    at = _place(log.value, by)
    before = log.value.approvals[at] if at is not None else None
    if before and before.date and before.digest == digest:
        return None
    _check_day(log, state.snapshot.value.version, by.day)
    approval = _approval(by, before, digest)
    text = _with_approval(log, approval, at)
    approvals = list(log.value.approvals)
    if at is None:
        approvals.append(approval)
    else:
        approvals[at] = approval
    _read_back(log, text, tuple(approvals))
    return Approved(state.snapshot.value.version, approval, {log.path: text.encode()})


def _place(log: ChangeLog, by: Approver) -> int | None:
    """Where the same person, for the same organization, is asked for or has approved before."""
    who = (by.name.casefold(), by.organization.casefold())
    found = (at for at, one in enumerate(log.approvals) if (one.name.casefold(), one.organization.casefold()) == who)
    return next(found, None)


def _approval(by: Approver, before: Approval | None, digest: str) -> Approval:
    role = by.role or (before.role if before else _ROLE)
    name, organization = (before.name, before.organization) if before else (by.name, by.organization)
    said = {"name": name, "organization": organization, "role": role, "date": str(by.day), "digest": digest}
    try:
        return Approval.model_validate(said)
    except ValidationError as error:
        wrong = [(str(one["loc"][0]), one["msg"]) for one in error.errors()]
        raise SpecError(
            *(problem(f"--{name} cannot stand in a change log: {why}", "Say it in plain words.") for name, why in wrong)
        ) from None


def _check_day(log: Loaded[ChangeLog], version: str, day: date) -> None:
    entry = log.value.entries[0]
    if day < entry.date:
        message = f"the approval of {day} would stand before version {version} of {entry.date}"
        hint = "Look at the clock of this computer, or say the date with --date."
        raise SpecError(log.problem(("entries", 0, "date"), message, hint))


def _with_approval(log: Loaded[ChangeLog], approval: Approval, at: int | None) -> str:
    """The text of the log with the approval: in its place, or the last of all; every other byte stays."""
    text = log.source.text
    end = "\r\n" if "\r\n" in text else "\n"
    said = approval.model_dump(mode="json", exclude_none=True)
    edits = [_appended(log, said)] if at is None else _filled(log, said, at)
    for start, stop, new in sorted(edits, reverse=True):
        text = text[:start] + new.replace("\n", end) + text[stop:]
    return text


def _filled(log: Loaded[ChangeLog], said: Mapping[str, str], at: int) -> list[Edit]:
    """Values of an approval that is there: replaced where they stand, or added behind what stands there."""
    path, missing, edits = ("approvals", at), {}, []
    for key, value in said.items():
        node = log.tree.find((*path, key))
        if node is None:
            missing[key] = value
        elif node.value != value:
            blank = " " if node.start == node.end and log.source.text[node.start - 1 : node.start] == ":" else ""
            edits.append((node.start, node.end, blank + flow_of({key: value}).strip("{}").partition(": ")[2]))
    item = log.tree.find(path)
    if missing and item:
        edits.append(_added(log, item.start, item.end if _is_flow(log, item.start) else last_of(item), missing))
    return edits


def _added(log: Loaded[ChangeLog], start: int, stop: int, values: Mapping[str, str]) -> Edit:
    """Keys behind the last one of a mapping, in its own style."""
    text = log.source.text
    if _is_flow(log, start):
        return stop - 1, stop - 1, f", {flow_of(values).strip('{}')}"
    line = _line_end(text, stop)
    indent = " " * (start - (text.rfind("\n", 0, start) + 1))
    return line, line, "".join(f"\n{indent}{flow_of({key: value}).strip('{}')}" for key, value in values.items())


def _appended(log: Loaded[ChangeLog], said: Mapping[str, str]) -> Edit:
    """One more approval behind all others, or the first one at the end of the file."""
    text, whole = log.source.text, log.tree.find(("approvals",))
    if whole is None or not log.value.approvals:
        if whole is not None and whole.end > whole.start:
            return whole.start, whole.end, f"[{flow_of(said)}]"
        stop = whole.end if whole is not None else len(text.rstrip())
        head = "" if whole is not None else "\n\napprovals:"
        return stop, len(text), f"{head}\n  - {flow_of(said)}\n"
    last = log.tree.find(("approvals", len(log.value.approvals) - 1))
    if last is None:
        raise KeyError("approvals")
    before = text.rfind("\n", 0, last.start) + 1
    lead = text[before : last.start]
    if set(lead) - set(" -"):  # the list stands on one line
        return last.end, last.end, f", {flow_of(said)}"
    line = _line_end(text, last.end if _is_flow(log, last.start) else last_of(last))
    return line, line, f"\n{lead}{flow_of(said)}"


def _is_flow(log: Loaded[ChangeLog], start: int) -> bool:
    return log.source.text[start : start + 1] == "{"


def _line_end(text: str, at: int) -> int:
    line = text.find("\n", at)
    line = len(text) if line < 0 else line
    return line - (text[line - 1 : line] == "\r")


def _read_back(log: Loaded[ChangeLog], text: str, approvals: tuple[Approval, ...]) -> None:
    """Read the log again, to be sure that nothing else was lost or changed."""
    try:
        found = load_text(text.encode(), ChangeLog, log.path).value
    except GoliveError:
        found = None
    if found is None or found.approvals != approvals or found.entries != log.value.entries:
        hint = (
            "Write its approvals as a list of `- {name: ..., organization: ..., role: ...}` lines, and approve again."
        )
        raise SpecError(problem("cannot be added to as it stands", hint, path=log.path))
