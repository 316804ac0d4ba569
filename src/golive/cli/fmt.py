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
    """Write each SPEC in one form; without SPEC, every YAML file in the workspace's data folder.

    Keys come into the order of `golive schema`, quotes and blank lines are made alike. Comments stay with what they
    stand at, and no value changes. A file that is not YAML is named, and then nothing is written at all.
    """
    from golive.cli.output import near, show_problems
    from golive.support.problems import GoliveError, problem
    from golive.yaml_io.formatter import tidied
    from golive.yaml_io.source import read

    problems: list[Problem] = []
    known: dict[Path, bytes] = {}
    changed: dict[Path, bytes] = {}
    for path in _files(specs, workspace):
        try:
            source = read(path)
            new = tidied(source)
        except GoliveError as error:
            problems += error.problems
            continue
        if new != source.text:
            known[path], changed[path] = source.text.encode(), new.encode()
            if diff:
                click.echo("".join(_difference(near(path), source.text, new)), nl=False)
    if problems or check or diff:
        hint = "Run `golive fmt`."
        problems += [problem("is not in its one form", hint, path=path) for path in changed] if check else []
        show_problems(problems)
        return 1 if problems else 0
    _write(changed, known)
    for path in changed:
        click.echo(near(path))
    return 0


def _files(specs: tuple[str, ...], folder: Path | None) -> list[Path]:
    from golive.cli.version_arguments import document_file
    from golive.project.workspace import at, find
    from golive.support.problems import SpecError, problem

    if specs:
        return list(dict.fromkeys(document_file(spec, folder).path for spec in specs))
    data = (at(folder) if folder else find(Path.cwd())).root / "data"
    found = sorted(path for end in ("yaml", "yml") for path in data.rglob(f"*.{end}") if path.is_file())
    if not found:
        raise SpecError(problem("holds no YAML file", path=data))
    return found


def _write(changed: dict[Path, bytes], known: dict[Path, bytes]) -> None:
    """Write all files or none; behind a link, the file that it leads to.

    Raises:
        OutputError: a file was changed since it was read, or cannot be written.
    """
    from golive.support.files import write_all
    from golive.support.problems import OutputError, problem

    meanwhile = [path for path in changed if path.read_bytes() != known[path]]
    if meanwhile:
        hint = "Somebody saved it just now; try again. Nothing was written."
        raise OutputError(*(problem("was changed since it was read", hint, path=path) for path in meanwhile))
    write_all({path.resolve(): content for path, content in changed.items()})


def _difference(path: Path, old: str, new: str) -> list[str]:
    from difflib import unified_diff

    lines = unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), str(path), str(path))
    return [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]
