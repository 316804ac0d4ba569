"""Export the plan for Smartsheet and the open items for Jira, as CSV."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Final

from golive.exchange.exports.plan_rows import PlanRow, list_plan_rows
from golive.open_items.items import collect_open_items
from golive.project.project import IntegrationProject

SMARTSHEET_COLUMNS: Final = (
    *("Task Name", "Duration", "Start Date", "End Date", "Predecessors", "% Complete", "Assigned To", "Phase"),
    *("Baseline Start", "Baseline Finish", "Comments"),
)
JIRA_COLUMNS: Final = ("Summary", "Issue Type", "Assignee", "Due Date", "Labels", "Description")
SmartsheetCell = str | int | date | None
_FORMULA_SIGNS: Final = ("=", "+", "-", "@")
_MAX_SUMMARY: Final = 255  # characters that Jira accepts


def build_smartsheet_csv(project: IntegrationProject) -> bytes:
    """Build a CSV file with the plan in the columns of a Smartsheet project; predecessors are numbers of rows.

    Args:
        project: an integration whose spec has no problems.

    Raises:
        SpecError: the plan is empty.
    """
    rows = list_smartsheet_rows(project)
    return _write_csv(SMARTSHEET_COLUMNS, (tuple(map(_format_cell, row)) for row in rows))


def list_smartsheet_rows(project: IntegrationProject) -> tuple[tuple[SmartsheetCell, ...], ...]:
    """List the cells of each row of the plan in Smartsheet's columns; errors as for `build_smartsheet_csv`.

    A share is a number of percent, and a cell without a value is None.
    """
    return tuple(map(_list_cells, list_plan_rows(project)))


def _format_cell(cell: SmartsheetCell) -> str:
    return f"{cell}%" if isinstance(cell, int) else str(cell or "")


def build_jira_csv(project: IntegrationProject) -> bytes:
    """Build a CSV file with one Jira issue per open item.

    The assignee is the e-mail address of the owner, by which Jira finds people; it is empty where the spec has none.
    """
    spec = project.spec
    team = {person.id: person for person in spec.team}
    rows = []
    for item in collect_open_items(spec):
        owner, due = team.get(item.owner), item.due.isoformat() if item.due else ""
        summary = f"{spec.biller.short_name}: {item.what}"
        short = summary if len(summary) <= _MAX_SUMMARY else f"{summary[: _MAX_SUMMARY - 1]}…"
        needed = f"Needed by phase: {item.needed_by.label}" if item.needed_by else "A decision"
        facts = (f"Item {item.id} of {spec.name}", "" if short == summary else item.what, needed, item.note)
        answerer = f"Answered by: {owner.name if owner else item.owner}"
        text = "\n".join(filter(None, (*facts, answerer)))
        rows.append((short, "Task", (owner and owner.email) or "", due, spec.id, text))
    return _write_csv(JIRA_COLUMNS, rows)


def _list_cells(row: PlanRow) -> tuple[SmartsheetCell, ...]:
    agreed = row.agreed or (None, None)
    return (
        row.name,
        f"{row.days}d",
        row.first,
        row.last,
        ", ".join(map(str, row.after)),
        100 if row.actual and row.actual.end else None,
        ", ".join(row.done_by),
        row.phase,
        *agreed,
        row.notes,
    )


def _write_csv(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    """Write CSV with a byte order mark, by which Excel knows UTF-8."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_disarm(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _disarm(cell: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would compute as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell
