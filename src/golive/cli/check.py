"""`golive check`."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from golive.cli.targets_option import spec_arguments

if TYPE_CHECKING:
    from golive.errors import Problem
    from golive.project import Project
    from golive.versions.gate import Gate


@click.command()
@spec_arguments
@click.option("--released", "is_gate", is_flag=True, help="Exit 1 as well when content differs from its release.")
@click.option("--json", "as_json", is_flag=True, help="Say what was checked, and what is wrong, as JSON.")
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
def check(*, specs: tuple[str, ...], workspace: Path | None, is_gate: bool, as_json: bool, quiet: bool) -> int:
    """Check each SPEC; without SPEC, every integration of the workspace, and the guide.

    Every problem is named with file, line and column, and with what to do about it. With --released, content that
    is not as its newest release has it is a problem too: which parts moved, and the version that it asks for.
    """
    # Nothing that a check makes becomes garbage before it ends; looking for some takes a tenth of its time.
    gc.disable()
    from golive.cli.report import problems_as_json, show_json, show_problems, tell_unfinished
    from golive.cli.targets import load_projects

    projects, problems = load_projects(specs, workspace, guide=False)
    for place in dict.fromkeys(project.workspace for project in projects):
        tell_unfinished(place)
    gates = _gates(projects, problems) if is_gate else None
    if as_json:
        checked = [_as_json(project, gates) for project in projects]
        show_json({"checked": checked, "problems": problems_as_json(problems)})
    else:
        show_problems(problems)
        if not quiet:
            for project in projects:
                click.echo(f"{project.about.id} {project.about.version}: {_said(project, gates)}")
            if problems:
                count = len(dict.fromkeys(problems))
                click.echo(f"{count} problem{'s' * (count != 1)} to fix", err=True)
    return 1 if problems else 0


def _gates(projects: "tuple[Project, ...]", problems: "list[Problem]") -> "dict[Path, Gate]":
    from golive.cli.gate import gates_of

    return gates_of(projects, problems)


def _said(project: "Project", gates: "dict[Path, Gate] | None") -> str:
    if gates is None:
        return "no problems"
    from golive.cli.gate import said

    return said(gates.get(project.files[0]))


def _as_json(project: "Project", gates: "dict[Path, Gate] | None") -> "dict[str, Any]":
    from golive.standing import digest_of_project

    about = project.about
    row = {"id": about.id, "version": about.version, "digest": digest_of_project(project)}
    if gates is None:
        return row
    from golive.cli.gate import as_json

    return {**row, "released": as_json(gates.get(project.files[0]), project.files[0].stem)}
