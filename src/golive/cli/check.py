"""`golive check`."""

import gc
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.targets_option import spec_arguments

if TYPE_CHECKING:
    from golive.errors import Problem
    from golive.project import Project

FORMATS = ("text", "json", "github", "junit", "sarif")


@click.command()
@spec_arguments
@click.option(
    "--output-format",
    "form",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    show_default=True,
    help="How to say what is wrong: for people, for scripts, for GitHub Actions, or for CI servers.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --output-format json.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
def check(  # noqa: PLR0913 - the options of a command
    *, specs: tuple[str, ...], workspace: Path | None, form: str, as_json: bool, strict: bool, quiet: bool
) -> int:
    """Check each SPEC; without SPEC, every integration of the workspace, and the guide.

    Every problem is named with file, line and column, and with what to do about it. Errors stop documents, and make the
    exit code 1; warnings are shown, and make it 1 with --strict. `golive explain ID` says why a check is there.
    """
    # Nothing that a check makes becomes garbage before it ends; looking for some takes a tenth of its time.
    gc.disable()
    from golive.cli.targets import load_projects
    from golive.errors import GoliveError

    try:
        projects, problems = load_projects(specs, workspace, guide=False)
    except GoliveError as error:  # no workspace, or nothing in it: machines are to read that too
        projects, problems = (), list(error.problems)
    problems = list(dict.fromkeys([*(one for project in projects for one in project.warnings), *problems]))
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json or form != FORMATS[0]:
        _write("json" if as_json else form, projects, problems)
    else:
        _show(projects, problems, quiet=quiet)
    return 1 if errors or (strict and problems) else 0


def _show(projects: "tuple[Project, ...]", problems: "list[Problem]", *, quiet: bool) -> None:
    """Problems to stderr, a line for each spec without errors to stdout."""
    from golive.cli.report import show_problems

    show_problems(problems)
    if quiet:
        return
    for project in projects:
        said = _counted(len(project.warnings), "warning") if project.warnings else "no problems"
        click.echo(f"{project.about.id} {project.about.version}: {said}")
    if errors := sum(problem.severity == "error" for problem in problems):
        click.echo(f"{_counted(errors, 'problem')} to fix", err=True)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


def _write(form: str, projects: "tuple[Project, ...]", problems: "list[Problem]") -> None:
    """Everything to stdout, for a machine."""
    from golive.cli.report import from_here
    from golive.reports import FORMATS as WRITERS
    from golive.reports import Checked, Report

    checked = tuple(Checked(one.about.id, one.about.version, one.digest, from_here(one.files[0])) for one in projects)
    placed = (replace(one, path=from_here(one.path)) if one.path else one for one in problems)
    said = WRITERS[form](Report(checked, tuple(placed)))
    if said:
        click.echo(said)
