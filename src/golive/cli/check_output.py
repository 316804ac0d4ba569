"""What `golive check` says of each document that could be loaded."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import click
from msgspec import Struct
from msgspec.structs import replace

from golive.cli.output import from_here, show_problems, tell_unfinished
from golive.open_items.items import OpenItem
from golive.project.open_items import items_of, past_due
from golive.project.project import Project
from golive.schema.value_text import count, day
from golive.support.problems import Problem

if TYPE_CHECKING:
    from golive.releases.gate import Gate

_MOST: Final = 10  # open items that are listed


class Looked(Struct, frozen=True):
    """A document, and what was seen of it.

    Attributes:
        project: the document.
        items: what is open in it.
        late: how many of them are past their day.
        is_gated: whether it was held against its release.
        gate: how it stands to that; None where the release cannot be read.
    """

    project: Project
    items: tuple[OpenItem, ...]
    late: int
    is_gated: bool = False
    gate: "Gate | None" = None


def look_at(projects: Sequence[Project], today: date, *, is_gate: bool) -> tuple[list[Looked], list[Problem]]:
    """Look at every document, and gather what is wrong beside what its loading has found.

    Args:
        projects: what was loaded.
        today: the day that due dates are counted from.
        is_gate: whether to hold each against its release.
    """
    problems = [one for project in projects for one in project.warnings]
    for place in dict.fromkeys(project.workspace for project in projects):
        tell_unfinished(place)
    looked = []
    for project in projects:
        items = items_of(project)
        late = past_due(project, items, today)
        problems += late
        looked.append(Looked(project, items, len(late), is_gate))
    if is_gate:
        from golive.cli.check_released import gates_of

        gates = gates_of(tuple(projects), problems)
        looked = [replace(one, gate=gates.get(one.project.files[0])) for one in looked]
    return looked, problems


def show(looked: Sequence[Looked], problems: Sequence[Problem], *, quiet: bool) -> None:
    """Problems to stderr; a line for each document, and one for each of the first things open in it, to stdout."""
    show_problems(problems)
    if quiet:
        return
    for one in looked:
        about = one.project.about
        more = f", {count(len(one.items), 'open item')}" if one.items else ""
        click.echo(f"{about.id} {about.version}: {_said(one)}{more}")
        for item in one.items[:_MOST]:
            click.echo(f"  {item.id}  {item.what}; {item.owner}{f', by {day(item.due)}' if item.due else ''}")
        if len(one.items) > _MOST:
            click.echo(f"  and {len(one.items) - _MOST} more: golive status {about.id}")
    if errors := sum(problem.severity == "error" for problem in problems):
        click.echo(f"{count(errors, 'problem')} to fix", err=True)


def _said(one: Looked) -> str:
    parts = [f"{count(one.late, 'item')} past due"] if one.late else []
    parts += [count(len(one.project.warnings), "warning")] if one.project.warnings else []
    if one.is_gated:
        from golive.cli.check_released import said

        parts.append(said(one.gate))
    return ", ".join(parts) or "no problems"


def write(form: str, looked: Sequence[Looked], problems: Sequence[Problem], today: date) -> None:
    """Everything to stdout, for a machine."""
    from golive.reports import FORMATS as WRITERS
    from golive.reports import Report

    placed = (one._replace(path=from_here(one.path)) if one.path else one for one in problems)
    said = WRITERS[form](Report(tuple(_checked(one, today) for one in looked), tuple(placed)))
    if said:
        click.echo(said)


def _checked(one: Looked, today: date) -> Any:  # noqa: ANN401 - imported where it is needed
    from golive.project.open_items import as_values
    from golive.releases.status import digest_of_project
    from golive.reports import Checked

    about, path = one.project.about, one.project.files[0]
    more: dict[str, Any] = {"open_items": as_values(one.items, today)}
    if one.is_gated:
        from golive.cli.check_released import as_json

        more["released"] = as_json(one.gate, path.stem)
    return Checked(about.id, about.version, digest_of_project(one.project), from_here(path), more)
