"""Open items and the script of UAT in Excel."""

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openxml_audit import FileFormat, OpenXmlValidator
from tests.exchange.exports.samples import SPECS, load_project, make_project

from golive.exchange.exports.sheet_parts import HEAD_ROW
from golive.exchange.exports.sheets import (
    CASE_COLUMNS,
    ITEM_COLUMNS,
    build_open_items_sheet,
    build_uat_script,
)
from golive.open_items.items import collect_open_items
from golive.support.problems import SpecError

EVERY = pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)


def read_rows(content: bytes) -> list[tuple[Any, ...]]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [
        tuple(cell.date() if isinstance(cell, datetime) else cell for cell in row)
        for row in sheet.iter_rows(min_row=HEAD_ROW + 1, values_only=True)
    ]


@EVERY
def test_each_open_item_is_a_row_with_room_for_the_answer(path: Path) -> None:
    project = load_project(path)
    head, *rows = read_rows(build_open_items_sheet(project))
    names = {person.id: (person.name, person.email) for person in project.spec.team}

    assert head == tuple(column.name for column in ITEM_COLUMNS)
    assert rows == [
        (
            *(item.id, item.what, *names[item.owner], item.needed_by.label if item.needed_by else "Decision"),
            *(item.due, item.note or None, None),
        )
        for item in collect_open_items(project.spec)
    ]


@EVERY
def test_each_case_of_uat_is_a_row_with_its_result(path: Path) -> None:
    project = load_project(path)
    head, *rows = read_rows(build_uat_script(project))

    assert head == tuple(column.name for column in CASE_COLUMNS)
    cases = project.spec.testing.uat.cases
    assert [row[:5] for row in rows] == [
        (case.id, case.title, case.kind.label, case.steps, case.expected) for case in cases
    ]
    assert [bool(row[5]) for row in rows] == [bool(case.result) for case in cases]


def test_a_recorded_result_is_filled_in() -> None:
    result = "result: {outcome: failed, date: 2027-04-01, tester: Cara, defect: D-7, severity: 2}"
    project = make_project(
        ("        expected: The balance is the one in AquaBill.", f"        expected: '=1+1'\n        {result}")
    )
    (_, row) = read_rows(build_uat_script(project))

    assert row[4:] == ("=1+1", "Failed", date(2027, 4, 1), "Cara", "D-7", 2, None)
    sheet = load_workbook(io.BytesIO(build_uat_script(project))).worksheets[0]
    assert sheet.cell(HEAD_ROW + 2, 5).data_type == "s", "a text is no formula"
    assert sheet.data_validations.dataValidation[0].formula1 == '"Passed,Failed,Blocked"'


@EVERY
def test_a_second_sheet_says_who_tests_where_and_what_must_hold(path: Path) -> None:
    project = load_project(path)
    uat = project.spec.testing.uat
    sheet = load_workbook(io.BytesIO(build_uat_script(project))).worksheets[1]
    rows = [(row[0], row[1]) for row in sheet.iter_rows(min_row=3, max_col=2, values_only=True)]
    facts = dict(rows)
    place = next(one for one in project.spec.environments if one.id == uat.environment)
    lead = next(one.name for one in project.spec.team if one.id == uat.lead)

    assert (facts["Led by"], facts["Environment"], facts["Testers"]) == (lead, place.name, uat.testers)
    entry, leave = rows.index(("Entry criteria", None)), rows.index(("Exit criteria", None))
    assert [text for _, text in rows[entry + 1 : leave - 1]] == list(uat.entry)
    assert [text for _, text in rows[leave + 1 : leave + 1 + len(uat.exit)]] == list(uat.exit)
    assert {rule.formula1 for rule in sheet.data_validations.dataValidation} == {'"Yes,No"'}


def test_what_is_open_about_uat_says_so() -> None:
    project = make_project(("    testers: Billing staff\n", ""), ("    entry: [SIT is signed off.]\n", ""))
    sheet = load_workbook(io.BytesIO(build_uat_script(project))).worksheets[1]
    rows = [(row[0], row[1]) for row in sheet.iter_rows(min_row=3, max_col=2, values_only=True)]

    assert ("Testers", "To be decided") in rows
    assert rows[rows.index(("Entry criteria", None)) + 1] == (None, "To be decided")


def test_uat_without_cases_is_refused() -> None:
    project = make_project()
    testing = project.spec.testing
    bare = testing.model_copy(update={"uat": testing.uat.model_copy(update={"cases": ()})})
    spec = project.spec.model_copy(update={"testing": bare})

    with pytest.raises(SpecError, match="has no cases"):
        build_uat_script(type(project)(project.workspace, project.organization, project.process, spec=spec))


@pytest.mark.parametrize("build", [build_open_items_sheet, build_uat_script])
def test_workbooks_are_valid_equal_and_hold_nothing_internal(build: Any, tmp_path: Path) -> None:
    content = build(load_project(SPECS[-1]))
    path = tmp_path / "made.xlsx"
    path.write_bytes(content)
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(path)

    assert [str(one) for one in found.errors] == []
    assert content == build(load_project(SPECS[-1]))
    secret = load_workbook(io.BytesIO(build(make_project(("summary:", "internal_notes: SECRET\nsummary:")))))
    assert "SECRET" not in str([[cell.value for cell in row] for sheet in secret for row in sheet])
