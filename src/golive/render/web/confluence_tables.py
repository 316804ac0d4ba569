"""Tables in Confluence's storage format: header cells, row heads, and the alignment of numbers.

The wiki keeps no `thead` and no `caption`; it takes a row of `th` as a header row.
"""

from collections.abc import Iterable

from golive.markdown.document import Run, Runs, Table, plain
from golive.render.web.storage_format import paragraph, text_of

_HEADED = {"keys", "raci"}


def table_xml(table: Table, look: str) -> str:
    """A table.

    Args:
        table: its cells; all rows equally long.
        look: "plain", "facts" (labels, and no header) or "compare" (row heads).
    """
    heads = look in {"facts", "compare"} or table.attributes.get("kind") in _HEADED
    heads = heads or table.attributes.get("heads") == "yes"
    rows = [] if look == "facts" else [_row("col", table.header, table.align, count=len(table.header))]
    rows += [_row("row", row, table.align, count=int(heads and bool(plain(row[0])))) for row in table.rows]
    return _table(rows)


def facts_xml(facts: Iterable[tuple[str, str]]) -> str:
    """Labels and their values."""
    return _table(_row("row", ((Run(name),), (Run(value),)), (), count=1) for name, value in facts)


def _table(rows: Iterable[str]) -> str:
    return f"<table><tbody>\n{''.join(rows)}</tbody></table>\n"


def _row(scope: str, cells: tuple[Runs, ...], align: tuple[str, ...], *, count: int) -> str:
    """A row whose first `count` cells are heads of their columns or of the row."""
    out = []
    for column, cell in enumerate(cells):
        content = paragraph(text_of(cell), align[column] if column < len(align) else "")
        out.append(f'<th scope="{scope}">{content}</th>' if column < count else f"<td>{content}</td>")
    return f"<tr>{''.join(out)}</tr>\n"
