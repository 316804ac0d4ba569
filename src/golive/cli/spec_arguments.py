"""From what a person typed to loaded projects: SPEC arguments, `--workspace`, or neither."""

from collections.abc import Callable
from pathlib import Path

from golive.project.project import Project, load_guide, load_integration
from golive.project.workspace import Workspace, at, find
from golive.support.problems import GoliveError, Problem, problem

GUIDE = "guide"


def load_projects(
    specs: tuple[str, ...], folder: Path | None, *, guide: bool
) -> tuple[tuple[Project, ...], list[Problem]]:
    """Load what was asked for.

    Args:
        specs: files, ids, or `guide`; none means every integration of the workspace, and its guide.
        folder: the workspace, when it was named.
        guide: whether the guide is wanted although specs are named.

    Returns:
        The projects that could be loaded, and everything that is wrong with the others.
    """
    problems: list[Problem] = []
    projects: list[Project] = []
    for load in _loaders(specs, folder, guide=guide):
        try:
            projects.append(load())
        except GoliveError as error:
            problems += error.problems
    return tuple(projects), problems + _clashes(projects)


def _loaders(specs: tuple[str, ...], folder: Path | None, *, guide: bool) -> list[Callable[[], Project]]:
    if specs:
        loaders = [_loader(spec, folder) for spec in dict.fromkeys(specs)]
        if guide and GUIDE not in specs:
            loaders.append(_loader(GUIDE, folder))
        return loaders
    workspace = at(folder) if folder else find(Path.cwd())
    found = [_loader(str(path), workspace.root) for path in workspace.integrations()]
    if workspace.guide.exists():
        found.append(_loader(GUIDE, workspace.root))
    if not found:
        hint = f"Put a spec into {workspace.root / 'data' / 'integrations'}, or name one."
        raise GoliveError(problem(f"the workspace {workspace.root} holds no integration and no guide", hint))
    return found


def _loader(spec: str, folder: Path | None) -> Callable[[], Project]:
    def load() -> Project:
        path = Path(spec)
        if folder is None and (path.exists() or path.suffix):
            return load_integration(find(path), path)
        workspace = at(folder) if folder else find(Path.cwd())
        if spec == GUIDE and not path.is_file():
            return load_guide(workspace)
        return load_integration(workspace, path if path.exists() or path.suffix else _by_id(workspace, spec))

    return load


def _by_id(workspace: Workspace, spec_id: str) -> Path:
    known = {path.stem: path for path in workspace.integrations()}
    if spec_id in known:
        return known[spec_id]
    names = ", ".join(known) or "none"
    raise GoliveError(
        problem(f"there is no file and no integration called `{spec_id}`", f"Integrations of this workspace: {names}.")
    )


def _clashes(projects: list[Project]) -> list[Problem]:
    """Two specs with one id would write the same files."""
    seen: set[tuple[Workspace, str]] = set()
    clashes = []
    for project in projects:
        if project.spec is None:
            continue
        key = (project.workspace, project.spec.id)
        if key in seen:
            clashes.append(
                problem(
                    f"two specs have the id `{project.spec.id}`",
                    "Their documents would overwrite each other: change one.",
                )
            )
        seen.add(key)
    return clashes
