"""The activities of a plan with the days on which they take place; only planning makes them."""

from datetime import date

from msgspec import Struct

from golive.planning.calendar import DateRange
from golive.planning.schedule import compute_spec_schedule
from golive.schema import Integration
from golive.schema.plan import Activity, Dates
from golive.schema.words import Track


class PlannedActivity(Struct, frozen=True):
    """An activity whose days are known.

    Attributes:
        activity: the activity as the spec gives it.
        first: its first day as currently known: actual, given or computed.
        last: its last day as currently known, never before the first.
    """

    activity: Activity
    first: date
    last: date

    @property
    def id(self) -> str:
        """The id of the activity."""
        return self.activity.id

    @property
    def name(self) -> str:
        """The name of the activity."""
        return self.activity.name

    @property
    def track(self) -> Track:
        """The phase that the activity belongs to."""
        return self.activity.track

    @property
    def baseline(self) -> Dates | None:
        """The days that were agreed; None if there is no baseline."""
        return self.activity.baseline


def plan_activities(spec: Integration) -> tuple[PlannedActivity, ...]:
    """Return the activities of a spec's plan with their days, in the order of the spec.

    Raises:
        UnknownYearError: the plan leaves the years whose holidays are known.
        ValueError: the days of an activity cannot be computed; `golive.checks` reports why.
    """
    activities = spec.timeline.activities
    is_complete = all(_get_start(one) and _get_end(one) for one in activities)
    computed = {} if is_complete else compute_spec_schedule(spec).days
    return tuple(_plan_activity(one, computed.get(one.id)) for one in activities)


def _plan_activity(one: Activity, computed: DateRange | None) -> PlannedActivity:
    first = _get_start(one) or (computed and computed[0])
    last = _get_end(one) or (computed and computed[1])
    if first is None or last is None:
        raise ValueError(f"the days of `{one.id}` cannot be computed")
    return PlannedActivity(one, first, max(first, last))


def _get_start(one: Activity) -> date | None:
    return one.actual.start if one.actual else one.start


def _get_end(one: Activity) -> date | None:
    return (one.actual.end if one.actual else None) or one.end
