"""JSON: what was checked and what is wrong, for scripts."""

import json
from collections.abc import Iterable
from typing import Any

from golive.reports.report import Report
from golive.support.problems import Problem


def write_json(report: Report) -> str:
    """One object with `checked` and `problems`, indented."""
    checked = [{"id": one.id, "version": one.version, "digest": one.digest, **one.more} for one in report.checked]
    return json.dumps({"checked": checked, "problems": plain(report.problems)}, indent=2, ensure_ascii=False)


def plain(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems as plain values; `check` is empty where no check found it."""
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
