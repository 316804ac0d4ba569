"""Check tables: header scopes, links from cells to headers, and rows of equal width."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

import pikepdf
from msgspec import Struct

from golive.audit.pdf.structure_tree import Tag, Tags
from golive.audit.rules import make_finding
from golive.support.problems import Problem

_WIDEST_SPAN: Final = 1000


class _TableCounts(Struct):
    """Counts of table errors by kind."""

    headless: int = 0
    orphans: int = 0
    irregular: int = 0
    scopeless: int = 0
    split: int = 0


def check_tables(tags: Tags) -> Iterator[Problem]:
    """Check every table."""
    total = _TableCounts()
    before = 0
    for table in tags.order:
        if table.kind != "Table":
            continue
        heads, cells = list(table.below("TH")), list(table.below("TD"))
        widths = _widths(table)
        total.headless += not heads
        total.scopeless += sum(head.attribute("/Scope") is None for head in heads)
        total.irregular += len(set(widths)) > 1
        has_scope = any(head.attribute("/Scope") is not None for head in heads)
        yield from _headers(heads, cells)
        total.orphans += sum(_is_orphan(cell, has_scope=has_scope) for cell in cells)
        has_caption = any(kid.kind == "Caption" for kid in table.kids)
        total.split += bool(widths) and widths[0] == before and not has_caption
        before = widths[0] if widths else 0
    yield from _report_counts(total)


def _report_counts(total: _TableCounts) -> Iterator[Problem]:
    if total.headless:
        yield make_finding("pdf-table-heads", "", f"{total.headless} tables have no header cells.")
    if total.orphans:
        yield make_finding("pdf-table-cells", "", f"{total.orphans} cells belong to no header.")
    if total.irregular:
        yield make_finding("pdf-table-grid", "", f"{total.irregular} tables have rows of different widths.")
    if total.scopeless:
        yield make_finding("pdf-table-scope", "", f"{total.scopeless} header cells have no scope.")
    if total.split:
        yield make_finding("pdf-table-split", "", f"{total.split} tables look like the rest of the one before.")


def _headers(heads: list[Tag], cells: list[Tag]) -> Iterator[Problem]:
    known = {head.text("/ID") for head in heads}
    lost = [
        str(name)
        for cell in cells
        if isinstance(named := cell.attribute("/Headers"), pikepdf.Array)
        for name in named
        if str(name).strip() not in known
    ]
    if lost:
        others = f"; {len(lost) - 1} more are missing in this table" if len(lost) > 1 else ""
        yield make_finding("pdf-table-unknown", "", f"A cell names the header {lost[0]}, which is not there{others}.")


def _is_orphan(cell: Tag, *, has_scope: bool) -> bool:
    named = cell.attribute("/Headers")
    if isinstance(named, pikepdf.Array):
        return len(named) == 0
    return not has_scope


def _widths(table: Tag) -> list[int]:
    """Return the number of columns of each row, including cells that span from rows above."""
    widths = []
    reaching: Counter[int] = Counter()
    for number, row in enumerate(table.below("TR")):
        width = reaching.pop(number, 0)
        for cell in row.kids:
            across, down = _span(cell, "/ColSpan"), _span(cell, "/RowSpan")
            width += across
            for step in range(1, down):
                reaching[number + step] += across
        widths.append(width)
    return widths


def _span(cell: Tag, name: str) -> int:
    value = cell.attribute(name)
    return min(max(int(value), 1), _WIDEST_SPAN) if isinstance(value, int) else 1
