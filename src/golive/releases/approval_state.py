"""Sign-offs: whose yes holds for the content as it stands. An edit of anything that was approved voids them."""

import json
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from golive.releases.diff_report import escaped
from golive.schema import ChangeLog
from golive.schema.organization import Approval
from golive.schema.value_text import day
from golive.yaml_io.naming import safe


class Held(StrEnum):
    """Whether an approval holds."""

    PENDING = "pending"
    VALID = "valid"
    VOID = "void"
    UNBOUND = "not bound to a release"


class SignOff(Struct, frozen=True):
    """An approval, and whether it holds."""

    approval: Approval
    held: Held

    @property
    def said(self) -> str:
        """Who, for whom, when; and that it does not hold, where it does not."""
        one = self.approval
        when = f", {day(one.date)}" if one.date else ""
        return f"{one.name}, {one.organization}{when}{'' if self.held is Held.VALID else f' ({self.held})'}"

    @property
    def plain(self) -> dict[str, str | None]:
        """The same for machines."""
        one = self.approval
        when = one.date.isoformat() if one.date else None
        who = {"name": one.name, "organization": one.organization, "role": one.role}
        return {**who, "date": when, "digest": one.digest, "state": str(self.held)}


def with_sign_offs(text: str, form: str, signed: Sequence[SignOff]) -> str:
    """A change log with the approvals of its newest version at the end; to people only those that were given.

    Args:
        text: the log, as `golive.releases.change_log` writes it.
        form: `text`, `markdown` or `json`; others stay as they are.
        signed: the approvals.
    """
    given = [one.said for one in signed if one.held is not Held.PENDING]
    if form == "json":
        whole = {**json.loads(text), "approvals": [one.plain for one in signed]}
        return json.dumps(whole, indent=2, ensure_ascii=False)
    if given and form == "text":
        return "\n".join([text, "", "Approvals of the newest version", *(f"  {safe(one)}" for one in given)])
    if given and form == "markdown":
        return "\n".join([text, "", "## Approvals", "", *(f"- {escaped(one)}" for one in given)])
    return text


def sign_offs(log: ChangeLog | None, digest: str | None, *, moved: bool) -> tuple[SignOff, ...]:
    """The approvals of the newest version, each with whether it holds.

    One that was written by hand is bound to no release: it holds for nothing that could be checked, and is void like
    the others once the content is another.

    Args:
        log: the change log; None where there is none.
        digest: of the newest release; None before the first one.
        moved: whether the content is another than that of the release.
    """
    return tuple(SignOff(one, held(one, digest, moved=moved)) for one in (log.approvals if log else ()))


def held(one: Approval, digest: str | None, *, moved: bool) -> Held:
    """Whether an approval holds; arguments as with `sign_offs`."""
    if one.date is None:
        return Held.PENDING
    if moved or (one.digest and one.digest != digest):
        return Held.VOID
    return Held.VALID if one.digest else Held.UNBOUND
