"""Count the results of SIT and UAT, and compare them with the exit criteria that can be computed.

Nothing is concluded from what the spec does not say: a criterion whose facts are incomplete is neither met nor missed.
"""

from collections import Counter
from datetime import date
from decimal import Decimal

from msgspec import Struct

from golive.schema import Integration
from golive.schema.testing import TestCase, TestPhase
from golive.schema.value_text import format_count, format_percent
from golive.schema.words import TestOutcome

_ALL = Decimal(100)  # percent


class ExitCheck(Struct, frozen=True):
    """One measured exit criterion and what the results say about it.

    Attributes:
        wanted: the criterion, in words.
        found: what the results show, in words.
        is_met: whether it is met; None where the results do not tell.
    """

    wanted: str
    found: str
    is_met: bool | None


class TestSummary(Struct, frozen=True):
    """The results of one test, as recorded in the spec.

    Attributes:
        cases: the number of cases.
        passed: the number of cases that passed.
        failed: the number of cases that failed.
        blocked: the number of cases that could not be run to the end.
        not_run: the number of cases without a result.
        open_cases: the failed and blocked cases.
        exit_checks: the measured exit criteria.
    """

    __test__ = False  # not a test for pytest
    cases: int
    passed: int
    failed: int
    blocked: int
    not_run: int
    open_cases: tuple[TestCase, ...]
    exit_checks: tuple[ExitCheck, ...]


def has_results(spec: Integration) -> bool:
    """Return whether any test case has a result."""
    return any(case.result for case in (*spec.testing.sit.cases, *spec.testing.uat.cases))


def summarize_results(phase: TestPhase, until: date | None = None) -> TestSummary:
    """Count the results of one test.

    Args:
        phase: the test.
        until: the last day whose results count; None for all results.
    """
    run = [case for case in phase.cases if case.result and (until is None or case.result.date <= until)]
    outcomes = Counter(case.result.outcome for case in run if case.result)
    still_open = tuple(case for case in run if case.result and case.result.outcome is not TestOutcome.PASSED)
    return TestSummary(
        cases=len(phase.cases),
        passed=outcomes[TestOutcome.PASSED],
        failed=outcomes[TestOutcome.FAILED],
        blocked=outcomes[TestOutcome.BLOCKED],
        not_run=len(phase.cases) - outcomes.total(),
        open_cases=still_open,
        exit_checks=_check_exit_limits(phase, outcomes, still_open),
    )


def _check_exit_limits(
    phase: TestPhase, outcomes: Counter[TestOutcome], still_open: tuple[TestCase, ...]
) -> tuple[ExitCheck, ...]:
    limits, found = phase.exit_limits, []
    if limits is None:
        return ()
    run = outcomes[TestOutcome.PASSED] + outcomes[TestOutcome.FAILED]
    for wanted, number, verb in (
        (limits.cases_run, run, "run"),
        (limits.cases_passed, outcomes[TestOutcome.PASSED], "passed"),
    ):
        if wanted is not None:
            total = len(phase.cases)
            is_met = Decimal(100 * number) >= wanted * total if total else None
            share = "All cases" if wanted == _ALL else f"At least {format_percent(wanted)} of the cases"
            text = f"{share} {'are run' if verb == 'run' else 'have passed'}"
            found.append(ExitCheck(text, f"{number} of {format_count(total, 'case')} {verb}", is_met))
    if limits.no_open_severity is not None:
        found.append(_check_open_severity(limits.no_open_severity, still_open))
    return tuple(found)


def _check_open_severity(limit: int, still_open: tuple[TestCase, ...]) -> ExitCheck:
    severities = [case.result.severity for case in still_open if case.result]
    known = [one for one in severities if one is not None]
    bad, unknown = sum(one <= limit for one in known), len(severities) - len(known)
    parts = [f"{bad} open"] if bad or not unknown else []
    parts += [f"{unknown} of unknown severity"] if unknown else []
    is_met = False if bad else None if unknown else True
    worst = {1: "1", 2: "1 or 2"}.get(limit, f"1 to {limit}")
    return ExitCheck(f"No defect of severity {worst} is open", ", ".join(parts), is_met)
