"""`golive plan`."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.spec_options import complete_ids

if TYPE_CHECKING:
    from golive.schema import Integration

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.argument("spec", metavar="SPEC", shell_complete=complete_ids)
@click.option("--start", type=DAY, metavar="YYYY-MM-DD", help="Schedule the typical process forward from this day.")
@click.option("--go-live", type=DAY, metavar="YYYY-MM-DD", help="Schedule the typical process backward from this day.")
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace; by default found upward from SPEC or the current folder.",
)
def plan(
    *, spec: str, start: datetime | None, go_live: datetime | None, as_json: bool, workspace: Path | None
) -> int | None:
    """Print the plan of SPEC: computed days, agreed days, and the slip.

    With --start or --go-live, print the typical process instead, at its shortest and its longest, on the biller's
    business days. Nothing is written.
    """
    from golive.cli.output import show_json
    from golive.cli.plan_report import format_plan, format_typical_process, plan_to_dict, typical_process_to_dict
    from golive.cli.spec_arguments import load_integration_project
    from golive.planning.calendar import UnknownYearError, build_spec_calendar
    from golive.planning.typical_process import compute_typical_schedule
    from golive.support.problems import SpecError, make_problem

    if start and go_live:
        raise click.UsageError("Give either --start or --go-live, not both.")
    project = load_integration_project(spec, workspace, "The guide has no plan")
    about = project.spec
    if start is None and go_live is None:
        show_json(plan_to_dict(about)) if as_json else click.echo(format_plan(about))
        return None
    ends = {key: day.date() for key, day in (("start", start), ("go_live", go_live)) if day}
    _require_business_day(about, *ends.values())
    try:
        steps = compute_typical_schedule(project.process, build_spec_calendar(about, exclude_pauses=True), **ends)
    except UnknownYearError as error:
        raise SpecError(make_problem(str(error), "Choose a day whose plan falls within these years.")) from None
    show_json(typical_process_to_dict(steps, **ends)) if as_json else click.echo(
        format_typical_process(about, steps, **ends)
    )
    return None


def _require_business_day(spec: "Integration", day: date) -> None:
    """Raise SpecError if the day is not a business day of the biller."""
    from golive.planning.calendar import UnknownYearError, build_spec_calendar
    from golive.support.problems import SpecError, make_problem

    calendar = build_spec_calendar(spec, exclude_pauses=True)
    try:
        if calendar.is_business_day(day):
            return
        pause = next((one for one in spec.timeline.blackouts if one.pauses and one.start <= day <= one.end), None)
        why = f"in a pause ({pause.reason})" if pause else calendar.closed.get(day) or f"a {day:%A}"
        before, after = calendar.previous_business_day(day), calendar.next_business_day(day)
        hint = f"The business days around it are {before} and {after}."
    except UnknownYearError as error:
        raise SpecError(make_problem(str(error), "The holidays of other years are not known.")) from None
    raise SpecError(make_problem(f"{day} is {why}, not a business day of {spec.biller.short_name}", hint))
