"""`golive invite`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.spec_options import complete_ids

if TYPE_CHECKING:
    from golive.schema import Integration

_STDOUT = "-"


@click.command()
@click.argument("spec", metavar="SPEC", shell_complete=complete_ids)
@click.option("--output", "-o", "target", metavar="FILE", help="The file to write; `-` prints it.")
@click.option("--force", is_flag=True, help="Overwrite FILE, whatever it is.")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace; by default found upward from SPEC or the current folder.",
)
def invite(*, spec: str, target: str | None, force: bool, workspace: Path | None) -> int | None:
    """Write the meetings of SPEC's plan as an .ics file for calendars.

    It contains the discovery sessions, standing meetings, trainings, every gate (BDR, TDR, SIT, UAT, go/no-go) and
    go-live, with the people of both sides who have an e-mail address. A standing meeting is left out, and named, if
    its frequency does not say on which days it is.
    By default it is written to the output folder, next to the integration's documents.
    """
    from golive.cli.output import shorten_path, write_files
    from golive.cli.spec_arguments import load_integration_project
    from golive.exchange.invitations import (
        build_calendar_file,
        list_people_without_email,
        list_unplaced_meetings,
    )
    from golive.yaml_io.message_text import escape_unprintable

    project = load_integration_project(spec, workspace, "The guide has no meetings")
    about, content = project.spec, build_calendar_file(project)
    if missing := list_people_without_email(about):
        names = ", ".join(escape_unprintable(person.name) for person in missing)
        click.echo(f"Not invited, because the spec has no e-mail address for them: {names}", err=True)
    for meeting in list_unplaced_meetings(about):
        name, rhythm = escape_unprintable(meeting.name), escape_unprintable(meeting.rhythm)
        click.echo(f"Not in the calendar, because “{rhythm}” does not say on which days it is: {name}", err=True)
    if target == _STDOUT:
        click.echo(content, nl=False)
        return None
    folder = project.workspace.output_folder / about.id
    path = Path(target) if target else folder / f"{about.id}-invites-{about.version}.ics"
    if not force:
        _refuse_foreign_file(path, about)
    write_files({path.absolute(): content}, "the writing of the invitations")
    click.echo(str(shorten_path(path)))
    return None


def _refuse_foreign_file(path: Path, spec: "Integration") -> None:
    """Raise OutputError if the file exists and is not an earlier calendar of the same integration."""
    from golive.exchange.invitations import is_golive_calendar
    from golive.support.problems import OutputError, make_problem

    if path.is_file() and not is_golive_calendar(path.read_bytes(), spec):
        hint = "Choose another file, or pass --force. Nothing was written."
        raise OutputError(make_problem(f"{path} already exists, and does not contain invitations of `{spec.id}`", hint))
