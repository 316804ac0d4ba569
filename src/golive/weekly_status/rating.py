"""Rate a project as green, amber or red, by rules that anybody can check.

Red: go-live is after a hard stop or its day has passed, it has moved by more than ten business days, a defect of
severity 1 is open, or something is more than two weeks past due. Amber: go-live or a coming gate has moved, anything
is past due, an activity lacks its actual days, a case failed or is blocked, a risk is likely and severe, or the present
phase lacks what it needs. Green: none of these.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, Literal

from msgspec import Struct

from golive.open_items.gate import count_gate_items
from golive.planning.calendar import build_spec_calendar
from golive.planning.slip import compute_slips
from golive.schema import Integration
from golive.schema.value_text import format_count, format_date, join_words
from golive.schema.words import Level
from golive.weekly_status.lines import StatusLine

RED_SLIP_DAYS: Final = 10
"""Business days by which go-live may move before the rating is red."""
RED_LATE_DAYS: Final = 14
"""Calendar days that something may be past due before the rating is red."""
_WORST_SEVERITY: Final = 1

RatingColor = Literal["green", "amber", "red"]


class Reason(Struct, frozen=True):
    """Why the rating is not better: the color that it asks for, and a sentence without its period."""

    color: RatingColor
    text: str


class Rating(Struct, frozen=True):
    """A rating.

    Attributes:
        color: the color.
        word: the color as a word: "Amber".
        headline: the color with the first reason: "Amber: 2 items are past due".
        reasons: sentences without their periods; those of its own color come first.
    """

    color: RatingColor
    word: str
    headline: str
    reasons: tuple[str, ...]


def rate(spec: Integration, attention: Sequence[StatusLine], day: date) -> Rating:
    """Rate a project on a day.

    Args:
        spec: the integration.
        attention: what needs attention on that day.
        day: the day.
    """
    reasons = [
        *_judge_dates(spec, attention, day),
        *_judge_cases(attention),
        *_judge_late_lines(attention),
        *_judge_needs(spec),
        *_judge_risks(spec),
    ]
    red = tuple(one.text for one in reasons if one.color == "red")
    amber = tuple(one.text for one in reasons if one.color == "amber")
    if red or amber:
        return _make_rating("red" if red else "amber", red + amber)
    return _make_rating("green", (_describe_green(spec, day),))


def _make_rating(color: RatingColor, reasons: tuple[str, ...]) -> Rating:
    first = reasons[0] if reasons[0][1:2].isupper() else f"{reasons[0][:1].lower()}{reasons[0][1:]}"
    return Rating(color, color.capitalize(), f"{color.capitalize()}: {first}", reasons)


def _judge_dates(spec: Integration, attention: Sequence[StatusLine], day: date) -> Iterator[Reason]:
    for line in attention:
        if line.kind in {"go-live", "hard-stop"}:
            yield Reason("red", line.what)
    plan = spec.timeline
    if plan.go_live and plan.baseline_go_live and plan.go_live > plan.baseline_go_live:
        days = build_spec_calendar(spec, exclude_pauses=True).count_slip_days(plan.baseline_go_live, plan.go_live)
        late = format_count(days, "business day")
        text = f"Go-live is {late} later than agreed, on {format_date(plan.go_live)}"
        yield Reason("red" if days > RED_SLIP_DAYS else "amber", text)
    for slip in compute_slips(spec):
        if slip.id.startswith("gate-") and slip.days > 0 and slip.now[1] >= day:
            late = format_count(slip.days, "business day")
            yield Reason("amber", f"The gate {slip.name} is {late} later than agreed, on {format_date(slip.now[1])}")


def _judge_cases(attention: Sequence[StatusLine]) -> Iterator[Reason]:
    cases = [line for line in attention if line.kind == "test"]
    worst = sum(line.severity == _WORST_SEVERITY for line in cases)
    if worst:
        yield Reason("red", f"{format_count(worst, 'defect')} of severity 1 {'is' if worst == 1 else 'are'} open")
    if others := len(cases) - worst:
        yield Reason("amber", f"{format_count(others, 'test case')} failed or blocked")


def _judge_late_lines(attention: Sequence[StatusLine]) -> Iterator[Reason]:
    late = [line for line in attention if line.days_late and line.kind in _LATE_NAMES]
    for color, lines in (
        ("red", [line for line in late if line.days_late > RED_LATE_DAYS]),
        ("amber", [line for line in late if line.days_late <= RED_LATE_DAYS]),
    ):
        counts = [
            format_count(number, *names)
            for kind, names in _LATE_NAMES.items()
            if (number := sum(line.kind == kind for line in lines))
        ]
        if counts:
            verb = "is" if len(lines) == 1 else "are"
            more = f"more than {RED_LATE_DAYS} days past due" if color == "red" else "past due"
            yield Reason("red" if color == "red" else "amber", f"{join_words(counts)} {verb} {more}")
    if number := sum(line.kind == "activity" for line in attention):
        verb = "has" if number == 1 else "have"
        yield Reason("amber", f"{format_count(number, 'activity', 'activities')} {verb} no recorded start or end")


_LATE_NAMES: Final = {
    "decision": ("decision", "decisions"),
    "item": ("open item", "open items"),
    "step": ("next step", "next steps"),
}


def _judge_needs(spec: Integration) -> Iterator[Reason]:
    if missing := count_gate_items(spec, spec.status):
        verb = "is" if missing == 1 else "are"
        yield Reason("amber", f"{format_count(missing, 'item')} that {spec.status.label} needs {verb} open")


def _judge_risks(spec: Integration) -> Iterator[Reason]:
    number = sum(risk.likelihood is Level.HIGH and risk.impact is Level.HIGH for risk in spec.risks)
    if number:
        yield Reason("amber", f"{format_count(number, 'risk')} {'is' if number == 1 else 'are'} likely and severe")


def _describe_green(spec: Integration, day: date) -> str:
    """Say what is known to be well; nothing about a day that is not agreed."""
    plan = spec.timeline
    if plan.go_live is None:
        return "Nothing is past due; the day of go-live is not agreed yet"
    if plan.go_live < day:
        return "Nothing is past due"
    if plan.baseline_go_live == plan.go_live:
        return f"Nothing is past due, and go-live is as agreed on {format_date(plan.go_live)}"
    return f"Nothing is past due; go-live is planned for {format_date(plan.go_live)}"
