"""`golive check`."""

import gc
from datetime import date
from pathlib import Path

import click

from golive.cli.date_option import date_option
from golive.cli.spec_options import spec_arguments

PHASES = ("discovery", "design", "build", "sit", "uat", "live")
FORMATS = ("text", "json", "github", "junit", "sarif", "markdown")


@click.command()
@spec_arguments
@click.option("--released", "is_gate", is_flag=True, help="Also exit 1 if content differs from its release.")
@click.option(
    "--gate",
    "phase",
    type=click.Choice(PHASES),
    metavar="PHASE",
    help=f"Exit 1 for each item that PHASE needs and that is still open: {', '.join(PHASES)}.",
)
@date_option
@click.option(
    "--output-format",
    "form",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    show_default=True,
    help="Format of the report: for people, scripts, GitHub Actions, CI servers (two), or the summary of a job.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --output-format json.")
@click.option("--strict", is_flag=True, help="Also exit 1 for warnings.")
@click.option(
    "--watch", is_flag=True, help="Check again whenever a file in the workspace changes, until you press Ctrl-C."
)
@click.option("--quiet", is_flag=True, help="Print only problems.")
def check(  # noqa: PLR0913 - the options of a command
    *,
    specs: tuple[str, ...],
    workspace: Path | None,
    is_gate: bool,
    phase: str | None,
    today: date,
    form: str,
    as_json: bool,
    strict: bool,
    watch: bool,
    quiet: bool,
) -> int:
    """Check each SPEC; without SPEC, every integration of the workspace, and the guide.

    Every problem is reported with file, line, column and how to fix it. An error prevents documents from being made,
    and the exit code is 1; a warning does neither, except that with --strict the exit code is 1. `golive explain ID`
    says why a check exists. Open items are listed; an overdue one is a warning. With --gate, every item that the phase
    needs is an error. With --released, content that differs from its newest release is an error too; the report names
    the changed parts and the version required.
    """
    report = "json" if as_json else form

    def run() -> int:
        return _check(specs, workspace, today, report, is_gate=is_gate, phase=phase, strict=strict, quiet=quiet)

    if watch:
        from golive.cli.watch import watch_workspace

        return watch_workspace(specs, workspace, run)
    # A check creates almost no garbage before it ends; garbage collection would take a tenth of its time.
    gc.disable()
    return run()


def _check(  # noqa: PLR0913 - the options of the command
    specs: tuple[str, ...],
    workspace: Path | None,
    today: date,
    form: str,
    *,
    is_gate: bool,
    phase: str | None,
    strict: bool,
    quiet: bool,
) -> int:
    """Check the specs once; return the exit code."""
    from golive.cli.check_output import check_projects, print_results, write_report
    from golive.cli.spec_arguments import load_projects
    from golive.support.problems import GoliveError, drop_duplicates

    try:
        projects, problems = load_projects(specs, workspace, guide=False)
    except GoliveError as error:  # no workspace, or an empty one: report it in the requested format too
        projects, problems = (), list(error.problems)
    looked, found = check_projects(projects, today, is_gate=is_gate, phase=phase)
    problems = drop_duplicates([*found, *problems])
    if form != FORMATS[0]:
        write_report(form, looked, problems, today)
    else:
        print_results(looked, problems, quiet=quiet)
    errors = sum(problem.severity == "error" for problem in problems)
    return 1 if errors or (strict and problems) else 0
