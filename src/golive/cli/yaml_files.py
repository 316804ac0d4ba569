"""List and rewrite the YAML files of a workspace, for `golive fmt` and `golive migrate`."""

from pathlib import Path


def list_yaml_files(specs: tuple[str, ...], folder: Path | None) -> list[Path]:
    """List the files of the named specs; without one, every YAML file in the data folder of the workspace.

    Raises:
        SpecError: there is none.
    """
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


def write_changed_files(changed: dict[Path, bytes], known: dict[Path, bytes], what: str) -> None:
    """Write all files or none; follow symbolic links.

    Args:
        changed: the new content of each file.
        known: the content of each file as it was read.
        what: what is written, for messages.

    Raises:
        OutputError: a file was changed since it was read, or cannot be written.
    """
    from golive.cli.output import write_files

    read = {path.resolve(): content for path, content in known.items()}
    write_files({path.resolve(): content for path, content in changed.items()}, what, read)
