"""`golive status`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.date_option import date_option
from golive.cli.spec_options import spec_arguments

if TYPE_CHECKING:
    from golive.pipeline.integration_status import IntegrationStatus
    from golive.pipeline.status_table import StatusRow
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
@click.option(
    "--xlsx",
    "workbook",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the same table as an Excel workbook.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def status(  # noqa: PLR0913 - click passes each option as a parameter
    *,
    specs: tuple[str, ...],
    workspace: Path | None,
    today: date,
    page: Path | None,
    workbook: Path | None,
    as_json: bool,
) -> int:
    """Show how far each SPEC is: phase, next gate, open items, documents; without SPEC, every integration.

    Exit 1 when a spec has a problem. Gaps and items past due are shown; `golive check --gate PHASE` and
    `golive check --strict` exit 1 for them.
    """
    _check_suffix("--html", page, (".html", ".htm"))
    _check_suffix("--xlsx", workbook, (".xlsx",))
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
    elif page or workbook:
        show_problems(problems)
        _write_tables(page, workbook, [progress for _, progress in found], problems, today)
    else:
        show_problems(problems)
        if not found and not problems:
            guide_only = "The guide has no phases; name an integration."
            click.echo(guide_only if specs else "There is no integration yet; start one with `golive new ID`.")
        _print_status(found, today)
    return 1 if problems else 0


def _check_suffix(option: str, path: Path | None, suffixes: tuple[str, ...]) -> None:
    """Refuse a name under which no program would open the file.

    Raises:
        click.UsageError: it ends otherwise.
    """
    if path and path.suffix.casefold() not in suffixes:
        raise click.UsageError(f"{option} is `{path}`; its name has to end with {suffixes[0]}.")


def _write_tables(
    page: Path | None,
    workbook: Path | None,
    found: "list[IntegrationStatus]",
    problems: "list[Problem]",
    today: date,
) -> None:
    """Write the status page and the workbook, or both; refuse to replace a file that is something else.

    Raises:
        OutputError: they cannot be written.
    """
    from golive.cli.output import shorten_path, write_files
    from golive.pipeline.status_page import is_status_page, render_status_page
    from golive.pipeline.status_table import summarize_status
    from golive.support.problems import OutputError, make_problem

    rows = [summarize_status(one) for one in found]
    files, there, refused = {}, {}, []
    if page:
        located = [one._replace(path=shorten_path(one.path)) if one.path else one for one in problems]
        files[page] = render_status_page(rows, located, today, page.absolute().parent)
        there[page] = page.read_bytes() if page.is_file() else b""
        refused += [(page, "is no status page")] if there[page] and not is_status_page(there[page]) else []
    if workbook:
        from golive.exchange.exports.status_sheet import build_status_workbook, is_status_workbook

        files[workbook] = build_status_workbook(rows, today)
        there[workbook] = workbook.read_bytes() if workbook.is_file() else b""
        if there[workbook] and not is_status_workbook(workbook):
            refused.append((workbook, "is no workbook that golive made and nobody changed"))
    if refused:
        hint = "Name another file, or move it away. Nothing was written."
        raise OutputError(*(make_problem(f"{why}, and is not replaced", hint, path=path) for path, why in refused))
    write_files(files, "the status", {path: content for path, content in there.items() if content})
    for path in files:
        click.echo(shorten_path(path))


def _shorten_document_paths(row: "dict[str, object]") -> "dict[str, object]":
    from golive.cli.output import shorten_path

    documents, replaced = row["documents"], row["replaced"]
    if isinstance(replaced, dict):
        row["replaced"] = {**replaced, "folder": str(shorten_path(Path(replaced["folder"])))}
    if isinstance(documents, list):
        row["documents"] = [{**one, "path": str(shorten_path(Path(one["path"])))} for one in documents]
    return row


def _print_status(found: "list[tuple[Project, IntegrationStatus]]", today: date) -> None:
    from rich.console import Console
    from rich.table import Table

    from golive.pipeline.status_table import COLUMNS, NUMBERS, summarize_status
    from golive.schema.value_text import format_count, format_file_size

    if not found:
        return  # nothing but the guide, or nothing but problems
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_PIPE_WIDTH_COLUMNS)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in COLUMNS:
        table.add_column(heading, justify="right" if heading in NUMBERS else "left")
    for _, progress in found:
        table.add_row(*_format_status_row(summarize_status(progress)))
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
        if kept := progress.replaced:
            from golive.cli.output import shorten_path

            files, size = format_count(kept.count, "file"), format_file_size(kept.size)
            start = (
                f"{progress.spec.id}: {shorten_path(kept.folder)} keeps {files} of people that builds replaced, {size}"
            )
            click.echo(f"\n{start}. golive never deletes them: delete what nobody needs any more.")
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


def _format_status_row(row: "StatusRow") -> tuple[str, ...]:
    documents = f"{row.document_words}; draft" if row.draft else row.document_words
    phase = row.phase.label if row.phase else ""
    late = str(row.late_count) if row.late_count else "–"
    return row.id, row.version, phase, row.next_words, row.left_words, str(row.open_count), late, documents


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
