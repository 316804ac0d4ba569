"""`golive unrelease`."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.spec_options import complete_ids

if TYPE_CHECKING:
    from golive.cli.version_arguments import RequestedDocument
    from golive.releases.release_request import ReleaseState
    from golive.releases.withdrawal import WithdrawalPlan


@click.command()
@click.argument("spec", metavar="SPEC", shell_complete=complete_ids)
@click.argument("version", metavar="[VERSION]", required=False)
@click.option("--reason", metavar="TEXT", help="Why the release is withdrawn.")
@click.option("--by", metavar="NAME", help="Who takes it back; the owner of the spec by default.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Date of the withdrawal; today by default.")
@click.option("--dry-run", is_flag=True, help="Show what would be withdrawn, and write nothing.")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace; by default found upward from SPEC or the current folder.",
)
def unrelease(
    *,
    spec: str,
    version: str | None,
    day: datetime | None,
    dry_run: bool,
    workspace: Path | None,
    **said: str | None,
) -> None:
    """Withdraw the newest release of SPEC, or of the guide; any other VERSION is rejected.

    Its entry stays in the change log, marked as withdrawn, and its number is never reused. The spec keeps its content
    and becomes a draft on top of the previous release. Nothing is deleted: the content of the release stays beside
    the others under another name, and documents built from it stay where they are.
    """
    from golive.cli.release import load_requested_release_state, open_release_transaction
    from golive.cli.version_arguments import resolve_document_argument
    from golive.releases.withdrawal import WithdrawalOptions, plan_withdrawal

    asked = resolve_document_argument(spec, workspace)
    today = day.date() if day else date.today()  # noqa: DTZ011 - the day where the person is
    options = WithdrawalOptions(today, said["by"], said["reason"], version)
    with open_release_transaction(asked, dry_run=dry_run) as session:
        state = load_requested_release_state(asked)
        planned = plan_withdrawal(state, options)
        if session:
            before = {**state.original_contents}
            before |= {path: path.read_bytes() for path, new in planned.files.items() if new is None}
            title = f"the withdrawal of {state.document.value.id} {planned.version}"
            session.write(title, planned.files, before)
    _print_withdrawal(asked, state, planned, dry_run=dry_run)


def _print_withdrawal(
    asked: "RequestedDocument", state: "ReleaseState", planned: "WithdrawalPlan", *, dry_run: bool
) -> None:
    from golive.cli.output import shorten_path
    from golive.releases.change_log import describe_withdrawal
    from golive.releases.versioned_document import get_file_stem
    from golive.yaml_io.message_text import escape_unprintable

    about = state.document.value
    click.echo(f"{about.id} {planned.version}: {escape_unprintable(describe_withdrawal(planned.withdrawal))}")
    before = planned.previous_version
    click.echo(f"  {before} is the newest release again." if before else "  Nothing is released now.")
    for path, content in planned.files.items():
        word = "remove" if content is None else "write"
        done = {"remove": "removed", "write": "wrote"}[word]
        click.echo(f"{f'would {word}' if dry_run else done} {shorten_path(path)}")
    folder = asked.workspace.output_folder / get_file_stem(about)
    made = sorted(folder.glob(f"*-{planned.version}.*")) if folder.is_dir() else []
    if made:
        click.echo(f"Documents of {planned.version} that stay, and should not be given out:")
        for path in made:
            click.echo(f"  {shorten_path(path)}")
