"""Compute the dates of the typical process, shortest and longest, forward from a start or backward from go-live."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from golive.planning.calendar import BusinessDays, DateRange
from golive.planning.schedule import Task, compute_schedule
from golive.schema import Process
from golive.schema.process import ProcessStep
from golive.schema.words import Track


class TypicalStep(Struct, frozen=True):
    """A step of the typical process with its dates.

    Attributes:
        id: the step's id.
        name: its title.
        min_days: minimum business days.
        max_days: maximum business days.
        shortest: first and last day if every step takes its minimum.
        longest: first and last day if every step takes its maximum.
    """

    id: str
    name: str
    min_days: int
    max_days: int
    shortest: DateRange
    longest: DateRange


def compute_typical_schedule(
    process: Process, calendar: BusinessDays, *, start: date | None = None, go_live: date | None = None
) -> tuple[TypicalStep, ...]:
    """Compute the shortest and the longest dates of each step.

    Args:
        process: the typical process; steps without `least_days` are ignored.
        calendar: the business days.
        start: the earliest day for the first step; give either this or `go_live`.
        go_live: the day of go-live; the last step starts on it if its track is go-live.

    Raises:
        ValueError: neither `start` nor `go_live` is given, or both are.
        UnknownYearError: a day lies outside the years whose holidays are known.
    """
    if (start is None) == (go_live is None):
        raise ValueError("give either `start` or `go_live`, not both")
    steps = [step for step in process.steps if step.least_days]
    least = [step.least_days or 1 for step in steps]
    most = [max(step.most_days or 0, minimum) for step, minimum in zip(steps, least, strict=True)]
    spans = [_compute_spans(steps, days, calendar, (start, go_live)) for days in (least, most)]
    return tuple(TypicalStep(step.id, step.name, *rest) for step, *rest in zip(steps, least, most, *spans, strict=True))


def _compute_spans(
    steps: Sequence[ProcessStep], days: Sequence[int], calendar: BusinessDays, bounds: tuple[date | None, date | None]
) -> list[DateRange]:
    start, go_live = bounds
    tasks = [
        Task(step.id, length, (steps[n - 1].id,) if n else ())
        for n, (step, length) in enumerate(zip(steps, days, strict=True))
    ]
    if not tasks:
        return []
    if go_live and steps[-1].track is Track.GO_LIVE:
        # The last step starts on go-live; the steps before it end earlier.
        last = tasks[-1]
        tasks[-1] = Task(last.id, last.days, last.after, start=calendar.on_or_before(go_live))
    made = compute_schedule(tasks, calendar, go_live or start or date.max, start).days
    return [made[task.id] for task in tasks]
