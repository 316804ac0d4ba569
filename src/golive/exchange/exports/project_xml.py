"""Export the plan as Project XML (MSPDI), which Microsoft Project and its competitors open.

Every task is scheduled manually, so that the tool shows the days of the spec and moves nothing by itself. The order
of elements is a sequence in the schema (mspdi_pj15.xsd): a reader may refuse a file with another order.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from golive.exchange.exports.plan_rows import PlanRow, list_plan_rows
from golive.ooxml.xml_text import XML_DECLARATION
from golive.planning.calendar import FIRST_YEAR, LAST_YEAR, BusinessDays, build_spec_calendar
from golive.project.project import IntegrationProject
from golive.releases.status import find_release_status

_NAMESPACE: Final = "http://schemas.microsoft.com/project"
_SAVE_VERSION: Final = "14"  # Project 2010 and later, which know tasks that are scheduled manually
_CALENDAR: Final = "1"
_HOURS: Final = 8  # of a business day
_DAYS_FORMAT: Final = "7"
_FINISH_TO_START: Final = "1"
_EXCEPTION_MARGIN: Final = timedelta(days=366)
_WEEKEND: Final = {1, 7}  # Sunday is 1
_SHIFTS: Final = (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))


def build_project_xml(project: IntegrationProject) -> bytes:
    """Build the content of an .xml file with the plan, its baseline, links and calendar.

    Args:
        project: an integration whose spec has no problems.

    Raises:
        SpecError: the plan is empty.
    """
    spec, rows = project.spec, list_plan_rows(project)
    draft = find_release_status(project).draft
    root = Element("Project", xmlns=_NAMESPACE)
    _add(root, "SaveVersion", _SAVE_VERSION)
    _add(root, "Name", spec.id)
    _add(root, "Title", spec.name)
    _add(root, "Subject", f"Version {spec.version}{f' ({draft})' if draft else ''}")
    _add(root, "Company", project.organization.name)
    _add(root, "ScheduleFromStart", "1")
    _add(root, "StartDate", _format_start(min(row.first for row in rows)))
    _add(root, "FinishDate", _format_end(max(row.last for row in rows)))
    _add(root, "CalendarUID", _CALENDAR)
    _add(root, "DefaultStartTime", "08:00:00")
    _add(root, "DefaultFinishTime", "17:00:00")
    _add(root, "MinutesPerDay", str(_HOURS * 60))
    _add(root, "MinutesPerWeek", str(_HOURS * 60 * 5))
    _add(root, "NewTasksAreManual", "1")
    calendars = SubElement(root, "Calendars")
    _add_calendar(calendars, build_spec_calendar(spec, exclude_pauses=True), spec.biller.short_name, rows)
    tasks = SubElement(root, "Tasks")
    for number, row in enumerate(rows, start=1):
        _add_task(tasks, number, row)
    indent(root)
    return (XML_DECLARATION + tostring(root, encoding="unicode") + "\n").encode()


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _format_start(day: date) -> str:
    return f"{day}T08:00:00"


def _format_end(day: date) -> str:
    return f"{day}T17:00:00"


def _add_task(tasks: Element, number: int, row: PlanRow) -> None:
    task = SubElement(tasks, "Task")
    # A milestone is the end of its day: what must have ended by then may end on that day.
    start = _format_end(row.first) if row.is_milestone else _format_start(row.first)
    duration = f"PT{row.days * _HOURS}H0M0S"
    for name in ("UID", "ID"):
        _add(task, name, str(number))
    _add(task, "Name", row.name)
    _add(task, "Active", "1")
    _add(task, "Manual", "1")
    _add(task, "Type", "0")
    if row.done_by:
        _add(task, "Contact", ", ".join(row.done_by))
    _add(task, "OutlineNumber", str(number))
    _add(task, "OutlineLevel", "1")
    _add(task, "Start", start)
    _add(task, "Finish", _format_end(row.last))
    _add(task, "Duration", duration)
    _add(task, "DurationFormat", _DAYS_FORMAT)
    _add(task, "Estimated", "0")
    _add(task, "Milestone", "1" if row.is_milestone else "0")
    if row.actual:
        if row.actual.end:
            _add(task, "PercentComplete", "100")
        _add(task, "ActualStart", _format_start(row.actual.start))
        if row.actual.end:
            _add(task, "ActualFinish", _format_end(row.actual.end))
    _add(task, "CalendarUID", _CALENDAR)
    if notes := "\n".join(filter(None, (row.phase and f"Phase: {row.phase}", row.notes))):
        _add(task, "Notes", notes)
    for other in row.after:
        link = SubElement(task, "PredecessorLink")
        _add(link, "PredecessorUID", str(other))
        _add(link, "Type", _FINISH_TO_START)
    if row.agreed:
        baseline = SubElement(task, "Baseline")
        _add(baseline, "Number", "0")
        first, last = row.agreed
        _add(baseline, "Start", _format_end(first) if row.is_milestone else _format_start(first))
        _add(baseline, "Finish", _format_end(last))
    _add(task, "ManualStart", start)
    _add(task, "ManualFinish", _format_end(row.last))
    _add(task, "ManualDuration", duration)


def _add_calendar(calendars: Element, days: BusinessDays, name: str, rows: Sequence[PlanRow]) -> None:
    calendar = SubElement(calendars, "Calendar")
    _add(calendar, "UID", _CALENDAR)
    _add(calendar, "Name", f"Business days of {name}")
    _add(calendar, "IsBaseCalendar", "1")
    week = SubElement(calendar, "WeekDays")
    for number in range(1, 8):
        day = SubElement(week, "WeekDay")
        _add(day, "DayType", str(number))
        _add(day, "DayWorking", "0" if number in _WEEKEND else "1")
        if number not in _WEEKEND:
            _add_hours(day)
    exceptions = SubElement(calendar, "Exceptions")
    first, last = min(row.first for row in rows) - _EXCEPTION_MARGIN, max(row.last for row in rows) + _EXCEPTION_MARGIN
    for day_off, reason, works in _list_exceptions(days, first, last):
        exception = SubElement(exceptions, "Exception")
        _add(exception, "EnteredByOccurrences", "0")
        period = SubElement(exception, "TimePeriod")
        _add(period, "FromDate", f"{day_off}T00:00:00")
        _add(period, "ToDate", f"{day_off}T23:59:00")
        _add(exception, "Occurrences", "1")
        _add(exception, "Name", reason)
        _add(exception, "Type", "1")
        _add(exception, "DayWorking", "1" if works else "0")
        if works:
            _add_hours(exception)


def _list_exceptions(days: BusinessDays, first: date, last: date) -> Iterable[tuple[date, str, bool]]:
    """Yield each day that is unlike its weekday, with the reason and whether it is a business day."""
    for number in range(max(first, date(FIRST_YEAR, 1, 1)).toordinal(), last.toordinal() + 1):
        day = date.fromordinal(number)
        if day.year > LAST_YEAR:
            return
        works = days.is_business_day(day)
        if works != (day.isoweekday() < 6):  # noqa: PLR2004 - Saturday
            yield day, "Workday" if works else days.closed.get(day, "Pause"), works


def _add_hours(parent: Element) -> None:
    times = SubElement(parent, "WorkingTimes")
    for start, end in _SHIFTS:
        time = SubElement(times, "WorkingTime")
        _add(time, "FromTime", start)
        _add(time, "ToTime", end)
