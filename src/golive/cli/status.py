"""`golive status`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.date_option import date_option
from golive.cli.spec_options import spec_arguments

if TYPE_CHECKING:
    from golive.pipeline.integration_status import IntegrationStatus
    from golive.project.project import Project
    from golive.support.problems import Problem

_PIPE_WIDTH_COLUMNS = 160  # columns of a table that goes into a pipe


@click.command()
@spec_arguments
@date_option
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write one page with a row for each integration, to sort, search and filter in a browser.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def status(*, specs: tuple[str, ...], workspace: Path | None, today: date, page: Path | None, as_json: bool) -> int:
    """Show how far each SPEC is: phase, next gate, open items, documents; without SPEC, every integration.

    Exit 1 when a spec has a problem. Gaps and items past due are shown; `golive check --gate PHASE` and
    `golive check --strict` exit 1 for them.
    """
    from golive.cli.output import convert_problems, show_json, show_problems
    from golive.cli.spec_arguments import load_projects
    from golive.pipeline.input_digests import InputDigests
    from golive.pipeline.integration_status import get_integration_status, status_to_dict
    from golive.project.open_items import find_past_due

    projects, problems = load_projects(specs, workspace, guide=False)
    digests = InputDigests()
    found = [(one, progress) for one in projects if (progress := get_integration_status(one, today, digests))]
    late: list[Problem] = [problem for project, one in found for problem in find_past_due(project, one.items, today)]
    if as_json:
        rows = [_shorten_document_paths(status_to_dict(progress, today)) for _, progress in found]
        show_json({"date": today.isoformat(), "integrations": rows, "problems": convert_problems([*problems, *late])})
    elif page:
        show_problems(problems)
        _write_page(page, [progress for _, progress in found], problems, today)
    else:
        show_problems(problems)
        if not found and not problems:
            click.echo("The guide has no phases; name an integration.")
        _print_status(found, today)
    return 1 if problems else 0


def _write_page(page: Path, found: "list[IntegrationStatus]", problems: "list[Problem]", today: date) -> None:
    """Write the status page; refuse to replace a file that is something else.

    Raises:
        OutputError: it cannot be written.
    """
    from golive.cli.output import shorten_path, write_files
    from golive.pipeline.status_page import is_status_page, render_status_page
    from golive.support.problems import OutputError, make_problem

    there = page.read_bytes() if page.is_file() else None
    if there is not None and not is_status_page(there):
        hint = "Name another file, or move it away. Nothing was written."
        raise OutputError(make_problem("is no status page, and is not replaced", hint, path=page))
    located = [one._replace(path=shorten_path(one.path)) if one.path else one for one in problems]
    content = render_status_page(found, located, today, page.absolute().parent)
    write_files({page: content}, "the status page", {page: there} if there is not None else {})
    click.echo(shorten_path(page))


def _shorten_document_paths(row: "dict[str, object]") -> "dict[str, object]":
    from golive.cli.output import shorten_path

    documents = row["documents"]
    if isinstance(documents, list):
        row["documents"] = [{**one, "path": str(shorten_path(Path(one["path"])))} for one in documents]
    return row


def _print_status(found: "list[tuple[Project, IntegrationStatus]]", today: date) -> None:
    from rich.console import Console
    from rich.table import Table

    from golive.schema.value_text import format_count

    if not found:
        return  # nothing but the guide, or nothing but problems
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_PIPE_WIDTH_COLUMNS)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Integration", "Version", "Phase", "Next", "Left", "Open", "Past due", "Documents"):
        table.add_column(heading, justify="right" if heading in {"Left", "Open", "Past due"} else "left")
    for _, progress in found:
        table.add_row(*_format_status_row(progress))
    _print_without_trailing_blanks(console, table)
    for _, progress in found:
        if entry := progress.withdrawn:
            from golive.releases.change_log import describe_withdrawal
            from golive.yaml_io.message_text import escape_unprintable

            said = escape_unprintable(describe_withdrawal(entry.withdrawn)) if entry.withdrawn else ""
            click.echo(f"\n{progress.spec.id} {entry.version}: {said}")
        if progress.unready:
            phase = progress.spec.status.label
            click.echo(f"\n{progress.spec.id}: not ready for {phase}: {format_count(progress.unready, 'item')}")
        if progress.items:
            _print_without_trailing_blanks(console, f"\n[bold]{progress.spec.id}[/bold]: what is open")
            _print_without_trailing_blanks(console, _build_items_table(progress, today))


def _print_without_trailing_blanks(console: "object", what: object) -> None:
    """Print without the trailing blanks that rich adds to table rows."""
    from rich.console import Console

    if not isinstance(console, Console):
        raise TypeError(type(console))
    with console.capture() as captured:
        console.print(what)
    click.echo("\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n")))


def _format_status_row(progress: "IntegrationStatus") -> tuple[str, ...]:
    from golive.schema.value_text import format_count, format_date

    spec, mark = progress.spec, progress.milestone
    left = format_count(mark.days_left, "business day") if mark else ""
    comes = f"{mark.name}, {format_date(mark.date)}" if mark else "nothing more" if progress.has_plan else "no plan yet"
    late = str(len(progress.late)) if progress.late else "–"
    return (
        spec.id,
        spec.version,
        spec.status.label,
        comes,
        left,
        str(len(progress.items)),
        late,
        _summarize_document_states(progress),
    )


def _summarize_document_states(progress: "IntegrationStatus") -> str:
    states: dict[str, int] = {}
    for one in progress.documents:
        states[one.state] = states.get(one.state, 0) + 1
    said = ", ".join(f"{number} {state}" for state, number in states.items())
    return f"{said}; draft" if progress.draft else said


def _build_items_table(progress: "IntegrationStatus", today: date) -> "object":
    from rich.markup import escape
    from rich.table import Table

    from golive.schema.value_text import format_date

    names = {person.id: person.name for person in progress.spec.team}
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("No.", "What is open", "Answered by", "Phase", "Needed by"):
        table.add_column(heading, overflow="fold")
    for item in progress.items:
        when = f"{format_date(item.due)}{', past due' if item.is_overdue(today) else ''}" if item.due else "–"
        phase = item.needed_by.label if item.needed_by else "–"
        cells = (item.id, item.what, names.get(item.owner, item.owner), phase, when)
        table.add_row(*map(escape, cells), style="red" if item.is_overdue(today) else "")
    return table
