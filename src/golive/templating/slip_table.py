"""The plan as agreed beside the plan as it is now."""

from golive.planning.slip import slips
from golive.schema import Integration
from golive.schema.value_text import day_range
from golive.templating.escape import Markdown, escape
from golive.templating.fact_tables import table
from golive.templating.phrases import upper_first

_HEADER = ("What", "As agreed", "As it is now", "Slip")


def slip_table(spec: Integration, **attributes: object) -> Markdown:
    """A row for everything that has a baseline; nothing where nothing has one.

    Args:
        spec: the integration.
        attributes: `caption` and what the dialect knows for tables.
    """
    rows = [
        [
            escape(slip.name),
            *(escape(day_range(*days)) for days in (slip.agreed, slip.now)),
            escape(upper_first(slip.words)),
        ]
        for slip in slips(spec)
    ]
    return table(_HEADER, rows, **attributes)
