"""Format a report as JSON."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from golive.reports.report import Report
from golive.support.json_text import dump_json
from golive.support.problems import Problem

if TYPE_CHECKING:
    from golive.reports.json_outputs.shared_values import ProblemValues


def write_json(report: Report) -> str:
    """Format one indented object with `checked` and `problems`."""
    checked = [{"id": file.id, "version": file.version, "digest": file.digest, **file.extra} for file in report.checked]
    return dump_json({"checked": checked, "problems": problems_to_dicts(report.problems)})


def problems_to_dicts(problems: Iterable[Problem]) -> "list[ProblemValues]":
    """Convert problems to plain values.

    `check` is empty if no check found the problem, `where` and `label` if it is not about a value of a YAML file.
    `cell` is there if it is about a cell of a workbook.
    """
    return [_problem_to_dict(problem) for problem in problems]


def _problem_to_dict(problem: Problem) -> "ProblemValues":
    values: ProblemValues = {
        "path": str(problem.path) if problem.path else None,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "check": problem.check,
        "message": problem.message,
        "hint": problem.hint,
        "where": list(problem.where),
        "label": problem.label,
    }
    if problem.cell:
        values["cell"] = problem.cell
    return values
