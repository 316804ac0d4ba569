"""Compute how far the plan has moved from its baseline, in business days on which the work does not pause."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from golive.planning.calendar import BusinessDays, build_spec_calendar
from golive.planning.planned_timeline import PlannedActivity, plan_activities
from golive.schema import Integration
from golive.schema.value_text import format_count


class Slip(Struct, frozen=True):
    """The baseline and current dates of one activity or gate.

    Attributes:
        id: the activity's or the gate's id; `go-live` for the day of go-live.
        name: its title.
        agreed: first and last day of the baseline.
        now: current first and last day.
        days: by how many business days it ends late; negative when it is early.
    """

    id: str
    name: str
    agreed: tuple[date, date]
    now: tuple[date, date]
    days: int

    @property
    def summary(self) -> str:
        """The slip as text: `3 business days late`, `on time`."""
        if self.days == 0:
            return "on time"
        return f"{format_count(abs(self.days), 'business day')} {'late' if self.days > 0 else 'early'}"


def compute_slips(spec: Integration) -> tuple[Slip, ...]:
    """Compute the slip of everything that has a baseline: activities, gates, then go-live.

    Raises:
        UnknownYearError: a day lies outside the years whose holidays are known.
        ValueError: the days of an activity cannot be computed.
    """
    return tuple(_iterate_slips(spec))


def compute_slip(activity: PlannedActivity, calendar: BusinessDays) -> Slip | None:
    """Compute the slip of an activity; None if it has no baseline."""
    if activity.baseline is None:
        return None
    agreed = (activity.baseline.start, activity.baseline.end or activity.baseline.start)
    late = calendar.count_slip_days(agreed[1], activity.last)
    return Slip(activity.id, activity.name, agreed, (activity.first, activity.last), late)


def _iterate_slips(spec: Integration) -> Iterator[Slip]:
    calendar, plan = build_spec_calendar(spec, exclude_pauses=True), spec.timeline
    for activity in plan_activities(spec):
        if found := compute_slip(activity, calendar):
            yield found
    gates = ((f"gate-{gate.id}", gate.name, gate.baseline, gate.date) for gate in plan.gates)
    for name, title, agreed, now in (*gates, ("go-live", "Go-live", plan.baseline_go_live, plan.go_live)):
        if agreed and now:
            yield Slip(name, title, (agreed, agreed), (now, now), calendar.count_slip_days(agreed, now))
