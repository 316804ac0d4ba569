"""`golive release`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.spec_options import complete_ids

if TYPE_CHECKING:
    from golive.cli.version_arguments import RequestedDocument
    from golive.releases.release_request import ReleaseOptions, ReleasePlan, ReleaseState
    from golive.support.files import WriteSession

LEVELS = ("patch", "minor", "major")


@click.command()
@click.argument("spec", metavar="SPEC", shell_complete=complete_ids)
@click.option("--message", metavar="TEXT", help="Description of the version; by default drafted from the changes.")
@click.option("--edit", is_flag=True, help="Edit the drafted description in your editor ($VISUAL, $EDITOR).")
@click.option("--author", metavar="NAME", help="Who wrote the version; the owner of the spec by default.")
@click.option("--added-by", metavar="NAME", help="Who adds the entry, if someone else.")
@click.option("--level", type=click.Choice(LEVELS), help="Part of the version to raise, if higher than required.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Date of the release; today by default.")
@click.option("--dry-run", is_flag=True, help="Show what would be released, and write nothing.")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace; by default found upward from SPEC or the current folder.",
)
def release(
    *, spec: str, day: datetime | None, edit: bool, dry_run: bool, workspace: Path | None, **said: str | None
) -> None:
    """Release SPEC, or the guide: raise its version, add an entry to its change log, keep its content.

    The version is raised as far as the changes since the last release require; see `golive diff`. Spec, change log
    and snapshot are written together or not at all, even if the machine stops in between.
    """
    from golive.cli.version_arguments import resolve_document_argument
    from golive.releases.release_request import ReleaseOptions
    from golive.schema.change_level import Bump
    from golive.support.problems import GoliveError

    asked = resolve_document_argument(spec, workspace)
    level = Bump[said["level"].upper()] if said["level"] else Bump.NONE
    today = day.date() if day else date.today()  # noqa: DTZ011 - the day where the person is
    options = ReleaseOptions(today, said["author"], said["added_by"], said["message"], level, edit)
    if not edit:
        _plan_and_write_release(asked, options, dry_run=dry_run)
        return
    before = _plan_release_for_editing(asked, options, dry_run=dry_run)
    if before is None:
        return
    state, planned = before
    from msgspec.structs import replace

    from golive.cli.text_editor import edit_description

    options = replace(options, message=edit_description(state, planned))
    try:
        _plan_and_write_release(asked, options, planned, dry_run=dry_run)
    except GoliveError:
        click.echo(f"Your description, to be used again with --message:\n{options.message}", err=True)
        raise


def _plan_release_for_editing(
    asked: "RequestedDocument", options: "ReleaseOptions", *, dry_run: bool
) -> "tuple[ReleaseState, ReleasePlan] | None":
    """Plan the release to describe in the editor; print a note and return None if there is nothing to release."""
    from golive.releases.release import plan_release

    with open_release_transaction(asked, dry_run=dry_run):
        state = load_requested_release_state(asked)
        planned = plan_release(state, options)
    if planned is None:
        _print_release(state, planned, options, dry_run=dry_run)
        return None
    return state, planned


def _plan_and_write_release(
    asked: "RequestedDocument", options: "ReleaseOptions", described: "ReleasePlan | None" = None, *, dry_run: bool
) -> None:
    """Plan a release, and write it unless `dry_run` is set.

    Args:
        asked: the document to release.
        options: the options of the command.
        described: the plan that was shown in the editor; the new plan must match it.
        dry_run: True to write nothing.
    """
    from golive.releases.release import plan_release
    from golive.releases.release_preconditions import check_description_is_current

    with open_release_transaction(asked, dry_run=dry_run) as session:
        state = load_requested_release_state(asked)
        planned = plan_release(state, options)
        if described:
            check_description_is_current(state, described, planned)
        if planned and session:
            session.write(
                f"the release of {state.document.value.id} {planned.version}", planned.files, state.original_contents
            )
    _print_release(state, planned, options, dry_run=dry_run)


@contextmanager
def open_release_transaction(asked: "RequestedDocument", *, dry_run: bool) -> "Iterator[WriteSession | None]":
    """Lock the workspace's data, or yield None for a dry run; report an interrupted release."""
    from golive.cli.output import warn_unfinished_release
    from golive.support.files import open_write_session

    if dry_run:
        warn_unfinished_release(asked.workspace)
        yield None
        return
    with open_write_session((asked.workspace.data_folder,), wait_seconds=0) as session:
        if session.recovery_note:
            click.echo(session.recovery_note, err=True)
        yield session


def load_requested_release_state(asked: "RequestedDocument") -> "ReleaseState":
    """Load and check the current state that a release of the requested document is based on."""
    from golive.project.project import load_guide, load_integration
    from golive.project.workspace import Workspace
    from golive.releases.status import load_release_state
    from golive.support.problems import SpecError, make_problem

    path, workspace = asked.path.resolve(), Workspace(asked.workspace.root.resolve())
    project = load_guide(workspace) if path == workspace.guide_file else load_integration(workspace, path)
    if not path.is_relative_to(workspace.root / "data"):
        hint = "Move it there; files elsewhere can be built but not released."
        raise SpecError(make_problem(f"is outside {workspace.root / 'data'}", hint, path=path))
    return load_release_state(project)


def _print_release(
    state: "ReleaseState", planned: "ReleasePlan | None", options: "ReleaseOptions", *, dry_run: bool
) -> None:
    from golive.cli.output import shorten_path
    from golive.yaml_io.message_text import escape_unprintable

    about = state.document.value
    if planned is None:
        click.echo(f"{about.id}: nothing has changed since {about.version}; there is nothing to release.")
        return
    click.echo(f"{about.id} {planned.version}, {options.day if planned.entry else about.date}")
    if planned.entry:
        click.echo(f"  {escape_unprintable(planned.entry.author)}: {escape_unprintable(planned.entry.description)}")
    for change in planned.changes:
        click.echo(
            f"  {change.level.label}: {escape_unprintable(change.sentence)}{' (internal)' if change.internal else ''}"
        )
    for path in planned.files:
        click.echo(f"{'would write' if dry_run else 'wrote'} {shorten_path(path)}")
