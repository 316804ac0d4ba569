"""Point problems of a rendered document to the place to fix: the value in the spec, else the template line."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from golive.project.project import Project
from golive.schema import ChangeLog, Organization, Process
from golive.schema.field import Model
from golive.support.problems import Problem, SpecError
from golive.templating.line_origins import Origin
from golive.yaml_io.load import read_tree
from golive.yaml_io.nodes import Tree
from golive.yaml_io.text_search import locate_text


class _ContentFile(NamedTuple):
    """A YAML file that a document is made from, and its model."""

    tree: Tree
    model: type[Model]


def relocate_problems(
    problems: Iterable[Problem], project: Project, template: str, origins: Sequence[Origin]
) -> tuple[Problem, ...]:
    """Return the problems with the file and line where they can be fixed.

    Args:
        problems: problems as raised by a renderer: the path is the template name, the line is a Markdown line.
        project: the project whose files hold the content.
        template: the template's name.
        origins: the template line that each Markdown line comes from.
    """
    files: list[_ContentFile] = []
    relocated = []
    for problem in problems:
        if problem.offending_text and not files:
            files = list(_read_content_files(project))
        relocated.append(_locate_in_files(problem, files) or _locate_in_template(problem, template, origins))
    return tuple(relocated)


def _read_content_files(project: Project) -> Iterable[_ContentFile]:
    models: dict[Path, type[Model]] = {
        project.workspace.organization_file: Organization,
        project.workspace.process_file: Process,
        project.workspace.changelog_file(project.document_subject.id): ChangeLog,
    }
    for path in project.source_files:
        try:
            tree = read_tree(path, inside=project.workspace.data_folder)
            yield _ContentFile(tree, models.get(path, type(project.document_subject)))
        except SpecError:  # the file was changed since it was loaded: fall back to the template's line
            continue


def _locate_in_files(problem: Problem, files: Iterable[_ContentFile]) -> Problem | None:
    """Return the problem located at the value that contains its text, in the first file that has it; else None."""
    if not problem.offending_text:
        return None
    for file in files:
        place = locate_text(file.tree, problem.offending_text)
        if place:
            located = file.tree.source.make_problem(*place, problem.message, problem.hint)
            return file.tree.add_where(located, file.tree.find_path(place[0]), file.model)
    return None


def _locate_in_template(problem: Problem, template: str, origins: Sequence[Origin]) -> Problem:
    if problem.path != Path(template):
        return problem
    if not 0 < problem.line <= len(origins):
        return problem._replace(line=0)
    origin = origins[problem.line - 1]
    return problem._replace(path=origin.path, line=origin.line)
