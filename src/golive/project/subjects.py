"""Find the specs that a command line names: by file, by id, or all of a workspace. No file is loaded."""

from difflib import get_close_matches
from pathlib import Path
from typing import Final, NamedTuple

from golive.project.workspace import Workspace, find_workspace, open_workspace
from golive.support.problems import GoliveError, Problem, make_problem

GUIDE = "guide"
_MAX_NAMED: Final = 10


class Subject(NamedTuple):
    """What documents are about: a spec of a workspace, or its guide.

    Attributes:
        workspace: the workspace.
        spec: the file of the spec, as it was named; None for the guide.
    """

    workspace: Workspace
    spec: Path | None

    @property
    def file(self) -> Path:
        """The file of the spec, or of the guide."""
        return self.spec or self.workspace.guide_file

    @property
    def name(self) -> str:
        """The name of the file without its suffix."""
        return self.file.stem


def list_subjects(specs: tuple[str, ...], folder: Path | None, *, guide: bool) -> tuple[list[Subject], list[Problem]]:
    """List the requested specs.

    Args:
        specs: files, ids, or `guide`; if empty, every integration of the workspace and its guide.
        folder: the workspace folder from `--workspace`, if given.
        guide: True to list the guide in addition to the named specs.

    Returns:
        Those that were found, and the problems of the others.

    Raises:
        GoliveError: no spec was named, and there is no workspace or nothing in it.
    """
    if not specs:
        workspace = open_workspace_or_find(folder)
        found = [Subject(workspace, path) for path in workspace.list_integration_files()]
        if workspace.guide_file.exists():
            found.append(Subject(workspace, None))
        ignored = find_ignored_files(workspace)
        if not found and ignored:
            raise GoliveError(*ignored)
        if not found:
            hint = f"Put a spec into {workspace.root / 'data' / 'integrations'}, or name one."
            message = f"the workspace {workspace.root} contains no integration and no guide"
            raise GoliveError(make_problem(message, hint))
        return found, ignored
    named = (*dict.fromkeys(specs), *((GUIDE,) if guide and GUIDE not in specs else ()))
    subjects, problems = [], list[Problem]()
    for spec in named:
        try:
            subjects.append(Subject(*find_spec_file(spec, folder)))
        except GoliveError as error:
            problems += error.problems
    return subjects, problems


def open_workspace_or_find(folder: Path | None) -> Workspace:
    """Return the workspace of a folder, or the one that the current folder lies in if none is named."""
    return open_workspace(folder) if folder else find_workspace(Path.cwd())


def find_ignored_files(workspace: Workspace) -> list[Problem]:
    """Return a problem for each file that looks like a spec and is not read, because of its name or its folder."""
    folder = workspace.data_folder / "integrations"
    return [
        make_problem(
            "is not read: the name of a spec ends in `.yaml`", f"Rename it to {_get_spec_name(path)}.", path=path
        )
        if path.parent == folder
        else make_problem(
            "is not read: specs are read from data/integrations itself, not from its subfolders",
            f"Move it to {folder / _get_spec_name(path)}, or out of data/integrations.",
            path=path,
        )
        for path in workspace.list_ignored_spec_files()
    ]


def _get_spec_name(path: Path) -> str:
    return f"{path.name.partition('.')[0]}.yaml"


def find_spec_file(spec: str, folder: Path | None) -> tuple[Workspace, Path | None]:
    """Return the workspace and the file of a spec; no file for the guide.

    Args:
        spec: a file, an id, or `guide`.
        folder: the workspace folder from `--workspace`, if given.

    Raises:
        GoliveError: there is no workspace, or no such spec.
    """
    path = Path(spec)
    if folder is None and (path.exists() or path.suffix):
        return find_workspace(path), path
    workspace = open_workspace_or_find(folder)
    if spec == GUIDE and not path.is_file():
        return workspace, None
    return workspace, path if path.exists() or path.suffix else _find_spec_by_id(workspace, spec)


def _find_spec_by_id(workspace: Workspace, spec_id: str) -> Path:
    known = {path.stem: path for path in workspace.list_integration_files()}
    if spec_id in known:
        return known[spec_id]
    for path in workspace.list_ignored_spec_files():
        if path.name.partition(".")[0] == spec_id:
            raise GoliveError(*find_ignored_files(workspace))
    near = get_close_matches(spec_id, known, n=_MAX_NAMED, cutoff=0.5)
    shown = list(dict.fromkeys([*near, *known]))[:_MAX_NAMED]
    more = len(known) - len(shown)
    names = (", ".join(shown) or "none") + (f" and {more:,} more" if more else "")
    raise GoliveError(
        make_problem(
            f"there is no file and no integration called `{spec_id}`", f"Integrations of this workspace: {names}."
        )
    )


def make_duplicate_id_problem(spec_id: str, path: Path, other: Path) -> Problem:
    """Return the problem of a spec whose id another spec has, since both would write the same files."""
    hint = "Their documents would overwrite each other: change one."
    return make_problem(f"two specs have the id `{spec_id}`: this one and {other.name}", hint, path=path)
