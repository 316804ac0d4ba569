"""Compute the cut-off chain of a file: cut-off, drop-by, bank cut-off, ACH window, posting; each in UTC.

The ACH windows are in Eastern Time and the biller's times are in its own time zone. The two zones may switch to
daylight saving time on different days, so steps are compared as UTC instants and not as clock times.

Source: Federal Reserve Banks, FedACH processing schedule (same-day windows of 10:30, 14:45 and 16:45 ET).
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from golive.planning.calendar import BusinessDays, load_banking_days
from golive.schema.batch import Schedule
from golive.schema.day_rules import AchWindow, FileCalendar
from golive.schema.words import Frequency

StepName = Literal["cut-off", "drop-by", "bank", "window", "settled", "posted"]
EASTERN = "America/New_York"
# For each window: the Federal Reserve's deadline and the settlement time, in Eastern Time.
ACH_WINDOW_TIMES: Mapping[AchWindow, tuple[time, time]] = MappingProxyType(
    {
        AchWindow.FIRST: (time(10, 30), time(13, 0)),
        AchWindow.SECOND: (time(14, 45), time(17, 0)),
        AchWindow.THIRD: (time(16, 45), time(18, 0)),
    }
)


class ChainStep(Struct, frozen=True):
    """One step of a day's chain.

    Attributes:
        name: the kind of step.
        instant: its date and time, in UTC.
    """

    name: StepName
    instant: datetime

    def to_local_time(self, zone: str) -> datetime:
        """Convert the instant to the local time of a zone (IANA name)."""
        return self.instant.astimezone(_load_zone(zone))


def compute_cutoff_chain(schedule: Schedule, day: date, zone: str, business: BusinessDays) -> tuple[ChainStep, ...]:
    """Compute the steps of the file of one day; steps that the schedule does not give are left out.

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
        banking = _add_business_days(load_banking_days(), day, bank.days_later or 0)
        deadline, settled = ACH_WINDOW_TIMES[bank.window]
        found.append(("bank", banking, bank.cut_off, zone))
        found += [("window", banking, deadline, EASTERN), ("settled", banking, settled, EASTERN)]
    if schedule.posted_by:
        found.append(
            ("posted", _add_business_days(business, day, schedule.posted_days_later or 0), schedule.posted_by, zone)
        )
    return tuple(ChainStep(name, _to_utc(on, at, written_in)) for name, on, at, written_in in found)


def has_cutoff_on(schedule: Schedule, day: date, business: BusinessDays) -> bool:
    """Return whether a file has a cut-off on a day: always, except for `business-daily` files on other days.

    Raises:
        UnknownYearError: the day's year is not known.
    """
    if schedule.frequency is not Frequency.BUSINESS_DAILY:
        return True
    return (load_banking_days() if schedule.calendar is FileCalendar.BANK else business).is_business_day(day)


def _add_business_days(calendar: BusinessDays, day: date, days: int) -> date:
    """Return the business day that many days after a day; one day after a Saturday is Monday, 0 days too."""
    return calendar.on_or_after(day + timedelta(days=1), days - 1) if days else calendar.on_or_after(day)


@lru_cache(maxsize=4096)
def _to_utc(day: date, at: time, zone: str) -> datetime:
    """Convert a local time to UTC; a time skipped by daylight saving counts as one hour later."""
    return datetime.combine(day, at, _load_zone(zone)).astimezone(UTC)


@cache
def _load_zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
