"""`golive release`."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from golive.cli.sides import Asked
    from golive.versions.state import Release, State, Wish

LEVELS = ("patch", "minor", "major")


@click.command()
@click.argument("spec", metavar="SPEC")
@click.option("--message", metavar="TEXT", help="What changed; drafted from the changes when left out.")
@click.option("--author", metavar="NAME", help="Who wrote the version; the owner of the spec when left out.")
@click.option("--added-by", metavar="NAME", help="Who adds the entry, if someone else.")
@click.option("--level", type=click.Choice(LEVELS), help="The part of the version that rises, if more than it must.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Date of the release; today when left out.")
@click.option("--dry-run", is_flag=True, help="Say what would be released, and write nothing.")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace; found upward from SPEC or the current folder when left out.",
)
def release(*, spec: str, day: datetime | None, dry_run: bool, workspace: Path | None, **said: str | None) -> None:
    """Release SPEC, or the guide: raise its version, add the entry to its change log, keep its content.

    The version rises as much as the changes since the last release ask for, see `golive diff`. Spec, change log and
    snapshot are written all together or not at all, whenever the machine stops.
    """
    from golive.cli.sides import document_file
    from golive.spec.model.cost import Bump
    from golive.versions.release import plan_release
    from golive.versions.state import Wish
    from golive.versions.transaction import opened, unfinished

    asked = document_file(spec, workspace)
    root = asked.workspace.root.resolve()
    folder = root / "data" / "releases"
    level = Bump[said["level"].upper()] if said["level"] else Bump.NONE
    wish = Wish(day.date() if day else date.today(), said["author"], said["added_by"], said["message"], level)  # noqa: DTZ011 - the day where the person is
    if dry_run:
        if what := unfinished(folder):
            click.echo(f"The release of {what} was interrupted; the next release completes it first.", err=True)
        state = state_asked_for(asked)
        _tell(state, plan_release(state, wish), wish, dry_run=True)
        return
    with opened(root, folder) as desk:
        if desk.found:
            click.echo(desk.found, err=True)
        state = state_asked_for(asked)
        planned = plan_release(state, wish)
        if planned:
            desk.write(f"{state.document.value.id} {planned.version}", planned.files, state.known)
    _tell(state, planned, wish, dry_run=False)


def state_asked_for(asked: "Asked") -> "State":
    """Read and check everything that a release starts from."""
    from golive.errors import SpecError, problem
    from golive.project import load_guide, load_integration
    from golive.standing import state_of
    from golive.workspace import Workspace

    path, workspace = asked.path.resolve(), Workspace(asked.workspace.root.resolve())
    project = load_guide(workspace) if path == workspace.guide else load_integration(workspace, path)
    if not path.is_relative_to(workspace.root / "data"):
        hint = "Move it there; what lies elsewhere can be built, and not released."
        raise SpecError(problem(f"lies outside of {workspace.root / 'data'}", hint, path=path))
    return state_of(project)


def _tell(state: "State", planned: "Release | None", wish: "Wish", *, dry_run: bool) -> None:
    from golive.cli.report import near
    from golive.spec.naming import safe

    about = state.document.value
    if planned is None:
        click.echo(f"{about.id}: nothing has changed since {about.version}; there is nothing to release.")
        return
    click.echo(f"{about.id} {planned.version}, {wish.day if planned.entry else about.date}")
    if planned.entry:
        click.echo(f"  {safe(planned.entry.author)}: {safe(planned.entry.description)}")
    for change in planned.changes:
        click.echo(f"  {change.level.label}: {safe(change.sentence)}{' (internal)' if change.internal else ''}")
    for path in planned.files:
        click.echo(f"{'would write' if dry_run else 'wrote'} {near(path)}")
