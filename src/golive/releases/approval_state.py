"""Decide which approvals are valid for the current content. Changing approved content voids its approvals."""

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from golive.releases.diff_report import escape_markdown
from golive.schema import ChangeLog
from golive.schema.organization import Approval
from golive.schema.value_text import format_date
from golive.support.json_text import dump_json
from golive.yaml_io.message_text import escape_unprintable

if TYPE_CHECKING:
    from golive.reports.json_outputs.shared_values import ApprovalValues


class ApprovalState(StrEnum):
    """State of an approval."""

    PENDING = "pending"
    VALID = "valid"
    VOID = "void"
    UNBOUND = "not bound to a release"


class SignOff(Struct, frozen=True):
    """An approval and its state."""

    approval: Approval
    state: ApprovalState

    @property
    def description(self) -> str:
        """Return name, organization and date; and the state unless it is valid."""
        one = self.approval
        when = f", {format_date(one.date)}" if one.date else ""
        return f"{one.name}, {one.organization}{when}{'' if self.state is ApprovalState.VALID else f' ({self.state})'}"

    @property
    def as_dict(self) -> "ApprovalValues":
        """Return the approval and its state as plain values for JSON."""
        one = self.approval
        return {
            "name": one.name,
            "organization": one.organization,
            "role": one.role,
            "date": one.date.isoformat() if one.date else None,
            "digest": one.digest,
            "state": str(self.state),
        }


def append_sign_offs(text: str, output_format: str, sign_offs: Sequence[SignOff]) -> str:
    """Append the approvals of the newest version to a formatted change log.

    Pending approvals are listed in JSON only.

    Args:
        text: the log, as formatted by `golive.releases.change_log`.
        output_format: `text`, `markdown` or `json`; other formats are returned unchanged.
        sign_offs: the approvals.
    """
    given = [one.description for one in sign_offs if one.state is not ApprovalState.PENDING]
    if output_format == "json":
        whole = {**json.loads(text), "approvals": [one.as_dict for one in sign_offs]}
        return dump_json(whole)
    if given and output_format == "text":
        return "\n".join(
            [text, "", "Approvals of the newest version", *(f"  {escape_unprintable(one)}" for one in given)]
        )
    if given and output_format == "markdown":
        return "\n".join([text, "", "## Approvals", "", *(f"- {escape_markdown(one)}" for one in given)])
    return text


def evaluate_approvals(log: ChangeLog | None, digest: str | None, *, has_changed: bool) -> tuple[SignOff, ...]:
    """Return the approvals of the newest version, each with its state.

    An approval written by hand is not bound to a release and cannot be checked; like the others, it becomes void once
    the content changes.

    Args:
        log: the change log; None if there is none.
        digest: digest of the newest release; None before the first release.
        has_changed: whether the content differs from that of the release.
    """
    return tuple(
        SignOff(one, evaluate_approval(one, digest, has_changed=has_changed)) for one in (log.approvals if log else ())
    )


def evaluate_approval(one: Approval, digest: str | None, *, has_changed: bool) -> ApprovalState:
    """Return the state of one approval; see `evaluate_approvals` for the arguments."""
    if one.date is None:
        return ApprovalState.PENDING
    if has_changed or (one.digest and one.digest != digest):
        return ApprovalState.VOID
    return ApprovalState.VALID if one.digest else ApprovalState.UNBOUND
