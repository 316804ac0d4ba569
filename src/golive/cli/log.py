"""`golive log`."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.spec_options import complete_ids

if TYPE_CHECKING:
    from golive.cli.version_arguments import RequestedDocument
    from golive.project.project import Project
    from golive.releases.approval_state import SignOff
    from golive.releases.versioned_document import VersionedDocument
    from golive.schema import ChangeLog
    from golive.yaml_io.load import Loaded

FORMATS = ("text", "markdown", "json", "html")
AUDIENCES = ("internal", "biller")


@click.command()
@click.argument("spec", metavar="SPEC", shell_complete=complete_ids)
@click.option("--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@click.option("--since", metavar="VERSION", help="Only entries after this version.")
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default=AUDIENCES[0],
    show_default=True,
    help="For the biller, changes of internal fields are left out.",
)
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace; by default found upward from SPEC or the current folder.",
)
def log(*, spec: str, form: str, since: str | None, audience: str, workspace: Path | None) -> None:
    """Print the change log of SPEC, or of the guide, newest entry first."""
    from golive.cli.output import warn_unfinished_release
    from golive.cli.version_arguments import resolve_document_argument
    from golive.releases.approval_state import append_sign_offs
    from golive.releases.change_log import FORMATS as WRITERS
    from golive.releases.change_log import check_version_is_logged, select_entries
    from golive.releases.versioned_document import get_file_stem, read_document
    from golive.schema.values import VERSION_PATTERN

    if since is not None and not re.fullmatch(VERSION_PATTERN, since, re.ASCII):
        raise click.BadParameter(f"`{since}` is not a version, such as 1.2.0.", param_hint="--since")
    asked = resolve_document_argument(spec, workspace)
    about = read_document(asked.path).value
    warn_unfinished_release(asked.workspace)
    loaded = _load_change_log(asked.workspace.changelog_file(get_file_stem(about)), about)
    check_version_is_logged(loaded, since)
    entries = select_entries(loaded.value, since, internal=audience == AUDIENCES[0])
    if form == "html":
        from golive.pipeline.change_log_page import render_change_log_page

        click.echo(render_change_log_page(_load_project(asked), entries).decode(), nl=False)
        return
    name = about.title if hasattr(about, "title") else about.name
    click.echo(append_sign_offs(WRITERS[form](name, entries), form, _list_sign_offs(asked, loaded.value)))


def _load_change_log(path: Path, about: "VersionedDocument") -> "Loaded[ChangeLog]":
    """Load and check the change log."""
    from golive.checks import check_change_log
    from golive.schema import ChangeLog
    from golive.support.problems import SpecError, make_problem
    from golive.yaml_io.load import load

    if not path.exists():
        raise SpecError(
            make_problem("there is no change log yet", "`golive release` writes its first entry.", path=path)
        )
    loaded = load(path, ChangeLog)
    if problems := check_change_log(loaded, about.version, about.date):
        raise SpecError(*problems)
    return loaded


def _load_project(asked: "RequestedDocument") -> "Project":
    """Load the project that the change log belongs to."""
    from golive.project.project import load_guide, load_integration

    is_guide = asked.path.resolve() == asked.workspace.guide_file.resolve()
    return load_guide(asked.workspace) if is_guide else load_integration(asked.workspace, asked.path)


def _list_sign_offs(asked: "RequestedDocument", log: "ChangeLog") -> "tuple[SignOff, ...]":
    """Return the approvals of the newest version, each with its validity for the current content."""
    from golive.cli.release import load_requested_release_state
    from golive.releases.release_check import check_release_state

    is_inside = asked.path.resolve().is_relative_to(asked.workspace.root.resolve() / "data")
    return check_release_state(load_requested_release_state(asked)).sign_offs if log.approvals and is_inside else ()
