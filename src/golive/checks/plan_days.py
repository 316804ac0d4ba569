"""Days of the plan: business days where they must be, in years that are known, and in their order."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from golive.checks.finding import Finding
from golive.schema import Integration
from golive.schema.plan import Activity
from golive.support.problems import Step
from golive.yaml_io.naming import name_of

if TYPE_CHECKING:
    from golive.planning.calendar import BusinessDays

_PLAN = ("timeline",)
_CALENDAR = ("biller", "calendar")
Dated = tuple[tuple[Step, ...], date]


def days_of_the_plan_are_business_days(spec: Integration) -> Iterator[Finding]:
    """Where the biller's calendar is known, nothing begins, ends or is decided on a day on which nobody works."""
    if spec.biller.calendar is None:
        return
    from golive.planning.calendar import calendar_of

    calendar = calendar_of(spec)
    for path, day in given_days(spec):
        if is_known(day) and not calendar.is_open(day):
            yield Finding(
                path, f"`{name_of(path)}` is {day}, {_why(day, calendar)}, and no business day", _instead(day, calendar)
            )


def days_of_the_calendar_differ(spec: Integration) -> Iterator[Finding]:
    """A day off would be worked otherwise, and a day worked would not: else one of the two is a mistake."""
    own = spec.biller.calendar
    if own is None or not (own.days_off or own.days_worked):
        return
    from golive.planning.calendar import business_days

    usual = business_days(own.model_copy(update={"days_off": (), "days_worked": ()}))
    for key, is_open, said in (("days_off", False, "no business day anyway"), ("days_worked", True, "worked anyway")):
        seen: set[date] = set()
        for i, one in enumerate(getattr(own, key)):
            path = (*_CALENDAR, key, i, "date")
            if one.date in seen:
                yield Finding(path, f"`{name_of(path)}` is {one.date}, which stands there twice", "Leave one out.")
            elif is_known(one.date) and usual.is_open(one.date) is is_open:
                weekday = f"{one.date:%A}" if is_open else _why(one.date, usual)
                hint = "Mend the day or its year, or leave it out."
                yield Finding(path, f"`{name_of(path)}` is {one.date}, {weekday}, which is {said}", hint)
            seen.add(one.date)


def years_of_the_plan_are_known(spec: Integration) -> Iterator[Finding]:
    """Where business days are counted, the holidays of the year are known."""
    if not _counts(spec):
        return
    from golive.planning.calendar import FIRST_YEAR, LAST_YEAR

    own = spec.biller.calendar
    listed = [(k, i, one.date) for k in ("days_off", "days_worked") for i, one in enumerate(getattr(own, k, ()))]
    for path, day in (
        *given_days(spec),
        *past_days(spec),
        *(((*_CALENDAR, k, i, "date"), day) for k, i, day in listed),
    ):
        if not is_known(day):
            message = f"`{name_of(path)}` is {day}, and holidays are known from {FIRST_YEAR + 1} to {LAST_YEAR - 1}"
            yield Finding(path, message, "Mend the year.")


def past_days_follow_each_other(spec: Integration) -> Iterator[Finding]:
    """No baseline and nothing that really happened ends before it starts."""
    for i, one in enumerate(spec.timeline.activities):
        for key in ("baseline", "actual"):
            dates = getattr(one, key)
            if dates and dates.end and dates.end < dates.start:
                path = (*_PLAN, "activities", i, key, "end")
                message = f"`{name_of(path)}` is {dates.end}, before its `start` {dates.start}"
                yield Finding(path, message, "Swap the two days, or mend the year.")


def given_days(spec: Integration) -> Iterator[Dated]:
    """The days that the spec sets for what is still to come."""
    plan = spec.timeline
    if plan.start:
        yield (*_PLAN, "start"), plan.start
    for i, one in enumerate(plan.activities):
        for key in ("start", "end"):
            if (day := getattr(one, key)) is not None:
                yield (*_PLAN, "activities", i, key), day
    for part in ("gates", "sessions"):
        for i, item in enumerate(getattr(plan, part)):
            yield (*_PLAN, part, i, "date"), item.date
    if plan.go_live:
        yield (*_PLAN, "go_live"), plan.go_live


def past_days(spec: Integration) -> Iterator[Dated]:
    """The days that were agreed or have passed; they may be any days."""
    plan = spec.timeline
    if plan.baseline_go_live:
        yield (*_PLAN, "baseline_go_live"), plan.baseline_go_live
    for i, gate in enumerate(plan.gates):
        if gate.baseline:
            yield (*_PLAN, "gates", i, "baseline"), gate.baseline
    for i, one in enumerate(plan.activities):
        for key in ("baseline", "actual"):
            for end in ("start", "end"):
                if (day := getattr(getattr(one, key), end, None)) is not None:
                    yield (*_PLAN, "activities", i, key, end), day


def _counts(spec: Integration) -> bool:
    return (
        spec.biller.calendar is not None
        or any(True for _ in past_days(spec))
        or any(is_computed(one) for one in spec.timeline.activities)
    )


def is_computed(one: Activity) -> bool:
    """Whether some of an activity's days follow from others, or must agree with them."""
    return bool(one.days or one.after or one.start is None or one.end is None)


def is_known(day: date) -> bool:
    """Whether the holidays around a day are known."""
    from golive.planning.calendar import FIRST_YEAR, LAST_YEAR

    return FIRST_YEAR < day.year < LAST_YEAR


def _why(day: date, calendar: "BusinessDays") -> str:
    return calendar.closed.get(day) or f"a {day:%A}"


def _instead(day: date, calendar: "BusinessDays") -> str:
    return (
        f"The business days around it are {calendar.before(day)} and {calendar.after(day)}. "
        "If it is worked, list it under `biller.calendar.days_worked`."
    )
