"""Checks on results of test cases and on sign-offs."""

from collections.abc import Iterator
from typing import Final

from golive.checks.check import Check
from golive.schema import Integration
from golive.schema.testing import TestCase, TestPhase, TestResult
from golive.schema.words import Phase, TestOutcome
from golive.support.problems import PathStep, Problem, report_at
from golive.yaml_io.message_text import format_path


def _iterate_phases(spec: Integration) -> Iterator[tuple[str, TestPhase]]:
    yield from (("sit", spec.testing.sit), ("uat", spec.testing.uat))


def _iterate_results(spec: Integration) -> Iterator[tuple[tuple[PathStep, ...], TestCase, TestResult]]:
    for name, phase in _iterate_phases(spec):
        for i, case in enumerate(phase.cases):
            if case.result is not None:
                yield ("testing", name, "cases", i, "result"), case, case.result


def results_are_of_the_past(spec: Integration) -> Iterator[Problem]:
    """No result and no sign-off is later than this version of the spec."""
    found = [((*path, "date"), result.date) for path, _, result in _iterate_results(spec)]
    found += [
        (("testing", name, "signed_off_on"), one.signed_off_on)
        for name, one in _iterate_phases(spec)
        if one.signed_off_on
    ]
    for here, day in found:
        if day > spec.date:
            yield report_at(here, f"`{format_path(here)}` is {day}, after the date of this version, {spec.date}")


def failures_name_a_defect(spec: Integration) -> Iterator[Problem]:
    """A failed case names its defect and the severity of it."""
    for path, case, result in _iterate_results(spec):
        if result.outcome is TestOutcome.FAILED and (result.defect is None or result.severity is None):
            missing = "defect" if result.defect is None else "severity"
            yield report_at(path, f"`{format_path(path)}` ({case.id}) is `failed` and has no `{missing}`")


def severities_have_defects(spec: Integration) -> Iterator[Problem]:
    """A severity stands beside a defect."""
    for path, _, result in _iterate_results(spec):
        if result.severity is not None and result.defect is None and result.outcome is not TestOutcome.FAILED:
            here = (*path, "severity")
            yield report_at(here, f"`{format_path(here)}` is {result.severity}, and no `defect` is named")


def sign_offs_meet_their_limits(spec: Integration) -> Iterator[Problem]:
    """A test that is signed off meets its measured exit criteria."""
    from golive.planning.case_results import summarize_results

    for name, phase in _iterate_phases(spec):
        if phase.signed_off_on is None or not any(case.result for case in phase.cases):
            continue
        for one in summarize_results(phase).exit_checks:
            if one.is_met is False:
                here = ("testing", name, "signed_off_on")
                wanted = one.wanted[:1].lower() + one.wanted[1:]
                message = f"`{format_path(here)}` is {phase.signed_off_on}, and a criterion is not met: {wanted}"
                yield report_at(here, f"{message} ({one.found})")


def live_tests_have_passed(spec: Integration) -> Iterator[Problem]:
    """An integration that is `live` has no failed or blocked case."""
    if spec.status is not Phase.LIVE:
        return
    for path, case, result in _iterate_results(spec):
        if result.outcome is not TestOutcome.PASSED:
            here = (*path, "outcome")
            yield report_at(here, f"`{format_path(here)}` ({case.id}) is `{result.outcome}`, and `status` is `live`")


RESULT_CHECKS: Final = (
    Check(
        results_are_of_the_past,
        "A document would report a test that has not been run.",
        "Correct the day, or the `date` of the spec.",
    ),
    Check(
        failures_name_a_defect,
        "The go/no-go cannot weigh a failure of unknown severity.",
        "Add `defect:` and `severity:`.",
        "warning",
    ),
    Check(
        severities_have_defects,
        "Nobody can look up what was so severe.",
        "Add `defect:`, or remove the severity.",
        "warning",
    ),
    Check(
        sign_offs_meet_their_limits,
        "The sign-off contradicts the results beside it.",
        "Correct the results, or the criterion; or state the exception in `silence`.",
    ),
    Check(
        live_tests_have_passed,
        "Readers would take an old failure for a present one.",
        "Record the retest, or what was accepted, in `silence`.",
        "warning",
    ),
)
