"""Plans computed: as counted out by hand, and by law."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from runpy import run_path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.schedules.days import CASES, Case, parse_span
from tests.yaml_io.samples import change_minimal, load_spec

from golive.planning.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    BusinessDays,
    UnknownYearError,
    build_calendar,
    build_spec_calendar,
)
from golive.planning.planned_timeline import plan_activities
from golive.planning.schedule import PlanConflict, Task, compute_schedule, compute_spec_schedule, fill_plan_dates
from golive.planning.slip import compute_slips
from golive.schema.workdays import Calendar


def make_calendar(case: Case) -> BusinessDays:
    off = [{"date": day, "name": "Own day"} for day in case.off]
    worked = [{"date": day, "name": "Worked"} for day in case.worked]
    model = Calendar.model_validate({"holidays": case.holidays, "days_off": off, "days_worked": worked})
    made = build_calendar(model)
    return BusinessDays(made.closed, made.worked, tuple(map(parse_span, case.pauses)))


def make_chain(days: tuple[int, ...]) -> list[Task]:
    return [Task(str(n), length, (str(n - 1),) if n else ()) for n, length in enumerate(days)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_plan_is_as_counted_out_by_hand(case: Case) -> None:
    start = date.fromisoformat(case.start) if case.start else None
    go_live = date.fromisoformat(case.go_live or "2079-01-02")

    made = compute_schedule(make_chain(case.days), make_calendar(case), go_live, start)

    assert tuple(made.days[str(n)] for n in range(len(case.days))) == case.spans
    assert made.conflicts == ()


def test_thirty_plans_and_more_were_counted_out() -> None:
    assert len(CASES) >= 30
    assert sum(bool(case.go_live) for case in CASES) >= 10


FEDERAL = build_calendar(Calendar())
DAYS = st.dates(date(2001, 1, 1), date(2070, 12, 31))
LENGTHS = st.lists(st.integers(1, 40), min_size=1, max_size=8).map(tuple)


@st.composite
def calendars(draw: st.DrawFn) -> BusinessDays:
    around = st.dates(date(2026, 1, 1), date(2028, 12, 31))
    holidays = draw(st.sampled_from(("us-federal", "federal-reserve", "none")))
    made = build_calendar(Calendar.model_validate({"holidays": holidays}))
    off = dict.fromkeys(draw(st.frozensets(around, max_size=20)), "Own day")
    worked = draw(st.frozensets(around, max_size=20))
    first = draw(around)
    pause = (first, first + timedelta(days=draw(st.integers(0, 40))))
    return BusinessDays({**made.closed, **off}, worked, draw(st.sampled_from(((), (pause,)))))


@given(LENGTHS, st.dates(date(2026, 1, 1), date(2028, 12, 31)), calendars())
def test_forward_then_backward_is_the_same_plan(lengths: tuple[int, ...], start: date, days: BusinessDays) -> None:
    forward = compute_schedule(make_chain(lengths), days, date(2079, 1, 1), start).days
    back = compute_schedule(make_chain(lengths), days, days.next_business_day(forward[str(len(lengths) - 1)][1])).days

    assert back == forward


@given(LENGTHS, DAYS, st.booleans(), calendars())
def test_every_day_is_a_business_day_and_each_takes_as_long_as_it_says(
    lengths: tuple[int, ...],
    anchor: date,
    backward: bool,  # noqa: FBT001 - hypothesis passes it by its place
    days: BusinessDays,
) -> None:
    made = compute_schedule(make_chain(lengths), days, anchor, None if backward else anchor).days
    spans = [made[str(n)] for n in range(len(lengths))]

    assert all(days.is_business_day(day) for span in spans for day in span)
    assert [days.count_business_days(*span) for span in spans] == list(lengths)
    assert all(days.count_business_days(a[1], b[0]) == 2 for a, b in pairwise(spans))
    assert (spans[-1][1] < anchor) if backward else (spans[0][0] >= anchor)


@given(LENGTHS, DAYS, st.integers(0, 60), st.data())
def test_a_later_start_or_a_longer_step_never_ends_earlier(
    lengths: tuple[int, ...], start: date, later: int, data: st.DataObject
) -> None:
    step = data.draw(st.integers(0, len(lengths) - 1))
    longer = (*lengths[:step], lengths[step] + 1, *lengths[step + 1 :])
    end = str(len(lengths) - 1)
    ends = [
        compute_schedule(make_chain(some), FEDERAL, start, first).days[end][1]
        for some, first in ((lengths, start), (lengths, start + timedelta(days=later)), (longer, start))
    ]

    assert ends[0] <= ends[1]
    assert ends[0] < ends[2]


@given(DAYS, DAYS)
def test_a_slip_is_as_many_business_days_as_must_be_walked(planned: date, now: date) -> None:
    slip = FEDERAL.count_slip_days(planned, now)

    assert slip == -FEDERAL.count_slip_days(now, planned)
    if slip > 0:
        assert FEDERAL.on_or_after(planned + timedelta(days=1), slip - 1) <= now


def test_activities_side_by_side_end_before_the_one_that_waits_for_both() -> None:
    tasks = [Task("a", 3), Task("b", 10), Task("c", 1, ("a", "b"))]

    made = compute_schedule(tasks, FEDERAL, date(2026, 10, 26)).days

    # Counted back: c on Fri 23; a and b end on Thu 22.
    assert made["c"] == parse_span("2026-10-23..2026-10-23")
    assert (made["a"], made["b"]) == (parse_span("2026-10-20..2026-10-22"), parse_span("2026-10-08..2026-10-22"))


def test_counted_back_an_activity_ends_before_the_first_that_waits_for_it() -> None:
    tasks = [Task("a", 1), Task("b", 2, ("a",)), Task("c", 5, ("a",))]

    made = compute_schedule(tasks, FEDERAL, date(2026, 10, 26)).days

    # b begins on Thu 22, c on Mon 19: a ends on Fri 16.
    assert made["a"] == parse_span("2026-10-16..2026-10-16")


def test_an_activity_that_begins_after_its_planned_end_ends_when_it_begins() -> None:
    old = "start: 2027-03-01, end: 2027-03-26"
    spec = load_spec(change_minimal((old, f"{old}, actual: {{start: 2027-03-29}}"))).value

    assert plan_activities(spec)[0].last == date(2027, 3, 29)


def test_what_waits_for_go_live_is_counted_on_from_it() -> None:
    tasks = [Task("uat", 2), Task("care", 2, ("go-live",)), Task("report", 1, ("care",))]

    made = compute_schedule(tasks, FEDERAL, date(2027, 3, 9)).days

    assert made["uat"] == parse_span("2027-03-05..2027-03-08")
    assert made["care"] == parse_span("2027-03-10..2027-03-11")
    assert made["report"] == parse_span("2027-03-12..2027-03-12")


def test_days_that_are_given_stay_and_the_others_follow_from_them() -> None:
    tasks = [
        Task("a", 2, start=date(2027, 1, 4)),
        Task("b", 2, ("a",), end=date(2027, 1, 12)),
        Task("c", 1, ("b",)),
    ]

    made = compute_schedule(tasks, FEDERAL, date(2027, 3, 1), date(2026, 12, 1)).days

    assert made["a"] == parse_span("2027-01-04..2027-01-05")
    assert made["b"] == parse_span("2027-01-11..2027-01-12")
    assert made["c"] == parse_span("2027-01-13..2027-01-13")


def test_what_does_not_hold_is_said() -> None:
    begun = Task("b", 5, ("a",), date(2027, 1, 5), date(2027, 1, 8))

    made = compute_schedule([Task("a", start=date(2027, 1, 4), end=date(2027, 1, 5)), begun], FEDERAL, date(2027, 2, 1))

    assert made.conflicts == (
        PlanConflict("b", "too-early", "a", date(2027, 1, 5)),
        PlanConflict("b", "wrong-length", business_days=4),
    )


def test_a_circle_is_no_plan() -> None:
    made = compute_schedule([Task("a", 1, ("b",)), Task("b", 1, ("a",))], FEDERAL, date(2027, 2, 1))

    assert [conflict.kind for conflict in made.conflicts] == ["cycle"]
    assert made.days == {}


def test_a_plan_ends_where_the_holidays_end() -> None:
    with pytest.raises(UnknownYearError):
        FEDERAL.on_or_after(date(LAST_YEAR, 12, 31), 10)
    with pytest.raises(UnknownYearError):
        FEDERAL.on_or_before(date(FIRST_YEAR, 1, 1), 3)


def test_a_spec_without_days_to_compute_stays_as_it_is() -> None:
    spec = load_spec(change_minimal()).value

    assert fill_plan_dates(spec) is spec


def test_days_left_out_are_filled_in_and_what_happened_moves_the_rest() -> None:
    old = "    - {id: uat, name: UAT, track: uat, start: 2027-03-29, end: 2027-04-23, done_by: [biller]}"
    uat = "    - {id: uat, name: UAT, track: uat, days: 3, after: [sit], done_by: [biller]}"
    spec = load_spec(change_minimal((old, uat), ("timeline:\n", "timeline:\n  start: 2027-03-01\n"))).value
    sit = "start: 2027-03-01, end: 2027-03-26"
    late = load_spec(
        change_minimal(
            (old, uat),
            ("timeline:\n", "timeline:\n  start: 2027-03-01\n"),
            (sit, f"{sit}, actual: {{start: 2027-03-01, end: 2027-03-30}}"),
        )
    ).value

    for known in (spec, fill_plan_dates(spec)):
        planned = plan_activities(known)[1]
        assert (planned.first, planned.last) == parse_span("2027-03-29..2027-03-31")
    for known in (late, fill_plan_dates(late)):
        assert plan_activities(known)[0].last == date(2027, 3, 30)
        assert plan_activities(known)[1].first == date(2027, 3, 31)
    assert compute_spec_schedule(late).conflicts == ()
    assert build_spec_calendar(late).is_business_day(date(2027, 3, 31))


@pytest.mark.parametrize(("pauses", "days"), [("true", 1), ("false", 3)])
def test_a_slip_leaves_out_freezes_that_pause_the_work(pauses: str, days: int) -> None:
    sit = "start: 2027-03-01, end: 2027-03-26"
    freeze = f"  blackouts:\n    - {{start: 2027-03-24, end: 2027-03-25, reason: Move, pauses: {pauses}}}\n"
    agreed = f"{sit}, baseline: {{start: 2027-03-01, end: 2027-03-23}}"
    (slip,) = compute_slips(load_spec(change_minimal((sit, agreed), ("  gates:\n", f"{freeze}  gates:\n"))).value)

    assert slip.days == days


def test_the_table_of_holidays_is_what_the_library_says() -> None:
    made = run_path(str(Path(__file__).parents[2] / "tools" / "make_holidays.py"))

    assert made["TABLE"].read_text(encoding="utf-8") == made["make_table"]()
