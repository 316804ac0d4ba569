"""`golive release`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from golive.cli.version_arguments import Asked
    from golive.releases.release_request import Release, State, Wish
    from golive.releases.transaction import Desk

LEVELS = ("patch", "minor", "major")


@click.command()
@click.argument("spec", metavar="SPEC")
@click.option("--message", metavar="TEXT", help="What changed; drafted from the changes when left out.")
@click.option("--edit", is_flag=True, help="Write the description in your editor ($VISUAL, $EDITOR), from the draft.")
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
def release(
    *, spec: str, day: datetime | None, edit: bool, dry_run: bool, workspace: Path | None, **said: str | None
) -> None:
    """Release SPEC, or the guide: raise its version, add the entry to its change log, keep its content.

    The version rises as much as the changes since the last release ask for, see `golive diff`. Spec, change log and
    snapshot are written all together or not at all, whenever the machine stops.
    """
    from golive.cli.version_arguments import document_file
    from golive.releases.release_request import Wish
    from golive.schema.change_level import Bump
    from golive.support.problems import GoliveError

    asked = document_file(spec, workspace)
    level = Bump[said["level"].upper()] if said["level"] else Bump.NONE
    today = day.date() if day else date.today()  # noqa: DTZ011 - the day where the person is
    wish = Wish(today, said["author"], said["added_by"], said["message"], level, edit)
    if not edit:
        _release(asked, wish, dry_run=dry_run)
        return
    before = _prepared(asked, wish, dry_run=dry_run)
    if before is None:
        return
    state, planned = before
    from msgspec.structs import replace

    from golive.cli.text_editor import described

    wish = replace(wish, message=described(state, planned))
    try:
        _release(asked, wish, planned, dry_run=dry_run)
    except GoliveError:
        click.echo(f"Your description, to be used again with --message:\n{wish.message}", err=True)
        raise


def _prepared(asked: "Asked", wish: "Wish", *, dry_run: bool) -> "tuple[State, Release] | None":
    """What a description is to be written for; None where there is nothing to release, which is said."""
    from golive.releases.release import plan_release

    with _desk(asked, dry_run=dry_run):
        state = state_asked_for(asked)
        planned = plan_release(state, wish)
    if planned is None:
        _tell(state, planned, wish, dry_run=dry_run)
        return None
    return state, planned


def _release(asked: "Asked", wish: "Wish", described: "Release | None" = None, *, dry_run: bool) -> None:
    """Plan a release, and write it unless that is not wanted.

    Args:
        asked: what is released.
        wish: what the person asked for.
        described: the release that the person saw while writing the description; it must still be the same.
        dry_run: whether nothing is written.
    """
    from golive.releases.release import plan_release
    from golive.releases.release_refusals import refuse_other

    with _desk(asked, dry_run=dry_run) as desk:
        state = state_asked_for(asked)
        planned = plan_release(state, wish)
        if described:
            refuse_other(state, described, planned)
        if planned and desk:
            desk.write(f"{state.document.value.id} {planned.version}", planned.files, state.known)
    _tell(state, planned, wish, dry_run=dry_run)


@contextmanager
def _desk(asked: "Asked", *, dry_run: bool) -> "Iterator[Desk | None]":
    """Where releases are written, alone; None where nothing is written. An interrupted release is told of."""
    from golive.releases.transaction import opened, unfinished

    root = asked.workspace.root.resolve()
    folder = root / "data" / "releases"
    if dry_run:
        if what := unfinished(folder):
            click.echo(f"The release of {what} was interrupted; the next release completes it first.", err=True)
        yield None
        return
    with opened(root, folder) as desk:
        if desk.found:
            click.echo(desk.found, err=True)
        yield desk


def state_asked_for(asked: "Asked") -> "State":
    """Read and check everything that a release starts from."""
    from golive.project.project import load_guide, load_integration
    from golive.project.workspace import Workspace
    from golive.releases.status import state_of
    from golive.support.problems import SpecError, problem

    path, workspace = asked.path.resolve(), Workspace(asked.workspace.root.resolve())
    project = load_guide(workspace) if path == workspace.guide else load_integration(workspace, path)
    if not path.is_relative_to(workspace.root / "data"):
        hint = "Move it there; what lies elsewhere can be built, and not released."
        raise SpecError(problem(f"lies outside of {workspace.root / 'data'}", hint, path=path))
    return state_of(project)


def _tell(state: "State", planned: "Release | None", wish: "Wish", *, dry_run: bool) -> None:
    from golive.cli.output import near
    from golive.yaml_io.naming import safe

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
