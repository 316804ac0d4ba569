"""The plan for Microsoft Project and Smartsheet: what these tools read is what the spec says."""

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook
from openxml_audit import FileFormat, OpenXmlValidator
from tests.exchange.exports.samples import SPECS, load_project, make_project

from golive.exchange.exports.csv_tables import SMARTSHEET_COLUMNS, build_smartsheet_csv
from golive.exchange.exports.plan_rows import list_plan_rows
from golive.exchange.exports.project_xml import build_project_xml
from golive.exchange.exports.sheets import build_smartsheet_workbook
from golive.planning.calendar import build_spec_calendar, iterate_days
from golive.planning.planned_timeline import plan_activities
from golive.support.problems import SpecError

NS = "{http://schemas.microsoft.com/project}"
# The sequences of mspdi_pj15.xsd, as far as they are used here.
ORDER = {
    "Project": (
        "SaveVersion UID Name GUID Title Subject Category Company Manager Author CreationDate Revision LastSaved "
        "ScheduleFromStart StartDate FinishDate FYStartDate CriticalSlackLimit CurrencyDigits CurrencySymbol "
        "CurrencyCode CurrencySymbolPosition CalendarUID DefaultStartTime DefaultFinishTime MinutesPerDay "
        "MinutesPerWeek DaysPerMonth DefaultTaskType NewTaskStartDate NewTasksAreManual OutlineCodes WBSMasks "
        "ExtendedAttributes Calendars Tasks Resources Assignments"
    ),
    "Calendar": "UID GUID Name IsBaseCalendar IsBaselineCalendar BaseCalendarUID WeekDays Exceptions WorkWeeks",
    "WeekDay": "DayType DayWorking TimePeriod WorkingTimes",
    "Exception": (
        "EnteredByOccurrences TimePeriod Occurrences Name Type Period DaysOfWeek MonthItem MonthPosition Month "
        "MonthDay DayWorking WorkingTimes"
    ),
    "TimePeriod": "FromDate ToDate",
    "WorkingTime": "FromTime ToTime",
    "Task": (
        "UID GUID ID Name Active Manual Type IsNull CreateDate Contact WBS WBSLevel OutlineNumber OutlineLevel "
        "Priority Start Finish Duration DurationFormat Work Stop Resume ResumeValid EffortDriven "
        "Estimated Milestone Summary DisplayAsSummary Critical PercentComplete PercentWorkComplete ActualStart "
        "ActualFinish ActualDuration ConstraintType CalendarUID ConstraintDate Deadline Notes PredecessorLink "
        "ExtendedAttribute Baseline ManualStart ManualFinish ManualDuration"
    ),
    "PredecessorLink": "PredecessorUID Type CrossProject CrossProjectName LinkLag LagFormat",
    "Baseline": "TimephasedData Number Interim Start Finish Duration",
}
EVERY = pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)


def parse_xml(content: bytes) -> ET.Element:
    return ET.fromstring(content)


def read_tasks(content: bytes) -> list[dict[str, Any]]:
    """Return each task as texts by element name, with its predecessors and its baseline."""
    found = []
    for task in parse_xml(content).iter(f"{NS}Task"):
        texts = {one.tag.removeprefix(NS): one.text or "" for one in task if not len(one)}
        links = [int(one.findtext(f"{NS}PredecessorUID") or 0) for one in task.iter(f"{NS}PredecessorLink")]
        found.append({**texts, "after": links, "baseline": task.find(f"{NS}Baseline")})
    return found


def read_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@EVERY
def test_elements_stand_in_the_order_of_the_schema(path: Path) -> None:
    seen = set()
    for parent in parse_xml(build_project_xml(load_project(path))).iter():
        name = parent.tag.removeprefix(NS)
        if name in ORDER:
            seen.add(name)
            places = [ORDER[name].split().index(child.tag.removeprefix(NS)) for child in parent]
            assert places == sorted(places), name
    assert seen >= {"Project", "Calendar", "WeekDay", "Exception", "Task", "PredecessorLink"}


