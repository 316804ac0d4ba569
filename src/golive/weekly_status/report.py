"""Build the status report of an integration on a day; every sentence of it follows from the spec.

What the spec does not record is never concluded: an activity without actual days is neither done nor late in a spec
that records none, and a meeting whose day has passed is not said to have taken place.
"""

from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from golive.open_items.items import OpenItem, collect_open_items
from golive.planning.slip import Slip, compute_slips
from golive.schema import ChangeLog, Integration
from golive.schema.plan import Risk
from golive.schema.words import Level
from golive.weekly_status.attention import list_attention
from golive.weekly_status.done import list_done
from golive.weekly_status.lines import Period, StatusLine
from golive.weekly_status.next_weeks import list_next
from golive.weekly_status.rating import Rating, rate

NEXT_DAYS: Final = 14
"""Days that the report looks ahead, the day of the report not counted."""


class Baseline(Struct, frozen=True):
    """The released version that a report compares with."""

    version: str
    spec: Integration


class WeeklyStatus(Struct, frozen=True):
    """The status of an integration on a day.

    Attributes:
        period: the days that it is about.
        baseline: the released version that it compares with; None if there is none.
        rating: green, amber or red, with the reasons.
        done: what was done in the period, in order of its days.
        next: what comes in the next two weeks, in order of its days.
        attention: what is past due, blocked or failed, the most urgent first.
        slips: everything with a baseline: as agreed, as it is now.
        risks: the risks, worst first.
        items: the open items, earliest due date first.
    """

    period: Period
    baseline: Baseline | None
    rating: Rating
    done: tuple[StatusLine, ...]
    next: tuple[StatusLine, ...]
    attention: tuple[StatusLine, ...]
    slips: tuple[Slip, ...]
    risks: tuple[Risk, ...]
    items: tuple[OpenItem, ...]

    @property
    def past_due(self) -> int:
        """Return the number of open items that are past due."""
        return sum(item.is_overdue(self.period.day) for item in self.items)


def build_weekly_status(
    spec: Integration, vendor: str, changelog: ChangeLog | None, days: tuple[date, date], baseline: Baseline | None
) -> WeeklyStatus:
    """Build the status report of an integration.

    Args:
        spec: an integration without problems, with the computed dates of its plan.
        vendor: short name of the vendor.
        changelog: its change log, if it has one.
        days: the day of the last report, and the day of this one.
        baseline: the version that was current at the last report, if it was released.
    """
    since, day = days
    period = Period(since, day, day + timedelta(days=NEXT_DAYS))
    items = collect_open_items(spec)
    attention = list_attention(spec, vendor, items, day)
    return WeeklyStatus(
        period=period,
        baseline=baseline,
        rating=rate(spec, attention, day),
        done=list_done(spec, changelog, period, (baseline.version, baseline.spec) if baseline else None),
        next=list_next(spec, vendor, items, period),
        attention=attention,
        slips=compute_slips(spec),
        risks=tuple(sorted(spec.risks, key=_weigh_risk, reverse=True)),
        items=items,
    )


def _weigh_risk(risk: Risk) -> int:
    levels = tuple(Level)
    return (levels.index(risk.likelihood) + 1) * (levels.index(risk.impact) + 1)
