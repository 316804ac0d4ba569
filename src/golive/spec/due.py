"""When the answer to an open item is due: on the last business day before the phase that needs it begins.

Business days here are the days from Monday to Friday; whoever knows the biller's calendar replaces `due`.
"""

from datetime import date, timedelta
from typing import Final

from golive.spec.model import Integration
from golive.spec.model.words import Phase, Track

LEAD: Final = 1
"""Business days between an answer and the phase that needs it: the day before."""
_SATURDAY: Final = 5
_PHASES: Final = tuple(Phase)


def due(spec: Integration, phase: Phase) -> date | None:
    """The last day for what a phase needs; None while the plan does not say when that phase begins."""
    begins = begin(spec, phase)
    return business_days_before(begins, LEAD) if begins else None


def begin(spec: Integration, phase: Phase) -> date | None:
    """The first day of a phase; of the next one that the plan knows, where it does not know this one."""
    for later in _PHASES[_PHASES.index(phase) :]:
        track = Track.GO_LIVE if later is Phase.LIVE else Track(later.value)
        starts = [item.start for item in spec.timeline.activities if item.track is track]
        if starts:
            return min(starts)
    return spec.timeline.go_live


def business_days_before(day: date, days: int) -> date:
    """The day that lies some business days before another; the first day there is, where that is none."""
    while days and day > date.min:
        day -= timedelta(1)
        days -= day.weekday() < _SATURDAY
    return day
