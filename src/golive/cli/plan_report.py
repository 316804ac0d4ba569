"""What `golive plan` prints, for a terminal and for machines."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from golive.planning.calendar import calendar_of
from golive.planning.slip import slips
from golive.planning.typical_process import TypicalStep
from golive.schema import Integration
from golive.schema.value_text import count, day, day_range
from golive.schema.workdays import Calendar

_HEAD = ("", "business days", "now", "as agreed", "slip")
_TYPICAL_HEAD = ("", "business days", "at its shortest", "at its longest")


def plan_as_text(spec: Integration) -> str:
    """The spec's own plan as aligned columns; what was agreed and the slip where there is a baseline."""
    late = {slip.id: slip for slip in slips(spec)}
    calendar, plan = calendar_of(spec), spec.timeline
    rows = [
        (one.name, str(calendar.count(one.first, one.last)), day_range(one.first, one.last), one.id)
        for one in sorted(plan.activities, key=lambda one: (one.first, one.last))
    ]
    rows += [
        (gate.name, "", day(gate.date), f"gate-{gate.id}") for gate in sorted(plan.own_gates, key=lambda g: g.date)
    ]
    rows.append(("Go-live", "", day(plan.go_live) if plan.go_live else "to be decided", "go-live"))
    cells = [
        (*row, day_range(*late[key].agreed), late[key].words) if key in late else (*row, "", "") for *row, key in rows
    ]
    shown = [_HEAD, *cells] if late else [row[:3] for row in (_HEAD, *cells)]
    return "\n".join([f"{spec.name}: {_days_in_words(spec)}", "", *_aligned(shown)])


def plan_as_json(spec: Integration) -> dict[str, Any]:
    """The same as plain values."""
    late = {slip.id: slip for slip in slips(spec)}
    calendar, plan = calendar_of(spec), spec.timeline

    def entry(key: str, name: str, first: date, last: date) -> dict[str, Any]:
        slip = late.get(key)
        agreed = {"start": str(slip.agreed[0]), "end": str(slip.agreed[1])} if slip else None
        return {
            "id": key,
            "name": name,
            "start": str(first),
            "end": str(last),
            "business_days": calendar.count(first, last),
            "agreed": agreed,
            "slip": slip.days if slip else None,
        }

    return {
        "id": spec.id,
        "activities": [entry(one.id, one.name, one.first, one.last) for one in plan.activities],
        "gates": [entry(f"gate-{gate.id}", gate.name, gate.date, gate.date) for gate in plan.own_gates],
        "go_live": entry("go-live", "Go-live", plan.go_live, plan.go_live) if plan.go_live else None,
    }


def typical_as_text(
    spec: Integration, steps: Sequence[TypicalStep], *, start: date | None = None, go_live: date | None = None
) -> str:
    """The typical process as aligned columns."""
    anchor = f"from {start:%a} {day(start)} on" if start else f"back from {go_live:%a} {day(go_live or date.max)}"
    rows = [
        (
            step.name,
            str(step.least) if step.least == step.most else f"{step.least}–{step.most}",
            day_range(*step.shortest),
            day_range(*step.longest),
        )
        for step in steps
    ]
    if not steps:
        return "The typical process says of no step how many business days it takes (`least_days`)."
    ends = [step.shortest[1] for step in steps[-1:]] + [step.longest[1] for step in steps[-1:]]
    starts = [steps[0].longest[0], steps[0].shortest[0]]
    last = f"Go-live between {day(ends[0])} and {day(ends[1])}." if start else _begin(starts)
    head = f"The typical process {anchor}, {_days_in_words(spec)}"
    return "\n".join([head, "", *_aligned([_TYPICAL_HEAD, *rows]), "", last])


def typical_as_json(
    steps: Sequence[TypicalStep], *, start: date | None = None, go_live: date | None = None
) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "start": str(start) if start else None,
        "go_live": str(go_live) if go_live else None,
        "steps": [
            {
                "id": step.id,
                "name": step.name,
                "least_days": step.least,
                "most_days": step.most,
                "shortest": {"start": str(step.shortest[0]), "end": str(step.shortest[1])},
                "longest": {"start": str(step.longest[0]), "end": str(step.longest[1])},
            }
            for step in steps
        ],
    }


def _begin(starts: Sequence[date]) -> str:
    return f"To be safe, start by {day(starts[0])}; after {day(starts[1])} there is no time left."


def _days_in_words(spec: Integration) -> str:
    """Which days are worked: `business days of Riverton Water (US federal holidays, 2 own days off)`."""
    own = spec.biller.calendar or Calendar()
    parts = [f"{own.holidays.label} holidays" if own.holidays.value != "none" else "no holidays"]
    parts += [f"{count(len(own.days_off), 'own day')} off"] if own.days_off else []
    parts += [f"{count(len(own.days_worked), 'day')} worked all the same"] if own.days_worked else []
    return f"business days of {spec.biller.short_name} ({', '.join(parts)})"


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
