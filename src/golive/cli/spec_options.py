"""The SPEC and `--workspace` parameters that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def spec_arguments(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the SPEC argument and the `--workspace` option to a command."""
    command = click.option(
        "--workspace",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The workspace; by default found upward from SPEC or the current folder.",
    )(command)
    return click.argument("specs", nargs=-1, metavar="[SPEC]...", shell_complete=complete_ids)(command)


def complete_ids(context: click.Context, _parameter: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Return the ids of the workspace's integrations that start with a word; files where there is none.

    Whatever is wrong with the workspace, nothing is said: a shell has no place for an error while it completes.
    """
    from click.shell_completion import CompletionItem

    from golive.project.workspace import find_workspace, open_workspace
    from golive.support.problems import GoliveError

    folder = context.params.get("workspace")
    try:
        workspace = open_workspace(Path(folder)) if folder else find_workspace(Path.cwd())
        ids = [path.stem for path in workspace.list_integration_files()]
    except (GoliveError, OSError):
        ids = []
    found = [CompletionItem(name) for name in ids if name.startswith(incomplete)]
    return found or [CompletionItem(incomplete, type="file")]
