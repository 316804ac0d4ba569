"""Render tables in Confluence's storage format: header cells, row headers, and the alignment of numbers.

Confluence drops `thead` and `caption`; it treats a row of `th` as a header row.
"""

from collections.abc import Iterable

from golive.markdown.document import Run, Runs, Table, plain_text
from golive.render.web.storage_format import paragraph_xml, runs_to_xml

_KINDS_WITH_ROW_HEADERS = {"keys", "raci"}


def table_xml(table: Table, look: str) -> str:
    """Render a table.

    Args:
        table: the table; all rows equally long.
        look: "plain", "facts" (labels, no header) or "compare" (row headers).
    """
    heads = look in {"facts", "compare"} or table.attributes.get("kind") in _KINDS_WITH_ROW_HEADERS
    heads = heads or table.attributes.get("heads") == "yes"
    rows = [] if look == "facts" else [_row_xml("col", table.header, table.align, count=len(table.header))]
    rows += [_row_xml("row", row, table.align, count=int(heads and bool(plain_text(row[0])))) for row in table.rows]
    return _wrap_rows(rows)


def facts_xml(facts: Iterable[tuple[str, str]]) -> str:
    """Render pairs of label and value as a table."""
    return _wrap_rows(_row_xml("row", ((Run(name),), (Run(value),)), (), count=1) for name, value in facts)


def _wrap_rows(rows: Iterable[str]) -> str:
    return f"<table><tbody>\n{''.join(rows)}</tbody></table>\n"


def _row_xml(scope: str, cells: tuple[Runs, ...], align: tuple[str, ...], *, count: int) -> str:
    """Render a row; its first `count` cells are headers with the given scope ("col" or "row")."""
    out = []
    for column, cell in enumerate(cells):
        content = paragraph_xml(runs_to_xml(cell), align[column] if column < len(align) else "")
        out.append(f'<th scope="{scope}">{content}</th>' if column < count else f"<td>{content}</td>")
    return f"<tr>{''.join(out)}</tr>\n"
