"""Compare the agreed plan with the current plan in a table."""

from golive.planning.slip import compute_slips
from golive.schema import Integration
from golive.schema.value_text import format_date_range
from golive.templating.escape import Markdown, escape
from golive.templating.fact_tables import build_table
from golive.templating.phrases import upper_first

_HEADER = ("Item", "Baseline", "Current", "Slip")


def build_slip_table(spec: Integration, **attributes: object) -> Markdown:
    """Build a table with a row for everything that has a baseline; empty if nothing has one.

    Args:
        spec: the integration.
        attributes: `caption` and other table attributes of the Markdown dialect.
    """
    rows = [
        [
            escape(slip.name),
            *(escape(format_date_range(*days)) for days in (slip.agreed, slip.now)),
            escape(upper_first(slip.summary)),
        ]
        for slip in compute_slips(spec)
    ]
    return build_table(_HEADER, rows, **attributes)
