"""Results of test cases as tables: single cases, counts, and measured exit criteria."""

from golive.planning.case_results import summarize_results
from golive.schema import Integration
from golive.schema.testing import TestCase, TestPhase
from golive.templating.escape import Markdown, escape, join_lines
from golive.templating.fact_tables import Tables, build_table, build_table_rows

_HEADER = ("Case", "What is tested", "Result", "Run on", "Tester", "Defect", "Severity")
_RESULT_FIELDS = ("outcome", "date", "tester", "defect", "severity")


def build_results_table(tables: Tables, phase: TestPhase, **attributes: object) -> Markdown:
    """Build a table with a row for each case that has a result; empty if none has.

    Args:
        tables: renders the values.
        phase: SIT or UAT.
        attributes: `caption` and other table attributes of the Markdown dialect.
    """
    rows = [
        [escape(case.id), escape(case.title), *(tables.render_field(case.result, name) for name in _RESULT_FIELDS)]
        for case in phase.cases
        if case.result is not None
    ]
    return build_table(_HEADER, rows, **attributes)


def build_count_rows(spec: Integration, tables: Tables) -> Markdown:
    """Build the rows of a table that counts the results of SIT and UAT. No header."""
    phases = (spec.testing.sit, spec.testing.uat)
    sit, uat = map(summarize_results, phases)
    rows = [
        ("Cases", sit.cases, uat.cases),
        ("Passed", sit.passed, uat.passed),
        ("Failed", sit.failed, uat.failed),
        ("Blocked", sit.blocked, uat.blocked),
        ("No result recorded", sit.not_run, uat.not_run),
    ]
    cells = [[escape(name), *(escape(str(number)) for number in numbers)] for name, *numbers in rows if any(numbers)]
    still_open = [join_lines(map(_describe_open_case, one.open_cases)) for one in (sit, uat)]
    signed = [tables.render_field(phase, "signed_off_on") for phase in phases]
    cells += [[escape("Open"), *still_open]] if any(still_open) else []
    cells += [[escape("Signed off on"), *signed]] if any(signed) else []
    return build_table_rows(cells)


def _describe_open_case(case: TestCase) -> Markdown:
    """Describe a case that has not passed: "sit-4: D-12, severity 2"."""
    result = case.result
    parts = [result.defect or "no defect named"] if result else []
    parts += [f"severity {result.severity}"] if result and result.severity is not None else []
    return escape(f"{case.id}: {', '.join(parts)}")


def build_exit_rows(spec: Integration) -> Markdown:
    """Build the rows of a table of the measured exit criteria: test, criterion, result, met or not. No header."""
    rows = []
    for name, phase in (("SIT", spec.testing.sit), ("UAT", spec.testing.uat)):
        for one in summarize_results(phase).exit_checks:
            met = {True: "Met", False: "Not met", None: "Not known"}[one.is_met]
            rows.append([escape(text) for text in (name, one.wanted, one.found, met)])
    return build_table_rows(rows)
