"""SARIF 2.1.0: results with rules, for code scanning. Source: OASIS, "Static Analysis Results Interchange Format"."""

import json
from typing import Any, Final
from urllib.parse import quote

from golive import __version__
from golive.checks.catalog import CHECKS
from golive.reports.report import Report, code_of, place_of
from golive.support.problems import Problem

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_MODEL: Final = "What the file says must be YAML, and what the model of its kind allows."


def write_sarif(report: Report) -> str:
    """The log with one run; rules are those that found something."""
    found = tuple(dict.fromkeys(map(code_of, report.problems)))
    run = {
        "tool": {
            "driver": {"name": "golive", "semanticVersion": __version__, "rules": [_rule(code) for code in found]}
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, found.index(code_of(problem))) for problem in report.problems],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _rule(code: str) -> dict[str, Any]:
    check = CHECKS.get(code)
    if check is None:
        return {"id": code, "shortDescription": {"text": _MODEL}}
    return {
        "id": code,
        "shortDescription": {"text": check.meaning},
        "fullDescription": {"text": check.reason},
        "help": {"text": check.mend},
        "defaultConfiguration": {"level": check.severity},
    }


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    result: dict[str, Any] = {
        "ruleId": code_of(problem),
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": text},
    }
    if problem.path:
        result["locations"] = [{"physicalLocation": _location(problem)}]
    return result


def _location(problem: Problem) -> dict[str, Any]:
    is_elsewhere = problem.path is not None and problem.path.is_absolute()
    address = problem.path.as_uri() if problem.path and is_elsewhere else quote(place_of(problem))
    location: dict[str, Any] = {"artifactLocation": {"uri": address}}
    if problem.line:
        region = {"startLine": problem.line}
        if problem.column:
            region |= {"startColumn": problem.column, "endColumn": problem.column + max(1, problem.width)}
        location["region"] = region
    return location
