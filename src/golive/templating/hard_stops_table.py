"""Show the days that cannot move in a table, with the slack that the plan leaves to them."""

from golive.schema import Integration
from golive.templating.escape import Markdown, escape
from golive.templating.fact_tables import Tables, build_table
from golive.templating.phrases import describe_slack


def build_hard_stops_table(spec: Integration, tables: Tables, **attributes: object) -> Markdown:
    """Build a table with a row for each hard stop; empty if there is none. Columns without values are left out.

    Args:
        spec: the integration.
        tables: renders the values.
        attributes: `caption` and other table attributes of the Markdown dialect.
    """
    rows = [
        [
            tables.render_field(stop, "name"),
            tables.render_field(stop, "date"),
            escape(describe_slack(spec, stop)),
            tables.render_field(stop, "party"),
            tables.render_field(stop, "consequence"),
        ]
        for stop in spec.timeline.hard_stops
    ]
    header = ("Hard stop", "Date", "Slack", "Set by", "If missed")
    filled = [column for column, _ in enumerate(header) if any(row[column] for row in rows)]
    return build_table([header[n] for n in filled], [[row[n] for n in filled] for row in rows], **attributes)
