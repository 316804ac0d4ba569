"""Contradictions among the days of a plan are reported at their place in the spec."""

import pytest
from tests.yaml_io.samples import change_minimal, load_spec

from golive.checks import run_checks
from golive.support.problems import Problem

SIT = "start: 2027-03-01, end: 2027-03-26"
UAT = "start: 2027-03-29, end: 2027-04-23"
FEDERAL = ("  billing_system:\n", "  calendar: {holidays: us-federal}\n  billing_system:\n")


def list_problems(*changes: tuple[str, str]) -> list[Problem]:
    return list(run_checks(load_spec(change_minimal(*changes))))


def find_only_problem(*changes: tuple[str, str]) -> Problem:
    (found,) = list_problems(*changes)
    return found


def set_calendar(lines: str) -> tuple[str, str]:
    return "  billing_system:\n", f"  calendar:\n{lines}  billing_system:\n"


def test_a_plan_on_business_days_has_no_problem() -> None:
    assert list_problems(FEDERAL) == []


def test_without_a_calendar_any_day_may_be_planned() -> None:
    assert list_problems(("go_live: 2027-05-03", "go_live: 2027-05-02")) == []


@pytest.mark.parametrize(
    ("old", "new", "phrase", "hint"),
    [
        ("go_live: 2027-05-03", "go_live: 2027-05-02", "2027-05-02, a Sunday", "2027-04-30 and 2027-05-03"),
        ("go_live: 2027-05-03", "go_live: 2027-05-31", "2027-05-31, Memorial Day", "2027-05-28 and 2027-06-01"),
        ("end: 2027-03-26", "end: 2027-03-27", "2027-03-27, a Saturday", "2027-03-26 and 2027-03-29"),
        ("date: 2027-04-26", "date: 2027-04-25", "2027-04-25, a Sunday", "2027-04-23 and 2027-04-26"),
    ],
)
def test_a_day_that_is_no_business_day_is_found(old: str, new: str, phrase: str, hint: str) -> None:
    found = find_only_problem(FEDERAL, (old, new))

    assert phrase in found.message
    assert hint in found.hint
    assert new.split(": ")[1] in found.excerpt


def test_a_sunday_that_is_worked_is_a_business_day() -> None:
    worked = set_calendar("    days_worked: [{date: 2027-05-02, name: Go-live}]\n")

    assert list_problems(worked, ("go_live: 2027-05-03", "go_live: 2027-05-02")) == []


def test_uat_that_ends_on_a_sunday_is_named_even_where_it_is_worked() -> None:
    worked = set_calendar("    days_worked: [{date: 2027-04-25, name: Last day}]\n")

    found = find_only_problem(worked, ("end: 2027-04-23", "end: 2027-04-25"))

    assert found.check == "tests-end-on-weekdays"
    assert "2027-04-25, a Sunday" in found.message


def test_the_bank_works_where_the_government_rests() -> None:
    juneteenth = ("go_live: 2027-05-03", "go_live: 2027-06-18")

    assert "Juneteenth" in find_only_problem(FEDERAL, juneteenth).message
    assert list_problems(set_calendar("    holidays: federal-reserve\n"), juneteenth) == []


@pytest.mark.parametrize(
    ("lines", "phrase"),
    [
        (
            "    days_off: [{date: 2027-07-05, name: Fair}]\n",
            "2027-07-05, Independence Day, which is not a business day anyway",
        ),
        ("    days_off: [{date: 2027-07-04, name: Fair}]\n", "a Sunday, which is not a business day anyway"),
        ("    days_worked: [{date: 2027-07-06, name: Fair}]\n", "Tuesday, which is worked anyway"),
        ("    days_off: [{date: 2099-07-06, name: Fair}]\n", "holidays are known from 2001 to 2079"),
        (
            "    days_off: [{date: 2027-07-06, name: A}, {date: 2027-07-06, name: B}]\n",
            "2027-07-06, which is listed twice",
        ),
    ],
)
def test_a_day_of_the_calendar_that_changes_nothing_is_found(lines: str, phrase: str) -> None:
    assert phrase in find_only_problem(set_calendar(lines)).message


