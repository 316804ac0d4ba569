"""`golive check`."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.targets_option import spec_arguments

if TYPE_CHECKING:
    from golive.project import Project


@click.command()
@spec_arguments
@click.option("--json", "as_json", is_flag=True, help="Say what was checked, and what is wrong, as JSON.")
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
def check(*, specs: tuple[str, ...], workspace: Path | None, as_json: bool, quiet: bool) -> int:
    """Check each SPEC; without SPEC, every integration of the workspace, and the guide.

    Every problem is named with file, line and column, and with what to do about it.
    """
    # Nothing that a check makes becomes garbage before it ends; looking for some takes a tenth of its time.
    gc.disable()
    from golive.cli.report import problems_as_json, show_json, show_problems
    from golive.cli.targets import load_projects

    projects, problems = load_projects(specs, workspace, guide=False)
    if as_json:
        show_json({"checked": [_as_json(project) for project in projects], "problems": problems_as_json(problems)})
    else:
        show_problems(problems)
        if not quiet:
            for project in projects:
                click.echo(f"{project.about.id} {project.about.version}: no problems")
            if problems:
                count = len(dict.fromkeys(problems))
                click.echo(f"{count} problem{'s' * (count != 1)} to fix", err=True)
    return 1 if problems else 0


def _as_json(project: "Project") -> dict[str, str]:
    from golive.standing import standing_of

    return {"id": project.about.id, "version": project.about.version, "digest": standing_of(project).digest}
