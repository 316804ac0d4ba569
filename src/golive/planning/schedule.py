"""Compute the dates of a plan: forward from the project start, or backward from go-live.

Dates given in the spec stay as they are; missing ones follow from durations and predecessors. Activities that come
after go-live are always scheduled forward from it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Literal

from msgspec import Struct, field

from golive.planning.calendar import BusinessDays, DateRange, build_spec_calendar
from golive.schema import Integration
from golive.schema.plan import Activity

GO_LIVE = "go-live"
ConflictKind = Literal["cycle", "no-duration", "no-anchor", "too-early", "wrong-length"]


class Task(Struct, frozen=True):
    """An activity to schedule.

    Attributes:
        id: the activity's id.
        days: duration in business days; None when not given.
        after: ids of the predecessors, which must end before it starts; may include `go-live`.
        start: first day, if given.
        end: last day, if given.
    """

    id: str
    days: int | None = None
    after: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None


class PlanConflict(Struct, frozen=True):
    """A reason why a plan cannot be computed or contradicts itself.

    Attributes:
        id: the activity.
        kind: `cycle`: activities wait for each other; `no-duration`: neither dates nor a duration is given;
            `no-anchor`: neither the start of the plan nor its go-live is known, so there is no day to count from;
            `too-early`: it starts before a predecessor ends; `wrong-length`: the business days from `start` to
            `end` differ from `days`.
        predecessor: the predecessor.
        predecessor_end: the day on which the predecessor ends.
        business_days: the number of business days from `start` to `end`, for `wrong-length`.
    """

    id: str
    kind: ConflictKind
    predecessor: str = ""
    predecessor_end: date | None = None
    business_days: int = 0


class PlanSchedule(Struct, frozen=True):
    """The first and last day of each activity that could be computed, and the conflicts found."""

    days: Mapping[str, DateRange] = field(default_factory=dict)
    conflicts: tuple[PlanConflict, ...] = ()


def compute_schedule(
    tasks: Iterable[Task], calendar: BusinessDays, go_live: date | None, start: date | None = None
) -> PlanSchedule:
    """Compute the first and last day of every activity.

    Args:
        tasks: the activities; unknown ids in `after` are ignored.
        calendar: the business days.
        go_live: the day of go-live; None while it is undecided.
        start: the earliest start of activities without predecessors; None to schedule backward from go-live.

    Raises:
        UnknownYearError: the plan leaves the years whose holidays are known.
    """
    by_id = {task.id: task for task in tasks}
    before = {task.id: [name for name in task.after if name in by_id] for task in by_id.values()}
    try:
        order = tuple(TopologicalSorter(before).static_order())
    except CycleError as error:
        cycle = error.args[1]
        return PlanSchedule({}, (PlanConflict(cycle[0], "cycle", cycle[1]),))
    if unknown := tuple(
        PlanConflict(one.id, "no-duration") for one in by_id.values() if not (one.days or (one.start and one.end))
    ):
        return PlanSchedule({}, unknown)
    later = _find_tasks_after_go_live(by_id, order)
    if undatable := tuple(
        PlanConflict(name, "no-anchor") for name in _find_undatable_tasks(by_id, order, later, go_live, start)
    ):
        return PlanSchedule({}, undatable)
    anchor = go_live or start or date.max  # if neither is known, every date is given
    found: dict[str, DateRange] = {}
    if start is None:
        for name in reversed([one for one in order if one not in later]):
            found[name] = _schedule_backward(
                by_id[name], _collect_follower_starts(name, by_id, found), calendar, anchor
            )
    for name in order:
        if name not in found:
            found[name] = _schedule_forward(by_id[name], found, calendar, (start or anchor, anchor))
    return PlanSchedule(found, tuple(_find_conflicts(by_id, found, calendar, go_live)))


def fill_plan_dates(spec: Integration) -> Integration:
    """Return the spec with every missing date of its plan filled in; unchanged if none is missing.

    Activities whose dates cannot be computed stay as they are; `golive.checks` reports why.
    """
    plan = spec.timeline
    if all(one.start and one.end for one in plan.activities):
        return spec
    days = compute_spec_schedule(spec).days
    activities = tuple(_fill_dates(one, days.get(one.id)) for one in plan.activities)
    return spec.model_copy(update={"timeline": plan.model_copy(update={"activities": activities})})


def compute_spec_schedule(spec: Integration) -> PlanSchedule:
    """Compute the schedule of a spec's plan; actual dates take precedence over planned ones.

    Raises:
        UnknownYearError: the plan leaves the years whose holidays are known.
    """
    plan = spec.timeline
    return compute_schedule(
        map(_build_task, plan.activities), build_spec_calendar(spec, exclude_pauses=True), plan.go_live, plan.start
    )


def _build_task(one: Activity) -> Task:
    actual = one.actual
    start = actual.start if actual else one.start
    end = (actual.end if actual else None) or one.end
    # With both actual dates known, the planned duration no longer applies.
    return Task(one.id, None if actual and start and end else one.days, one.after, start, end)


def _fill_dates(one: Activity, span: DateRange | None) -> Activity:
    if span is None or (one.start and one.end):
        return one
    return one.model_copy(update={"start": one.start or span[0], "end": one.end or span[1]})


def _find_tasks_after_go_live(by_id: Mapping[str, Task], order: Iterable[str]) -> frozenset[str]:
    """Return the ids of the activities that wait for go-live, directly or through others."""
    later: set[str] = set()
    for name in order:
        if any(one == GO_LIVE or one in later for one in by_id[name].after):
            later.add(name)
    return frozenset(later)


def _find_undatable_tasks(
    by_id: Mapping[str, Task], order: Iterable[str], later: frozenset[str], go_live: date | None, start: date | None
) -> Iterable[str]:
    """Yield the ids of the activities whose dates depend on an unknown day."""
    if go_live is None:
        for name in order:
            if not (by_id[name].start and by_id[name].end) and (start is None or name in later):
                yield name


def _collect_follower_starts(name: str, by_id: Mapping[str, Task], found: Mapping[str, DateRange]) -> list[date]:
    """Return the first days of the activities scheduled so far that wait for this one."""
    return [found[one.id][0] for one in by_id.values() if name in one.after and one.id in found]


def _schedule_backward(task: Task, followers: list[date], calendar: BusinessDays, go_live: date) -> DateRange:
    extra_days = (task.days or 1) - 1
    if task.start:
        return task.start, task.end or calendar.on_or_after(task.start, extra_days)
    end = task.end or calendar.previous_business_day(min(followers, default=go_live))
    return calendar.on_or_before(end, extra_days), end


def _schedule_forward(
    task: Task, found: Mapping[str, DateRange], calendar: BusinessDays, bounds: DateRange
) -> DateRange:
    extra_days = (task.days or 1) - 1
    if task.end and not task.start:
        return calendar.on_or_before(task.end, extra_days), task.end
    ends = {name: span[1] for name, span in found.items()} | {GO_LIVE: bounds[1]}
    ended = [ends[name] for name in task.after if name in ends]
    start = task.start or (calendar.next_business_day(max(ended)) if ended else calendar.on_or_after(bounds[0]))
    return start, task.end or calendar.on_or_after(start, extra_days)


def _find_conflicts(
    by_id: Mapping[str, Task], found: Mapping[str, DateRange], calendar: BusinessDays, go_live: date | None
) -> Iterable[PlanConflict]:
    ends = {name: span[1] for name, span in found.items()} | ({GO_LIVE: go_live} if go_live else {})
    for task in by_id.values():
        for other in task.after:
            if other in ends and found[task.id][0] <= ends[other]:
                yield PlanConflict(task.id, "too-early", other, ends[other])
        if task.days and task.start and task.end and task.start <= task.end:
            count = calendar.count_business_days(task.start, task.end)
            if count != task.days:
                yield PlanConflict(task.id, "wrong-length", business_days=count)
