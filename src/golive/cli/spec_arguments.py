"""Load projects from the command-line arguments SPEC and `--workspace`."""

from collections.abc import Callable
from pathlib import Path

from golive.cli.workspace_formats import apply_formats
from golive.project.project import IntegrationProject, Project, load_guide, load_integration
from golive.project.workspace import Workspace, find_workspace, open_workspace
from golive.support.problems import GoliveError, Problem, make_problem

GUIDE = "guide"


def load_projects(
    specs: tuple[str, ...], folder: Path | None, *, guide: bool
) -> tuple[tuple[Project, ...], list[Problem]]:
    """Load the requested projects.

    Args:
        specs: files, ids, or `guide`; if empty, every integration of the workspace and its guide.
        folder: the workspace folder from `--workspace`, if given.
        guide: True to load the guide in addition to the named specs.

    Returns:
        The projects that could be loaded, and the problems of the others.
    """
    problems: list[Problem] = []
    projects: list[Project] = []
    for load in _build_loaders(specs, folder, guide=guide):
        try:
            projects.append(load())
        except GoliveError as error:
            problems += error.problems
    if projects:
        apply_formats(projects[0].organization)
    if not specs:
        problems += _find_ignored_files(_open_workspace(folder))
    return tuple(projects), problems + _find_duplicate_ids(projects)


def _open_workspace(folder: Path | None) -> Workspace:
    return open_workspace(folder) if folder else find_workspace(Path.cwd())


def _find_ignored_files(workspace: Workspace) -> list[Problem]:
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


def _build_loaders(specs: tuple[str, ...], folder: Path | None, *, guide: bool) -> list[Callable[[], Project]]:
    if specs:
        loaders = [_build_loader(spec, folder) for spec in dict.fromkeys(specs)]
        if guide and GUIDE not in specs:
            loaders.append(_build_loader(GUIDE, folder))
        return loaders
    workspace = open_workspace(folder) if folder else find_workspace(Path.cwd())
    found = [_build_loader(str(path), workspace.root) for path in workspace.list_integration_files()]
    if workspace.guide_file.exists():
        found.append(_build_loader(GUIDE, workspace.root))
    if not found and (ignored := _find_ignored_files(workspace)):
        raise GoliveError(*ignored)
    if not found:
        hint = f"Put a spec into {workspace.root / 'data' / 'integrations'}, or name one."
        raise GoliveError(make_problem(f"the workspace {workspace.root} contains no integration and no guide", hint))
    return found


def _build_loader(spec: str, folder: Path | None) -> Callable[[], Project]:
    def load() -> Project:
        workspace, path = find_spec_file(spec, folder)
        return load_integration(workspace, path) if path else load_guide(workspace)

    return load


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
    workspace = _open_workspace(folder)
    if spec == GUIDE and not path.is_file():
        return workspace, None
    return workspace, path if path.exists() or path.suffix else _find_spec_by_id(workspace, spec)


def _find_spec_by_id(workspace: Workspace, spec_id: str) -> Path:
    known = {path.stem: path for path in workspace.list_integration_files()}
    if spec_id in known:
        return known[spec_id]
    for path in workspace.list_ignored_spec_files():
        if path.name.partition(".")[0] == spec_id:
            raise GoliveError(*_find_ignored_files(workspace))
    names = ", ".join(known) or "none"
    raise GoliveError(
        make_problem(
            f"there is no file and no integration called `{spec_id}`", f"Integrations of this workspace: {names}."
        )
    )


def _find_duplicate_ids(projects: list[Project]) -> list[Problem]:
    """Return a problem for each spec whose id another spec has, since both would write the same files."""
    seen: set[tuple[Workspace, str]] = set()
    clashes = []
    for project in projects:
        if not isinstance(project, IntegrationProject):
            continue
        key = (project.workspace, project.spec.id)
        if key in seen:
            clashes.append(
                make_problem(
                    f"two specs have the id `{project.spec.id}`",
                    "Their documents would overwrite each other: change one.",
                )
            )
        seen.add(key)
    return clashes
