"""What the command line says: documents and problems, for a terminal, a pipe or a machine."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import click

from golive.project.workspace import JOURNAL, Workspace
from golive.support.problems import Problem


class Step(Protocol):
    """Says that one more thing is done."""

    def __call__(self, what: str) -> None:
        """Name what has just been finished."""


def show_problems(problems: Iterable[Problem]) -> None:
    """Print every problem once, in full, to stderr."""
    for problem in dict.fromkeys(problems):
        text = str(_near(problem))
        first, _, rest = text.partition("\n")
        color = "red" if problem.severity == "error" else "yellow"
        click.echo(click.style(first, fg=color, bold=True) + (f"\n{rest}" if rest else ""), err=True)


def show_json(content: dict[str, Any]) -> None:
    """Print one JSON value to stdout."""
    click.echo(json.dumps(content, indent=2, ensure_ascii=False))


def problems_as_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Every problem once, as plain values."""
    from golive.reports.json_text import plain

    return plain(map(_near, dict.fromkeys(problems)))


def near(path: Path) -> Path:
    """A path as a person would type it: relative to the current folder where it lies below."""
    try:
        return path.absolute().relative_to(Path.cwd())
    except (ValueError, OSError):  # elsewhere, or the current folder is gone
        return path


def from_here(path: Path) -> Path:
    """A path as machines take it: relative to the current folder, or else to the workspace that it lies in."""
    from golive.project.workspace import MARK

    whole = Path(os.path.normpath(path.absolute()))
    shown = near(whole)
    if not shown.is_absolute():
        return shown
    root = next((folder for folder in whole.parents if (folder / MARK).is_file()), None)
    return whole.relative_to(root) if root else whole


def _near(problem: Problem) -> Problem:
    return problem._replace(path=near(problem.path)) if problem.path else problem


def tell_unfinished(workspace: Workspace) -> None:
    """Say on one line of stderr that a release was interrupted, where one was; looks only."""
    folder = workspace.root / "data" / "releases"
    if (folder / JOURNAL).exists():
        from golive.releases.transaction import unfinished

        if what := unfinished(folder):
            click.echo(f"The release of {what} was interrupted; `golive release` completes it.", err=True)


@contextmanager
def progress(total: int, *, quiet: bool) -> Iterator[Step]:
    """A progress bar on a terminal; nothing in a pipe, whose reader gets the finished paths."""
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
