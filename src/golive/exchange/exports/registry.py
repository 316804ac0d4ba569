"""The formats of `golive export`: one row each."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from msgspec import Struct

from golive.exchange.exports.csv_tables import build_jira_csv, build_smartsheet_csv
from golive.exchange.exports.nudges import build_nudges
from golive.exchange.exports.project_xml import build_project_xml
from golive.exchange.exports.review_copy import build_review_copy
from golive.exchange.exports.sheets import build_open_items_sheet, build_smartsheet_workbook, build_uat_script
from golive.project.project import IntegrationProject


class ExportFormat(Struct, frozen=True):
    """One format.

    Attributes:
        ending: how the name of its file or folder goes on after the integration's id and version; `{day}` is the
            reference day.
        build: makes the files from the integration and the reference day: content by name below a folder; a format
            with one file gives it the empty name.
    """

    ending: str
    build: Callable[[IntegrationProject, date], Mapping[str, bytes]]


EXPORT_FORMATS: Final[Mapping[str, ExportFormat]] = {
    "project": ExportFormat("plan.xml", lambda project, _day: {"": build_project_xml(project)}),
    "smartsheet": ExportFormat("plan-smartsheet.csv", lambda project, _day: {"": build_smartsheet_csv(project)}),
    "smartsheet-xlsx": ExportFormat(
        "plan-smartsheet.xlsx", lambda project, _day: {"": build_smartsheet_workbook(project)}
    ),
    "jira": ExportFormat("open-items-jira.csv", lambda project, _day: {"": build_jira_csv(project)}),
    "open-items": ExportFormat("open-items.xlsx", lambda project, _day: {"": build_open_items_sheet(project)}),
    "uat-script": ExportFormat("uat-script.xlsx", lambda project, _day: {"": build_uat_script(project)}),
    "runbook": ExportFormat("runbook-review.docx", lambda project, _day: {"": build_review_copy(project)}),
    "nudges": ExportFormat("nudges-{day}", build_nudges),
}
