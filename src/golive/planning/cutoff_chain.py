"""The cut-off chain of a file: cut-off, drop-by, bank cut-off, ACH window, posting; each as an instant.

A time on a clock is an instant only with its zone and its day: the ACH windows are the Federal Reserve's and follow
Eastern Time, the biller's times follow its own zone, and neither need change its clocks on the same night.

Source: Federal Reserve Banks, FedACH processing schedule (same-day windows of 10:30, 14:45 and 16:45 ET).
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from golive.planning.calendar import BusinessDays, banking_days
from golive.schema.batch import Schedule
from golive.schema.day_rules import AchWindow, FileCalendar
from golive.schema.words import Frequency

StepName = Literal["cut-off", "drop-by", "bank", "window", "settled", "posted"]
EASTERN = "America/New_York"
# For each window: the Federal Reserve's deadline, and when the money has settled; Eastern Time.
WINDOWS: Mapping[AchWindow, tuple[time, time]] = MappingProxyType(
    {
        AchWindow.FIRST: (time(10, 30), time(13, 0)),
        AchWindow.SECOND: (time(14, 45), time(17, 0)),
        AchWindow.THIRD: (time(16, 45), time(18, 0)),
    }
)


class ChainStep(Struct, frozen=True):
    """One step of a day's chain.

    Attributes:
        name: which.
        instant: when, in UTC.
    """

    name: StepName
    instant: datetime

    def on_clock(self, zone: str) -> datetime:
        """When, as a clock in a time zone shows it."""
        return self.instant.astimezone(_zone(zone))


def chain(schedule: Schedule, day: date, zone: str, business: BusinessDays) -> tuple[ChainStep, ...]:
    """The steps of the file of one day; what the schedule does not say is left out.

    Args:
        schedule: the file's schedule.
        day: the day of the cut-off.
        zone: the biller's time zone, by its IANA name.
        business: the biller's business days.

    Raises:
        UnknownYearError: the chain leaves the years whose holidays are known.
    """
    found: list[tuple[StepName, date, time, str]] = []
    if schedule.cut_off:
        found.append(("cut-off", day, schedule.cut_off, zone))
    if schedule.drop_by:
        found.append(("drop-by", day + timedelta(days=int(schedule.next_day)), schedule.drop_by, zone))
    if bank := schedule.bank:
        banking = _later(banking_days(), day, bank.days_later)
        deadline, settled = WINDOWS[bank.window]
        found.append(("bank", banking, bank.cut_off, zone))
        found += [("window", banking, deadline, EASTERN), ("settled", banking, settled, EASTERN)]
    if schedule.posted_by:
        found.append(("posted", _later(business, day, schedule.posted_days_later or 0), schedule.posted_by, zone))
    return tuple(ChainStep(name, _instant(on, at, written_in)) for name, on, at, written_in in found)


def moves_on(schedule: Schedule, day: date, business: BusinessDays) -> bool:
    """Whether a file has a cut-off on a day, as far as its frequency says.

    Raises:
        UnknownYearError: the day's year is not known.
    """
    if schedule.frequency is not Frequency.BUSINESS_DAILY:
        return True
    return (banking_days() if schedule.calendar is FileCalendar.BANK else business).is_open(day)


def _later(calendar: BusinessDays, day: date, days: int) -> date:
    """So many business days after a day, which itself need be none: a day after a Saturday is Monday."""
    return calendar.on_or_after(day + timedelta(days=1), days - 1) if days else calendar.on_or_after(day)


@lru_cache(maxsize=4096)
def _instant(day: date, at: time, zone: str) -> datetime:
    """A time on a clock as an instant; one that the night skips is what the clock shows instead, an hour later."""
    return datetime.combine(day, at, _zone(zone)).astimezone(UTC)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
