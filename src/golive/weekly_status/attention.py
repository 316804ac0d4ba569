"""List what a project has to look at: past due, not begun or ended as planned, blocked, failed, too late for a stop."""

from collections.abc import Iterable, Iterator
from datetime import date

from golive.open_items.items import OpenItem
from golive.planning.case_results import summarize_results
from golive.planning.planned_timeline import plan_activities
from golive.planning.rollout import compute_slack_days
from golive.schema import Integration
from golive.schema.value_text import format_count, format_date
from golive.schema.words import Phase
from golive.weekly_status.lines import StatusLine, name_contact, name_parties


def list_attention(spec: Integration, vendor: str, items: Iterable[OpenItem], day: date) -> tuple[StatusLine, ...]:
    """List what needs attention on a day: dates of the whole project, then defects, then by days past due.

    Args:
        spec: the integration.
        vendor: short name of the vendor.
        items: its open items.
        day: the day of the report.
    """
    late = [
        *_list_late_activities(spec, vendor, day),
        *_list_late_steps(spec, day),
        *_list_late_items(spec, items, day),
    ]
    late.sort(key=lambda line: -line.days_late)
    return (*_list_project_dates(spec, day), *_list_open_cases(spec, day), *late)


def _list_project_dates(spec: Integration, day: date) -> Iterator[StatusLine]:
    go_live = spec.timeline.go_live
    if go_live and go_live < day and spec.status is not Phase.LIVE:
        text = f"The day of go-live has passed; the phase is still {spec.status.label}"
        yield StatusLine("go-live", text, go_live, days_late=(day - go_live).days)
    for stop in spec.timeline.hard_stops:
        slack = compute_slack_days(spec, stop)
        if slack is not None and slack < 0:
            text = f"Go-live is {format_count(-slack, 'day')} after the hard stop: {stop.name}"
            yield StatusLine("hard-stop", text, stop.date)


def _list_open_cases(spec: Integration, day: date) -> Iterator[StatusLine]:
    found = []
    for name, phase in (("SIT", spec.testing.sit), ("UAT", spec.testing.uat)):
        for case in summarize_results(phase, until=day).open_cases:
            result = case.result
            if result is None:
                continue
            severity = f", severity {result.severity}" if result.severity else ""
            defect = f" ({result.defect})" if result.defect else ""
            text = f"{name} case {case.id} {result.outcome.label.lower()}{severity}{defect}: {case.title}"
            found.append(StatusLine("test", text, result.date, result.tester or "", severity=result.severity))
    yield from sorted(found, key=lambda line: line.severity or 9)


def _list_late_activities(spec: Integration, vendor: str, day: date) -> Iterator[StatusLine]:
    """Yield activities whose planned days have passed without the actual ones; none if the spec records no days."""
    if not any(one.actual for one in spec.timeline.activities):
        return
    for one in plan_activities(spec):
        actual, who = one.activity.actual, name_parties(spec, vendor, one.activity.done_by)
        if actual and actual.end:
            continue
        if one.last < day:
            yield StatusLine("activity", f"{one.name}: no end is recorded", one.last, who, (day - one.last).days)
        elif not actual and one.first < day:
            yield StatusLine("activity", f"{one.name}: no start is recorded", one.first, who, (day - one.first).days)


def _list_late_steps(spec: Integration, day: date) -> Iterator[StatusLine]:
    for step in spec.next_steps:
        if step.due < day:
            yield StatusLine("step", step.action, step.due, name_contact(spec, step.owner), (day - step.due).days)


def _list_late_items(spec: Integration, items: Iterable[OpenItem], day: date) -> Iterator[StatusLine]:
    for item in items:
        if item.due and item.is_overdue(day):
            who, days = name_contact(spec, item.owner), (day - item.due).days
            yield StatusLine("item" if item.needed_by else "decision", item.what, item.due, who, days)


def describe_line(line: StatusLine) -> str:
    """Return when a line was due and whose it is: "due Nov 13, 2026, 15 days ago; Ada Moreno"; may be empty."""
    due = ""
    if line.days_late and line.day:
        ago = f"due {format_date(line.day)}, {format_count(line.days_late, 'day')} ago"
        due = f"planned for {format_date(line.day)}" if line.kind == "activity" else ago
    return "; ".join(filter(None, (due, line.who)))
