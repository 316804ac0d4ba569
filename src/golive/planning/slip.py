"""How far the plan has moved from what was agreed: baseline against now, in business days."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from golive.planning.calendar import BusinessDays, calendar_of
from golive.schema import Integration
from golive.schema.plan import Activity
from golive.schema.value_text import count


class Slip(Struct, frozen=True):
    """One activity or gate, as agreed and as it is now.

    Attributes:
        id: the activity's or the gate's id; `go-live` for the day of go-live.
        name: what it is called.
        agreed: first and last day of the baseline.
        now: first and last day as they are now known.
        days: by how many business days it ends late; below zero when it is early.
    """

    id: str
    name: str
    agreed: tuple[date, date]
    now: tuple[date, date]
    days: int

    @property
    def words(self) -> str:
        """The slip in words: `3 business days late`, `on time`."""
        if self.days == 0:
            return "on time"
        return f"{count(abs(self.days), 'business day')} {'late' if self.days > 0 else 'early'}"


def slips(spec: Integration) -> tuple[Slip, ...]:
    """Everything that has a baseline: activities, gates, then go-live.

    Raises:
        UnknownYearError: a day lies outside of the years whose holidays are known.
        ValueError: the plan's days were left out and not computed.
    """
    return tuple(_slips(spec))


def slip_of(activity: Activity, calendar: BusinessDays) -> Slip | None:
    """The slip of an activity; None where it has no baseline."""
    if activity.baseline is None:
        return None
    agreed = (activity.baseline.start, activity.baseline.end or activity.baseline.start)
    late = calendar.slip(agreed[1], activity.last)
    return Slip(activity.id, activity.name, agreed, (activity.first, activity.last), late)


def _slips(spec: Integration) -> Iterator[Slip]:
    calendar, plan = calendar_of(spec), spec.timeline
    for activity in plan.activities:
        if found := slip_of(activity, calendar):
            yield found
    gates = ((f"gate-{gate.id}", gate.name, gate.baseline, gate.date) for gate in plan.gates)
    for name, title, agreed, now in (*gates, ("go-live", "Go-live", plan.baseline_go_live, plan.go_live)):
        if agreed and now:
            yield Slip(name, title, (agreed, agreed), (now, now), calendar.slip(agreed, now))
