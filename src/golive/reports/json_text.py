"""Format a report as JSON."""

import json
from collections.abc import Iterable
from typing import Any

from golive.reports.report import Report
from golive.support.problems import Problem


def write_json(report: Report) -> str:
    """Format one indented object with `checked` and `problems`."""
    checked = [{"id": one.id, "version": one.version, "digest": one.digest, **one.extra} for one in report.checked]
    return json.dumps(
        {"checked": checked, "problems": problems_to_dicts(report.problems)}, indent=2, ensure_ascii=False
    )


def problems_to_dicts(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Convert problems to plain values; `check` is empty if no check found it."""
    return [
        {
            "path": str(one.path) if one.path else None,
            "line": one.line,
            "column": one.column,
            "severity": one.severity,
            "check": one.check,
            "message": one.message,
            "hint": one.hint,
        }
        for one in problems
    ]
