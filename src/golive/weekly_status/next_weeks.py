"""List what the plan has for the day of a status report and the two weeks after it."""

from collections.abc import Iterable, Iterator

from golive.open_items.items import OpenItem
from golive.planning.planned_timeline import PlannedActivity, plan_activities
from golive.schema import Integration
from golive.schema.plan import Timeline
from golive.schema.value_text import format_date
from golive.weekly_status.lines import Period, StatusLine, name_contact, name_parties


def list_next(spec: Integration, vendor: str, items: Iterable[OpenItem], period: Period) -> tuple[StatusLine, ...]:
    """List what comes, in order of its days.

    Args:
        spec: the integration.
        vendor: short name of the vendor.
        items: its open items.
        period: the days.
    """
    found = [
        *_list_activities(spec, vendor, period),
        *_list_days_of_plan(spec, spec.timeline, period),
        *_list_rollout(spec, period),
        *_list_meetings(spec, period),
        *(
            StatusLine("step", step.action, step.due, name_contact(spec, step.owner))
            for step in spec.next_steps
            if period.is_next(step.due)
        ),
        *(
            StatusLine("item", f"Answer due: {item.what}", item.due, name_contact(spec, item.owner))
            for item in items
            if period.is_next(item.due)
        ),
    ]
    return tuple(sorted(found, key=lambda line: line.day or period.until))


def _list_activities(spec: Integration, vendor: str, period: Period) -> Iterator[StatusLine]:
    for one in plan_activities(spec):
        actual = one.activity.actual
        if actual and actual.end:
            continue
        who = name_parties(spec, vendor, one.activity.done_by)
        starts, ends = not actual and period.is_next(one.first), period.is_next(one.last)
        if starts:
            day = one.first
        elif ends:
            day = one.last
        else:
            continue
        yield StatusLine("activity", _describe_activity(one, starts=starts, ends=ends), day, who)


def _describe_activity(one: PlannedActivity, *, starts: bool, ends: bool) -> str:
    if starts and ends:
        return f"{one.name}: starts, and ends on {format_date(one.last)}"
    return f"{one.name}: {'starts' if starts else 'ends'}"


def _list_days_of_plan(spec: Integration, plan: Timeline, period: Period) -> Iterator[StatusLine]:
    for gate in plan.own_gates:
        if period.is_next(gate.date):
            yield StatusLine("gate", f"Gate: {gate.name}", gate.date, name_contact(spec, gate.approver))
    for one in plan.milestones:
        if period.is_next(one.date):
            yield StatusLine("milestone", one.name, one.date, name_contact(spec, one.owner))
    if plan.go_live and period.is_next(plan.go_live):
        yield StatusLine("go-live", "Go-live", plan.go_live)
    for stop in plan.hard_stops:
        if period.is_next(stop.date):
            yield StatusLine("hard-stop", f"Hard stop: {stop.name}", stop.date)
    for freeze in plan.blackouts:
        if period.is_next(freeze.start):
            text = f"Change freeze until {format_date(freeze.end)}: {freeze.reason}"
            yield StatusLine("freeze", text, freeze.start)


def _list_rollout(spec: Integration, period: Period) -> Iterator[StatusLine]:
    for stage in spec.timeline.stages:
        if period.is_next(stage.date):
            yield StatusLine("stage", f"Go-live of stage: {stage.name}", stage.date)
    for item in spec.batch:
        for load in item.migration.loads if item.migration else ():
            if period.is_next(load.date):
                yield StatusLine("load", f"{item.name}: {load.name}", load.date)


def _list_meetings(spec: Integration, period: Period) -> Iterator[StatusLine]:
    for session in spec.timeline.sessions:
        if period.is_next(session.date):
            yield StatusLine("session", session.name, session.date)
    for training in spec.training:
        if period.is_next(training.date):
            who = name_contact(spec, training.trainer)
            yield StatusLine("training", f"Training: {training.name}", training.date, who)
    for notice in spec.customer_notices:
        if period.is_next(notice.date):
            who = name_contact(spec, notice.owner)
            yield StatusLine("notice", f"Notice to payers: {notice.name}", notice.date, who)
