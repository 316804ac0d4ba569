"""The cut-off chain, as read off the clocks on the wall, and what is wrong with one."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.planning.schedules.chains import CHAINS, Chain
from tests.yaml_io.samples import change_minimal, load_spec

from golive.checks import run_checks
from golive.planning.calendar import build_calendar
from golive.planning.cutoff_chain import compute_cutoff_chain
from golive.schema.batch import Schedule
from golive.schema.workdays import Calendar

PLAIN = {"frequency": "business-daily", "drop_by": "23:30", "holidays": "None.", "late_file": "It waits."}
SAMPLE = "      cut_off: 18:00\n      drop_by: 23:30\n"
NO_HOLES = "      weekends: next-file\n      on_holidays: next-file\n"


@pytest.mark.parametrize("case", CHAINS, ids=lambda case: case.name)
def test_a_chain_is_as_read_off_the_clocks(case: Chain) -> None:
    schedule = Schedule.model_validate({**PLAIN, **case.schedule})

    made = compute_cutoff_chain(schedule, date.fromisoformat(case.day), case.zone, build_calendar(Calendar()))

    assert [(step.name, step.instant) for step in made] == [
        (name, datetime.fromisoformat(instant).replace(tzinfo=UTC)) for name, instant in case.instants
    ]


def list_problems(lines: str, zone: str = "America/New_York", *more: tuple[str, str]) -> list[Any]:
    spec = change_minimal((SAMPLE, lines), ("time_zone: America/New_York", f"time_zone: {zone}"), *more)
    return [one for one in run_checks(load_spec(spec)) if one.severity == "error"]


GOOD = """\
      cut_off: 07:00
      drop_by: 08:00
      bank: {cut_off: "08:30", window: same-day-1}
      posted_by: 16:00
"""


def test_a_chain_in_order_has_no_problem() -> None:
    assert list_problems(GOOD + NO_HOLES) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "phrase"),
    [
        ("drop_by: 08:00", "drop_by: 08:30", "drop_by", "the drop-by is at 08:30 of Mon 2027-05-03, and the bank's"),
        ('"08:30"', '"10:30"', "bank:", "the ACH window closes at 10:30"),
        ("16:00", "12:59", "bank:", "the ACH window settles at 13:00 of Mon 2027-05-03, and the posting at 12:59"),
    ],
)
def test_a_step_that_comes_too_late_is_found_where_it_stands(old: str, new: str, line: str, phrase: str) -> None:
    found = list_problems((GOOD + NO_HOLES).replace(old, new))

    assert len(found) == 1
    assert phrase in found[0].message
    assert line in found[0].excerpt


def test_a_biller_that_keeps_one_time_all_year_misses_the_window_in_summer_only() -> None:
    lines = GOOD.replace('"08:30"', '"08:15"').replace("drop_by: 08:00", "drop_by: 07:30")

    (found,) = list_problems(lines + NO_HOLES, "America/Phoenix")

    # In summer 10:30 ET is 07:30 in Phoenix; go-live is in May, so the first day is that one.
    assert "08:15 of Mon 2027-05-03, and the ACH window closes at 07:30" in found.message
    assert "days of the year" in found.message


def test_a_night_without_its_hour_turns_the_order_around() -> None:
    lines = """\
      cut_off: 22:00
      drop_by: 02:30
      next_day: true
      posted_by: 03:10
      posted_days_later: 1
"""
    daily = ("frequency: business-daily", "frequency: daily")
    days = "[{date: 2028-03-11, name: Audit}, {date: 2028-03-12, name: Audit}]"
    calendar = f"  calendar:\n    holidays: none\n    days_worked: {days}\n"
    worked = ("  billing_system:\n", f"{calendar}  billing_system:\n")

    (found,) = list_problems(lines, "America/New_York", daily, worked)

    # On Sun 12 Mar 2028 there is no 02:30: the file comes at 03:30, and the posting is already over.
    assert "03:30 of Sun 2028-03-12, and the posting at 03:10" in found.message
    assert "on 1 day of the year" in found.message


@pytest.mark.parametrize(
    ("lines", "phrase"),
    [
        ("      weekends: next-file\n", "has `weekends` and no `on_holidays`"),
        ("      on_holidays: no-items\n", "has `on_holidays` and no `weekends`"),
        ("      weekends: sent\n      on_holidays: next-file\n", "`sent`, and `frequency` is `business-daily`"),
        ("      posted_days_later: 1\n", "is given, and `posted_by` is not"),
    ],
)
def test_a_hole_is_found(lines: str, phrase: str) -> None:
    (found,) = list_problems(SAMPLE + lines)

    assert phrase in found.message


def test_payments_of_a_sunday_must_be_in_some_file() -> None:
    lines = SAMPLE + "      weekends: no-items\n      on_holidays: next-file\n"
    carried = ("carries: [bills]", "carries: [payments]")
    back = ("direction: biller-to-vendor", "direction: vendor-to-biller")

    (found,) = list_problems(lines, "America/New_York", carried, back)

    assert "payers pay by Web on every day" in found.message


def test_an_unknown_zone_is_the_only_problem_of_a_chain_in_it() -> None:
    (found,) = list_problems(GOOD + NO_HOLES, "America/New_Yrok")

    assert "there is no such time zone" in found.message
