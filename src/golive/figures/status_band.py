"""Draw the rating of a status report as a colored word, beside the facts that readers look for first."""

from collections.abc import Iterator

from golive.figures.area import get_text_room, split_into_columns
from golive.figures.drawing import Box, Color, Drawing, Frame, Line, Rect
from golive.figures.subject import FigureSubject
from golive.figures.text_fitting import TextPart, Wording, candidate_sizes, fit_text, set_lines, text_height_in
from golive.open_items.gate import count_gate_items
from golive.planning.case_results import summarize_results
from golive.schema import Integration
from golive.schema.value_text import format_count, format_date
from golive.support.problems import TemplateError, make_problem
from golive.weekly_status.report import WeeklyStatus

_GAP_IN = 0.1
_INSET_IN = 0.08
_RATING_SHARE, _FACT_SHARE = 1.0, 1.15
_LARGE, _SMALL = 1.5, 0.85
_PAD_IN = 0.1

Fact = tuple[str, str, str]
"""Label, value and detail; the detail may be empty."""


def draw_status_band(subject: FigureSubject, frame: Frame) -> Drawing:
    """Draw the rating, and phase, next gate, go-live, open items and tests."""
    spec, status = subject.require_spec(), subject.status
    if status is None:
        raise TemplateError(make_problem("this document has no status report", "Leave the figure out."))
    facts = list_facts(spec, status)
    shares = (_RATING_SHARE, *([_FACT_SHARE] * len(facts)))
    areas = split_into_columns(Rect(0, 0, frame.width_in, frame.height_in), shares, _GAP_IN)
    wordings = [[_word_rating(status.rating.word, status.rating.color)], *(_word_fact(fact) for fact in facts)]
    size = candidate_sizes(frame)[0]
    heights = (
        text_height_in(set_lines(wording[0], area.width - 2 * _INSET_IN, size, frame))
        for wording, area in zip(wordings, areas, strict=True)
    )
    height = min(frame.height_in, max(heights) + 2 * _PAD_IN)
    boxes = [
        Box(
            f"status-{number}", area.x, 0, area.width, height,
            shape="rounded",
            fill="soft" if number else status.rating.color,
            lines=_fit(wording, Rect(area.x, 0, area.width, height), frame),
            align="left" if number else "center",
            inset_in=_INSET_IN,
        )
        for number, (wording, area) in enumerate(zip(wordings, areas, strict=True))
    ]  # fmt: skip
    told = " ".join(f"{label}: {value}{f', {detail}' if detail else ''}." for label, value, detail in facts)
    day = format_date(status.period.day)
    title = f"Status of {spec.name} on {day}"
    return Drawing("status", frame.width_in, height, tuple(boxes), title, f"Rating: {status.rating.word}. {told}")


def list_facts(spec: Integration, status: WeeklyStatus) -> tuple[Fact, ...]:
    """List the facts beside the rating, as label, value and detail."""
    return (
        ("Phase", spec.status.label, _describe_needs(spec)),
        *_find_gate(spec, status),
        _describe_go_live(spec, status),
        _count_items(status),
        *_count_tests(spec, status),
    )


def _describe_needs(spec: Integration) -> str:
    missing = count_gate_items(spec, spec.status)
    if not missing:
        return "has all that it needs"
    return f"{format_count(missing, 'item')} that it needs {'is' if missing == 1 else 'are'} open"


def _find_gate(spec: Integration, status: WeeklyStatus) -> Iterator[Fact]:
    ahead = [gate for gate in spec.timeline.own_gates if gate.date >= status.period.day]
    if ahead:
        gate = min(ahead, key=lambda one: (one.date, one.id))
        yield "Next gate", format_date(gate.date), gate.name


def _describe_go_live(spec: Integration, status: WeeklyStatus) -> Fact:
    day = spec.timeline.go_live
    if day is None:
        return "Go-live", "To be decided", ""
    slip = next((slip for slip in status.slips if slip.id == "go-live"), None)
    detail = "as agreed" if slip and not slip.days else slip.summary if slip else "no agreed day recorded"
    return "Go-live", format_date(day), detail


def _count_items(status: WeeklyStatus) -> Fact:
    late = status.past_due
    return "Open items", str(len(status.items)), f"{late} past due" if late else "none past due"


def _count_tests(spec: Integration, status: WeeklyStatus) -> Iterator[Fact]:
    for name, phase in (("UAT", spec.testing.uat), ("SIT", spec.testing.sit)):
        counts = summarize_results(phase, until=status.period.day)
        if counts.not_run < counts.cases:
            bad = counts.failed + counts.blocked
            detail = f"{bad} failed or blocked" if bad else f"{format_count(counts.not_run, 'case')} not run"
            yield f"{name} passed", f"{counts.passed} of {counts.cases}", detail
            return


def _word_rating(word: str, color: Color) -> Wording:
    text: Color = "ink" if color == "amber" else "paper"
    return (TextPart("Overall", color=text, scale=_SMALL), TextPart(word, bold=True, color=text, scale=_LARGE))


def _word_fact(fact: Fact) -> list[Wording]:
    label, value, detail = fact
    head = (TextPart(label, color="muted", scale=_SMALL), TextPart(value, bold=True))
    return [(*head, TextPart(detail, color="muted", scale=_SMALL)), head, head[1:]] if detail else [head, head[1:]]


def _fit(wordings: list[Wording], area: Rect, frame: Frame) -> tuple[Line, ...]:
    return fit_text(wordings, get_text_room(area, _INSET_IN), frame)
