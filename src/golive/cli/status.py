"""`golive status`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.date_option import date_option
from golive.cli.spec_options import spec_arguments

if TYPE_CHECKING:
    from golive.pipeline.integration_status import Progress
    from golive.project.project import Project
    from golive.support.problems import Problem

_WIDE = 160  # columns of a table that goes into a pipe


@click.command()
@spec_arguments
@date_option
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def status(*, specs: tuple[str, ...], workspace: Path | None, today: date, as_json: bool) -> int:
    """Show how far each SPEC is: phase, next gate, open items, documents; without SPEC, every integration.

    Exit 1 when a spec has a problem or an item is past due.
    """
    from golive.cli.output import problems_as_json, show_json, show_problems
    from golive.cli.spec_arguments import load_projects
    from golive.pipeline.integration_status import as_plain, progress_of
    from golive.project.open_items import past_due

    projects, problems = load_projects(specs, workspace, guide=False)
    found = [(project, progress) for project in projects if (progress := progress_of(project, today))]
    late: list[Problem] = [problem for project, one in found for problem in past_due(project, one.items, today)]
    if as_json:
        rows = [_near_paths(as_plain(progress, today)) for _, progress in found]
        show_json({"date": today.isoformat(), "integrations": rows, "problems": problems_as_json([*problems, *late])})
    else:
        show_problems(problems)
        if not found and not problems:
            click.echo("The guide has no phases; name an integration.")
        _show(found, today)
    return 1 if problems or late else 0


def _near_paths(row: "dict[str, object]") -> "dict[str, object]":
    from golive.cli.output import near

    documents = row["documents"]
    if isinstance(documents, list):
        row["documents"] = [{**one, "path": str(near(Path(one["path"])))} for one in documents]
    return row


def _show(found: "list[tuple[Project, Progress]]", today: date) -> None:
    from rich.console import Console
    from rich.table import Table

    if not found:
        return  # nothing but the guide, or nothing but problems
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDE)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Integration", "Version", "Phase", "Next", "Left", "Open", "Past due", "Documents"):
        table.add_column(heading, justify="right" if heading in {"Left", "Open", "Past due"} else "left")
    for _, progress in found:
        table.add_row(*_row(progress))
    _print(console, table)
    for _, progress in found:
        if progress.items:
            _print(console, f"\n[bold]{progress.spec.id}[/bold]: what is open")
            _print(console, _items(progress, today))


def _print(console: "object", what: object) -> None:
    """Print without the blanks that a table ends its lines with."""
    from rich.console import Console

    if not isinstance(console, Console):
        raise TypeError(type(console))
    with console.capture() as captured:
        console.print(what)
    click.echo("\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n")))


def _row(progress: "Progress") -> tuple[str, ...]:
    from golive.schema.value_text import count, day

    spec, mark = progress.spec, progress.milestone
    left = count(mark.days_left, "business day") if mark else ""
    comes = f"{mark.name}, {day(mark.date)}" if mark else "nothing more"
    late = str(len(progress.late)) if progress.late else "–"
    return spec.id, spec.version, spec.status.label, comes, left, str(len(progress.items)), late, _documents(progress)


def _documents(progress: "Progress") -> str:
    states: dict[str, int] = {}
    for one in progress.documents:
        states[one.state] = states.get(one.state, 0) + 1
    said = ", ".join(f"{number} {state}" for state, number in states.items())
    return f"{said}; draft" if progress.draft else said


def _items(progress: "Progress", today: date) -> "object":
    from rich.markup import escape
    from rich.table import Table

    from golive.schema.value_text import day

    names = {person.id: person.name for person in progress.spec.team}
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("No.", "What is open", "Answered by", "Phase", "Needed by"):
        table.add_column(heading, overflow="fold")
    for item in progress.items:
        when = f"{day(item.due)}{', past due' if item.is_past(today) else ''}" if item.due else "–"
        phase = item.needed_by.label if item.needed_by else "–"
        cells = (item.id, item.what, names.get(item.owner, item.owner), phase, when)
        table.add_row(*map(escape, cells), style="red" if item.is_past(today) else "")
    return table
