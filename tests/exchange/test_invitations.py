"""The .ics file: what a calendar that reads it sees."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from tests.yaml_io.samples import change_minimal, load_spec

from golive.exchange.invitations import (
    build_calendar_file,
    is_golive_calendar,
    list_meetings,
    list_people_without_email,
)
from golive.project.project import IntegrationProject, load_integration
from golive.project.workspace import open_workspace
from golive.schema import Integration, Organization, Process
from golive.yaml_io.load import load

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "samples"
TALK = "{id: talk, name: Talk, track: discovery, start: 2027-02-11, end: 2027-02-17, done_by: [vendor]}"
DISCOVERY = ("  activities:\n", f"  activities:\n    - {TALK}\n")
HELD = """\
  sessions:
    - {name: Requirements, date: 2027-03-12, at: 10:00}
    - {name: Data, date: 2027-03-15, at: 10:00, minutes: 120}
"""
SESSIONS = ("  gates:\n", f"{HELD}  gates:\n")


def make_project(*changes: tuple[str, str]) -> IntegrationProject:
    spec = load_spec(change_minimal(*changes)).value
    vendor = load(SAMPLES / "organization.yaml", Organization).value
    return IntegrationProject(open_workspace(ROOT), vendor, load(SAMPLES / "process.yaml", Process).value, spec=spec)


def read_events(one: IntegrationProject) -> dict[str, Any]:
    """Return the events of the .ics file by uid."""
    return {str(event["uid"]): event for event in Calendar.from_ical(build_calendar_file(one)).walk("VEVENT")}


def test_gates_and_go_live_are_days() -> None:
    found = read_events(make_project())

    assert [*found] == ["gate-accept@millbrook-water.golive", "go-live@millbrook-water.golive"]
    gate = found["gate-accept@millbrook-water.golive"]
    assert gate["dtstart"].dt == date(2027, 4, 26)
    assert gate["summary"] == "Millbrook: Acceptance"
    assert "Cara Lind decides. What must hold: UAT is signed off." in gate["description"]
    assert gate["organizer"] == "mailto:ada.moreno@example.com"
    assert str(gate["attendee"][0]) == "mailto:cara.lind@example.org"
    assert gate["dtstamp"].dt == datetime(2027, 1, 12, tzinfo=UTC)


def test_sessions_without_dates_are_the_first_business_days_of_discovery() -> None:
    found = read_events(make_project(DISCOVERY))

    # Mon 15 Feb 2027 is Washington's Birthday.
    assert [found[f"session-{n}@millbrook-water.golive"]["dtstart"].dt for n in (1, 2, 3)] == [
        date(2027, 2, 11),
        date(2027, 2, 12),
        date(2027, 2, 16),
    ]


def test_sessions_without_dates_leave_out_a_freeze_that_pauses_the_work() -> None:
    freeze = "  blackouts:\n    - {start: 2027-02-12, end: 2027-02-16, reason: Move of the office, pauses: true}\n"
    found = read_events(make_project(DISCOVERY, ("  gates:\n", f"{freeze}  gates:\n")))

    days = [found[f"session-{n}@millbrook-water.golive"]["dtstart"].dt for n in (1, 2, 3)]
    assert days == [date(2027, 2, 11), date(2027, 2, 17), date(2027, 2, 18)]


def test_sessions_with_times_are_in_the_billers_zone_on_both_sides_of_the_change_of_clocks() -> None:
    one = make_project(SESSIONS, ("date: 2027-04-26, approver", "date: 2027-04-26, at: 14:00, minutes: 30, approver"))
    found = read_events(one)
    first, second, gate = (
        found[f"{name}@millbrook-water.golive"] for name in ("session-1", "session-2", "gate-accept")
    )

    assert first["dtstart"].dt.astimezone(UTC) == datetime(2027, 3, 12, 15, tzinfo=UTC)
    assert second["dtstart"].dt.astimezone(UTC) == datetime(2027, 3, 15, 14, tzinfo=UTC)
    assert [event["duration"].dt for event in (first, second, gate)] == [
        timedelta(minutes=minutes) for minutes in (90, 120, 30)
    ]
    assert b"BEGIN:VTIMEZONE\r\nTZID:America/New_York" in build_calendar_file(one)


def test_the_file_brings_the_zone_that_its_times_are_in() -> None:
    made = Calendar.from_ical(build_calendar_file(make_project(SESSIONS)))

    (zone,) = made.walk("VTIMEZONE")
    offsets = {part.name: str(part["tzoffsetto"].to_ical()) for part in zone.subcomponents}
    assert offsets == {"STANDARD": "-0500", "DAYLIGHT": "-0400"}


def test_equal_input_gives_equal_bytes_and_a_later_version_a_higher_number() -> None:
    later = make_project(("version: 1.0.0", "version: 1.10.0"))

    assert build_calendar_file(make_project()) == build_calendar_file(make_project())
    assert {int(event["sequence"]) for event in read_events(make_project()).values()} == {1_000_000}
    assert {int(event["sequence"]) for event in read_events(later).values()} == {1_010_000}


def test_hostile_names_stay_within_their_lines() -> None:
    name = 'Cara "Q" Lind; X=1, ü\\n'
    found = read_events(
        make_project(("name: Cara Lind", f"name: '{name}'"), ("name: Acceptance", "name: 'A; B, C: \"D\"'"))
    )

    gate = found["gate-accept@millbrook-water.golive"]
    assert gate["summary"] == 'Millbrook: A; B, C: "D"'
    assert name in gate["description"]
    assert len(gate["attendee"]) == 3


def test_nothing_internal_is_told() -> None:
    secret = ("summary:", "internal_notes: SECRET\nsummary:")

    assert b"SECRET" not in build_calendar_file(make_project(secret))


def test_an_earlier_file_of_the_same_integration_is_known() -> None:
    one = make_project()
    assert one.spec is not None

    assert is_golive_calendar(build_calendar_file(one), one.spec)
    assert not is_golive_calendar(build_calendar_file(one), one.spec.model_copy(update={"id": "other"}))
    assert not is_golive_calendar(b"BEGIN:VCALENDAR", one.spec)


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "integrations").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_samples_invite_to_three_sessions_both_reviews_and_both_tests(path: Path) -> None:
    spec = load_integration(open_workspace(ROOT), path).spec
    assert isinstance(spec, Integration)

    names = [one.name for one in list_meetings(spec)]
    assert sum(one.id.startswith("session-") for one in list_meetings(spec)) == 3
    assert {"Business Design Review", "Technical Design Review", "SIT exit", "UAT exit", "Go-live"} <= set(names)


def test_who_has_no_address_is_left_out_and_named() -> None:
    one = make_project(("    email: ada.moreno@example.com\n", ""), ("    email: cara.lind@example.org\n", ""))
    found = read_events(one)

    assert found
    assert [person.id for person in list_people_without_email(one.spec)] == ["ada", "cara"]
    assert b"mailto:None" not in build_calendar_file(one)
    assert all("ORGANIZER" not in event for event in found.values())
    assert all("cara" not in str(event.get("ATTENDEE")) for event in found.values())
