"""Export the open items and the script of UAT as Excel workbooks that people fill in by hand."""

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any, Final

from msgspec import Struct
from xlsxwriter import Workbook

from golive.exchange.workbook.styles import Styles
from golive.ooxml.zip_writer import write_package
from golive.open_items.items import collect_open_items
from golive.project.project import IntegrationProject
from golive.releases.status import find_release_status
from golive.schema.words import TestOutcome
from golive.support.problems import SpecError, make_problem

HEAD_ROW: Final = 3  # counted from 0; above it stand the title and the version
_CREATED: Final = datetime(1980, 1, 1, tzinfo=UTC)
_APP_PART: Final = "docProps/app.xml"
_DATE: Final = {
    "font_name": "Calibri",
    "font_size": 11,
    "valign": "top",
    "border": 1,
    "border_color": "#C3C9D1",
    "num_format": "yyyy-mm-dd",
}

Cell = str | int | date | None


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
    return _write_sheet(project, "UAT script", CASE_COLUMNS, rows)


def _write_sheet(
    project: IntegrationProject,
    title: str,
    columns: tuple[Column, ...],
    rows: list[tuple[Cell, ...]],
    late: tuple[int, int] | None = None,
) -> bytes:
    """Return an .xlsx file with one table.

    Args:
        project: the integration.
        title: the title of the sheet.
        columns: the columns.
        rows: the cells of each row.
        late: the columns of the due day and of the answer, to mark what is past due whenever the file is opened.
    """
    spec, stream = project.spec, io.BytesIO()
    draft = find_release_status(project).draft
    # Texts are texts: without these options, XlsxWriter makes a formula of "=…" and a link of "http://…".
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream, options) as workbook:
        heading = f"{title}: {spec.name}"
        workbook.set_properties({"created": _CREATED, "title": heading, "author": project.organization.name})
        styles = Styles(workbook)
        days = {
            is_open: workbook.add_format({**_DATE, **({"bg_color": "#FFFCEB"} if is_open else {})})
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
                _write_cell(sheet, (number, index), cell, style)
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
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # LibreOffice trusts the row heights of "Microsoft Excel", which XlsxWriter names, and computes those of others.
    parts[_APP_PART] = parts[_APP_PART].replace(b">Microsoft Excel<", b">golive<")
    return write_package(parts)


def _write_cell(sheet: Any, place: tuple[int, int], cell: Cell, style: Any) -> None:  # noqa: ANN401 - no types
    if cell is None or cell == "":
        sheet.write_blank(*place, None, style)
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, style)
    elif isinstance(cell, int):
        sheet.write_number(*place, cell, style)
    else:
        sheet.write_string(*place, cell, style)
