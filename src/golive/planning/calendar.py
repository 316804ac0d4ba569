"""Business days: from Monday to Friday, without holidays, with a biller's own days off and days worked.

The holidays stand in a table beside this file, made by `tools/make_holidays.py`; docs/decisions/013 says why.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from msgspec import Struct

from golive.schema import Integration
from golive.schema.day_rules import HolidaysOf
from golive.schema.plan import Timeline
from golive.schema.workdays import Calendar

FIRST_YEAR, LAST_YEAR = 2000, 2080
_TABLE = Path(__file__).with_name("holidays.csv")
_SATURDAY = 5
_DAY = timedelta(days=1)

Stretch = tuple[date, date]


class UnknownYearError(LookupError):
    """A day lies outside of the years whose holidays are known.

    Attributes:
        day: the day; the last one tried where a plan runs out of years.
    """

    def __init__(self, day: date) -> None:
        super().__init__(f"{day} lies outside of {FIRST_YEAR} to {LAST_YEAR}")
        self.day = day


class BusinessDays(Struct, frozen=True):
    """Which days are worked, and how to count them.

    Attributes:
        closed: holidays and days off, with what they are called.
        worked: days worked although they are a holiday, a Saturday or a Sunday.
        pauses: stretches in which nobody works on the integration, first and last day.
    """

    closed: Mapping[date, str]
    worked: frozenset[date] = frozenset()
    pauses: tuple[Stretch, ...] = ()

    def is_open(self, day: date) -> bool:
        """Whether a day is a business day.

        Raises:
            UnknownYearError: its year's holidays are not known.
        """
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise UnknownYearError(day)
        if self.pauses and any(first <= day <= last for first, last in self.pauses):
            return False
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.closed)

    def on_or_after(self, day: date, more: int = 0) -> date:
        """The first business day from a day on, or that many business days after it."""
        return self._walk(day, _DAY, more)

    def on_or_before(self, day: date, more: int = 0) -> date:
        """The last business day up to a day, or that many business days before it."""
        return self._walk(day, -_DAY, more)

    def after(self, day: date) -> date:
        """The first business day that follows a day."""
        return self.on_or_after(day + _DAY)

    def before(self, day: date) -> date:
        """The last business day that precedes a day."""
        return self.on_or_before(day - _DAY)

    def count(self, first: date, last: date) -> int:
        """How many business days there are from first to last, both included."""
        return sum(map(self.is_open, days_of(first, last)))

    def slip(self, planned: date, now: date) -> int:
        """By how many business days something is late; below zero when it is early."""
        if now >= planned:
            return self.count(planned + _DAY, now)
        return -self.count(now + _DAY, planned)

    def _walk(self, day: date, step: timedelta, more: int) -> date:
        while True:
            if self.is_open(day):
                if more == 0:
                    return day
                more -= 1
            day += step


def days_of(first: date, last: date) -> Iterable[date]:
    """Every day from first to last."""
    return (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))


def calendar_of(spec: Integration, *, pausing: bool = False) -> BusinessDays:
    """The biller's business days; US federal holidays are off where the spec says nothing else.

    Args:
        spec: the integration.
        pausing: whether change freezes that pause the work are no business days either.
    """
    return business_days(spec.biller.calendar or Calendar(), spec.timeline if pausing else None)


def business_days(calendar: Calendar, timeline: Timeline | None = None) -> BusinessDays:
    """The business days that a calendar describes, without those on which a plan pauses."""
    off = {one.date: one.name for one in calendar.days_off}
    pauses = tuple((one.start, one.end) for one in timeline.blackouts if one.pauses) if timeline else ()
    return BusinessDays(
        _holidays()[calendar.holidays] | off, frozenset(one.date for one in calendar.days_worked), pauses
    )


@cache
def banking_days() -> BusinessDays:
    """The days on which the Federal Reserve moves money."""
    return BusinessDays(_holidays()[HolidaysOf.FEDERAL_RESERVE])


@cache
def _holidays() -> Mapping[HolidaysOf, dict[date, str]]:
    found: dict[HolidaysOf, dict[date, str]] = {who: {} for who in HolidaysOf}
    for row in _TABLE.read_text(encoding="utf-8").splitlines():
        day, closed, name = row.split(",", 2)
        for who in closed.split():
            found[HolidaysOf(who)][date.fromisoformat(day)] = name
    return found
