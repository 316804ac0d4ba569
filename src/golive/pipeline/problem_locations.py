"""Problems of a paper → the file that a person can mend: the value in the spec, else the template's line."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from golive.project.project import Project
from golive.support.problems import Problem, SpecError
from golive.templating.line_origins import Origin
from golive.yaml_io.load import read_tree
from golive.yaml_io.nodes import Tree
from golive.yaml_io.text_search import locate


def relocated(
    problems: Iterable[Problem], project: Project, template: str, origins: Sequence[Origin]
) -> tuple[Problem, ...]:
    """Problems with the place where they can be mended.

    Args:
        problems: as a paper tells them: the path is the template's name, the line one of the Markdown.
        project: whose files the words come from.
        template: the template's name.
        origins: the template's line behind each line of the Markdown.
    """
    trees: list[Tree] = []
    found = []
    for problem in problems:
        if problem.about and not trees:
            trees = list(_trees(project))
        found.append(_in_files(problem, trees) or _in_template(problem, template, origins))
    return tuple(found)


def _trees(project: Project) -> Iterable[Tree]:
    for path in project.files:
        try:
            yield read_tree(path, inside=project.workspace.data)
        except SpecError:  # it was changed since it was loaded: then the template's line has to do
            continue


def _in_files(problem: Problem, trees: Iterable[Tree]) -> Problem | None:
    """The problem at the value that its text comes from; of several files the first that has it wins."""
    if not problem.about:
        return None
    for tree in trees:
        place = locate(tree, problem.about)
        if place:
            return tree.source.problem(*place, problem.message, problem.hint)
    return None


def _in_template(problem: Problem, template: str, origins: Sequence[Origin]) -> Problem:
    if problem.path != Path(template):
        return problem
    if not 0 < problem.line <= len(origins):
        return problem._replace(line=0)
    origin = origins[problem.line - 1]
    return problem._replace(path=origin.path, line=origin.line)
