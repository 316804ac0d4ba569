"""Show the gates and the go-live of a status report: the agreed day, the present one, and the slip."""

from golive.schema import Integration
from golive.schema.value_text import format_date
from golive.templating.escape import Markdown, escape
from golive.templating.fact_tables import build_table
from golive.templating.phrases import upper_first
from golive.weekly_status.report import WeeklyStatus

_HEADER = ("Milestone", "Agreed", "Forecast", "Slip")


def build_milestones_table(spec: Integration, status: WeeklyStatus, *, most: int, **attributes: object) -> Markdown:
    """Build a table of gates and go-live; empty if the plan has none.

    Where there are more than the table may have, those that are longest past are left out.

    Args:
        spec: the integration.
        status: its status.
        most: rows at most.
        attributes: `caption` and other table attributes of the Markdown dialect.
    """
    slips = {slip.id: slip for slip in status.slips}
    found = sorted((gate.date, gate.name, f"gate-{gate.id}") for gate in spec.timeline.own_gates)
    if spec.timeline.go_live:
        found.append((spec.timeline.go_live, "Go-live", "go-live"))
    if not slips:
        rows = [[escape(name), escape(format_date(day))] for day, name, _ in found[-most:]]
        return build_table(("Milestone", "Planned"), rows, **attributes)
    rows = []
    for day, name, slip_id in found[-most:]:
        slip = slips.get(slip_id)
        agreed, moved = (format_date(slip.agreed[1]), upper_first(slip.summary)) if slip else ("Not recorded", "")
        rows.append([*map(escape, (name, agreed, format_date(day), moved))])
    return build_table(_HEADER, rows, **{"blank": " ", **attributes})
