"""Standing meetings: a calendar that expands their rule finds the days that their words say, and no other."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rruleset, rrulestr  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.exchange.test_invitations import make_project, read_events

from golive.exchange.invitations import build_calendar_file, list_unplaced_meetings
from golive.exchange.standing_meetings import find_recurrence
from golive.planning.calendar import build_spec_calendar, iterate_days
from golive.project.project import IntegrationProject

EASTERN = ZoneInfo("America/New_York")
FIRST, LAST = date(2027, 3, 1), date(2027, 5, 3)  # of the plan: SIT until Mar 26, UAT from Mar 29 to Apr 23, go-live
SIT_ENDS, UAT_ENDS = date(2027, 3, 26), date(2027, 4, 23)


def make_project_with_meeting(rhythm: str, at: str = ", at: '09:30'", more: str = "") -> IntegrationProject:
    meeting = f'meetings:\n  - {{name: Call, rhythm: "{rhythm}"{at}, minutes: 30, purpose: Progress., owner: ada}}\n\n'
    return make_project(("scope:\n", f"{meeting}scope:\n"), ("  gates:\n", f"{more}  gates:\n"))


def expand(event: Any) -> list[date]:
    """Return the days of an event, as a calendar program expands its rule."""
    start = event["dtstart"].dt
    naive = start if isinstance(start, datetime) else datetime.combine(start, time())
    found = rruleset()
    found.rrule(rrulestr(event["rrule"].to_ical().decode(), dtstart=naive))
    for name, add in (("exdate", found.exdate), ("rdate", found.rdate)):
        for one in event[name].dts if name in event else ():
            day = one.dt
            add(day if isinstance(day, datetime) else datetime.combine(day, time()))
    return [one.date() for one in found]


def list_meeting_days(one: IntegrationProject) -> list[date]:
    return expand(read_events(one)["meeting-1@millbrook-water.golive"])


FREEZES = st.dates(FIRST, LAST).flatmap(lambda day: st.tuples(st.just(day), st.dates(day, LAST)))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


@given(st.sets(st.integers(0, 4), min_size=1), FREEZES, st.booleans())
@settings(max_examples=examples(25), deadline=None)
def test_a_weekly_meeting_is_on_its_business_days(chosen: set[int], freeze: tuple[date, date], whole_day: bool) -> None:  # noqa: FBT001
    names = [WEEKDAYS[number] for number in sorted(chosen)]
    rhythm = f"Weekly, on {', '.join(names[:-1])}{' and ' if names[1:] else ''}{names[-1]}"
    pause = f"  blackouts:\n    - {{start: {freeze[0]}, end: {freeze[1]}, reason: Pause, pauses: true}}\n"
    one = make_project_with_meeting(rhythm, "" if whole_day else ", at: '09:30'", pause)
    calendar = build_spec_calendar(one.spec, exclude_pauses=True)
    expected = [day for day in iterate_days(FIRST, LAST) if day.weekday() in chosen and calendar.is_business_day(day)]

    if expected:
        assert list_meeting_days(one) == expected
    else:
        assert find_recurrence(one.spec, rhythm) is None


@pytest.mark.parametrize(
    ("rhythm", "first", "last", "count"),
    [
        ("Weekly on Tuesdays", date(2027, 3, 2), date(2027, 4, 27), 9),
        ("every Tuesday and Friday.", date(2027, 3, 2), date(2027, 4, 30), 18),
        ("First Thursday of the month", date(2027, 3, 4), date(2027, 4, 1), 2),
        ("Monthly, on the second Monday of each month", date(2027, 3, 8), date(2027, 4, 12), 2),
        ("Every business day", FIRST, LAST, 46),
        ("Every business day of SIT", FIRST, SIT_ENDS, 20),
        ("Every business day of SIT and UAT", FIRST, UAT_ENDS, 40),
        ("Every business day from go-live on", LAST, LAST, 1),
    ],
)
def test_the_words_of_a_meeting_give_its_days(rhythm: str, first: date, last: date, count: int) -> None:
    days = list_meeting_days(make_project_with_meeting(rhythm))

    assert (days[0], days[-1], len(days)) == (first, last, count)


@pytest.mark.parametrize(
    "rhythm",
    [
        "Every other Thursday", "Before each gate", "Weekly", "Every week", "As needed", "Every Saturday",
        "Every business day of Discovery", "Every business day of SIT and lunch", "Fifth Monday of the month",
        "Every Tuesday, or when needed", "Not on Mondays",
    ],
)  # fmt: skip
def test_what_does_not_say_its_days_is_left_out_and_named(rhythm: str) -> None:
    one = make_project_with_meeting(rhythm)

    assert [meeting.name for meeting in list_unplaced_meetings(one.spec)] == ["Call"]
    assert b"Call" not in build_calendar_file(one)


def test_a_worked_saturday_is_a_day_of_a_daily_meeting() -> None:
    calendar = (
        "  public_entity: true\n",
        "  public_entity: true\n  calendar: {days_worked: [{date: 2027-03-06, name: Move}]}\n",
    )
    one = make_project_with_meeting("Every business day of SIT")
    spec = make_project(calendar).spec
    biller = one.spec.biller.model_copy(update={"calendar": spec.biller.calendar})
    found = find_recurrence(one.spec.model_copy(update={"biller": biller}), "Every business day of SIT")

    assert found
    assert found.added == (date(2027, 3, 6),)
    assert len(found.days) == 21


def test_times_stay_the_same_on_the_wall_across_the_change_of_clocks() -> None:
    event = read_events(make_project_with_meeting("Weekly, on Monday"))["meeting-1@millbrook-water.golive"]

    assert event["dtstart"].dt == datetime(2027, 3, 1, 9, 30, tzinfo=EASTERN)
    assert event["rrule"]["UNTIL"][0].isoformat() == "2027-05-03T13:30:00+00:00"
    assert event["summary"] == "Millbrook: Call"
    assert event["description"] == "Weekly, on Monday. Progress."


def test_a_training_with_a_day_is_in_the_calendar() -> None:
    training = (
        "training:\n  - {name: Refunds, audience: Desk, date: 2027-04-05, at: '10:00', minutes: 45, trainer: ada}\n"
        "  - {name: Later, audience: Desk}\n\n"
    )
    made = read_events(make_project(("scope:\n", f"{training}scope:\n")))
    found = made["training-1@millbrook-water.golive"]

    assert found["summary"] == "Millbrook: Training: Refunds"
    assert found["dtstart"].dt == datetime(2027, 4, 5, 10, tzinfo=EASTERN)
    assert found["duration"].dt == timedelta(minutes=45)
    assert "training-2@millbrook-water.golive" not in made
