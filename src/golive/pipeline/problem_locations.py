"""Point problems of a rendered document to the place to fix: the value in the spec, else the template line."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from golive.project.project import Project
from golive.support.problems import Problem, SpecError
from golive.templating.line_origins import Origin
from golive.yaml_io.load import read_tree
from golive.yaml_io.nodes import Tree
from golive.yaml_io.text_search import locate_text


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
    trees: list[Tree] = []
    found = []
    for problem in problems:
        if problem.offending_text and not trees:
            trees = list(_read_trees(project))
        found.append(_locate_in_files(problem, trees) or _locate_in_template(problem, template, origins))
    return tuple(found)


def _read_trees(project: Project) -> Iterable[Tree]:
    for path in project.source_files:
        try:
            yield read_tree(path, inside=project.workspace.data_folder)
        except SpecError:  # the file was changed since it was loaded: fall back to the template's line
            continue


def _locate_in_files(problem: Problem, trees: Iterable[Tree]) -> Problem | None:
    """Return the problem located at the value that contains its text, in the first file that has it; else None."""
    if not problem.offending_text:
        return None
    for tree in trees:
        place = locate_text(tree, problem.offending_text)
        if place:
            return tree.source.make_problem(*place, problem.message, problem.hint)
    return None


def _locate_in_template(problem: Problem, template: str, origins: Sequence[Origin]) -> Problem:
    if problem.path != Path(template):
        return problem
    if not 0 < problem.line <= len(origins):
        return problem._replace(line=0)
    origin = origins[problem.line - 1]
    return problem._replace(path=origin.path, line=origin.line)
