"""`--watch`: run a command again whenever a file of the workspace changes."""

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from golive.cli.output import shorten_path, show_problems
from golive.project.subjects import list_subjects
from golive.support.file_watch import Stamps, list_changes, read_stamps, wait_for_change
from golive.support.problems import GoliveError

_MAX_NAMED = 3


def watch_workspace(
    specs: tuple[str, ...],
    workspace: Path | None,
    action: Callable[[], int],
    *,
    files: Iterable[Path | None] = (),
    outputs: Iterable[Path | str | None] = (),
) -> int:
    """Run an action now and after each change, until Ctrl-C.

    Args:
        specs: the specs that are named on the command line.
        workspace: the workspace that is named, if any.
        action: returns an exit code, which is not used; raises GoliveError.
        files: other files that count, such as a theme.
        outputs: folders that the action writes to besides those of the workspaces; what is in them does not count.

    Returns:
        The exit code: 0, since Ctrl-C is how this ends.

    Raises:
        GoliveError: there is no workspace.
    """
    subjects, problems = list_subjects(specs, workspace, guide=False)
    if not subjects:
        raise GoliveError(*problems)
    roots = {one.workspace.root: None for one in subjects}
    written = [*(one.workspace.output_folder for one in subjects), *(Path(folder) for folder in outputs if folder)]
    named = [path for path in (*files, *(one.spec for one in subjects)) if path]
    outside = [path.absolute() for path in named if not any(path.absolute().is_relative_to(root) for root in roots)]
    ignored = [*written, *(path for path in outside if path.is_dir())]
    single = [path for path in outside if not path.is_dir()]

    def look() -> Stamps:
        return read_stamps(roots, ignored, single)

    try:
        before = look()
        _run(action)
        click.echo(f"Watching {len(before):,} files; Ctrl-C ends.", err=True)
        while True:
            after = wait_for_change(look, before)
            click.echo(f"\n{_describe(list_changes(before, after))} changed.", err=True)
            before = after
            _run(action)
    except KeyboardInterrupt:
        click.echo("", err=True)
        return 0


def _run(action: Callable[[], int]) -> None:
    try:
        action()
    except GoliveError as error:
        show_problems(error.problems)
    except click.UsageError as error:
        error.show()


def _describe(paths: list[Path]) -> str:
    names = [str(shorten_path(path)) for path in paths[:_MAX_NAMED]]
    more = len(paths) - len(names)
    return f"{', '.join(names)} and {more} more" if more > 0 else ", ".join(names)
