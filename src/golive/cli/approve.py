"""`golive approve`."""

from datetime import date, datetime
from pathlib import Path

import click

from golive.cli.spec_options import complete_ids


@click.command()
@click.argument("spec", metavar="SPEC", shell_complete=complete_ids)
@click.option("--name", required=True, metavar="NAME", help="Who approves.")
@click.option("--organization", required=True, metavar="NAME", help="The organization that the approver represents.")
@click.option("--role", metavar="TEXT", help="Role of the approver; by default the one in the change log.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Date of the approval; today by default.")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace; by default found upward from SPEC or the current folder.",
)
def approve(  # noqa: PLR0913 - click passes each option as a parameter
    *, spec: str, name: str, organization: str, role: str | None, day: datetime | None, workspace: Path | None
) -> None:
    """Record an approval of the newest release of SPEC, or of the guide.

    The approval is written to the change log with the digest of the release; any later change makes it invalid. It is
    refused if somebody edited a document of the release in the output folder: that is not what is approved.
    """
    from golive.cli.output import shorten_path
    from golive.cli.release import load_requested_release_state
    from golive.cli.version_arguments import resolve_document_argument
    from golive.provenance.edited_documents import refuse_edited_documents
    from golive.releases.approval import Approver, plan_approval
    from golive.support.files import open_write_session
    from golive.yaml_io.message_text import escape_unprintable

    asked = resolve_document_argument(spec, workspace)
    by = Approver(name, organization, day.date() if day else date.today(), role)  # noqa: DTZ011 - the day where the person is
    with open_write_session((asked.workspace.data_folder,), wait_seconds=0) as session:
        if session.recovery_note:
            click.echo(session.recovery_note, err=True)
        state = load_requested_release_state(asked)
        planned = plan_approval(state, by)
        if planned:
            refuse_edited_documents(asked.workspace, state)
            title = f"the approval of {state.document.value.id} {planned.version}"
            session.write(title, planned.files, state.original_contents)
    if planned is None:
        click.echo(f"{state.name}: {escape_unprintable(name)} has approved {state.document.value.version} already.")
        return
    one = planned.approval
    click.echo(
        f"{state.name} {planned.version}: approved by {escape_unprintable(one.name)}, "
        f"{escape_unprintable(one.organization)}, {one.date}"
    )
    for path in planned.files:
        click.echo(f"wrote {shorten_path(path)}")
