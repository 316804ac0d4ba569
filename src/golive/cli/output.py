"""Print documents, problems and progress to a terminal, to a pipe, or as JSON."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from golive.project.workspace import Workspace
from golive.support.problems import Problem, drop_duplicates

if TYPE_CHECKING:
    from golive.reports.json_outputs.shared_values import ProblemValues
    from golive.support.files import Contents


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


def show_json(content: Mapping[str, Any]) -> None:
    """Print one JSON value to stdout, whatever characters it holds."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    text = json.dumps(content, indent=2, ensure_ascii=encoding.replace("-", "").casefold() != "utf8")
    click.echo(text.encode("utf-8", "backslashreplace").decode())  # half of a pair becomes its JSON escape


def convert_problems(problems: Iterable[Problem]) -> "list[ProblemValues]":
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


def write_files(files: "Contents", title: str, expected: Mapping[Path, bytes] | None = None) -> None:
    """Write all files or none, and print one line to stderr if an earlier write was interrupted there.

    Args:
        files: the new content of each file; None to remove it.
        title: what is written, for messages: `the build`.
        expected: contents of the files when they were read; None if whatever is there may be replaced.

    Raises:
        OutputError: a file cannot be written, or was changed since it was read.
    """
    from golive.support.files import write_files_atomically

    if note := write_files_atomically(files, title, expected):
        click.echo(note, err=True)


def warn_unfinished_release(workspace: Workspace) -> None:
    """Print one line to stderr if a write to the workspace's data was interrupted; change nothing."""
    from golive.support.journal import read_interrupted_title

    if title := read_interrupted_title(workspace.data_folder):
        click.echo(f"{title[:1].upper()}{title[1:]} was interrupted; the next `golive release` completes it.", err=True)


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
