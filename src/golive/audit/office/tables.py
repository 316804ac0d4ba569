"""Find tables whose cells do not form a grid."""

from collections.abc import Iterator

from golive.audit.rules import make_finding
from golive.ooxml.namespaces import A
from golive.ooxml.raw_package import RawPackage
from golive.ooxml.xml_elements import Element, has_true_attribute, parse_integer
from golive.support.problems import Problem


def check_tables(package: RawPackage) -> Iterator[Problem]:
    """Check every table of every reachable part."""
    for name in sorted(package.reached & package.trees.keys()):
        for table in package.trees[name].iter(f"{A}tbl"):
            columns = len(table.findall(f"{A}tblGrid/{A}gridCol"))
            rows = [row.findall(f"{A}tc") for row in table.findall(f"{A}tr")]
            yield from _grid(name, rows, columns)
            for number, cells in enumerate(rows, 1):
                yield from _row(name, number, cells)


def _grid(name: str, rows: list[list[Element]], columns: int) -> Iterator[Problem]:
    """Yield one finding for a table whose rows do not have a cell for each column."""
    wrong = [number for number, cells in enumerate(rows, 1) if len(cells) != columns]
    if wrong:
        others = f", and {len(wrong) - 1} more rows are wrong" if len(wrong) > 1 else ""
        found = f"Row {wrong[0]} has {len(rows[wrong[0] - 1])} cells, the table {columns} columns{others}."
        yield make_finding("table-grid", name, found)


def _row(name: str, number: int, cells: list[Element]) -> Iterator[Problem]:
    covered = 0
    for cell in cells:
        if covered and not has_true_attribute(cell, "hMerge"):
            yield make_finding(
                "table-span", name, f"Row {number}: a merged cell is not followed by the cells it covers."
            )
            covered = 0
        covered = max(covered - 1, (parse_integer(cell.get("gridSpan"), 1) or 1) - 1)
        is_merged = has_true_attribute(cell, "hMerge") or has_true_attribute(cell, "vMerge")
        if cell.find(f"{A}txBody") is None and not is_merged:  # Google Slides writes merged cells without any
            yield make_finding("cell-no-text", name, f"Row {number} has a cell without a text body.")
    if covered > 0:
        yield make_finding("table-span", name, f"Row {number}: a merged cell reaches past the last column.")
