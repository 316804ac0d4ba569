"""Load projects from the command-line arguments SPEC and `--workspace`."""

from pathlib import Path

import click

from golive.cli.workspace_formats import apply_formats
from golive.project.project import IntegrationProject, Project, load_guide, load_integration
from golive.project.subjects import list_subjects, make_duplicate_id_problem
from golive.project.workspace import Workspace
from golive.support.problems import GoliveError, Problem


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
    subjects, not_found = list_subjects(specs, folder, guide=guide)
    problems: list[Problem] = []
    projects: list[Project] = []
    for workspace, path in subjects:
        try:
            projects.append(load_integration(workspace, path) if path else load_guide(workspace))
        except GoliveError as error:
            problems += error.problems
    if projects:
        apply_formats(projects[0].organization)
    return tuple(projects), [*problems, *not_found, *_find_duplicate_ids(projects)]


def load_integration_project(spec: str, folder: Path | None, refusal: str) -> IntegrationProject:
    """Load the project of one integration.

    Args:
        spec: its file or id.
        folder: the workspace folder from `--workspace`, if given.
        refusal: what to say of the guide, such as "The guide has no plan".

    Raises:
        GoliveError: it cannot be loaded.
        UsageError: it is the guide.
    """
    projects, problems = load_projects((spec,), folder, guide=False)
    if problems:
        raise GoliveError(*problems)
    (project,) = projects
    if not isinstance(project, IntegrationProject):
        raise click.UsageError(f"{refusal}; name an integration.")
    return project


def _find_duplicate_ids(projects: list[Project]) -> list[Problem]:
    first: dict[tuple[Workspace, str], Path] = {}
    clashes = []
    for project in projects:
        if not isinstance(project, IntegrationProject) or project.spec_file is None:
            continue
        key = (project.workspace, project.spec.id)
        if key in first:
            clashes.append(make_duplicate_id_problem(project.spec.id, project.spec_file, first[key]))
        first.setdefault(key, project.spec_file)
    return clashes
