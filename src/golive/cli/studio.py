"""`golive studio`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.number_option import NumberType

if TYPE_CHECKING:
    from golive.project.workspace import Workspace


@click.command()
@click.option(
    "--workspace", type=click.Path(path_type=Path), metavar="DIR", help="The workspace; by default found upward."
)
@click.option("--port", type=NumberType(0, 65535), metavar="PORT", help="The port; by default 4573, or a free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address; open no browser.")
def studio(*, workspace: Path | None, port: int | None, no_browser: bool) -> int:
    """Fill in specs in the browser, and see problems and slides while typing.

    In a folder that is not a workspace yet, the first page asks who you are and creates one.

    Runs only on this machine, without an internet connection, until you press Ctrl-C. Every change is saved
    immediately, can be undone, and keeps the comments in the YAML.
    """
    from golive.support.problems import OutputError, make_problem

    found = _find_workspace(workspace)
    try:
        from golive.studio.server import run_studio
    except ModuleNotFoundError as error:
        hint = "Install it with `pip install 'golive[studio]'`."
        raise OutputError(make_problem(f"golive studio needs the package `{error.name}`", hint)) from None
    run_studio(found, port, opens_browser=not no_browser, report_url=_report_url)
    return 0


def _find_workspace(folder: Path | None) -> "Workspace":
    """Return the workspace; one that is still to be made if the folder exists, and is none."""
    from golive.project.workspace import Workspace, find_workspace, open_workspace
    from golive.support.problems import SpecError

    try:
        return open_workspace(folder) if folder else find_workspace(Path.cwd())
    except SpecError:
        start = (folder or Path.cwd()).absolute()
        if not start.is_dir():
            raise
        return Workspace(start)


def _report_url(url: str) -> None:
    click.echo(f"golive studio runs at {url}\nIt is for you alone; keep the address to yourself. Ctrl-C stops it.")
