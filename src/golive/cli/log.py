"""`golive log`."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from golive.cli.version_arguments import Asked
    from golive.project.project import Project
    from golive.releases.approval_state import SignOff
    from golive.releases.versioned_document import Document
    from golive.schema import ChangeLog
    from golive.yaml_io.load import Loaded

FORMATS = ("text", "markdown", "json", "html")
AUDIENCES = ("internal", "biller")


@click.command()
@click.argument("spec", metavar="SPEC")
@click.option("--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@click.option("--since", metavar="VERSION", help="Only what came after this version.")
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
    help="The workspace; found upward from SPEC or the current folder when left out.",
)
def log(*, spec: str, form: str, since: str | None, audience: str, workspace: Path | None) -> None:
    """Print the change log of SPEC, or of the guide, newest entry first."""
    from golive.cli.output import tell_unfinished
    from golive.cli.version_arguments import document_file
    from golive.releases.approval_state import with_sign_offs
    from golive.releases.change_log import FORMATS as WRITERS
    from golive.releases.change_log import chosen, refuse_unknown
    from golive.releases.versioned_document import filed_as, read_document
    from golive.schema.values import VERSION

    if since is not None and not re.fullmatch(VERSION, since, re.ASCII):
        raise click.BadParameter(f"`{since}` is no version, such as 1.2.0.", param_hint="--since")
    asked = document_file(spec, workspace)
    about = read_document(asked.path).value
    tell_unfinished(asked.workspace)
    loaded = _loaded(asked.workspace.changelog(filed_as(about)), about)
    refuse_unknown(loaded, since)
    entries = chosen(loaded.value, since, internal=audience == AUDIENCES[0])
    if form == "html":
        from golive.pipeline.change_log_page import to_page

        click.echo(to_page(_project(asked), entries).decode(), nl=False)
        return
    name = about.title if hasattr(about, "title") else about.name
    click.echo(with_sign_offs(WRITERS[form](name, entries), form, _signed(asked, loaded.value)))


def _loaded(path: Path, about: "Document") -> "Loaded[ChangeLog]":
    """The change log, checked."""
    from golive.checks import check_changelog
    from golive.schema import ChangeLog
    from golive.support.problems import SpecError, problem
    from golive.yaml_io.load import load

    if not path.exists():
        raise SpecError(problem("there is no change log yet", "`golive release` writes its first entry.", path=path))
    loaded = load(path, ChangeLog)
    if problems := check_changelog(loaded, about.version, about.date):
        raise SpecError(*problems)
    return loaded


def _project(asked: "Asked") -> "Project":
    """All that a page says about itself."""
    from golive.project.project import load_guide, load_integration

    is_guide = asked.path.resolve() == asked.workspace.guide.resolve()
    return load_guide(asked.workspace) if is_guide else load_integration(asked.workspace, asked.path)


def _signed(asked: "Asked", log: "ChangeLog") -> "tuple[SignOff, ...]":
    """The approvals of the newest version, each with whether it holds for the content as it stands."""
    from golive.cli.release import state_asked_for
    from golive.releases.gate import gate

    is_inside = asked.path.resolve().is_relative_to(asked.workspace.root.resolve() / "data")
    return gate(state_asked_for(asked)).sign_offs if log.approvals and is_inside else ()
