"""Report the results of `golive check` for each document that could be loaded."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import click
from msgspec import Struct
from msgspec.structs import replace

from golive.cli.output import get_report_path, show_problems, warn_unfinished_release
from golive.open_items.items import OpenItem
from golive.project.open_items import find_gate_problems_of_project, find_past_due, list_open_items
from golive.project.project import Project
from golive.schema.value_text import format_count, format_date
from golive.schema.words import Phase
from golive.support.problems import Problem

if TYPE_CHECKING:
    from golive.releases.release_check import ReleaseCheck

_MAX_LISTED_ITEMS: Final = 10  # open items that are listed


class CheckedDocument(Struct, frozen=True):
    """A checked document and its results.

    Attributes:
        project: the document.
        items: its open items.
        past_due_count: number of open items that are past due.
        is_gated: True if it was compared with its newest release.
        gate: result of that comparison; None if the release cannot be read.
        phase_need: how many items the phase of `--gate` needs, as in "3 items missing for UAT"; empty for none.
    """

    project: Project
    items: tuple[OpenItem, ...]
    past_due_count: int
    is_gated: bool = False
    gate: "ReleaseCheck | None" = None
    phase_need: str = ""


def check_projects(
    projects: Sequence[Project], today: date, *, is_gate: bool, phase: str | None = None
) -> tuple[list[CheckedDocument], list[Problem]]:
    """Check every loaded document, and collect the problems that loading did not report.

    Args:
        projects: the loaded documents.
        today: the day that due dates are compared with.
        is_gate: True to compare each document with its newest release.
        phase: the phase whose needs are errors; None for no phase.
    """
    problems = [one for project in projects for one in project.warnings]
    for place in dict.fromkeys(project.workspace for project in projects):
        warn_unfinished_release(place)
    looked = []
    for project in projects:
        items = list_open_items(project)
        late = find_past_due(project, items, today)
        problems += late
        needed = find_gate_problems_of_project(project, Phase(phase)) if phase else []
        problems += needed
        need = f"{format_count(len(needed), 'item')} missing for {Phase(phase).label}" if phase and needed else ""
        looked.append(CheckedDocument(project, items, len(late), is_gate, phase_need=need))
    if is_gate:
        from golive.cli.check_released import check_releases

        gates = check_releases(tuple(projects), problems)
        looked = [replace(one, gate=gates.get(one.project.source_files[0])) for one in looked]
    return looked, problems


def print_results(looked: Sequence[CheckedDocument], problems: Sequence[Problem], *, quiet: bool) -> None:
    """Print problems to stderr, and each document with its first open items to stdout."""
    show_problems(problems)
    if quiet:
        return
    for one in looked:
        about = one.project.document_subject
        more = f", {format_count(len(one.items), 'open item')}" if one.items else ""
        click.echo(f"{about.id} {about.version}: {_summarize_document(one)}{more}")
        for item in one.items[:_MAX_LISTED_ITEMS]:
            click.echo(f"  {item.id}  {item.what}; {item.owner}{f', by {format_date(item.due)}' if item.due else ''}")
        if len(one.items) > _MAX_LISTED_ITEMS:
            click.echo(f"  and {len(one.items) - _MAX_LISTED_ITEMS} more: golive status {about.id}")
    if errors := sum(problem.severity == "error" for problem in problems):
        click.echo(f"{format_count(errors, 'problem')} to fix", err=True)


def _summarize_document(one: CheckedDocument) -> str:
    parts = [one.phase_need] if one.phase_need else []
    parts += [f"{format_count(one.past_due_count, 'item')} past due"] if one.past_due_count else []
    parts += [format_count(len(one.project.warnings), "warning")] if one.project.warnings else []
    if one.is_gated:
        from golive.cli.check_released import summarize_release

        parts.append(summarize_release(one.gate))
    return ", ".join(parts) or "no problems"


def write_report(form: str, looked: Sequence[CheckedDocument], problems: Sequence[Problem], today: date) -> None:
    """Print the whole report to stdout in a machine-readable format."""
    from golive.reports import FORMATS as WRITERS
    from golive.reports import Report

    placed = (one._replace(path=get_report_path(one.path)) if one.path else one for one in problems)
    said = WRITERS[form](Report(tuple(_build_checked_file(one, today) for one in looked), tuple(placed)))
    if said:
        click.echo(said)


def _build_checked_file(one: CheckedDocument, today: date) -> Any:  # noqa: ANN401 - imported where it is needed
    from golive.project.open_items import convert_to_values
    from golive.releases.status import compute_project_digest
    from golive.reports import CheckedFile

    about, path = one.project.document_subject, one.project.source_files[0]
    more: dict[str, Any] = {"open_items": convert_to_values(one.items, today)}
    if one.is_gated:
        from golive.cli.check_released import release_check_to_dict

        more["released"] = release_check_to_dict(one.gate, path.stem)
    return CheckedFile(about.id, about.version, compute_project_digest(one.project), get_report_path(path), more)