@pytest.mark.parametrize(
    ("sit", "uat", "phrase"),
    [
        (SIT, "days: 3, after: [sti]", "`sti`, and no activity has that id"),
        ("days: 3, after: [uat]", "days: 3, after: [sit]", "which waits for it in turn"),
        ("start: 2027-03-01", UAT, "has neither `days` nor both `start` and `end`"),
        (f"{SIT}, days: 19", UAT, "is 19, and 2027-03-01 to 2027-03-26 has 20 business days"),
        (
            SIT,
            "start: 2027-03-26, end: 2027-04-23, after: [sit]",
            "`uat` begins on 2027-03-26, and `sit` does not end until",
        ),
        (SIT, "days: 30, after: [sit]", "`uat` begins on 2027-03-22, and `sit` does not end until 2027-03-26"),
        (SIT, "days: 520, after: [go-live], actual: {start: 2080-01-01}", "holidays are known from 2001 to 2079"),
        (f"{SIT}, actual: {{start: 2027-03-02, end: 2027-03-01}}", UAT, "2027-03-01, before its `start` 2027-03-02"),
        (f"{SIT}, baseline: {{start: 1999-03-02}}", UAT, "1999-03-02, and holidays are known from 2001"),
    ],
)
def test_a_plan_that_does_not_hold_is_found(sit: str, uat: str, phrase: str) -> None:
    assert phrase in find_only_problem((SIT, sit), (UAT, uat)).message


def test_a_hint_names_the_activity_that_was_meant() -> None:
    assert find_only_problem((UAT, "days: 3, after: [sti]")).hint == "Did you mean `sit`?"


def test_counted_on_from_its_start_a_plan_may_miss_its_go_live() -> None:
    found = find_only_problem(("timeline:\n", "timeline:\n  start: 2027-03-01\n"), (UAT, "days: 40, after: [sit]"))

    assert "`timeline.go_live` is 2027-05-03, and `uat` does not end until 2027-05-21" in found.message


def test_nothing_but_go_live_itself_ends_on_the_day_of_go_live() -> None:
    # 25 business days from Mon 29 Mar are up on Fri 30 Apr, 26 on Mon 3 May.
    start = ("timeline:\n", "timeline:\n  start: 2027-03-01\n")

    assert list_problems(start, (UAT, "days: 25, after: [sit]")) == []
    assert "`uat` does not end until 2027-05-03" in find_only_problem(start, (UAT, "days: 26, after: [sit]")).message


def test_a_gate_before_what_it_waits_for_is_found() -> None:
    gate = "date: 2027-04-26, approver"

    assert list_problems((gate, f"after: [uat], {gate}")) == []
    found = find_only_problem((gate, "date: 2027-04-22, after: [uat], approver"))
    assert "is 2027-04-22, and `uat` does not end until 2027-04-23" in found.message


def test_a_plan_of_eighty_years_is_refused_and_not_computed_for_ever() -> None:
    activity = "    - {{id: a-{0}, name: A, track: uat, days: 520, after: [{1}], done_by: [biller]}}\n"
    forever = "".join(activity.format(n, f"a-{n - 1}" if n else "go-live") for n in range(40))

    found = find_only_problem(("  gates:\n", f"{forever}  gates:\n"))

    assert "the plan extends to 2081-01-01, a year whose holidays are not known" in found.message


def test_holidays_that_nobody_keeps_are_refused_with_those_that_are_known() -> None:
    from tests.yaml_io.samples import get_refusal

    message = get_refusal(change_minimal(set_calendar("    holidays: us-fedral\n")))

    assert "Did you mean `us-federal`?" in message
    assert "`federal-reserve`" in message
