"""How far an integration is: its phase, the next gate, what is open, and how its documents stand."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from golive.open_items.items import OpenItem
from golive.pipeline.up_to_date import is_current
from golive.planning.calendar import UnknownYearError, calendar_of
from golive.project.open_items import as_values, items_of
from golive.project.project import Project
from golive.releases.status import standing_of
from golive.schema import Integration
from golive.schema.plan import Gate

_SATURDAY: Final = 5


class Milestone(Struct, frozen=True):
    """The next day on which someone says yes or no, or go-live itself.

    Attributes:
        id: the gate's id; `go-live` for the go-live.
        name: what is passed.
        date: when.
        days_left: business days of the biller from today to that day; negative when it is over.
    """

    id: str
    name: str
    date: date
    days_left: int


class Standing(Struct, frozen=True):
    """A document, and how it stands: `current`, `out of date`, `missing`, or `unknown` where no build is remembered."""

    kind: str
    path: Path
    state: str


class Progress(Struct, frozen=True):
    """How far one integration is.

    Attributes:
        spec: the integration.
        milestone: what comes next; None when the plan has nothing more.
        items: what is open.
        late: the ids of those whose day is over.
        draft: what the draft mark of its documents says; empty when they are of a released version.
        documents: how they stand.
    """

    spec: Integration
    milestone: Milestone | None
    items: tuple[OpenItem, ...]
    late: tuple[str, ...]
    draft: str
    documents: tuple[Standing, ...]


def progress_of(project: Project, today: date) -> Progress | None:
    """How far a project is on a day; None for the guide, which has no phases."""
    spec = project.spec
    if spec is None:
        return None
    items = items_of(project)
    late = tuple(item.id for item in items if item.is_past(today))
    return Progress(spec, _next(spec, today), items, late, standing_of(project).draft, _documents(project))


def as_plain(progress: Progress, today: date) -> dict[str, Any]:
    """The same as plain values, for `--json`."""
    spec, mark = progress.spec, progress.milestone
    return {
        "id": spec.id,
        "name": spec.name,
        "version": spec.version,
        "phase": spec.status.value,
        "next": mark
        and {"id": mark.id, "name": mark.name, "date": mark.date.isoformat(), "business_days_left": mark.days_left},
        "open_items": as_values(progress.items, today),
        "past_due": len(progress.late),
        "draft": progress.draft,
        "documents": [{"kind": one.kind, "path": str(one.path), "state": one.state} for one in progress.documents],
    }


def _next(spec: Integration, today: date) -> Milestone | None:
    plan = spec.timeline
    found = [(gate.date, gate.id, gate.name) for gate in plan.gates if not _is_go_live(gate, plan.go_live)]
    found += [(plan.go_live, "go-live", "Go-live")] if plan.go_live else []
    ahead = sorted(one for one in found if one[0] >= today)
    if not ahead:
        return None
    day, name_id, name = ahead[0]
    return Milestone(name_id, name, day, _business_days(spec, today, day))


def _is_go_live(gate: Gate, day: date | None) -> bool:
    return gate.date == day and gate.name.casefold() == "go-live"


def _business_days(spec: Integration, first: date, last: date) -> int:
    """Business days after the first day up to the last one, on the biller's calendar where its years are known."""
    try:
        return calendar_of(spec).slip(first, last)
    except UnknownYearError:
        return sum((first + timedelta(n)).weekday() < _SATURDAY for n in range(1, (last - first).days + 1))


def _documents(project: Project) -> tuple[Standing, ...]:
    from golive.pipeline.catalog import DOCUMENTS

    found = []
    for row in DOCUMENTS:
        if row.subject == "integration" and row.is_default:
            place = row.path.format(id=project.about.id, version=project.about.version)
            path = project.workspace.output / place
            found.append(Standing(row.kind, path, _state(path)))
    return tuple(found)


def _state(path: Path) -> str:
    if not path.is_file():
        return "missing"
    current = is_current(path)
    return "unknown" if current is None else "current" if current else "out of date"
