"""Checks that a plan can be computed and that its given dates agree with each other."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from golive.checks.plan_days import has_computed_days, has_known_holidays, iterate_given_days, iterate_past_days
from golive.schema import Integration
from golive.schema.plan import Activity
from golive.schema.words import Track
from golive.support.problems import PathStep, Problem, report_at
from golive.yaml_io.message_text import format_path, suggest_words

if TYPE_CHECKING:
    from golive.planning.schedule import PlanConflict

_TIMELINE = ("timeline",)
_ScheduledDays = Mapping[str, tuple[date, date]]


def activities_are_known(spec: Integration) -> Iterator[Problem]:
    """Every `after` of the plan names an existing activity."""
    known = tuple(one.id for one in spec.timeline.activities)
    for key in ("activities", "gates"):
        for i, item in enumerate(getattr(spec.timeline, key)):
            for k, name in enumerate(item.after):
                if name not in known and not (key == "activities" and name == "go-live"):
                    path = (*_TIMELINE, key, i, "after", k)
                    hint = suggest_words(name, known, "Ids in `timeline.activities`")
                    yield report_at(path, f"`{format_path(path)}` is `{name}`, and no activity has that id", hint)


def plan_holds_together(spec: Integration) -> Iterator[Problem]:
    """Activities follow their predecessors, take as long as stated, and end before go-live."""
    plan = spec.timeline
    if not any(map(has_computed_days, plan.activities)) and not any(gate.after for gate in plan.gates):
        return
    from golive.planning.calendar import UnknownYearError
    from golive.planning.schedule import compute_spec_schedule

    try:
        made = compute_spec_schedule(spec)
    except UnknownYearError as error:
        if all(has_known_holidays(day) for _, day in (*iterate_given_days(spec), *iterate_past_days(spec))):
            message = f"the plan extends to {error.day}, a year whose holidays are not known"
            yield report_at((*_TIMELINE, "activities"), message, "Shorten `days`, or correct a year.")
        return
    index = {one.id: i for i, one in enumerate(plan.activities)}
    for conflict in made.conflicts:
        yield _describe_conflict(conflict, plan.activities[index[conflict.id]], index[conflict.id], made.days)
    yield from _find_late_activities(spec, made.days)
    yield from _find_early_gates(spec, made.days)


def _find_late_activities(spec: Integration, days: _ScheduledDays) -> Iterator[Problem]:
    """Find the last activity before go-live if a plan scheduled from its start runs past go-live."""
    plan, path = spec.timeline, (*_TIMELINE, "go_live")
    before = [one.id for one in plan.activities if one.track is not Track.GO_LIVE and one.id in days]
    late = max(before, key=lambda name: days[name][1], default="")
    if plan.start and plan.go_live and late and days[late][1] >= plan.go_live:
        message = f"`{format_path(path)}` is {plan.go_live}, and `{late}` does not end until {days[late][1]}"
        yield report_at(path, message, "Start earlier, go live later, or shorten `days`.")


def _find_early_gates(spec: Integration, days: _ScheduledDays) -> Iterator[Problem]:
    for i, gate in enumerate(spec.timeline.gates):
        for name in gate.after:
            if name in days and days[name][1] > gate.date:
                path = (*_TIMELINE, "gates", i, "date")
                message = f"`{format_path(path)}` is {gate.date}, and `{name}` does not end until {days[name][1]}"
                hint = f"Move the gate to {days[name][1]} or later, or move what it waits for."
                yield report_at(path, message, hint)


def _describe_conflict(conflict: "PlanConflict", one: Activity, i: int, days: _ScheduledDays) -> Problem:
    path: tuple[PathStep, ...] = (*_TIMELINE, "activities", i)
    if conflict.kind == "cycle":
        path = (*path, "after")
        message = f"`{format_path(path)}` (`{one.id}`) waits for `{conflict.predecessor}`, which waits for it in turn"
        return report_at(path, message, "Remove one of the two from `after`.")
    if conflict.kind == "no-duration":
        message = f"`{format_path(path)}` (`{one.id}`) has neither `days` nor both `start` and `end`"
        return report_at((*path, "id"), message, "Add `days:` with its business days, or both dates.")
    if conflict.kind == "no-anchor":
        message = (
            f"`{format_path(path)}` (`{one.id}`) has no days, and neither `start` nor `go_live` of the plan is known"
        )
        return report_at((*path, "id"), message, "Add `start` and `end`, or `go_live:` to the timeline.")
    if conflict.kind == "wrong-length":
        path = (*path, "days")
        message = (
            f"`{format_path(path)}` is {one.days}, and {one.start} to {one.end} has "
            f"{conflict.business_days} business days"
        )
        return report_at(path, message, "Correct the days or a date; omit `end` to have it computed.")
    begins = days[conflict.id][0]
    path = (*path, "start" if one.start else "after")
    message = (
        f"`{format_path(path)}`: `{one.id}` begins on {begins}, "
        f"and `{conflict.predecessor}` does not end until {conflict.predecessor_end}"
    )
    return report_at(path, message, "Move one of them, shorten `days`, or choose a later go-live.")
