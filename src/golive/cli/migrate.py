"""`golive migrate`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.spec_options import spec_arguments
from golive.cli.yaml_files import list_yaml_files, write_changed_files

if TYPE_CHECKING:
    from golive.support.problems import Problem
    from golive.yaml_io.source import Source


@click.command()
@spec_arguments
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a file has a former key.")
def migrate(*, specs: tuple[str, ...], workspace: Path | None, check: bool) -> int:
    """Bring files that were written for an earlier golive up to date.

    Keys that were renamed since get their present name in each SPEC; without SPEC, in every YAML file in the data
    folder of the workspace. Nothing else in the files changes. Kept releases stay as they were signed: golive reads
    them with their former keys, and their digests stay the same.
    """
    from golive.cli.output import shorten_path, show_problems
    from golive.support.problems import GoliveError
    from golive.yaml_io.formatter.file_kinds import detect_model
    from golive.yaml_io.parser import parse_yaml
    from golive.yaml_io.renamed_keys import find_former_keys, rename_former_keys, replace_former_keys
    from golive.yaml_io.source import read_source

    problems: list[Problem] = []
    former: list[Problem] = []
    known: dict[Path, bytes] = {}
    changed: dict[Path, bytes] = {}
    for path in list_yaml_files(specs, workspace):
        try:
            source = read_source(path)
            tree = parse_yaml(source)
            model = detect_model(tree)
            if model is None:
                continue
            rename_former_keys(tree, model)
        except GoliveError as error:
            problems += error.problems
            continue
        for key in find_former_keys(tree, model):
            former.append(_report_key(source, key.start, key.end, (key.former, key.present)))
            known[path], changed[path] = source.text.encode(), replace_former_keys(tree, model).encode()
    if problems or check:
        show_problems([*problems, *(former if check else ())])
        return 1 if problems or (check and former) else 0
    write_changed_files(changed, known, "the present keys")
    for one in former:
        click.echo(f"{shorten_path(one.path) if one.path else ''}:{one.line}: {one.message}")
    if not former:
        click.echo("Every key has its present name.")
    return 0


def _report_key(source: "Source", start: int, end: int, names: tuple[str, str]) -> "Problem":
    former, present = names
    return source.make_problem(start, end, f"`{former}` is now `{present}`", "Run `golive migrate`.")
