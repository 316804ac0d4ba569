"""The weekly status: which lines it has on which day, and why it is green, amber or red."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.figures.samples import make_subject

from golive.figures.status_band import list_facts
from golive.schema import ChangeLog, Integration
from golive.weekly_status.attention import describe_line
from golive.weekly_status.report import Baseline, WeeklyStatus, build_weekly_status

DAY = date(2027, 3, 15)  # a Monday
WEEK = timedelta(days=7)
GATE = {"id": "accept", "name": "Acceptance", "approver": "cara", "criterion": "All is well."}
SIT = {"id": "sit", "name": "SIT", "track": "sit", "done_by": ["vendor", "biller"]}
UAT = {"id": "uat", "name": "UAT", "track": "uat", "done_by": ["biller"], "start": "2027-03-29", "end": "2027-04-23"}


def make_spec(plan: dict[str, Any] | None = None, **parts: Any) -> Integration:
    spec = make_subject(**parts).spec
    assert spec is not None
    if plan is None:
        return spec
    usual = {
        "activities": [{**SIT, "start": "2027-03-01", "end": "2027-03-26"}],
        "gates": [{**GATE, "date": "2027-04-26"}],
    }
    usual |= {"go_live": "2027-05-03", "window": "06:00 to 09:00", "rollback": "Until noon."}
    return spec.model_copy(update={"timeline": type(spec.timeline).model_validate({**usual, **plan})})


def build_report(spec: Integration, day: date = DAY, since: date | None = None, **more: Any) -> WeeklyStatus:
    log = more.get("log")
    return build_weekly_status(spec, "Northgate", log, (since or day - WEEK, day), more.get("baseline"))


def list_lines(status: WeeklyStatus, part: str) -> list[str]:
    return [line.what for line in getattr(status, part)]


def make_result(outcome: str, day: str, **more: Any) -> dict[str, Any]:
    return {"outcome": outcome, "date": day, **more}


def make_spec_with_results(**results: dict[str, Any]) -> Integration:
    """Return the sample with results of SIT cases, by id."""
    spec = make_spec()
    case = spec.testing.sit.cases[0]
    kind = type(case)
    cases = tuple(
        kind.model_validate({**case.model_dump(mode="json"), "id": key.replace("_", "-"), "result": one})
        for key, one in results.items()
    )
    sit = spec.testing.sit.model_copy(update={"cases": cases})
    return spec.model_copy(update={"testing": spec.testing.model_copy(update={"sit": sit})})


@given(st.integers(-30, 30))
@settings(max_examples=examples(40), deadline=None)
def test_what_ended_is_done_in_exactly_one_weekly_report(offset: int) -> None:
    ended = DAY + timedelta(days=offset)
    actual = {"start": str(ended - WEEK), "end": str(ended)}
    spec = make_spec({"activities": [{**SIT, "start": "2027-03-01", "end": "2027-03-26", "actual": actual}]})
    told = [
        day for n in range(-8, 9) if "SIT: completed" in list_lines(build_report(spec, day := DAY + n * WEEK), "done")
    ]

    assert told == [min(DAY + n * WEEK for n in range(-8, 9) if ended <= DAY + n * WEEK)]


def test_done_is_what_the_spec_records_with_a_day_of_the_period() -> None:
    decisions = [
        {"id": "d-1", "question": "Old?", "decision": "Yes.", "owner": "cara", "decided_on": "2027-03-08"},
        {"id": "d-2", "question": "New?", "decision": "Yes.", "owner": "cara", "decided_on": "2027-03-09"},
        {"id": "d-3", "question": "Open?", "owner": "cara", "due": "2027-03-20"},
    ]
    actual = {"start": "2027-03-10"}
    spec = make_spec(
        {"activities": [{**SIT, "start": "2027-03-01", "end": "2027-03-26", "actual": actual}]}, decisions=decisions
    )
    entry = {"author": "Ada Moreno", "description": "x"}
    log = ChangeLog.model_validate(
        {"entries": [{**entry, "date": f"2027-03-{day}", "version": f"1.{day}.0"} for day in (12, 11, 10)]}
    )
    withdrawn = log.entries[1].model_validate(
        {**log.entries[1].model_dump(mode="json"), "withdrawn": {"date": "2027-03-12", "by": "Ada"}}
    )
    log = log.model_copy(update={"entries": (log.entries[0], withdrawn, log.entries[2])})

    done = build_report(spec, log=log).done
    assert [(line.what, line.day and line.day.day, line.who) for line in done] == [
        ("Decided: New?", 9, "Cara Lind"),
        ("SIT: begun", 10, ""),
        ("Version 1.10.0 of the documents", 10, "Ada Moreno"),
        ("Version 1.12.0 of the documents", 12, "Ada Moreno"),
    ]


def test_results_of_tests_are_counted_for_the_period_alone() -> None:
    spec = make_spec_with_results(
        a=make_result("passed", "2027-03-01"),
        b=make_result("passed", "2027-03-10"),
        c=make_result("failed", "2027-03-12"),
    )

    assert list_lines(build_report(spec), "done") == ["SIT: results of 2 of 3 cases: 1 passed and 1 failed"]


def test_a_report_compares_with_what_had_been_released() -> None:
    before = make_spec({"window": None, "rollback": None}, status="design")
    after = make_spec({"rollback": None, "window": "06:00 to 09:00"}, status="sit")

    assert list_lines(build_report(after, baseline=Baseline("0.9.0", before)), "done") == [
        "Phase: from Design to SIT",
        "1 item that version 0.9.0 left open is no longer open",
    ]
    assert list_lines(build_report(after, baseline=Baseline("0.9.0", after)), "done") == []


def test_next_are_the_day_itself_and_two_weeks_in_order() -> None:
    plan = {
        "activities": [{**SIT, "start": "2027-03-01", "end": "2027-03-26", "actual": {"start": "2027-03-01"}}, UAT],
        "gates": [{**GATE, "date": "2027-03-15"}, {**GATE, "id": "b", "name": "Later", "date": "2027-03-30"}],
        "milestones": [{"name": "Keys", "date": "2027-03-14"}, {"name": "Files", "date": "2027-03-16"}],
    }
    steps = [
        {"action": "Load", "owner": "ben", "due": "2027-03-17"},
        {"action": "Late", "owner": "ben", "due": "2027-03-14"},
    ]
    status = build_report(make_spec(plan, next_steps=steps))

    assert [(line.what, line.day and line.day.isoformat(), line.who) for line in status.next] == [
        ("Gate: Acceptance", "2027-03-15", "Cara Lind"),
        ("Files", "2027-03-16", ""),
        ("Load", "2027-03-17", "Ben Osei"),
        ("SIT: ends", "2027-03-26", "Northgate, Millbrook"),
        ("UAT: starts", "2027-03-29", "Millbrook"),
    ]
    assert [(line.what, describe_line(line)) for line in status.attention] == [
        ("Late", "due Mar 14, 2027, 1 day ago; Ben Osei")
    ]


def test_no_activity_is_called_late_where_the_spec_records_no_actual_days() -> None:
    silent = make_spec({"activities": [{**SIT, "start": "2027-02-01", "end": "2027-02-26"}]})
    told = make_spec(
        {"activities": [{**SIT, "start": "2027-02-01", "end": "2027-02-26", "actual": {"start": "2027-02-01"}}]}
    )

    assert build_report(silent).attention == ()
    (line,) = build_report(told).attention
    assert (line.what, describe_line(line)) == (
        "SIT: no end is recorded",
        "planned for Feb 26, 2027; Northgate, Millbrook",
    )


STEP = {"action": "Load", "owner": "ben"}
STOP = {"name": "The contract ends", "date": "2027-04-30"}
RISK = {"id": "r", "risk": "R", "response": "x", "owner": "ben"}
CALM: dict[str, Any] = {}


@pytest.mark.parametrize(
    ("plan", "parts", "headline"),
    [
        (CALM, CALM, "Green: nothing is past due; go-live is planned for May 3, 2027"),
        ({"baseline_go_live": "2027-05-03"}, CALM,
         "Green: nothing is past due, and go-live is as agreed on May 3, 2027"),
        ({"go_live": None, "activities": [UAT]}, CALM,
         "Green: nothing is past due; the day of go-live is not agreed yet"),
        ({"baseline_go_live": "2027-04-30"}, CALM,
         "Amber: go-live is 1 business day later than agreed, on May 3, 2027"),
        ({"baseline_go_live": "2027-04-19"}, CALM,
         "Amber: go-live is 10 business days later than agreed, on May 3, 2027"),
        ({"baseline_go_live": "2027-04-16"}, CALM,
         "Red: go-live is 11 business days later than agreed, on May 3, 2027"),
        ({"baseline_go_live": "2027-05-04"}, CALM, "Green: nothing is past due; go-live is planned for May 3, 2027"),
        ({"hard_stops": [STOP]}, CALM, "Red: go-live is 3 days after the hard stop: The contract ends"),
        ({"go_live": "2027-03-14"}, {"status": "uat"}, "Red: the day of go-live has passed; the phase is still UAT"),
        ({"go_live": "2027-03-14"}, {"status": "live"}, "Green: nothing is past due"),
        ({"gates": [{**GATE, "date": "2027-03-19", "baseline": "2027-03-17"}]}, CALM,
         "Amber: the gate Acceptance is 2 business days later than agreed, on Mar 19, 2027"),
        ({"gates": [{**GATE, "date": "2027-03-12", "baseline": "2027-03-10"}]}, CALM,
         "Green: nothing is past due; go-live is planned for May 3, 2027"),
        (CALM, {"next_steps": [{**STEP, "due": "2027-03-14"}]}, "Amber: 1 next step is past due"),
        (CALM, {"next_steps": [{**STEP, "due": "2027-03-01"}]}, "Amber: 1 next step is past due"),
        (CALM, {"next_steps": [{**STEP, "due": "2027-02-28"}]}, "Red: 1 next step is more than 14 days past due"),
        (CALM, {"next_steps": [{**STEP, "due": "2027-03-15"}]},
         "Green: nothing is past due; go-live is planned for May 3, 2027"),
        (CALM, {"decisions": [{"id": "d", "question": "Who?", "owner": "ben", "due": "2027-03-12"}],
                "next_steps": [{**STEP, "due": "2027-03-12"}] * 2}, "Amber: 1 decision and 2 next steps are past due"),
        (CALM, {"risks": [{**RISK, "likelihood": "high", "impact": "high"}]}, "Amber: 1 risk is likely and severe"),
        (CALM, {"risks": [{**RISK, "likelihood": "high", "impact": "medium"}]},
         "Green: nothing is past due; go-live is planned for May 3, 2027"),
        ({"window": None}, {"status": "uat"}, "Amber: 1 item that UAT needs is open"),
    ],
)  # fmt: skip
def test_the_rating_follows_from_rules_and_gives_its_reason(
    plan: dict[str, Any], parts: dict[str, Any], headline: str
) -> None:
    rating = build_report(make_spec(plan, **parts)).rating

    assert rating.headline == headline
    assert rating.headline.startswith(f"{rating.color.capitalize()}: ")


def test_defects_rate_by_their_severity_and_only_once_they_are_found() -> None:
    worst = make_spec_with_results(a=make_result("failed", "2027-03-10", severity=1, defect="D-7"))
    blocked = make_spec_with_results(a=make_result("blocked", "2027-03-10"), b=make_result("passed", "2027-03-10"))

    assert build_report(worst).rating.reasons[0] == "1 defect of severity 1 is open"
    assert list_lines(build_report(worst), "attention")[0].startswith("SIT case a failed, severity 1 (D-7): ")
    assert build_report(blocked).rating.reasons[0] == "1 test case failed or blocked"
    assert build_report(worst, date(2027, 3, 9)).rating.color == "green"


def test_reasons_of_the_worse_color_come_first() -> None:
    steps = [{**STEP, "due": "2027-03-14"}, {**STEP, "due": "2027-02-01"}]
    rating = build_report(make_spec({"baseline_go_live": "2027-04-30"}, next_steps=steps)).rating

    assert rating.reasons == (
        "1 next step is more than 14 days past due",
        "Go-live is 1 business day later than agreed, on May 3, 2027",
        "1 next step is past due",
    )


def test_results_of_later_days_count_neither_as_a_fact_nor_as_a_defect() -> None:
    spec = make_spec_with_results(
        now=make_result("passed", "2027-03-12"),
        later=make_result("failed", "2027-03-16", severity=1, defect="NG-7", tester="cara"),
    )

    status = build_report(spec)

    assert list_lines(status, "attention") == []
    assert ("SIT passed", "1 of 2", "1 case not run") in list_facts(spec, status)
    later = build_report(spec, DAY + timedelta(days=1))
    assert ("SIT passed", "1 of 2", "1 failed or blocked") in list_facts(spec, later)
    assert len(list_lines(later, "attention")) == 1
