"""The open items as a table: what is open, whom to ask, by when."""

from collections.abc import Sequence

from golive.schema import value_text
from golive.templating.escape import Markdown, escape
from golive.templating.fact_tables import Names, build_table
from golive.templating.numbered_items import NumberedItem
from golive.templating.phrases import upper_first

_HEADER = ("No.", "What is open", "Note", "Answered by", "Phase", "Needed by")


def build_open_items_table(
    items: Sequence[NumberedItem], *, names: Names, most: int = 0, without: Sequence[str] = (), **attributes: object
) -> Markdown:
    """Build a table with a row per open item; a column without any value is left out.

    Args:
        items: in the order of the rows.
        names: display names by (part of the spec, id).
        most: rows at most; a last one says how many more there are. None are left out when it is 0.
        without: columns that are left out, too.
        attributes: `caption` and other table attributes of the Markdown dialect.
    """
    shown = items if not most or len(items) <= most else items[: most - 1]
    cells = [[*map(escape, _list_cells(item, names))] for item in shown]
    if len(shown) < len(items):
        more = f"and {len(items) - len(shown)} more, listed in the runbook"
        cells.append([Markdown(), escape(more), *([Markdown()] * (len(_HEADER) - 2))])
    filled = [at for at, name in enumerate(_HEADER) if name not in without and any(row[at] for row in cells)]
    attributes.setdefault("blank", " ")
    return build_table([_HEADER[at] for at in filled], [[row[at] for at in filled] for row in cells], **attributes)


def _list_cells(item: NumberedItem, names: Names) -> tuple[str, ...]:
    phase = item.needed_by.label if item.needed_by else ""
    day = value_text.format_date(item.due) if item.due else ""
    return str(item.number), item.what, upper_first(item.note), names.get(("team", item.owner), item.owner), phase, day
