"""The plan holds together: what is left out can be computed, and what is given agrees with the rest."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from golive.checks.finding import Finding
from golive.checks.plan_days import given_days, is_computed, is_known, past_days
from golive.schema import Integration
from golive.schema.plan import Activity
from golive.schema.words import Track
from golive.support.problems import Step
from golive.yaml_io.naming import name_of, offer

if TYPE_CHECKING:
    from golive.planning.schedule import Clash

_PLAN = ("timeline",)
_Days = Mapping[str, tuple[date, date]]


def activities_are_known(spec: Integration) -> Iterator[Finding]:
    """Whatever waits for an activity names one that is there."""
    known = tuple(one.id for one in spec.timeline.activities)
    for key in ("activities", "gates"):
        for i, item in enumerate(getattr(spec.timeline, key)):
            for k, name in enumerate(item.after):
                if name not in known and not (key == "activities" and name == "go-live"):
                    path = (*_PLAN, key, i, "after", k)
                    hint = offer(name, known, "Ids in `timeline.activities`")
                    yield Finding(path, f"`{name_of(path)}` is `{name}`, and no activity has that id", hint)


def plan_holds_together(spec: Integration) -> Iterator[Finding]:
    """What waits for something comes after it, takes as long as it says, and is over before go-live."""
    plan = spec.timeline
    if not any(map(is_computed, plan.activities)) and not any(gate.after for gate in plan.gates):
        return
    from golive.planning.calendar import UnknownYearError
    from golive.planning.schedule import plan_of

    try:
        made = plan_of(spec)
    except UnknownYearError as error:
        if all(is_known(day) for _, day in (*given_days(spec), *past_days(spec))):
            message = f"the plan reaches to {error.day}, a year whose holidays are not known"
            yield Finding((*_PLAN, "activities"), message, "Shorten `days`, or mend a year.")
        return
    index = {one.id: i for i, one in enumerate(plan.activities)}
    for clash in made.clashes:
        yield _clash(clash, plan.activities[index[clash.id]], index[clash.id], made.days)
    yield from _late_activities(spec, made.days)
    yield from _early_gates(spec, made.days)


def _late_activities(spec: Integration, days: _Days) -> Iterator[Finding]:
    """Counted on from the start, a plan may reach beyond its go-live."""
    plan, path = spec.timeline, (*_PLAN, "go_live")
    before = [one.id for one in plan.activities if one.track is not Track.GO_LIVE and one.id in days]
    late = max(before, key=lambda name: days[name][1], default="")
    if plan.start and plan.go_live and late and days[late][1] >= plan.go_live:
        message = f"`{name_of(path)}` is {plan.go_live}, and `{late}` ends only on {days[late][1]}"
        yield Finding(path, message, "Start earlier, go live later, or shorten `days`.")


def _early_gates(spec: Integration, days: _Days) -> Iterator[Finding]:
    for i, gate in enumerate(spec.timeline.gates):
        for name in gate.after:
            if name in days and days[name][1] > gate.date:
                path = (*_PLAN, "gates", i, "date")
                message = f"`{name_of(path)}` is {gate.date}, and `{name}` ends only on {days[name][1]}"
                hint = f"Move the gate to {days[name][1]} or later, or move what it waits for."
                yield Finding(path, message, hint)


def _clash(clash: "Clash", one: Activity, i: int, days: _Days) -> Finding:
    path: tuple[Step, ...] = (*_PLAN, "activities", i)
    if clash.kind == "circle":
        path = (*path, "after")
        message = f"`{name_of(path)}` (`{one.id}`) waits for `{clash.other}`, which waits for it in turn"
        return Finding(path, message, "Leave one of the two out of `after`.")
    if clash.kind == "open":
        message = f"`{name_of(path)}` (`{one.id}`) has neither `days` nor both `start` and `end`"
        return Finding((*path, "id"), message, "Add `days:` with its business days, or both dates.")
    if clash.kind == "adrift":
        message = f"`{name_of(path)}` (`{one.id}`) has no days, and neither `start` nor `go_live` of the plan is known"
        return Finding((*path, "id"), message, "Add `start` and `end`, or `go_live:` to the timeline.")
    if clash.kind == "too-long":
        path = (*path, "days")
        message = f"`{name_of(path)}` is {one.days}, and {one.start} to {one.end} has {clash.found} business days"
        return Finding(path, message, "Mend the days or a date; leave `end` out to have it computed.")
    begins = days[clash.id][0]
    path = (*path, "start" if one.start else "after")
    message = f"`{name_of(path)}`: `{one.id}` begins on {begins}, and `{clash.other}` ends only on {clash.day}"
    return Finding(path, message, "Move one of them, shorten `days`, or choose a later go-live.")