@EVERY
def test_every_activity_gate_milestone_and_go_live_has_its_days_links_and_baseline(path: Path) -> None:
    project = load_project(path)
    spec = project.spec
    tasks = read_tasks(build_project_xml(project))

    activities = plan_activities(spec)
    plan = spec.timeline
    days = [*(gate.name for gate in plan.own_gates), *(milestone.name for milestone in plan.milestones)]
    days += [f"Go-live of stage: {stage.name}" for stage in plan.stages]
    days += [f"Hard stop: {stop.name}" for stop in plan.hard_stops]
    migrations = [(item, item.migration) for item in spec.batch if item.migration]
    days += [f"{item.name}: {load.name}" for item, found in migrations for load in found.loads if load.date]
    assert spec.timeline.milestones
    assert len(tasks) == len(activities) + len(days) + bool(spec.timeline.go_live)
    numbers = {one.id: number for number, one in enumerate(activities, start=1)}
    for one, task in zip(activities, tasks, strict=False):
        assert task["Name"] == one.name
        for kind in ("", "Manual"):
            assert datetime.fromisoformat(task[f"{kind}Start"]).date() == one.first
            assert datetime.fromisoformat(task[f"{kind}Finish"]).date() == one.last
        expected = sorted(numbers.get(name, len(tasks)) for name in one.activity.after)
        assert task["after"] == expected
        assert (task["baseline"] is not None) == (one.baseline is not None)
    assert {(task["Name"], task["Milestone"], task["Duration"]) for task in tasks[len(activities) :]} == {
        *((name, "1", "PT0H0M0S") for name in days),
        *([("Go-live", "1", "PT0H0M0S")] if spec.timeline.go_live else []),
    }


@EVERY
def test_the_calendar_has_the_business_days_of_the_spec(path: Path) -> None:
    project = load_project(path)
    days = build_spec_calendar(project.spec, exclude_pauses=True)
    root = parse_xml(build_project_xml(project))

    exceptions = {}
    for one in root.iter(f"{NS}Exception"):
        day = datetime.fromisoformat(one.findtext(f"{NS}TimePeriod/{NS}FromDate") or "").date()
        exceptions[day] = one.findtext(f"{NS}DayWorking") == "1"
    week = {
        int(one.findtext(f"{NS}DayType") or 0): one.findtext(f"{NS}DayWorking") == "1"
        for one in root.iter(f"{NS}WeekDay")
    }
    rows = list_plan_rows(project)
    assert exceptions
    for day in iterate_days(min(row.first for row in rows), max(row.last for row in rows)):
        assert exceptions.get(day, week[day.isoweekday() % 7 + 1]) == days.is_business_day(day), day


def test_what_began_and_ended_is_told() -> None:
    project = make_project(
        ("end: 2027-03-26, done_by", "end: 2027-03-26, actual: {start: 2027-03-02, end: 2027-03-25}, done_by"),
        ("end: 2027-04-23, done_by", "end: 2027-04-23, actual: {start: 2027-03-30}, done_by"),
    )
    sit, uat, *_ = read_tasks(build_project_xml(project))

    assert (sit["ActualStart"], sit["ActualFinish"], sit["PercentComplete"]) == (
        "2027-03-02T08:00:00",
        "2027-03-25T17:00:00",
        "100",
    )
    assert uat["ActualStart"] == "2027-03-30T08:00:00"
    assert "ActualFinish" not in uat
    assert "PercentComplete" not in uat, "the spec does not say how far it is"
    assert [row["% Complete"] for row in read_rows(build_smartsheet_csv(project))] == ["100%", "", "", ""]


