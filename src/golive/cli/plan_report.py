"""Format the output of `golive plan` as text and as JSON values."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from golive.planning.calendar import DEFAULT_HOLIDAYS, build_spec_calendar
from golive.planning.planned_timeline import plan_activities
from golive.planning.slip import compute_slips
from golive.planning.typical_process import TypicalStep
from golive.schema import Integration
from golive.schema.value_text import format_count, format_date, format_date_range, format_weekday_and_date
from golive.schema.workdays import Calendar

if TYPE_CHECKING:
    from golive.reports.json_outputs.project_outputs import DateRange, PlannedActivity, PlanOutput, TypicalPlanOutput

_PLAN_HEADINGS = ("", "business days", "now", "as agreed", "slip")
_TYPICAL_HEADINGS = ("", "business days", "at its shortest", "at its longest")


def format_plan(spec: Integration) -> str:
    """Format the spec's plan as aligned columns, with agreed dates and slips if there is a baseline."""
    late = {slip.id: slip for slip in compute_slips(spec)}
    calendar, plan = build_spec_calendar(spec, exclude_pauses=True), spec.timeline
    rows = [
        (
            one.name,
            str(calendar.count_business_days(one.first, one.last)),
            format_date_range(one.first, one.last),
            one.id,
        )
        for one in sorted(plan_activities(spec), key=lambda one: (one.first, one.last))
    ]
    rows += [
        (gate.name, "", format_date(gate.date), f"gate-{gate.id}")
        for gate in sorted(plan.own_gates, key=lambda g: g.date)
    ]
    rows.append(("Go-live", "", format_date(plan.go_live) if plan.go_live else "to be decided", "go-live"))
    cells = [
        (*row, format_date_range(*late[key].agreed), late[key].summary) if key in late else (*row, "", "")
        for *row, key in rows
    ]
    shown = [_PLAN_HEADINGS, *cells] if late else [row[:3] for row in (_PLAN_HEADINGS, *cells)]
    return "\n".join([f"{spec.name}: {_describe_business_days(spec)}", "", *_align_columns(shown)])


def plan_to_dict(spec: Integration) -> "PlanOutput":
    """Return the plan as plain values for JSON."""
    late = {slip.id: slip for slip in compute_slips(spec)}
    calendar, plan = build_spec_calendar(spec, exclude_pauses=True), spec.timeline

    def entry(key: str, name: str, first: date, last: date) -> "PlannedActivity":
        slip = late.get(key)
        agreed: DateRange | None = {"start": str(slip.agreed[0]), "end": str(slip.agreed[1])} if slip else None
        return {
            "id": key,
            "name": name,
            "start": str(first),
            "end": str(last),
            "business_days": calendar.count_business_days(first, last),
            "agreed": agreed,
            "slip": slip.days if slip else None,
        }

    return {
        "id": spec.id,
        "activities": [entry(one.id, one.name, one.first, one.last) for one in plan_activities(spec)],
        "gates": [entry(f"gate-{gate.id}", gate.name, gate.date, gate.date) for gate in plan.own_gates],
        "go_live": entry("go-live", "Go-live", plan.go_live, plan.go_live) if plan.go_live else None,
    }


def format_typical_process(
    spec: Integration, steps: Sequence[TypicalStep], *, start: date | None = None, go_live: date | None = None
) -> str:
    """Format the typical process as aligned columns."""
    anchor = (
        f"from {format_weekday_and_date(start)} on"
        if start
        else f"back from {format_weekday_and_date(go_live or date.max)}"
    )
    rows = [
        (
            step.name,
            str(step.min_days) if step.min_days == step.max_days else f"{step.min_days}–{step.max_days}",
            format_date_range(*step.shortest),
            format_date_range(*step.longest),
        )
        for step in steps
    ]
    if not steps:
        return "The typical process says of no step how many business days it takes (`least_days`)."
    ends = [step.shortest[1] for step in steps[-1:]] + [step.longest[1] for step in steps[-1:]]
    starts = [steps[0].longest[0], steps[0].shortest[0]]
    last = (
        f"Go-live between {format_date(ends[0])} and {format_date(ends[1])}." if start else _format_latest_start(starts)
    )
    head = f"The typical process {anchor}, {_describe_business_days(spec)}"
    return "\n".join([head, "", *_align_columns([_TYPICAL_HEADINGS, *rows]), "", last])


def typical_process_to_dict(
    steps: Sequence[TypicalStep], *, start: date | None = None, go_live: date | None = None
) -> "TypicalPlanOutput":
    """Return the typical process as plain values for JSON."""
    return {
        "start": str(start) if start else None,
        "go_live": str(go_live) if go_live else None,
        "steps": [
            {
                "id": step.id,
                "name": step.name,
                "least_days": step.min_days,
                "most_days": step.max_days,
                "shortest": {"start": str(step.shortest[0]), "end": str(step.shortest[1])},
                "longest": {"start": str(step.longest[0]), "end": str(step.longest[1])},
            }
            for step in steps
        ],
    }


def _format_latest_start(starts: Sequence[date]) -> str:
    return f"To be safe, start by {format_date(starts[0])}; after {format_date(starts[1])} there is no time left."


def _describe_business_days(spec: Integration) -> str:
    """Describe the biller's calendar: `business days of Riverton Water (US federal holidays, 2 own days off)`."""
    own = spec.biller.calendar or Calendar()
    holidays = own.holidays or DEFAULT_HOLIDAYS
    parts = [f"{holidays.label} holidays" if holidays.value != "none" else "no holidays"]
    parts += [f"{format_count(len(own.days_off), 'own day')} off"] if own.days_off else []
    parts += [format_count(len(own.days_worked), "exception workday")] if own.days_worked else []
    return f"business days of {spec.biller.short_name} ({', '.join(parts)})"


def _align_columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
