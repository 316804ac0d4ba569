"""Compute when an open item is due: the last business day before the phase that needs it begins."""

from datetime import date, timedelta
from typing import Final

from golive.planning.calendar import UnknownYearError, build_spec_calendar
from golive.schema import Integration
from golive.schema.words import Phase, Track

LEAD_DAYS: Final = 1
"""An answer is due this many business days before the phase that needs it."""
_SATURDAY: Final = 5
_PHASES: Final = tuple(Phase)


def compute_due_date(spec: Integration, phase: Phase) -> date | None:
    """Return the due date of what a phase needs; None if the plan does not give the start of the phase.

    It is never before the date of the spec itself: nobody is asked to answer in the past.
    """
    begins = find_phase_start(spec, phase)
    if begins is None:
        return None
    try:
        due = build_spec_calendar(spec, exclude_pauses=True).previous_business_day(begins)
    except (UnknownYearError, OverflowError):  # the holidays of that year are unknown
        due = subtract_weekdays(begins, LEAD_DAYS)
    return max(due, spec.date)


def find_phase_start(spec: Integration, phase: Phase) -> date | None:
    """Return the first day of a phase or, if the plan has none, of the next phase it has; None if there is none."""
    for later in _PHASES[_PHASES.index(phase) :]:
        track = Track.GO_LIVE if later is Phase.LIVE else Track(later.value)
        starts = [item.start for item in spec.timeline.activities if item.track is track and item.start]
        if starts:
            return min(starts)
    return spec.timeline.go_live


def subtract_weekdays(day: date, days: int) -> date:
    """Return the day that many weekdays (Monday to Friday) earlier, but not before `date.min`."""
    while days and day > date.min:
        day -= timedelta(1)
        days -= day.weekday() < _SATURDAY
    return day
