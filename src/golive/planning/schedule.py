"""The plan's days, computed: forward from the start of the project, or back from go-live.

What the spec gives stays as it is; what it leaves out follows from durations and from what must have ended before.
What happens after go-live is always computed forward from it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Literal

from msgspec import Struct, field

from golive.planning.calendar import BusinessDays, calendar_of
from golive.schema import Integration
from golive.schema.plan import Activity

GO_LIVE = "go-live"
Kind = Literal["circle", "open", "adrift", "too-early", "too-long"]
Span = tuple[date, date]


class Task(Struct, frozen=True):
    """An activity as the computation sees it; `start` and `end` are the days that are given.

    Attributes:
        id: its name.
        days: business days it takes; None where they are not said.
        after: what must have ended before; may hold `go-live`.
        start: first day, if it is given.
        end: last day, if it is given.
    """

    id: str
    days: int | None = None
    after: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None


class Clash(Struct, frozen=True):
    """Why a plan cannot be computed, or does not hold.

    Attributes:
        id: the activity.
        kind: `circle`: activities wait for each other; `open`: neither days nor durations; `adrift`: no day to count
            from, for neither the start of the plan nor its go-live is known; `too-early`: it begins
            before another has ended; `too-long`: its two days do not hold as many business days as it says.
        other: the activity that it waits for.
        day: the day that the other ends on.
        found: how many business days there are.
    """

    id: str
    kind: Kind
    other: str = ""
    day: date | None = None
    found: int = 0


class Schedule(Struct, frozen=True):
    """First and last day of each activity that could be computed, and what does not hold."""

    days: Mapping[str, Span] = field(default_factory=dict)
    clashes: tuple[Clash, ...] = ()


def schedule(
    tasks: Iterable[Task], calendar: BusinessDays, go_live: date | None, start: date | None = None
) -> Schedule:
    """Compute a plan.

    Args:
        tasks: the activities; names in `after` that no activity has are passed over.
        calendar: the business days.
        go_live: the day of go-live; None while it is open.
        start: where activities that wait for nothing begin; None to count back from go-live.

    Raises:
        UnknownYearError: the plan leaves the years whose holidays are known.
    """
    by_id = {task.id: task for task in tasks}
    before = {task.id: [name for name in task.after if name in by_id] for task in by_id.values()}
    try:
        order = tuple(TopologicalSorter(before).static_order())
    except CycleError as error:
        circle = error.args[1]
        return Schedule({}, (Clash(circle[0], "circle", circle[1]),))
    if unknown := tuple(Clash(one.id, "open") for one in by_id.values() if not (one.days or (one.start and one.end))):
        return Schedule({}, unknown)
    later = _after_go_live(by_id, order)
    if adrift := tuple(Clash(name, "adrift") for name in _adrift(by_id, order, later, go_live, start)):
        return Schedule({}, adrift)
    anchor = go_live or start or date.max  # where neither is known, every day is given
    found: dict[str, Span] = {}
    if start is None:
        for name in reversed([one for one in order if one not in later]):
            found[name] = _back(by_id[name], _followers(name, by_id, found), calendar, anchor)
    for name in order:
        if name not in found:
            found[name] = _on(by_id[name], found, calendar, (start or anchor, anchor))
    return Schedule(found, tuple(_clashes(by_id, found, calendar, go_live)))


def scheduled(spec: Integration) -> Integration:
    """The spec with every day of its plan; the same one where no day was left out.

    Activities whose days cannot be computed stay as they are; `golive.checks` says why.
    """
    plan = spec.timeline
    if all(one.start and one.end for one in plan.activities):
        return spec
    days = plan_of(spec).days
    activities = tuple(_filled(one, days.get(one.id)) for one in plan.activities)
    return spec.model_copy(update={"timeline": plan.model_copy(update={"activities": activities})})


def plan_of(spec: Integration) -> Schedule:
    """The schedule of a spec's plan; what really happened counts for more than what was planned.

    Raises:
        UnknownYearError: the plan leaves the years whose holidays are known.
    """
    plan = spec.timeline
    return schedule(map(_task, plan.activities), calendar_of(spec, pausing=True), plan.go_live, plan.start)


def _task(one: Activity) -> Task:
    actual = one.actual
    start = actual.start if actual else one.start
    end = (actual.end if actual else None) or one.end
    # A start or an end that really was another leaves the number of days to be what it was.
    return Task(one.id, None if actual and start and end else one.days, one.after, start, end)


def _filled(one: Activity, span: Span | None) -> Activity:
    if span is None or (one.start and one.end):
        return one
    return one.model_copy(update={"start": one.start or span[0], "end": one.end or span[1]})


def _after_go_live(by_id: Mapping[str, Task], order: Iterable[str]) -> frozenset[str]:
    """The activities that wait for go-live, or for one that does."""
    later: set[str] = set()
    for name in order:
        if any(one == GO_LIVE or one in later for one in by_id[name].after):
            later.add(name)
    return frozenset(later)


def _adrift(
    by_id: Mapping[str, Task], order: Iterable[str], later: frozenset[str], go_live: date | None, start: date | None
) -> Iterable[str]:
    """The activities whose days follow from a day that is not known."""
    if go_live is None:
        for name in order:
            if not (by_id[name].start and by_id[name].end) and (start is None or name in later):
                yield name


def _followers(name: str, by_id: Mapping[str, Task], found: Mapping[str, Span]) -> list[date]:
    """The first days of what waits for an activity; what happens after go-live waits long enough."""
    return [found[one.id][0] for one in by_id.values() if name in one.after and one.id in found]


def _back(task: Task, followers: list[date], calendar: BusinessDays, go_live: date) -> Span:
    more = (task.days or 1) - 1
    if task.start:
        return task.start, task.end or calendar.on_or_after(task.start, more)
    end = task.end or calendar.before(min(followers, default=go_live))
    return calendar.on_or_before(end, more), end


def _on(task: Task, found: Mapping[str, Span], calendar: BusinessDays, bounds: Span) -> Span:
    more = (task.days or 1) - 1
    if task.end and not task.start:
        return calendar.on_or_before(task.end, more), task.end
    ends = {name: span[1] for name, span in found.items()} | {GO_LIVE: bounds[1]}
    ended = [ends[name] for name in task.after if name in ends]
    start = task.start or (calendar.after(max(ended)) if ended else calendar.on_or_after(bounds[0]))
    return start, task.end or calendar.on_or_after(start, more)


def _clashes(
    by_id: Mapping[str, Task], found: Mapping[str, Span], calendar: BusinessDays, go_live: date | None
) -> Iterable[Clash]:
    ends = {name: span[1] for name, span in found.items()} | ({GO_LIVE: go_live} if go_live else {})
    for task in by_id.values():
        for other in task.after:
            if other in ends and found[task.id][0] <= ends[other]:
                yield Clash(task.id, "too-early", other, ends[other])
        if task.days and task.start and task.end and task.start <= task.end:
            count = calendar.count(task.start, task.end)
            if count != task.days:
                yield Clash(task.id, "too-long", found=count)
