"""Print documents, problems and progress to a terminal, to a pipe, or as JSON."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from golive.project.workspace import Workspace
from golive.support.json_text import dump_json
from golive.support.problems import Problem, drop_duplicates

if TYPE_CHECKING:
    from golive.reports.json_outputs.shared_values import ProblemValues
    from golive.support.files import Contents

_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Progress:
    """A progress bar, or none.

    Args:
        update: called with `advance` or `description`.
    """

    def __init__(self, update: Callable[..., None]) -> None:
        self._update = update

    def show_step(self, what: str) -> None:
        """Show what is being done."""
        self._update(description=what)

    def advance(self) -> None:
        """Advance by one step."""
        self._update(advance=1)


def show_problems(problems: Iterable[Problem]) -> None:
    """Print each distinct problem in full to stderr."""
    for problem in drop_duplicates(problems):
        text = escape_controls(str(_shorten_problem_path(problem)))
        first, _, rest = text.partition("\n")
        color = "red" if problem.severity == "error" else "yellow"
        click.echo(click.style(first, fg=color, bold=True) + (f"\n{rest}" if rest else ""), err=True)


def escape_controls(text: str) -> str:
    """Replace what a terminal would obey instead of show, such as a color or another direction of writing.

    Names of files and of the parts of a package may hold anything. Line breaks and tabs stay.
    """
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def show_json(content: Mapping[str, Any]) -> None:
    """Print one JSON value to stdout, whatever characters it holds."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    is_utf8 = encoding.replace("-", "").casefold() == "utf8"
    text = dump_json(content) if is_utf8 else json.dumps(content, indent=2)
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
def show_progress(total: int, *, quiet: bool, what: str = "Building") -> Iterator[Progress]:
    """Show a progress bar with rate and time left on a terminal; nothing if stderr is a pipe or `quiet` is set.

    Args:
        total: number of steps.
        quiet: True to show nothing.
        what: what is done, until a step says more.
    """
    if quiet or not sys.stderr.isatty():
        yield Progress(lambda **_changes: None)
        return
    from rich import progress
    from rich.console import Console

    class RateColumn(progress.ProgressColumn):
        """Shows the steps per minute."""

        def render(self, task: progress.Task) -> str:
            return f"{task.speed * 60:.0f}/min" if task.speed else ""

    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        RateColumn(),
        progress.TimeElapsedColumn(),
        progress.TextColumn("left"),
        progress.TimeRemainingColumn(elapsed_when_finished=False),
    )
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)

        def update(**changes: Any) -> None:  # noqa: ANN401 - of several types
            bar.update(task, **changes)

        yield Progress(update)
