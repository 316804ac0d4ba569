"""Project → invitations: the discovery sessions, the gates and go-live as one iCalendar file (RFC 5545).

Equal input gives equal bytes: ids come from the spec's, the time stamp from its version's date, the sequence number
from its version, so that a calendar takes a later version's file for a change of the same meetings.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct

from golive.planning.calendar import calendar_of
from golive.project.project import Project
from golive.releases.status import standing_of
from golive.schema import Integration
from golive.schema.people import Contact
from golive.schema.words import Party, RoleName, Track

if TYPE_CHECKING:
    from icalendar import Calendar, vCalAddress

_MAKER = "-//golive//golive invite//EN"
_SESSIONS = 3
_HOUR = 60
_DESKS = {RoleName.OPERATIONS, RoleName.SUPPORT}
_SIDES = {Party.BILLER, Party.VENDOR}


class Invite(Struct, frozen=True):
    """One meeting.

    Attributes:
        id: what it is called among all meetings of the integration.
        name: what it is about.
        day: when.
        at: when it starts; None for the whole day.
        minutes: how long it takes.
        text: what it is for.
        required: ids of the contacts who must be there.
        optional: ids of those who may come.
    """

    id: str
    name: str
    day: date
    at: time | None
    minutes: int
    text: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


def invites(spec: Integration) -> tuple[Invite, ...]:
    """Every meeting of the plan, by day.

    Discovery sessions without a date of their own are the first business days of discovery, without a time of day.
    """
    found = [*_sessions(spec), *_gates(spec)]
    if spec.timeline.go_live:
        text = f"Window: {spec.timeline.window}" if spec.timeline.window else ""
        found.append(Invite("go-live", "Go-live", spec.timeline.go_live, None, 0, text, _people(spec)))
    return tuple(sorted(found, key=lambda one: (one.day, one.at or time.min, one.id)))


def calendar_file(project: Project) -> bytes:
    """The meetings of an integration as the bytes of an .ics file.

    Args:
        project: an integration; its plan's days are known.

    Raises:
        ValueError: the project is not about an integration.
    """
    from icalendar import Calendar, Timezone

    spec = project.spec
    if spec is None:
        raise ValueError("the guide has no meetings")
    found = invites(spec)
    made = Calendar()
    made.add("prodid", _MAKER)
    made.add("version", "2.0")
    made.add("x-wr-calname", spec.name)
    if any(one.at for one in found):
        first, last = found[0].day.year, found[-1].day.year
        zone = Timezone.from_tzid(
            spec.biller.time_zone, first_date=date(first, 1, 1), last_date=date(min(last + 1, date.max.year), 1, 1)
        )
        zone.pop("comment", None)
        made.add_component(zone)
    for one in found:
        _add(made, one, spec, draft=bool(standing_of(project).draft))
    return bytes(made.to_ical())


def is_ours(content: bytes, spec: Integration) -> bool:
    """Whether a file is an earlier one of the same integration, so that it may be written anew."""
    return _MAKER.encode() in content and f"@{spec.id}.golive".encode() in content.replace(b"\r\n ", b"")


def _sessions(spec: Integration) -> Iterator[Invite]:
    people, text = _people(spec), "Discovery: the biller's requirements and expectations are established."
    for number, one in enumerate(spec.timeline.sessions, start=1):
        yield Invite(f"session-{number}", one.name, one.date, one.at, one.minutes, text, people)
    found = [one for one in spec.timeline.activities if one.track is Track.DISCOVERY]
    if found and not spec.timeline.sessions:
        calendar, first = calendar_of(spec), min(one.first for one in found)
        for number in range(_SESSIONS):
            day = calendar.on_or_after(first, number)
            yield Invite(f"session-{number + 1}", f"Discovery session {number + 1}", day, None, 0, text, people)


def _gates(spec: Integration) -> Iterator[Invite]:
    for gate in spec.timeline.own_gates:
        approver = next(one.name for one in spec.team if one.id == gate.approver)
        text = f"{approver} decides. What must hold: {gate.criterion}"
        others = tuple(one for one in _people(spec) if one != gate.approver)
        length = gate.minutes or _HOUR
        yield Invite(f"gate-{gate.id}", gate.name, gate.date, gate.at, length, text, (gate.approver,), others)


def _people(spec: Integration) -> tuple[str, ...]:
    """The two sides' people, without desks."""
    return tuple(one.id for one in spec.team if one.party in _SIDES and one.role not in _DESKS)


def _add(calendar: "Calendar", one: Invite, spec: Integration, *, draft: bool) -> None:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{one.id}@{spec.id}.golive")
    event.add("dtstamp", datetime.combine(spec.date, time(), UTC))
    event.add("sequence", _sequence(spec.version))
    event.add("summary", f"{spec.biller.short_name}: {one.name}")
    event.add("description", one.text)
    event.add("status", "TENTATIVE" if draft else "CONFIRMED")
    if one.at:
        start = datetime.combine(one.day, one.at, ZoneInfo(spec.biller.time_zone))
        event.add("dtstart", start)
        event.add("duration", timedelta(minutes=one.minutes))
    else:
        event.add("dtstart", one.day)
        event.add("transp", "TRANSPARENT")
    team = {person.id: person for person in spec.team}
    event.add("organizer", _address(team[spec.owner], {}))
    for ids, role in ((one.required, "REQ-PARTICIPANT"), (one.optional, "OPT-PARTICIPANT")):
        for name in ids:
            answers = {"ROLE": role, "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
            event.add("attendee", _address(team[name], answers), encode=False)
    calendar.add_component(event)


def _address(person: Contact, parameters: dict[str, str]) -> "vCalAddress":
    from icalendar import vCalAddress

    address = vCalAddress(f"mailto:{person.email}")
    for key, value in {"CN": person.name, **parameters}.items():
        address.params[key] = value
    return address


def _sequence(version: str) -> int:
    """A number that rises with the version, within the 32 bits that calendars keep."""
    major, minor, patch = (*map(int, version.split(".")), 0)[:3]
    return min(major, 2000) * 1_000_000 + min(minor, 999) * 1_000 + min(patch, 999)
