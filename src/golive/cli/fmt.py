"""`golive fmt`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.spec_options import spec_arguments

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
    for path in _list_files(specs, workspace):
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
    _write_changed_files(changed, known)
    for path in changed:
        click.echo(shorten_path(path))
    return 0


def _list_files(specs: tuple[str, ...], folder: Path | None) -> list[Path]:
    from golive.cli.version_arguments import resolve_document_argument
    from golive.project.workspace import find_workspace, open_workspace
    from golive.support.problems import SpecError, make_problem

    if specs:
        return list(dict.fromkeys(resolve_document_argument(spec, folder).path for spec in specs))
    data = (open_workspace(folder) if folder else find_workspace(Path.cwd())).root / "data"
    found = sorted(path for end in ("yaml", "yml") for path in data.rglob(f"*.{end}") if path.is_file())
    if not found:
        raise SpecError(make_problem("contains no YAML file", path=data))
    return found


def _write_changed_files(changed: dict[Path, bytes], known: dict[Path, bytes]) -> None:
    """Write all files or none; follow symbolic links.

    Raises:
        OutputError: a file was changed since it was read, or cannot be written.
    """
    from golive.cli.output import write_files

    read = {path.resolve(): content for path, content in known.items()}
    write_files({path.resolve(): content for path, content in changed.items()}, "the formatting", read)


def _format_diff(path: Path, old: str, new: str) -> list[str]:
    from difflib import unified_diff

    lines = unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), str(path), str(path))
    return [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]
