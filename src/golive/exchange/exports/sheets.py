"""Export the open items, the script of UAT and the plan as Excel workbooks."""

import io
from datetime import date
from typing import Any, Final

from msgspec import Struct
from xlsxwriter import Workbook

from golive.exchange.exports.csv_tables import SMARTSHEET_COLUMNS, list_smartsheet_rows
from golive.exchange.exports.sheet_parts import CREATED, DATE, HEAD_ROW, OPTIONS, Cell, finish_workbook, write_cell
from golive.exchange.workbook.styles import Styles
from golive.open_items.items import collect_open_items
from golive.planning.case_results import summarize_results
from golive.project.project import IntegrationProject
from golive.releases.status import find_release_status
from golive.schema import Integration
from golive.schema.words import TestOutcome
from golive.support.problems import SpecError, make_problem

_OPEN: Final = "To be decided"
_PLAN_WIDTH: Final = 14
_PLAN_WIDTHS: Final = {"Task Name": 44, "Assigned To": 28, "Phase": 18, "Comments": 60}


class FactGroup(Struct, frozen=True):
    """Facts under one heading.

    Attributes:
        name: the heading.
        facts: pairs of label and text.
        is_judged: whether people say of each fact if it holds.
    """

    name: str
    facts: tuple[tuple[str, str], ...]
    is_judged: bool = False


class Column(Struct, frozen=True):
    """A column of a sheet.

    Attributes:
        name: its heading.
        width: its width in characters.
        is_open: whether people fill it in.
        is_day: whether it holds days.
        choices: the values to choose from; empty for any.
    """

    name: str
    width: int
    is_open: bool = False
    is_day: bool = False
    choices: tuple[str, ...] = ()


ITEM_COLUMNS: Final = (
    *(Column("No.", 12), Column("What is open", 50), Column("Answered by", 22), Column("E-mail", 32)),
    *(
        Column("Phase", 12),
        Column("Needed by", 13, is_day=True),
        Column("Note", 36),
        Column("Answer", 44, is_open=True),
    ),
)
CASE_COLUMNS: Final = (
    *(Column("Case", 10), Column("What is tested", 30), Column("Kind", 15), Column("Steps", 44)),
    Column("Expected result", 44),
    Column("Result", 11, is_open=True, choices=tuple(one.label for one in TestOutcome)),
    *(
        Column("Run on", 12, is_open=True, is_day=True),
        Column("Tester", 18, is_open=True),
        Column("Defect", 14, is_open=True),
    ),
    *(Column("Severity", 9, is_open=True), Column("Comments", 30, is_open=True)),
)


def build_open_items_sheet(project: IntegrationProject) -> bytes:
    """Build an .xlsx file with one row per open item, and a column for the answers."""
    team = {person.id: person for person in project.spec.team}
    rows: list[tuple[Cell, ...]] = []
    for item in collect_open_items(project.spec):
        owner, phase = team.get(item.owner), item.needed_by.label if item.needed_by else "Decision"
        name, email = (owner.name, owner.email) if owner else (item.owner, None)
        rows.append((item.id, item.what, name, email, phase, item.due, item.note, None))
    return _write_sheet(project, "Open items", ITEM_COLUMNS, rows, late=(5, 7))


def build_uat_script(project: IntegrationProject) -> bytes:
    """Build an .xlsx file with one row per case of UAT, and columns for result, day, tester and defect.

    Raises:
        SpecError: UAT has no cases.
    """
    spec = project.spec
    if not spec.testing.uat.cases:
        raise SpecError(
            make_problem(
                f"UAT of `{spec.id}` has no cases", "Write them into `testing.uat.cases`.", path=project.spec_file
            )
        )
    rows: list[tuple[Cell, ...]] = []
    for case in spec.testing.uat.cases:
        found = case.result
        result = (found.outcome.label, found.date, found.tester, found.defect, found.severity) if found else (None,) * 5
        rows.append((case.id, case.title, case.kind.label, case.steps, case.expected, *result, None))
    return _write_sheet(project, "UAT script", CASE_COLUMNS, rows, about=_list_test_facts(spec))


def _list_test_facts(spec: Integration) -> tuple[FactGroup, ...]:
    """List who runs UAT, where and with what, and what must hold before and after; what is open says so."""
    uat = spec.testing.uat
    names = {person.id: person.name for person in spec.team}
    place = next((one for one in spec.environments if one.id == uat.environment), None)
    facts = (
        ("Led by", uat.lead and names.get(uat.lead, uat.lead)),
        ("Testers", uat.testers),
        ("Signed off by", uat.signs_off and names.get(uat.signs_off, uat.signs_off)),
        ("Environment", place.name if place else uat.environment),
        ("Test data", uat.data),
        ("Evidence", uat.evidence),
        ("Defects", uat.defects),
    )
    more = (
        ("Billing system", place and place.billing_system),
        ("Vendor address", place and place.portal),
        ("Data in the environment", place and place.data),
        ("Data refresh", place and place.refresh),
    )
    known = [(label, str(text) if text else _OPEN) for label, text in facts]
    known += [(label, str(text)) for label, text in more if text]
    groups = [FactGroup("UAT", tuple(known))]
    for name, criteria in (("Entry criteria", uat.entry), ("Exit criteria", uat.exit)):
        numbered = tuple((str(number), text) for number, text in enumerate(criteria, start=1))
        groups.append(FactGroup(name, numbered or (("", _OPEN),), is_judged=bool(numbered)))
    if measured := summarize_results(uat).exit_checks:
        groups.append(FactGroup("Measured exit criteria", tuple((one.wanted, one.found) for one in measured)))
    return tuple(groups)


