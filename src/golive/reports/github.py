"""Workflow commands of GitHub Actions: each problem is an annotation beside its line.

Source: docs.github.com, "Workflow commands for GitHub Actions"; escapes as in actions/toolkit, core/src/command.ts.
"""

from golive.reports.report import Report, code_of, place_of
from golive.support.problems import Problem


def write_github(report: Report) -> str:
    """One line for each problem."""
    return "\n".join(map(_command, report.problems))


def _command(problem: Problem) -> str:
    properties = {"file": place_of(problem)} if problem.path else {}
    if problem.path and problem.line:
        properties |= {"line": str(problem.line), "endLine": str(problem.line)}
        if problem.column:
            properties |= {"col": str(problem.column), "endColumn": str(problem.column + max(1, problem.width))}
    properties["title"] = f"golive {code_of(problem)}"
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    message = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{problem.severity} {said}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
