"""When the answer to an open item is due: on the last business day before the phase that needs it begins."""

from datetime import date, timedelta
from typing import Final

from golive.planning.calendar import UnknownYearError, calendar_of
from golive.schema import Integration
from golive.schema.words import Phase, Track

LEAD: Final = 1
"""Business days between an answer and the phase that needs it: the day before."""
_SATURDAY: Final = 5
_PHASES: Final = tuple(Phase)


def due(spec: Integration, phase: Phase) -> date | None:
    """The last day for what a phase needs; None while the plan does not say when that phase begins."""
    begins = begin(spec, phase)
    if begins is None:
        return None
    try:
        return calendar_of(spec).before(begins)
    except (UnknownYearError, OverflowError):  # a year whose holidays nobody knows
        return weekdays_before(begins, LEAD)


def begin(spec: Integration, phase: Phase) -> date | None:
    """The first day of a phase; of the next one that the plan knows, where it does not know this one."""
    for later in _PHASES[_PHASES.index(phase) :]:
        track = Track.GO_LIVE if later is Phase.LIVE else Track(later.value)
        starts = [item.start for item in spec.timeline.activities if item.track is track and item.start]
        if starts:
            return min(starts)
    return spec.timeline.go_live


def weekdays_before(day: date, days: int) -> date:
    """The day that lies some days from Monday to Friday before another; the first day there is, where that is none."""
    while days and day > date.min:
        day -= timedelta(1)
        days -= day.weekday() < _SATURDAY
    return day
