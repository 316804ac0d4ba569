"""The typical process as days: at its shortest and at its longest, forward from a start or back from go-live."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from golive.planning.calendar import BusinessDays
from golive.planning.schedule import Span, Task, schedule
from golive.schema import Process
from golive.schema.process import ProcessStep
from golive.schema.words import Track


class TypicalStep(Struct, frozen=True):
    """A step of the typical process with its days.

    Attributes:
        id: the step's id.
        name: what it is called.
        least: business days at least.
        most: business days at most.
        shortest: first and last day where every step takes as short as it may.
        longest: the same where every step takes as long as it may.
    """

    id: str
    name: str
    least: int
    most: int
    shortest: Span
    longest: Span


def typical(
    process: Process, calendar: BusinessDays, *, start: date | None = None, go_live: date | None = None
) -> tuple[TypicalStep, ...]:
    """Lay the typical process out.

    Args:
        process: the typical process; steps without `least_days` are passed over.
        calendar: the business days.
        start: the first day that the first step may begin on; or
        go_live: the day of go-live, which the last step falls on where it belongs to go-live.

    Raises:
        ValueError: neither of the two is given, or both.
        UnknownYearError: a day lies outside of the years whose holidays are known.
    """
    if (start is None) == (go_live is None):
        raise ValueError("a plan starts somewhere or ends somewhere, and not both")
    steps = [step for step in process.steps if step.least_days]
    least = [step.least_days or 1 for step in steps]
    most = [max(step.most_days or 0, fewest) for step, fewest in zip(steps, least, strict=True)]
    spans = [_spans(steps, days, calendar, (start, go_live)) for days in (least, most)]
    return tuple(TypicalStep(step.id, step.name, *rest) for step, *rest in zip(steps, least, most, *spans, strict=True))


def _spans(
    steps: Sequence[ProcessStep], days: Sequence[int], calendar: BusinessDays, bounds: tuple[date | None, date | None]
) -> list[Span]:
    start, go_live = bounds
    tasks = [
        Task(step.id, length, (steps[n - 1].id,) if n else ())
        for n, (step, length) in enumerate(zip(steps, days, strict=True))
    ]
    if not tasks:
        return []
    if go_live and steps[-1].track is Track.GO_LIVE:
        # Its first day is go-live itself; what comes before ends before it.
        last = tasks[-1]
        tasks[-1] = Task(last.id, last.days, last.after, start=calendar.on_or_before(go_live))
    made = schedule(tasks, calendar, go_live or start or date.max, start).days
    return [made[task.id] for task in tasks]
