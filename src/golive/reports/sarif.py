"""Format a report as SARIF 2.1.0, for code scanning. Source: OASIS, "Static Analysis Results Interchange Format"."""

from typing import Any, Final
from urllib.parse import quote

from golive import __version__
from golive.checks.catalog import CHECKS
from golive.reports.report import Report, get_problem_code, get_problem_path
from golive.support.json_text import dump_json
from golive.support.problems import Problem

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_SPEC_RULE_TEXT: Final = "The file must be valid YAML and match the model of its kind."


def write_sarif(report: Report) -> str:
    """Format a log with one run; only rules with results are listed."""
    found = tuple(dict.fromkeys(map(get_problem_code, report.problems)))
    run = {
        "tool": {
            "driver": {"name": "golive", "semanticVersion": __version__, "rules": [_build_rule(code) for code in found]}
        },
        "columnKind": "unicodeCodePoints",
        "results": [_build_result(problem, found.index(get_problem_code(problem))) for problem in report.problems],
    }
    return dump_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _build_rule(code: str) -> dict[str, Any]:
    check = CHECKS.get(code)
    if check is None:
        return {"id": code, "shortDescription": {"text": _SPEC_RULE_TEXT}}
    return {
        "id": code,
        "shortDescription": {"text": check.meaning},
        "fullDescription": {"text": check.reason},
        "help": {"text": check.fix},
        "defaultConfiguration": {"level": check.severity},
    }


def _build_result(problem: Problem, rule: int) -> dict[str, Any]:
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    result: dict[str, Any] = {
        "ruleId": get_problem_code(problem),
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": text},
    }
    if problem.path:
        result["locations"] = [{"physicalLocation": _build_location(problem)}]
    return result


def _build_location(problem: Problem) -> dict[str, Any]:
    is_elsewhere = problem.path is not None and problem.path.is_absolute()
    address = problem.path.as_uri() if problem.path and is_elsewhere else quote(get_problem_path(problem))
    location: dict[str, Any] = {"artifactLocation": {"uri": address}}
    if problem.line:
        region = {"startLine": problem.line}
        if problem.column:
            region |= {"startColumn": problem.column, "endColumn": problem.column + max(1, problem.width)}
        location["region"] = region
    return location
