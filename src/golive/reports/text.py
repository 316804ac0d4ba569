"""Text: each problem with its line, a caret and what to do, as on a terminal."""

from golive.reports.report import Report


def write_text(report: Report) -> str:
    """Every problem in full."""
    return "\n".join(map(str, report.problems))