@EVERY
def test_smartsheet_reads_the_same_plan(path: Path) -> None:
    project = load_project(path)
    rows, tasks = read_rows(build_smartsheet_csv(project)), read_tasks(build_project_xml(project))

    assert tuple(rows[0]) == SMARTSHEET_COLUMNS
    assert [row["Task Name"] for row in rows] == [task["Name"] for task in tasks]
    for row, task in zip(rows, tasks, strict=True):
        assert task["Start"].startswith(row["Start Date"])
        assert task["Finish"].startswith(row["End Date"])
        assert task["Duration"] == f"PT{int(row['Duration'].removesuffix('d')) * 8}H0M0S"
        assert [int(one) for one in row["Predecessors"].split(", ") if one] == task["after"]
        assert bool(row["Baseline Start"]) == (task["baseline"] is not None)


def test_names_are_shown_letter_for_letter_and_never_computed() -> None:
    name = '<SIT> & "tests", ü; ]]>'
    project = make_project(("name: SIT,", f"name: '{name}',"), ("name: UAT,", "name: '=1+1',"))

    assert [task["Name"] for task in read_tasks(build_project_xml(project))][:2] == [name, "=1+1"]
    assert [row["Task Name"] for row in read_rows(build_smartsheet_csv(project))][:2] == [name, "'=1+1"]


def test_what_waits_for_go_live_is_linked_to_it() -> None:
    project = make_project(
        ("start: 2027-03-29, end: 2027-04-23", "days: 5, after: [go-live, sit]"),
    )
    tasks = read_tasks(build_project_xml(project))

    assert tasks[1]["after"] == [1, len(tasks)]
    assert tasks[-1]["Name"] == "Go-live"
    assert date.fromisoformat(tasks[1]["Start"][:10]) > date.fromisoformat(tasks[-1]["Start"][:10])


def test_the_samples_have_hard_stops_stages_and_loads() -> None:
    rows = [row for path in SPECS for row in read_rows(build_smartsheet_csv(load_project(path)))]
    notes = {row["Task Name"]: row["Comments"] for row in rows}

    kinds = {name.partition(":")[0] for name in notes}
    assert {"Hard stop", "Go-live of stage", "Autopay takeover"} <= kinds
    assert notes["Autopay takeover: Final load"] == "Final load; Environment: Production"
    stop = next(text for name, text in notes.items() if name == "Hard stop: Contract of the old payment page ends")
    assert stop == "Payers could pay only at the counter and by mail."


@EVERY
def test_the_workbook_for_smartsheet_has_the_cells_of_the_csv_file(path: Path, tmp_path: Path) -> None:
    project = load_project(path)
    content = build_smartsheet_workbook(project)
    (tmp_path / "plan.xlsx").write_bytes(content)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)

    assert head == SMARTSHEET_COLUMNS
    assert [
        tuple(
            f"{cell:%Y-%m-%d}" if isinstance(cell, datetime) else "100%" if cell == 1 else str(cell or "").lstrip("'")
            for cell in row
        )
        for row in rows
    ] == [tuple(cell.removeprefix("'") for cell in row.values()) for row in read_rows(build_smartsheet_csv(project))]
    assert {sheet.cell(2, column).number_format for column in (3, 4)} == {"yyyy-mm-dd"}
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(tmp_path / "plan.xlsx")
    assert [str(one) for one in found.errors] == []
    assert build_smartsheet_workbook(project) == content


def test_an_empty_plan_is_refused() -> None:
    project = make_project()
    plan = project.spec.timeline.model_copy(update={"activities": (), "gates": (), "go_live": None})
    project = type(project)(
        project.workspace,
        project.organization,
        project.process,
        spec=project.spec.model_copy(update={"timeline": plan}),
    )

    for build in (build_project_xml, build_smartsheet_csv):
        with pytest.raises(SpecError, match="is empty"):
            build(project)


@EVERY
def test_equal_input_gives_equal_bytes_and_nothing_internal(path: Path) -> None:
    secret = make_project(("summary:", "internal_notes: SECRET\nsummary:"))
    for build in (build_project_xml, build_smartsheet_csv):
        assert build(load_project(path)) == build(load_project(path))
        assert b"SECRET" not in build(secret)
