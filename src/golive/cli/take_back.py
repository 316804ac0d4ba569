"""`golive take-back`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from golive.pipeline.take_back import TakeBack
    from golive.project.project import IntegrationProject
    from golive.provenance.statement import Statement
    from golive.reports.json_outputs.document_outputs import TakeBackOutput


@click.command("take-back")
@click.argument("deck", type=click.Path(path_type=Path), metavar="DECK")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change in the spec.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace of the spec; found upward from DECK or the current folder when left out.",
)
def take_back(*, deck: Path, dry_run: bool, as_json: bool, workspace: Path | None) -> int:
    """Copy text that somebody edited in DECK back into its spec, if it comes from a single value.

    An edit is copied only if the deck built from the changed spec shows the edited text. Other edits are listed;
    `golive build` keeps them in the deck. DECK is not changed.

    Exits 1 when DECK was not made by golive, or cannot be read.
    """
    from golive.cli.output import show_json
    from golive.editing import save_edits
    from golive.pipeline.take_back import plan_take_back
    from golive.provenance.document_file import read_statement

    statement = read_statement(deck)
    project = _load_project(deck, statement, workspace)
    found = plan_take_back(
        project, statement.kind, deck.read_bytes(), lambda: _load_project(deck, statement, workspace)
    )
    if not dry_run:
        save_edits(found.result)
    if as_json:
        show_json(_convert(found, is_written=not dry_run))
    else:
        _print(found, is_written=not dry_run)
    return 0


def _load_project(deck: Path, statement: "Statement", workspace: Path | None) -> "IntegrationProject":
    """Load the project that a deck was made from, with its release status.

    Raises:
        OriginError: the deck is of another kind, or the workspace does not have its spec.
        SpecError: the spec is not valid.
    """
    from msgspec.structs import replace

    from golive.cli.verify import find_project
    from golive.project.project import IntegrationProject
    from golive.releases.status import find_release_status
    from golive.support.problems import OriginError, make_problem

    if deck.suffix != ".pptx":
        raise OriginError(make_problem("is not a deck of an integration", "Name a .pptx of golive.", path=deck))
    _, project = find_project(deck, statement, workspace)
    if not isinstance(project, IntegrationProject):
        raise OriginError(
            make_problem(
                f"was made from {statement.id}, which no workspace here has", "Name it with --workspace.", path=deck
            )
        )
    return replace(project, release_status=find_release_status(project))


def _print(found: "TakeBack", *, is_written: bool) -> None:
    from golive.yaml_io.message_text import escape_unprintable

    for offer in found.offers:
        click.echo(escape_unprintable(offer.message))
    if found.offers and not is_written:
        click.echo(found.result.diff, nl=False)
    for edit, reason in found.others:
        click.echo(escape_unprintable(f"not taken back, {reason}: {edit.message}"), err=True)
    if is_written:
        from golive.cli.output import shorten_path

        for change in found.result.changes:
            click.echo(f"wrote {shorten_path(change.path)}")
    if not found.offers:
        click.echo("There is nothing to take back.", err=True)


def _convert(found: "TakeBack", *, is_written: bool) -> "TakeBackOutput":
    from msgspec import to_builtins

    return {
        "offers": [
            {
                "path": list(one.path),
                "before": one.before,
                "after": one.after,
                "message": one.message,
                "edit": to_builtins(one.edit),
            }
            for one in found.offers
        ],
        "others": [{"reason": reason, "edit": to_builtins(edit)} for edit, reason in found.others],
        "diff": found.result.diff,
        "written": [str(one.path) for one in found.result.changes] if is_written else [],
    }
