"""Checks on dates of the plan: business days, years with known holidays, and order."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from golive.schema import Integration
from golive.schema.plan import Activity
from golive.support.problems import PathStep, Problem, report_at
from golive.yaml_io.message_text import format_path

if TYPE_CHECKING:
    from golive.planning.calendar import BusinessDays

_TIMELINE = ("timeline",)
_CALENDAR = ("biller", "calendar")
DatedField = tuple[tuple[PathStep, ...], date]


def days_of_the_plan_are_business_days(spec: Integration) -> Iterator[Problem]:
    """If the biller's calendar is given, the dates of the plan are business days."""
    if spec.biller.calendar is None:
        return
    from golive.planning.calendar import build_spec_calendar

    calendar = build_spec_calendar(spec)
    for path, day in iterate_given_days(spec):
        if has_known_holidays(day) and not calendar.is_business_day(day):
            yield report_at(
                path,
                f"`{format_path(path)}` is {day}, {_describe_closed_day(day, calendar)}, not a business day",
                _suggest_days(day, calendar),
            )


def days_of_the_calendar_differ(spec: Integration) -> Iterator[Problem]:
    """A day off would otherwise be a business day, and a day worked would otherwise not be one."""
    own = spec.biller.calendar
    if own is None or not (own.days_off or own.days_worked):
        return
    from golive.planning.calendar import build_calendar

    usual = build_calendar(own.model_copy(update={"days_off": (), "days_worked": ()}))
    for key, is_open, reason in (
        ("days_off", False, "not a business day anyway"),
        ("days_worked", True, "worked anyway"),
    ):
        seen: set[date] = set()
        for i, one in enumerate(getattr(own, key)):
            path = (*_CALENDAR, key, i, "date")
            if one.date in seen:
                yield report_at(path, f"`{format_path(path)}` is {one.date}, which is listed twice", "Remove one.")
            elif has_known_holidays(one.date) and usual.is_business_day(one.date) is is_open:
                weekday = f"{one.date:%A}" if is_open else _describe_closed_day(one.date, usual)
                hint = "Correct the date or its year, or remove it."
                yield report_at(path, f"`{format_path(path)}` is {one.date}, {weekday}, which is {reason}", hint)
            seen.add(one.date)


def years_of_the_plan_are_known(spec: Integration) -> Iterator[Problem]:
    """If business days are counted, the holidays of the year are known."""
    if not _uses_business_days(spec):
        return
    from golive.planning.calendar import FIRST_YEAR, LAST_YEAR

    own = spec.biller.calendar
    listed = [(k, i, one.date) for k in ("days_off", "days_worked") for i, one in enumerate(getattr(own, k, ()))]
    for path, day in (
        *iterate_given_days(spec),
        *iterate_past_days(spec),
        *(((*_CALENDAR, k, i, "date"), day) for k, i, day in listed),
    ):
        if not has_known_holidays(day):
            message = f"`{format_path(path)}` is {day}, and holidays are known from {FIRST_YEAR + 1} to {LAST_YEAR - 1}"
            yield report_at(path, message, "Correct the year.")


def past_days_follow_each_other(spec: Integration) -> Iterator[Problem]:
    """No baseline and no actual period ends before it starts."""
    for i, one in enumerate(spec.timeline.activities):
        for key in ("baseline", "actual"):
            dates = getattr(one, key)
            if dates and dates.end and dates.end < dates.start:
                path = (*_TIMELINE, "activities", i, key, "end")
                message = f"`{format_path(path)}` is {dates.end}, before its `start` {dates.start}"
                yield report_at(path, message, "Swap the two dates, or correct the year.")


def iterate_given_days(spec: Integration) -> Iterator[DatedField]:
    """Yield the planned dates that the spec gives, with their paths."""
    plan = spec.timeline
    if plan.start:
        yield (*_TIMELINE, "start"), plan.start
    for i, one in enumerate(plan.activities):
        for key in ("start", "end"):
            if (day := getattr(one, key)) is not None:
                yield (*_TIMELINE, "activities", i, key), day
    for part in ("gates", "sessions", "stages"):
        for i, item in enumerate(getattr(plan, part)):
            yield (*_TIMELINE, part, i, "date"), item.date
    if plan.go_live:
        yield (*_TIMELINE, "go_live"), plan.go_live


def iterate_past_days(spec: Integration) -> Iterator[DatedField]:
    """Yield the baseline and actual dates, with their paths; they need not be business days."""
    plan = spec.timeline
    if plan.baseline_go_live:
        yield (*_TIMELINE, "baseline_go_live"), plan.baseline_go_live
    for i, gate in enumerate(plan.gates):
        if gate.baseline:
            yield (*_TIMELINE, "gates", i, "baseline"), gate.baseline
    for i, one in enumerate(plan.activities):
        for key in ("baseline", "actual"):
            for end in ("start", "end"):
                if (day := getattr(getattr(one, key), end, None)) is not None:
                    yield (*_TIMELINE, "activities", i, key, end), day


def _uses_business_days(spec: Integration) -> bool:
    return (
        spec.biller.calendar is not None
        or any(True for _ in iterate_past_days(spec))
        or any(has_computed_days(one) for one in spec.timeline.activities)
    )


def has_computed_days(one: Activity) -> bool:
    """Return whether dates of an activity are computed from others or must agree with them."""
    return bool(one.days or one.after or one.start is None or one.end is None)


def has_known_holidays(day: date) -> bool:
    """Return whether the holidays of a day's year and of the years around it are known."""
    from golive.planning.calendar import FIRST_YEAR, LAST_YEAR

    return FIRST_YEAR < day.year < LAST_YEAR


def _describe_closed_day(day: date, calendar: "BusinessDays") -> str:
    return calendar.closed.get(day) or f"a {day:%A}"


def _suggest_days(day: date, calendar: "BusinessDays") -> str:
    return (
        f"The business days around it are {calendar.previous_business_day(day)} and {calendar.next_business_day(day)}. "
        "If it is worked, list it under `biller.calendar.days_worked`."
    )
