"""One line of a status report, and the days that the report is about."""

from datetime import date
from typing import Literal

from msgspec import Struct

from golive.schema import Integration
from golive.schema.words import Party

LineKind = Literal[
    "activity", "decision", "item", "step", "test", "sign-off", "version", "phase", "gate", "go-live",
    "milestone", "hard-stop", "stage", "load", "session", "training", "notice", "freeze",
]  # fmt: skip


class Period(Struct, frozen=True):
    """The days that a report is about.

    Attributes:
        since: the day of the last report; what happened after it is new.
        day: the day of the report.
        until: the last day that it looks ahead to.
    """

    since: date
    day: date
    until: date

    def is_new(self, day: date | None) -> bool:
        """Return whether a day is after the last report, and not after this one."""
        return day is not None and self.since < day <= self.day

    def is_next(self, day: date | None) -> bool:
        """Return whether a day is the day of the report or one that it looks ahead to."""
        return day is not None and self.day <= day <= self.until


class StatusLine(Struct, frozen=True):
    """One line of a report.

    Attributes:
        kind: what it is about.
        what: the line, without its day and its owner.
        day: the day that it happened on, comes on, or was due on; None if there is none.
        who: the names of those who do or did it; may be empty.
        days_late: calendar days past due; 0 for anything else.
        severity: severity of a defect, 1 is worst; None for anything else.
    """

    kind: LineKind
    what: str
    day: date | None = None
    who: str = ""
    days_late: int = 0
    severity: int | None = None


def name_parties(spec: Integration, vendor: str, parties: tuple[Party, ...]) -> str:
    """Return the names of the sides that do something: "Northgate, Millbrook".

    Args:
        spec: the integration.
        vendor: short name of the vendor.
        parties: the sides.
    """
    names = {Party.BILLER: spec.biller.short_name, Party.VENDOR: vendor}
    return ", ".join(names.get(party, party.label) for party in parties)


def name_contact(spec: Integration, contact_id: str | None) -> str:
    """Return the name of a contact; an id that the spec does not have stays as it is."""
    return next((one.name for one in spec.team if one.id == contact_id), contact_id or "")
