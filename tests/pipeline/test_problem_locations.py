"""A fault that is found on paper points at the value in the spec that it comes from."""

from pathlib import Path

from golive.pipeline.problem_locations import relocate_problems
from golive.project.project import load_integration
from golive.project.workspace import Workspace
from golive.support.problems import Problem
from golive.templating.line_origins import Origin

WORKSPACE = Workspace(Path(__file__).parents[2])
PROJECT = load_integration(WORKSPACE, WORKSPACE.root / "data" / "integrations" / "riverton-water.yaml")


def fault(text: str) -> Problem:
    return Problem(Path("runbook.md.j2"), 1, 0, "does not fit", "Shorten it.", offending_text=text)


def test_a_fault_of_a_text_names_its_value_by_path_and_label() -> None:
    assert PROJECT.spec is not None
    activity = PROJECT.spec.timeline.activities[2].name
    (problem,) = relocate_problems([fault(activity)], PROJECT, "runbook.md.j2", ())

    assert problem.path == PROJECT.spec_file
    assert problem.where == ("timeline", "activities", 2, "name")
    assert problem.label == f"Timeline › Activities › {activity} › Activity"
    assert activity in problem.excerpt


def test_a_fault_of_a_text_of_the_template_points_at_the_template() -> None:
    origin = Origin(Path("templates/runbook.md.j2"), 7)
    (problem,) = relocate_problems([fault("zzz qqq xxx")], PROJECT, "runbook.md.j2", [origin])

    assert (problem.path, problem.line, problem.where) == (origin.path, 7, ())
