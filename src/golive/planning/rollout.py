"""Days of a staged go-live: the first day that payers pay in production, the last one, and the slack to hard stops."""

from datetime import date

from golive.schema import Integration
from golive.schema.rollout import HardStop


def find_first_live_day(spec: Integration) -> date | None:
    """Return the day on which the first payers go live: of the first stage, or of go-live; None while it is open."""
    days = [stage.date for stage in spec.timeline.stages]
    return min([*days, *([spec.timeline.go_live] if spec.timeline.go_live else [])], default=None)


def find_last_live_day(spec: Integration) -> date | None:
    """Return the day from which all payers are live: of the last stage, or of go-live; None while it is open."""
    if spec.timeline.go_live is None:
        return None
    return max([spec.timeline.go_live, *(stage.date for stage in spec.timeline.stages)])


def compute_slack_days(spec: Integration, stop: HardStop) -> int | None:
    """Return the calendar days from the last live day to a hard stop.

    Negative when the hard stop comes first; None while the day of go-live is open.
    """
    last = find_last_live_day(spec)
    return None if last is None else (stop.date - last).days
