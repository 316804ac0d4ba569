"""The plan as rows for other planning tools: activities, gates, milestones, stages, hard stops, loads and go-live."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from golive.planning.calendar import build_spec_calendar
from golive.planning.planned_timeline import PlannedActivity, plan_activities
from golive.planning.schedule import GO_LIVE
from golive.project.project import IntegrationProject
from golive.schema.plan import Dates, Gate
from golive.schema.rollout import Milestone
from golive.schema.value_text import format_count
from golive.schema.words import Party
from golive.support.problems import SpecError, make_problem


class PlanRow(Struct, frozen=True):
    """One row of the plan.

    Attributes:
        name: what is done, or the name of the milestone.
        phase: the phase in words; empty for a milestone.
        first: the first day.
        last: the last day.
        days: the number of business days; 0 for a milestone.
        is_milestone: whether it is a day without duration.
        after: numbers of the rows that must have ended before; the first row is 1.
        done_by: the names of those who do it, or the name of who approves a gate or is responsible for a milestone.
        notes: the criterion of a gate, or a note on a milestone; may be empty.
        agreed: first and last day of the baseline; None if there is none.
        actual: the days on which it really took place; None if it has not begun.
    """

    name: str
    phase: str
    first: date
    last: date
    days: int
    is_milestone: bool = False
    after: tuple[int, ...] = ()
    done_by: tuple[str, ...] = ()
    notes: str = ""
    agreed: tuple[date, date] | None = None
    actual: Dates | None = None


def list_plan_rows(project: IntegrationProject) -> tuple[PlanRow, ...]:
    """List the plan: activities in the order of the spec, then gates, milestones and other days by date, then go-live.

    The other days are stages of the go-live, hard stops, and loads of migrations that have a day.

    Args:
        project: an integration whose spec has no problems.

    Raises:
        SpecError: the plan has neither an activity nor a gate, a milestone or a day of go-live.
        UnknownYearError: the plan leaves the years whose holidays are known.
    """
    spec = project.spec
    plan, activities = spec.timeline, plan_activities(spec)
    gates = sorted(plan.own_gates, key=lambda gate: (gate.date, gate.id))
    milestones = sorted(plan.milestones, key=lambda one: (one.date, one.name))
    others = sorted(_list_other_days(project), key=lambda row: (row.first, row.name))
    if not (activities or gates or milestones or others or plan.go_live):
        raise SpecError(
            make_problem(
                f"the plan of `{spec.id}` is empty: it has no activity, gate, milestone or day of go-live",
                "Fill in `timeline`; `golive plan --start DAY` shows how long each step of the typical process takes.",
                path=project.spec_file,
            )
        )
    numbers = {one.id: number for number, one in enumerate(activities, start=1)}
    if plan.go_live:
        numbers[GO_LIVE] = len(activities) + len(gates) + len(milestones) + len(others) + 1
    rows = [_make_activity_row(one, project, numbers) for one in activities]
    rows += [_make_gate_row(gate, project, numbers) for gate in gates]
    rows += [_make_milestone_row(one, project) for one in milestones]
    rows += others
    if plan.go_live:
        agreed = plan.baseline_go_live
        notes = f"Window: {plan.window}" if plan.window else ""
        rows.append(
            PlanRow(
                "Go-live", "", plan.go_live, plan.go_live, 0,
                is_milestone=True, notes=notes, agreed=(agreed, agreed) if agreed else None,
            )
        )  # fmt: skip
    return tuple(rows)


def _make_activity_row(one: PlannedActivity, project: IntegrationProject, numbers: dict[str, int]) -> PlanRow:
    calendar, baseline = build_spec_calendar(project.spec, exclude_pauses=True), one.baseline
    return PlanRow(
        one.name,
        one.track.label,
        one.first,
        one.last,
        calendar.count_business_days(one.first, one.last),
        after=_find_numbers(one.activity.after, numbers),
        done_by=tuple(_name_party(party, project) for party in one.activity.done_by),
        agreed=(baseline.start, baseline.end or baseline.start) if baseline else None,
        actual=one.activity.actual,
    )


def _make_gate_row(gate: Gate, project: IntegrationProject, numbers: dict[str, int]) -> PlanRow:
    approver = next(one.name for one in project.spec.team if one.id == gate.approver)
    return PlanRow(
        gate.name,
        "",
        gate.date,
        gate.date,
        0,
        is_milestone=True,
        after=_find_numbers(gate.after, numbers),
        done_by=(approver,),
        notes=f"{approver} decides. What must hold: {gate.criterion}",
        agreed=(gate.baseline, gate.baseline) if gate.baseline else None,
    )


def _make_milestone_row(one: Milestone, project: IntegrationProject) -> PlanRow:
    owner = next((contact.name for contact in project.spec.team if contact.id == one.owner), "")
    responsible = (owner,) if owner else ()
    return PlanRow(
        one.name, "", one.date, one.date, 0, is_milestone=True, done_by=responsible, notes=one.note or ""
    )  # fmt: skip


def _list_other_days(project: IntegrationProject) -> Iterator[PlanRow]:
    """Yield stages, hard stops, and the loads of migrations that have a day."""
    spec = project.spec
    for stage in spec.timeline.stages:
        accounts = format_count(stage.accounts, "account") if stage.accounts else None
        ends = stage.ends_when and f"What must hold for the next stage: {stage.ends_when}"
        notes = (f"{stage.kind.label}: {stage.audience}", accounts, ends)
        yield _make_day_row(f"Go-live of stage: {stage.name}", stage.date, notes)
    parties = {one.id: one.name for one in spec.parties}
    for stop in spec.timeline.hard_stops:
        set_by = stop.party and f"Set by {parties.get(stop.party, stop.party)}"
        yield _make_day_row(f"Hard stop: {stop.name}", stop.date, (stop.consequence, set_by))
    places = {one.id: one.name for one in spec.environments}
    for item in spec.batch:
        for load in item.migration.loads if item.migration else ():
            if load.date:
                place = load.environment and f"Environment: {places.get(load.environment, load.environment)}"
                yield _make_day_row(f"{item.name}: {load.name}", load.date, (f"{load.kind.label} load", place))


def _make_day_row(name: str, day: date, notes: tuple[str | None, ...]) -> PlanRow:
    return PlanRow(name, "", day, day, 0, is_milestone=True, notes="; ".join(filter(None, notes)))


def _find_numbers(ids: tuple[str, ...], numbers: dict[str, int]) -> tuple[int, ...]:
    return tuple(sorted(numbers[one] for one in dict.fromkeys(ids) if one in numbers))


def _name_party(party: Party, project: IntegrationProject) -> str:
    names = {Party.BILLER: project.spec.biller.short_name, Party.VENDOR: project.organization.short_name}
    return names.get(party, party.label)
