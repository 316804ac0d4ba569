"""Format a report as Markdown for a job summary: one line per file, then a table of the problems.

Meant for the summary of a GitHub Actions job (`golive check --output-format markdown >> "$GITHUB_STEP_SUMMARY"`).
Whatever a problem holds stays text: signs of Markdown and HTML are escaped.
"""

import re
from collections import Counter

from golive.reports.report import Report, get_problem_code, get_problem_path
from golive.support.problems import Problem

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")


def write_markdown(report: Report) -> str:
    """Format the checked files and their problems."""
    counts = Counter(get_problem_path(problem) for problem in report.problems)
    lines = ["### golive check", ""]
    for one in report.checked:
        count = counts[one.path.as_posix()] if one.path else 0
        outcome = "no problems" if not count else "1 problem" if count == 1 else f"{count} problems"
        lines.append(f"- **{_escape(one.id)}** {_escape(one.version)}: {outcome}")
    if report.problems:
        lines += ["", "| Where | Problem | What to do | Check |", "|---|---|---|---|"]
        lines += [_format_row(problem) for problem in report.problems]
    return "\n".join(lines)


def _format_row(problem: Problem) -> str:
    place = get_problem_path(problem) + (f":{problem.line}:{problem.column}" if problem.line else "")
    message = f"**{problem.severity.capitalize()}**: {_escape(problem.message)}"
    cells = (_escape(place), message, _escape(problem.hint), _escape(get_problem_code(problem)))
    return f"| {' | '.join(cells)} |"


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\1", _CONTROLS.sub(" ", text)).strip()
