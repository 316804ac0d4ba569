"""Format problems as workflow commands of GitHub Actions: each becomes an annotation at its line.

Source: docs.github.com, "Workflow commands for GitHub Actions"; escapes as in actions/toolkit, core/src/command.ts.
"""

from golive.reports.report import Report, get_problem_code, get_problem_path
from golive.support.problems import Problem


def write_github(report: Report) -> str:
    """Format one line per problem."""
    return "\n".join(map(_format_command, report.problems))


def _format_command(problem: Problem) -> str:
    properties = {"file": get_problem_path(problem)} if problem.path else {}
    if problem.path and problem.line:
        properties |= {"line": str(problem.line), "endLine": str(problem.line)}
        if problem.column:
            properties |= {"col": str(problem.column), "endColumn": str(problem.column + max(1, problem.width))}
    properties["title"] = f"golive {get_problem_code(problem)}"
    property_list = ",".join(f"{key}={_escape_property(value)}" for key, value in properties.items())
    message = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    command = "notice" if problem.severity == "note" else problem.severity
    return f"::{command} {property_list}::{_escape_data(message)}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
