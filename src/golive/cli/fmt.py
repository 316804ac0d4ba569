"""`golive fmt`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.spec_options import spec_arguments
from golive.cli.yaml_files import list_yaml_files, write_changed_files

if TYPE_CHECKING:
    from golive.support.problems import Problem


@click.command()
@spec_arguments
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
def fmt(*, specs: tuple[str, ...], workspace: Path | None, check: bool, diff: bool) -> int:
    """Format each SPEC; without SPEC, every YAML file in the workspace's data folder.

    Keys are put in the order of `golive schema`, renamed keys get their present name, and quotes and blank lines are
    made uniform. Comments stay with their lines, and no value changes. If a file is not YAML, it is reported, and
    nothing is written.
    """
    from golive.cli.output import shorten_path, show_problems
    from golive.support.problems import GoliveError, make_problem
    from golive.yaml_io.formatter import format_source
    from golive.yaml_io.source import read_source

    problems: list[Problem] = []
    known: dict[Path, bytes] = {}
    changed: dict[Path, bytes] = {}
    for path in list_yaml_files(specs, workspace):
        try:
            source = read_source(path)
            new = format_source(source)
        except GoliveError as error:
            problems += error.problems
            continue
        if new != source.text:
            known[path], changed[path] = source.text.encode(), new.encode()
            if diff:
                click.echo("".join(_format_diff(shorten_path(path), source.text, new)), nl=False)
    if problems or check or diff:
        hint = "Run `golive fmt`."
        problems += [make_problem("is not formatted", hint, path=path) for path in changed] if check else []
        show_problems(problems)
        return 1 if problems else 0
    write_changed_files(changed, known, "the formatting")
    for path in changed:
        click.echo(shorten_path(path))
    return 0


def _format_diff(path: Path, old: str, new: str) -> list[str]:
    from difflib import unified_diff

    lines = unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), str(path), str(path))
    return [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]
