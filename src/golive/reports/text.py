"""Format a report as text: each problem with its line, a caret and a hint."""

from golive.reports.report import Report


def write_text(report: Report) -> str:
    """Format every problem in full."""
    return "\n".join(map(str, report.problems))
