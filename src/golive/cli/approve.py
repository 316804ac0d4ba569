"""`golive approve`."""

from datetime import date, datetime
from pathlib import Path

import click


@click.command()
@click.argument("spec", metavar="SPEC")
@click.option("--name", required=True, metavar="NAME", help="Who approves.")
@click.option("--organization", required=True, metavar="NAME", help="For whom.")
@click.option("--role", metavar="TEXT", help="In which role; the one that the change log asks for when left out.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Date of the approval; today when left out.")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace; found upward from SPEC or the current folder when left out.",
)
def approve(  # noqa: PLR0913 - click passes each option as a parameter
    *, spec: str, name: str, organization: str, role: str | None, day: datetime | None, workspace: Path | None
) -> None:
    """Bind somebody's yes to the newest release of SPEC, or of the guide.

    It is written into the change log with the digest of what was released: whatever changes afterwards voids it.
    """
    from golive.cli.output import near
    from golive.cli.release import state_asked_for
    from golive.cli.version_arguments import document_file
    from golive.releases.approval import Approver, plan_approval
    from golive.releases.transaction import opened
    from golive.yaml_io.naming import safe

    asked = document_file(spec, workspace)
    root = asked.workspace.root.resolve()
    by = Approver(name, organization, day.date() if day else date.today(), role)  # noqa: DTZ011 - the day where the person is
    with opened(root, root / "data" / "releases") as desk:
        if desk.found:
            click.echo(desk.found, err=True)
        state = state_asked_for(asked)
        planned = plan_approval(state, by)
        if planned:
            desk.write(f"{state.document.value.id} {planned.version}, approved", planned.files, state.known)
    if planned is None:
        click.echo(f"{state.name}: {safe(name)} has approved {state.document.value.version} already.")
        return
    one = planned.approval
    click.echo(f"{state.name} {planned.version}: approved by {safe(one.name)}, {safe(one.organization)}, {one.date}")
    for path in planned.files:
        click.echo(f"wrote {near(path)}")
