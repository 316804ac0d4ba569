"""`golive export`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from golive.cli.date_option import date_option
from golive.cli.spec_options import complete_ids

if TYPE_CHECKING:
    from collections.abc import Mapping

_STDOUT: Final = "-"
_FORMATS: Final = ("project", "smartsheet", "smartsheet-xlsx", "jira", "open-items", "uat-script", "runbook", "nudges")


@click.command()
@click.argument("spec", metavar="SPEC", shell_complete=complete_ids)
@click.argument("file_format", metavar="FORMAT", type=click.Choice(_FORMATS))
@click.option(
    "--output", "-o", "target", metavar="FILE", help="The file to write, or the folder of nudges; `-` prints it."
)
@click.option("--force", is_flag=True, help="Overwrite FILE, whatever it contains.")
@date_option
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace; by default found upward from SPEC or the current folder.",
)
def export(  # noqa: PLR0913 - click passes each option as a parameter
    *, spec: str, file_format: str, target: str | None, force: bool, today: date, workspace: Path | None
) -> int | None:
    """Write the plan, the open items or the runbook of SPEC in a FORMAT that other tools read.

    \b
    project          the plan as Project XML, for Microsoft Project
    smartsheet       the plan as CSV, for Smartsheet
    smartsheet-xlsx  the same as an Excel workbook, days as days
    jira             the open items as CSV, for Jira
    open-items       the open items as an Excel workbook, with room for the answers
    uat-script       the cases of UAT as an Excel workbook, with room for the results
    runbook          the runbook as a Word file (.docx) to redline; the PDF stays the record
    nudges           one e-mail draft (.eml) per person who answers open items; nothing is sent

    By default the file is written to the output folder, next to the integration's documents.
    A file that someone may have changed is not overwritten without --force.
    """  # noqa: D301 - \b is a mark of click
    from golive.cli.spec_arguments import load_integration_project
    from golive.exchange.exports.registry import EXPORT_FORMATS

    project = load_integration_project(spec, workspace, "The guide has no plan")
    form = EXPORT_FORMATS[file_format]
    contents = form.build(project, today)
    if not contents:
        click.echo("Nothing is open; no file was written.")
        return None
    if target == _STDOUT:
        if "" not in contents:
            raise click.UsageError(f"`{file_format}` makes several files; name a folder with -o.")
        click.echo(contents[""], nl=False)
        return None
    about = project.spec
    default = project.workspace.output_folder / about.id / f"{about.id}-{about.version}-{form.ending.format(day=today)}"
    path = Path(target) if target else default
    _write({path / name if name else path: content for name, content in contents.items()}, force=force)
    return None


def _write(files: "Mapping[Path, bytes]", *, force: bool) -> None:
    """Write files and print their paths.

    Raises:
        OutputError: a file exists with other content, and may hold someone's work.
    """
    from golive.cli.output import shorten_path, write_files
    from golive.support.problems import OutputError, make_problem

    changed = [path for path, content in files.items() if path.exists() and not _has_content(path, content)]
    if changed and not force:
        hint = "Someone may have edited it: choose another file, or pass --force. Nothing was written."
        raise OutputError(
            *(make_problem(f"{shorten_path(path)} already exists, with other content", hint) for path in changed)
        )
    write_files({path.absolute(): content for path, content in files.items()}, "the export")
    for path in files:
        click.echo(f"wrote {shorten_path(path)}")


def _has_content(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content
