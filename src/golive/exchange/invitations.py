"""Export sessions, standing meetings, trainings, gates and go-live as one iCalendar file (RFC 5545).

Equal input gives equal bytes: ids come from the spec, the time stamp from the date of its version, the sequence
number from its version, so that calendars treat the file of a later version as an update of the same meetings.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct

from golive.exchange.standing_meetings import Recurrence, find_recurrence
from golive.planning.calendar import build_spec_calendar
from golive.planning.planned_timeline import plan_activities
from golive.project.project import IntegrationProject
from golive.releases.status import find_release_status
from golive.schema import Integration
from golive.schema.people import Contact, Meeting
from golive.schema.words import Party, RoleName, Track

if TYPE_CHECKING:
    from icalendar import Calendar, Event, vCalAddress

_PRODUCT_ID = "-//golive//golive invite//EN"
_DEFAULT_SESSION_COUNT = 3
_DEFAULT_SESSION_MINUTES = 90
_DEFAULT_MINUTES = 60
_SHARED_ROLES = {RoleName.OPERATIONS, RoleName.SUPPORT}
_ATTENDING_PARTIES = {Party.BILLER, Party.VENDOR}


class MeetingInvitation(Struct, frozen=True):
    """One meeting.

    Attributes:
        id: unique id among the meetings of the integration.
        name: the subject.
        day: the date.
        starts_at: the start time; None for the whole day.
        minutes: the duration.
        description: the purpose.
        required: ids of the contacts who must be there.
        optional: ids of those who may come.
        repeats: the days of a standing meeting; None for one that takes place once.
    """

    id: str
    name: str
    day: date
    starts_at: time | None
    minutes: int
    description: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    repeats: Recurrence | None = None


def list_meetings(spec: Integration) -> tuple[MeetingInvitation, ...]:
    """List all meetings of the plan, sorted by date.

    Discovery sessions without dates are placed on the first business days of discovery, for the whole day.
    """
    found = [*_list_sessions(spec), *_list_standing_meetings(spec), *_list_trainings(spec), *_list_gates(spec)]
    if spec.timeline.go_live:
        text = f"Window: {spec.timeline.window}" if spec.timeline.window else ""
        found.append(
            MeetingInvitation("go-live", "Go-live", spec.timeline.go_live, None, 0, text, _list_attendees(spec))
        )
    return tuple(sorted(found, key=lambda one: (one.day, one.starts_at or time.min, one.id)))


def build_calendar_file(project: IntegrationProject) -> bytes:
    """Build the content of an .ics file with the meetings of an integration.

    Args:
        project: an integration with all dates of its plan.
    """
    from icalendar import Calendar, Timezone

    spec = project.spec
    found = list_meetings(spec)
    made = Calendar()
    made.add("prodid", _PRODUCT_ID)
    made.add("version", "2.0")
    made.add("x-wr-calname", spec.name)
    if any(one.starts_at for one in found):
        first = found[0].day.year
        last = max(max(one.repeats.days).year if one.repeats else one.day.year for one in found)
        zone = Timezone.from_tzid(
            spec.biller.time_zone, first_date=date(first, 1, 1), last_date=date(min(last + 1, date.max.year), 1, 1)
        )
        zone.pop("comment", None)
        made.add_component(zone)
    for one in found:
        _add_event(made, one, spec, draft=bool(find_release_status(project).draft))
    return bytes(made.to_ical())


def list_people_without_email(spec: Integration) -> tuple[Contact, ...]:
    """Return who is left out of the invitations, organizer included, because the spec has no e-mail address of them."""
    invited = {spec.owner, *(one for meeting in list_meetings(spec) for one in (*meeting.required, *meeting.optional))}
    return tuple(person for person in spec.team if person.id in invited and person.email is None)


def list_unplaced_meetings(spec: Integration) -> tuple[Meeting, ...]:
    """Return the standing meetings that are left out, because their words do not say on which days they are."""
    return tuple(one for one in spec.meetings if find_recurrence(spec, one.rhythm) is None)


def is_golive_calendar(content: bytes, spec: Integration) -> bool:
    """Return whether a file was exported for the same integration, so that it may be overwritten."""
    return _PRODUCT_ID.encode() in content and f"@{spec.id}.golive".encode() in content.replace(b"\r\n ", b"")


def _list_sessions(spec: Integration) -> Iterator[MeetingInvitation]:
    people, text = _list_attendees(spec), "Discovery: the biller's requirements and expectations are established."
    for number, one in enumerate(spec.timeline.sessions, start=1):
        length = one.minutes or _DEFAULT_SESSION_MINUTES
        yield MeetingInvitation(f"session-{number}", one.name, one.date, one.at, length, text, people)
    found = [one for one in plan_activities(spec) if one.track is Track.DISCOVERY]
    if found and not spec.timeline.sessions:
        calendar, first = build_spec_calendar(spec, exclude_pauses=True), min(one.first for one in found)
        for number in range(_DEFAULT_SESSION_COUNT):
            day = calendar.on_or_after(first, number)
            yield MeetingInvitation(
                f"session-{number + 1}", f"Discovery session {number + 1}", day, None, 0, text, people
            )


def _list_standing_meetings(spec: Integration) -> Iterator[MeetingInvitation]:
    people = _list_attendees(spec)
    for number, one in enumerate(spec.meetings, start=1):
        if found := find_recurrence(spec, one.rhythm):
            others = tuple(name for name in people if name != one.owner)
            text = f"{one.rhythm}. {one.purpose}"
            yield MeetingInvitation(
                f"meeting-{number}", one.name, found.days[0], one.at, one.minutes, text, (one.owner,), others, found
            )


def _list_trainings(spec: Integration) -> Iterator[MeetingInvitation]:
    for number, one in enumerate(spec.training, start=1):
        if one.date:
            text = " ".join(filter(None, (f"For: {one.audience}.", one.place and f"Place: {one.place}.")))
            trainer = (one.trainer,) if one.trainer else ()
            minutes = one.minutes or _DEFAULT_MINUTES
            others = tuple(name for name in _list_attendees(spec) if name not in trainer)
            yield MeetingInvitation(
                f"training-{number}", f"Training: {one.name}", one.date, one.at, minutes, text, trainer, others
            )


def _list_gates(spec: Integration) -> Iterator[MeetingInvitation]:
    for gate in spec.timeline.own_gates:
        approver = next(one.name for one in spec.team if one.id == gate.approver)
        text = f"{approver} decides. What must hold: {gate.criterion}"
        others = tuple(one for one in _list_attendees(spec) if one != gate.approver)
        length = gate.minutes or _DEFAULT_MINUTES
        yield MeetingInvitation(
            f"gate-{gate.id}", gate.name, gate.date, gate.at, length, text, (gate.approver,), others
        )


def _list_attendees(spec: Integration) -> tuple[str, ...]:
    """Return the ids of contacts of both sides, without shared desks."""
    return tuple(one.id for one in spec.team if one.party in _ATTENDING_PARTIES and one.role not in _SHARED_ROLES)


def _add_event(calendar: "Calendar", meeting: MeetingInvitation, spec: Integration, *, draft: bool) -> None:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{meeting.id}@{spec.id}.golive")
    event.add("dtstamp", datetime.combine(spec.date, time(), UTC))
    event.add("sequence", _compute_sequence(spec.version))
    event.add("summary", f"{spec.biller.short_name}: {meeting.name}")
    event.add("description", meeting.description)
    event.add("status", "TENTATIVE" if draft else "CONFIRMED")
    if meeting.starts_at:
        start = datetime.combine(meeting.day, meeting.starts_at, ZoneInfo(spec.biller.time_zone))
        event.add("dtstart", start)
        event.add("duration", timedelta(minutes=meeting.minutes))
    else:
        event.add("dtstart", meeting.day)
        event.add("transp", "TRANSPARENT")
    if meeting.repeats:
        _add_recurrence(event, meeting, meeting.repeats, spec)
    team = {person.id: person for person in spec.team}
    if team[spec.owner].email is not None:
        event.add("organizer", _build_address(team[spec.owner], {}))
    for ids, role in ((meeting.required, "REQ-PARTICIPANT"), (meeting.optional, "OPT-PARTICIPANT")):
        for name in (one for one in ids if team[one].email is not None):
            answers = {"ROLE": role, "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
            event.add("attendee", _build_address(team[name], answers), encode=False)
    calendar.add_component(event)


def _add_recurrence(event: "Event", meeting: MeetingInvitation, found: Recurrence, spec: Integration) -> None:
    """Add the rule of a standing meeting; its end has to be in UTC where its start has a time."""

    def place(day: date) -> date:
        if meeting.starts_at is None:
            return day
        return datetime.combine(day, meeting.starts_at, ZoneInfo(spec.biller.time_zone))

    last = place(found.days[-1])
    until = last.astimezone(UTC) if isinstance(last, datetime) else last
    event.add("rrule", {**found.rule, "until": until})
    for name, days in (("exdate", found.skipped), ("rdate", found.added)):
        if days:
            event.add(name, [place(day) for day in days])


def _build_address(person: Contact, parameters: dict[str, str]) -> "vCalAddress":
    from icalendar import vCalAddress

    address = vCalAddress(f"mailto:{person.email}")
    for key, value in {"CN": person.name, **parameters}.items():
        address.params[key] = value
    return address


def _compute_sequence(version: str) -> int:
    """Return a number that rises with the version and fits in 32 bits."""
    major, minor, patch = (*map(int, version.split(".")), 0)[:3]
    return min(major, 2000) * 1_000_000 + min(minor, 999) * 1_000 + min(patch, 999)
