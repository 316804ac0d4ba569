"""What other programs can read: the plan, the open items, the UAT script, meetings and e-mail drafts."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Final

from msgspec import Struct

from golive.exchange.exports.registry import EXPORT_FORMATS
from golive.exchange.invitations import build_calendar_file, list_people_without_email, list_unplaced_meetings
from golive.project.project import IntegrationProject

CALENDAR: Final = "calendar"
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "project": ("Plan for Microsoft Project", "Activities, gates and dependencies as Project XML."),
    "smartsheet": ("Plan for Smartsheet", "The same as CSV, with Smartsheet's columns."),
    "smartsheet-xlsx": ("Plan for Smartsheet, as a workbook", "The same for Excel, with days as days."),
    CALENDAR: ("Meetings for calendars", "Sessions, standing meetings, trainings, gates and go-live as an .ics file."),
    "open-items": ("Open items for Excel", "What is open, with room for the answers."),
    "jira": ("Open items for Jira", "The same as CSV that Jira imports."),
    "nudges": (
        "E-mail drafts",
        "One draft for each person who answers open items, in a zip file. Nothing is sent: open a draft, and send it.",
    ),
    "runbook": ("Runbook for Word", "A copy to mark up with comments and changes. It is no record: the PDF is."),
    "uat-script": ("UAT script for Excel", "The cases of UAT, with room for the results."),
}


class ExportRow(Struct, frozen=True):
    """Something that can be downloaded: its id, its title, what it is, and what it leaves out."""

    id: str
    title: str
    help: str
    notes: tuple[str, ...] = ()


class ExportFile(Struct, frozen=True):
    """A file to download."""

    name: str
    content: bytes


def list_exports(project: IntegrationProject) -> tuple[ExportRow, ...]:
    """Return what can be downloaded of an integration."""
    return tuple(
        ExportRow(key, *words, _note_calendar_gaps(project) if key == CALENDAR else ()) for key, words in _WORDS.items()
    )


def write_export(project: IntegrationProject, key: str, today: date) -> ExportFile | None:
    """Return a file to download; None if there is nothing to put into it.

    Args:
        project: the integration.
        key: id of the row.
        today: the reference day.

    Raises:
        KeyError: there is no such row.
    """
    about = project.spec
    if key == CALENDAR:
        return ExportFile(f"{about.id}-invites-{about.version}.ics", build_calendar_file(project))
    form = EXPORT_FORMATS[key]
    contents = form.build(project, today)
    name = f"{about.id}-{about.version}-{form.ending.format(day=today)}"
    if not contents:
        return None
    return ExportFile(name, contents[""]) if "" in contents else ExportFile(f"{name}.zip", _zip(contents))


def _note_calendar_gaps(project: IntegrationProject) -> tuple[str, ...]:
    people = ", ".join(person.name for person in list_people_without_email(project.spec))
    notes = [f"Not invited, because they have no e-mail address here: {people}."] if people else []
    notes += [
        f"Not in it, because “{meeting.rhythm}” does not say on which days it is: {meeting.name}."
        for meeting in list_unplaced_meetings(project.spec)
    ]
    return tuple(notes)


def _zip(contents: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(contents.items()):
            archive.writestr(zipfile.ZipInfo(name, _ZIP_DATE), content)
    return buffer.getvalue()
