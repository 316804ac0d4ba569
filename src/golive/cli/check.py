"""`golive check`."""

import gc
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from golive.cli.targets_option import spec_arguments
from golive.cli.today import date_option

if TYPE_CHECKING:
    from golive.project import Project
    from golive.spec.items import OpenItem

_MOST = 10  # open items that are listed


@click.command()
@spec_arguments
@date_option
@click.option("--json", "as_json", is_flag=True, help="Say what was checked, and what is wrong, as JSON.")
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
def check(*, specs: tuple[str, ...], workspace: Path | None, today: date, as_json: bool, quiet: bool) -> int:
    """Check each SPEC; without SPEC, every integration of the workspace, and the guide.

    Every problem is named with file, line and column, and with what to do about it. What is still open is listed; an
    open item whose day is over is a problem.
    """
    # Nothing that a check makes becomes garbage before it ends; looking for some takes a tenth of its time.
    gc.disable()
    from golive.cli.report import problems_as_json, show_json, show_problems
    from golive.cli.targets import load_projects
    from golive.openings import items_of, past_due

    projects, problems = load_projects(specs, workspace, guide=False)
    open_of = [items_of(project) for project in projects]
    late = [past_due(project, items, today) for project, items in zip(projects, open_of, strict=True)]
    problems += [problem for several in late for problem in several]
    if as_json:
        rows = [_as_json(project, items, today) for project, items in zip(projects, open_of, strict=True)]
        show_json({"checked": rows, "problems": problems_as_json(problems)})
    else:
        show_problems(problems)
        if not quiet:
            for project, items, several in zip(projects, open_of, late, strict=True):
                _show(project, items, len(several))
            if problems:
                count = len(dict.fromkeys(problems))
                click.echo(f"{count} problem{'s' * (count != 1)} to fix", err=True)
    return 1 if problems else 0


def _show(project: "Project", items: "tuple[OpenItem, ...]", late: int) -> None:
    """One line about a spec, and one for each of the first things that are open."""
    from golive.spec.wording import count, day

    found = "no problems" if not late else f"{count(late, 'item')} past due"
    more = f", {count(len(items), 'open item')}" if items else ""
    click.echo(f"{project.about.id} {project.about.version}: {found}{more}")
    for item in items[:_MOST]:
        click.echo(f"  {item.id}  {item.what}; {item.owner}{f', by {day(item.due)}' if item.due else ''}")
    if len(items) > _MOST:
        click.echo(f"  and {len(items) - _MOST} more: golive status {project.about.id}")


def _as_json(project: "Project", items: "tuple[OpenItem, ...]", today: date) -> dict[str, Any]:
    from golive.openings import as_values

    known = {"id": project.about.id, "version": project.about.version, "digest": project.digest}
    return {**known, "open_items": as_values(items, today)}
