"""`golive migrate`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.spec_options import spec_arguments
from golive.cli.yaml_files import list_yaml_files, write_changed_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from golive.support.problems import Problem
    from golive.yaml_io.renamed_keys import RenamedKey
    from golive.yaml_io.source import Source


@click.command()
@spec_arguments
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a file has a former key.")
def migrate(*, specs: tuple[str, ...], workspace: Path | None, check: bool) -> int:
    """Upgrade files that were written for an earlier golive version.

    Renamed keys are updated in each SPEC; without SPEC, in every YAML file in the workspace's data folder; and in the
    files that these include. Nothing else in the files changes. Stored releases stay as they were signed: golive reads
    their former keys, and their digests stay the same.
    """
    from golive.cli.output import shorten_path, show_problems
    from golive.support.problems import GoliveError
    from golive.yaml_io.renamed_keys import replace_keys

    problems: list[Problem] = []
    found: dict[Path, tuple[Source, set[RenamedKey]]] = {}
    for path in list_yaml_files(specs, workspace):
        try:
            for source, keys in _find_keys(path, workspace):
                found.setdefault(source.path.resolve(), (source, set()))[1].update(keys)
        except GoliveError as error:
            problems += error.problems
    former = [
        source.make_problem(one.start, one.end, f"`{one.former}` is now `{one.present}`", "Run `golive migrate`.")
        for source, keys in found.values()
        for one in sorted(keys, key=lambda key: key.start)
    ]
    if problems or check:
        show_problems([*problems, *(former if check else ())])
        return 1 if problems or (check and former) else 0
    known = {path: source.text.encode() for path, (source, _) in found.items()}
    changed = {path: replace_keys(source.text, keys).encode() for path, (source, keys) in found.items()}
    write_changed_files(changed, known, "the present keys")
    for one in former:
        click.echo(f"{shorten_path(one.path) if one.path else ''}:{one.line}: {one.message}")
    if not former:
        click.echo("All keys have their current names.")
    return 0


def _find_keys(path: Path, folder: Path | None) -> "Iterator[tuple[Source, tuple[RenamedKey, ...]]]":
    """Yield the former keys of a file, and of the files in the workspace's data folder that it includes.

    Raises:
        SpecError: a file cannot be read, or has a key under both its names.
    """
    from golive.project.workspace import find_workspace, open_workspace
    from golive.yaml_io.formatter.file_kinds import detect_model
    from golive.yaml_io.load import read_tree
    from golive.yaml_io.parser import parse_yaml
    from golive.yaml_io.renamed_keys import group_former_keys, rename_former_keys
    from golive.yaml_io.source import read_source

    model = detect_model(parse_yaml(read_source(path)))
    if model is None:  # a file that others include
        return
    data = (open_workspace(folder) if folder else find_workspace(path)).data_folder
    tree = read_tree(path, inside=data)
    rename_former_keys(tree, model)
    for file, (source, keys) in group_former_keys(tree, model).items():
        if source is tree.source or file.resolve().is_relative_to(data.resolve()):  # not presets of golive itself
            yield source, keys
