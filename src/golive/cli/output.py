"""Print documents, problems and progress to a terminal, to a pipe, or as JSON."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import click

from golive.project.workspace import JOURNAL_NAME, Workspace
from golive.support.problems import Problem, drop_duplicates


class ProgressCallback(Protocol):
    """Callback that advances the progress bar by one step."""

    def __call__(self, what: str) -> None:
        """Advance by one step and show `what` as the step just finished."""


def show_problems(problems: Iterable[Problem]) -> None:
    """Print each distinct problem in full to stderr."""
    for problem in drop_duplicates(problems):
        text = str(_shorten_problem_path(problem))
        first, _, rest = text.partition("\n")
        color = "red" if problem.severity == "error" else "yellow"
        click.echo(click.style(first, fg=color, bold=True) + (f"\n{rest}" if rest else ""), err=True)


def show_json(content: dict[str, Any]) -> None:
    """Print one JSON value to stdout."""
    click.echo(json.dumps(content, indent=2, ensure_ascii=False))


def convert_problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Convert each distinct problem to plain values for JSON."""
    from golive.reports.json_text import problems_to_dicts

    return problems_to_dicts(map(_shorten_problem_path, drop_duplicates(problems)))


def shorten_path(path: Path) -> Path:
    """Return the path relative to the current folder if it is inside that folder; otherwise unchanged."""
    try:
        return path.absolute().relative_to(Path.cwd())
    except (ValueError, OSError):  # outside of the current folder, or that folder no longer exists
        return path


def get_report_path(path: Path) -> Path:
    """Return the path for machine-readable reports: relative to the current folder, else to its workspace."""
    from golive.project.workspace import MARKER_FILE

    whole = Path(os.path.normpath(path.absolute()))
    shown = shorten_path(whole)
    if not shown.is_absolute():
        return shown
    root = next((folder for folder in whole.parents if (folder / MARKER_FILE).is_file()), None)
    return whole.relative_to(root) if root else whole


def _shorten_problem_path(problem: Problem) -> Problem:
    return problem._replace(path=shorten_path(problem.path)) if problem.path else problem


def warn_unfinished_release(workspace: Workspace) -> None:
    """Print one line to stderr if a release was interrupted; change nothing."""
    folder = workspace.root / "data" / "releases"
    if (folder / JOURNAL_NAME).exists():
        from golive.releases.transaction import read_unfinished_release

        if what := read_unfinished_release(folder):
            click.echo(f"The release of {what} was interrupted; `golive release` completes it.", err=True)


@contextmanager
def show_progress(total: int, *, quiet: bool) -> Iterator[ProgressCallback]:
    """Show a progress bar on a terminal; show nothing if stderr is a pipe or `quiet` is set."""
    if quiet or not sys.stderr.isatty():
        yield lambda _what: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Building", total=total)

        def step(what: str) -> None:
            bar.update(task, advance=1, description=what)

        yield step
