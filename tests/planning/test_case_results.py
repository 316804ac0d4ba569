"""Results of tests are counted, and a criterion is met only where the results say so."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from golive.planning.case_results import TestSummary, summarize_results
from golive.schema.testing import ExitLimits, TestCase, TestPhase, TestResult
from golive.schema.words import TestKind, TestOutcome

OUTCOMES = st.one_of(st.none(), st.sampled_from(TestOutcome))


def make_case(number: int, outcome: TestOutcome | None, severity: int | None = None) -> TestCase:
    result = (
        None
        if outcome is None
        else TestResult.model_construct(outcome=outcome, date=date(2027, 1, 4), defect="D-1", severity=severity)
    )
    return TestCase.model_construct(
        id=f"c-{number}", title="A case", kind=TestKind.NEGATIVE, steps="Try.", expected="Works.", result=result
    )


def summarize(cases: list[tuple[TestOutcome | None, int | None]], limits: dict[str, int] | None = None) -> TestSummary:
    made = tuple(make_case(number, *one) for number, one in enumerate(cases))
    wanted = None if limits is None else ExitLimits.model_validate({key: str(value) for key, value in limits.items()})
    return summarize_results(TestPhase.model_construct(cases=made, exit_limits=wanted))


PASSED, FAILED, BLOCKED = TestOutcome.PASSED, TestOutcome.FAILED, TestOutcome.BLOCKED


@settings(max_examples=examples(60))
@given(st.lists(st.tuples(OUTCOMES, st.one_of(st.none(), st.integers(1, 4))), max_size=12))
def test_every_case_is_counted_once(cases: list[tuple[TestOutcome | None, int | None]]) -> None:
    made = summarize(cases)

    assert made.passed + made.failed + made.blocked + made.not_run == made.cases == len(cases)
    assert len(made.open_cases) == made.failed + made.blocked


@pytest.mark.parametrize(
    ("cases", "limits", "met"),
    [
        ([(PASSED, None), (FAILED, 2)], {"cases_run": 100}, True),
        ([(PASSED, None), (None, None)], {"cases_run": 100}, False),
        ([(PASSED, None), (BLOCKED, 3)], {"cases_run": 100}, False),
        ([(PASSED, None), (PASSED, None), (FAILED, 3)], {"cases_passed": 67}, False),
        ([(PASSED, None), (PASSED, None), (FAILED, 3)], {"cases_passed": 66}, True),
        ([(FAILED, 3)], {"no_open_severity": 2}, True),
        ([(FAILED, 2)], {"no_open_severity": 2}, False),
        ([(FAILED, None)], {"no_open_severity": 2}, None),
        ([(FAILED, None), (FAILED, 1)], {"no_open_severity": 2}, False),
        ([], {"cases_run": 100}, None),
    ],
)
def test_a_criterion_is_met_only_where_the_results_say_so(
    cases: list[tuple[TestOutcome | None, int | None]], limits: dict[str, int], *, met: bool | None
) -> None:
    (found,) = summarize(cases, limits).exit_checks

    assert found.is_met is met