def build_smartsheet_workbook(project: IntegrationProject) -> bytes:
    """Build an .xlsx file with the plan in the columns of a Smartsheet project, days as days.

    Its first row is the head, as the import of Smartsheet expects it; predecessors are numbers of rows.

    Raises:
        SpecError: the plan is empty.
    """
    rows, stream = list_smartsheet_rows(project), io.BytesIO()
    with Workbook(stream, OPTIONS) as workbook:
        title = f"Plan: {project.spec.name}"
        workbook.set_properties({"created": CREATED, "title": title, "author": project.organization.name})
        styles = Styles(workbook)
        day, share = workbook.add_format(DATE), workbook.add_format({**DATE, "num_format": "0%"})
        text = workbook.add_format({**DATE, "num_format": "@"})  # one line per row, as in a list of tasks
        sheet = workbook.add_worksheet("Plan")
        for index, name in enumerate(SMARTSHEET_COLUMNS):
            sheet.set_column(index, index, _PLAN_WIDTHS.get(name, _PLAN_WIDTH))
            sheet.write_string(0, index, name, styles.head)
        for number, row in enumerate(rows, start=1):
            for index, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(number, index, cell / 100, share)
                else:
                    write_cell(sheet, (number, index), cell, day if isinstance(cell, date) else text)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return finish_workbook(stream)


def _write_sheet(  # noqa: PLR0913 - what a sheet consists of
    project: IntegrationProject,
    title: str,
    columns: tuple[Column, ...],
    rows: list[tuple[Cell, ...]],
    late: tuple[int, int] | None = None,
    *,
    about: tuple[FactGroup, ...] = (),
) -> bytes:
    """Return an .xlsx file with one table, and perhaps a sheet of facts.

    Args:
        project: the integration.
        title: the title of the sheet.
        columns: the columns.
        rows: the cells of each row.
        late: the columns of the due day and of the answer, to mark what is past due whenever the file is opened.
        about: the facts of a second sheet; none for no such sheet.
    """
    spec, stream = project.spec, io.BytesIO()
    draft = find_release_status(project).draft
    with Workbook(stream, OPTIONS) as workbook:
        heading = f"{title}: {spec.name}"
        workbook.set_properties({"created": CREATED, "title": heading, "author": project.organization.name})
        styles = Styles(workbook)
        days = {
            is_open: workbook.add_format({**DATE, **({"bg_color": "#FFFCEB"} if is_open else {})})
            for is_open in (False, True)
        }
        sheet = workbook.add_worksheet(title)
        sheet.write_string(0, 0, heading, styles.title)
        sheet.write_string(1, 0, f"Version {spec.version}{f', {draft}' if draft else ''}", styles.lead)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(HEAD_ROW, index, column.name, styles.head)
            if column.choices and rows:
                rule = {"validate": "list", "source": list(column.choices), "error_title": column.name}
                sheet.data_validation(HEAD_ROW + 1, index, HEAD_ROW + len(rows), index, rule)
        for number, row in enumerate(rows, start=HEAD_ROW + 1):
            for index, (column, cell) in enumerate(zip(columns, row, strict=True)):
                style = days[column.is_open] if column.is_day else styles.blank if column.is_open else styles.label
                write_cell(sheet, (number, index), cell, style)
        last = HEAD_ROW + max(len(rows), 1)
        sheet.autofilter(HEAD_ROW, 0, last, len(columns) - 1)
        if late and rows:
            due, answer = (chr(ord("A") + index) for index in late)
            first = HEAD_ROW + 2
            formula = f'=AND(${due}{first}<>"",${due}{first}<TODAY(),${answer}{first}="")'
            red = workbook.add_format({"font_color": "#C00000", "bold": True})
            rule = {"type": "formula", "criteria": formula, "format": red}
            sheet.conditional_format(first - 1, late[0], last, late[0], rule)
        sheet.freeze_panes(HEAD_ROW + 1, 2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROW)
        if about:
            _add_facts_sheet(workbook, styles, heading, about)
    return finish_workbook(stream)


def _add_facts_sheet(workbook: Any, styles: Styles, heading: str, groups: tuple[FactGroup, ...]) -> None:  # noqa: ANN401
    """Add a sheet with groups of facts; what people judge has a column for it."""
    sheet = workbook.add_worksheet("About this test")
    for index, width in enumerate((30, 90, 16)):
        sheet.set_column(index, index, width)
    sheet.write_string(0, 0, heading, styles.title)
    row = 2
    for group in groups:
        for index, text in enumerate((group.name, "", "Holds?") if group.is_judged else (group.name, "")):
            write_cell(sheet, (row, index), text, styles.head)
        if group.is_judged:
            rule = {"validate": "list", "source": ["Yes", "No"], "error_title": "Holds?"}
            sheet.data_validation(row + 1, 2, row + len(group.facts), 2, rule)
        for label, text in group.facts:
            row += 1
            for index, shown in enumerate((label, text)):
                write_cell(sheet, (row, index), shown, styles.label)
            if group.is_judged:
                sheet.write_blank(row, 2, None, styles.blank)
        row += 2
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
