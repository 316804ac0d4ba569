"""Determine the status of an integration: phase, next gate, open items, and state of its documents."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from golive.open_items.gate import count_gate_items
from golive.open_items.items import OpenItem
from golive.pipeline.input_digests import InputDigests
from golive.pipeline.up_to_date import is_document_current
from golive.planning.calendar import UnknownYearError, build_spec_calendar
from golive.project.open_items import convert_to_values, list_open_items
from golive.project.project import IntegrationProject, Project
from golive.provenance.ownership import find_ownership
from golive.provenance.replaced_files import ReplacedFiles, find_replaced_files
from golive.releases.status import find_release_status
from golive.schema import Integration
from golive.schema.organization import LogEntry
from golive.schema.plan import Gate

_SATURDAY: Final = 5


class NextMilestone(Struct, frozen=True):
    """The next gate of the plan, or go-live.

    Attributes:
        id: the gate's id, or `go-live`.
        name: the gate's name.
        date: the day of the gate.
        days_left: business days of the biller from today to that day; negative if it has passed.
    """

    id: str
    name: str
    date: date
    days_left: int


class DocumentState(Struct, frozen=True):
    """A document and its state.

    The state is `current`, `out of date`, `missing`, `edited` if a person changed it, `foreign` if golive did not make
    it, or `unknown` if no build is recorded.
    """

    kind: str
    path: Path
    state: str


class IntegrationStatus(Struct, frozen=True):
    """The status of one integration.

    Attributes:
        spec: the integration.
        milestone: the next gate; None if the plan has no more, or if there is no plan yet.
        items: the open items.
        late: ids of the open items that are past due.
        draft: text of the draft mark on its documents; empty for a released version.
        documents: the state of each document.
        unready: number of open items that the present phase or an earlier one needs.
        withdrawn: the newest entry of the change log if its release was withdrawn, and nothing was released since.
        replaced: the files of people that builds replaced, and kept; None if there are none.
    """

    spec: Integration
    milestone: NextMilestone | None
    items: tuple[OpenItem, ...]
    late: tuple[str, ...]
    draft: str
    documents: tuple[DocumentState, ...]
    unready: int = 0
    withdrawn: LogEntry | None = None
    replaced: ReplacedFiles | None = None

    @property
    def has_plan(self) -> bool:
        """Return whether the plan has a gate or a day of go-live."""
        return bool(self.spec.timeline.gates or self.spec.timeline.go_live)


def get_integration_status(
    project: Project, today: date, digests: InputDigests | None = None
) -> IntegrationStatus | None:
    """Return the status of a project on a day; None for the guide, which has no phases.

    Args:
        project: the project.
        today: the day.
        digests: digests of the input files; shared by the projects of one command, so that each file is read once.
    """
    if not isinstance(project, IntegrationProject):
        return None
    project = replace(project, release_status=find_release_status(project))
    spec = project.spec
    items = list_open_items(project)
    documents = _list_document_states(project, digests or InputDigests())
    late = tuple(item.id for item in items if item.is_overdue(today))
    return IntegrationStatus(
        spec,
        _find_next_milestone(spec, today),
        items,
        late,
        find_release_status(project).draft,
        documents,
        count_gate_items(spec, spec.status),
        _find_withdrawn_entry(project),
        find_replaced_files(documents[0].path.parent) if documents else None,
    )


def status_to_dict(progress: IntegrationStatus, today: date) -> dict[str, Any]:
    """Convert the status to plain values for `--json`."""
    spec, mark = progress.spec, progress.milestone
    return {
        "id": spec.id,
        "name": spec.name,
        "version": spec.version,
        "phase": spec.status.value,
        "next": mark
        and {"id": mark.id, "name": mark.name, "date": mark.date.isoformat(), "business_days_left": mark.days_left},
        "open_items": convert_to_values(progress.items, today),
        "needed_now": progress.unready,
        "past_due": len(progress.late),
        "draft": progress.draft,
        "withdrawn": progress.withdrawn
        and {"version": progress.withdrawn.version, **_withdrawal_to_dict(progress.withdrawn)},
        "documents": [{"kind": one.kind, "path": str(one.path), "state": one.state} for one in progress.documents],
        "replaced": progress.replaced
        and {
            "folder": str(progress.replaced.folder),
            "files": progress.replaced.count,
            "bytes": progress.replaced.size,
        },
    }


def _find_withdrawn_entry(project: IntegrationProject) -> LogEntry | None:
    newest = project.changelog.entries[0] if project.changelog else None
    return newest if newest and newest.withdrawn else None


def _withdrawal_to_dict(entry: LogEntry) -> dict[str, Any]:
    return entry.withdrawn.model_dump(mode="json") if entry.withdrawn else {}


def _find_next_milestone(spec: Integration, today: date) -> NextMilestone | None:
    plan = spec.timeline
    found = [(gate.date, gate.id, gate.name) for gate in plan.gates if not _is_go_live(gate, plan.go_live)]
    found += [(plan.go_live, "go-live", "Go-live")] if plan.go_live else []
    ahead = sorted(one for one in found if one[0] >= today)
    if not ahead:
        return None
    day, name_id, name = ahead[0]
    return NextMilestone(name_id, name, day, _count_business_days(spec, today, day))


def _is_go_live(gate: Gate, day: date | None) -> bool:
    return gate.date == day and gate.name.casefold() == "go-live"


def _count_business_days(spec: Integration, first: date, last: date) -> int:
    """Count the business days of the plan after `first` through `last`; weekdays for unknown years."""
    try:
        return build_spec_calendar(spec, exclude_pauses=True).count_slip_days(first, last)
    except UnknownYearError:
        return sum((first + timedelta(n)).weekday() < _SATURDAY for n in range(1, (last - first).days + 1))


def _list_document_states(project: IntegrationProject, digests: InputDigests) -> tuple[DocumentState, ...]:
    from golive.pipeline.build import get_output_path, select_outputs
    from golive.pipeline.catalog import DOCUMENTS

    wanted = {one.kind for one in select_outputs(project, frozenset(row.kind for row in DOCUMENTS if row.is_default))}
    found, spec = [], project.spec
    for row in DOCUMENTS:
        if row.kind in wanted:
            path = project.workspace.output_folder / get_output_path(project, row.path)
            found.append(DocumentState(row.kind, path, _get_document_state(path, spec.id, row.kind, digests)))
    return tuple(found)


def _get_document_state(path: Path, document_id: str, kind: str, digests: InputDigests) -> str:
    if not path.is_file():
        return "missing"
    current = is_document_current(path, digests)
    may_hold_edits = not current or path.suffix == ".pptx"  # a deck is up to date with its edits, too
    if may_hold_edits and (state := find_ownership(path, document_id, kind).state) in {"edited", "foreign"}:
        return state
    return "unknown" if current is None else "current" if current else "out of date"
