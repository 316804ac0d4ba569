"""Begin a plan with the typical process: one activity for each step, after the one before it."""

from golive.editing import SetValue
from golive.planning.calendar import UnknownYearError, build_spec_calendar
from golive.planning.typical_process import compute_typical_schedule
from golive.project.project import IntegrationProject
from golive.schema.process import ProcessStep
from golive.schema.words import Party, Track
from golive.studio.sessions.snapshot import FileSnapshot
from golive.support.problems import EditError, make_problem


def list_typical_steps(snapshot: FileSnapshot) -> tuple[ProcessStep, ...]:
    """Return the steps of the typical process that can begin a plan; none if it has activities, or has errors."""
    project = snapshot.project
    if not isinstance(project, IntegrationProject) or project.spec.timeline.activities:
        return ()
    return tuple(one for one in project.process.steps if one.least_days and one.track is not Track.GO_LIVE)


def build_typical_plan(snapshot: FileSnapshot) -> list[SetValue]:
    """Return the edits that begin a plan with the typical process, with the longest time that each step takes.

    The plan is computed forward from the start of the project, and go-live follows from it; or, if only the day of
    go-live is given, backward from that.

    Raises:
        EditError: there are activities already, or neither day is given.
    """
    project = snapshot.project
    steps = list_typical_steps(snapshot)
    if not isinstance(project, IntegrationProject) or not steps:
        raise EditError(make_problem("The plan has activities already, or there is something to fix first"))
    plan = project.spec.timeline
    if not plan.start and not plan.go_live:
        hint = "Give one of the two, and use the typical process then."
        raise EditError(make_problem("Neither the project start nor the day of go-live is known", hint))
    activities = [
        {
            "id": step.id,
            "name": step.name,
            "track": step.track.value,
            "days": str(max(step.most_days or 0, step.least_days or 1)),
            **({"after": [steps[number - 1].id]} if number else {}),
            "done_by": [Party.BILLER.value, Party.VENDOR.value],
        }
        for number, step in enumerate(steps)
    ]
    edits = [SetValue(("timeline", "activities"), activities)]
    if plan.start and not plan.go_live:
        try:
            calendar = build_spec_calendar(project.spec, exclude_pauses=True)
            dated = compute_typical_schedule(project.process, calendar, start=plan.start)
        except UnknownYearError as error:
            raise EditError(make_problem(str(error), "Correct the year of the project start.")) from None
        last = next((one for one in project.process.steps if one.track is Track.GO_LIVE), None)
        go_live = next((one.longest[0] for one in dated if last and one.id == last.id), None)
        if go_live:
            edits.append(SetValue(("timeline", "go_live"), go_live.isoformat()))
    return edits
