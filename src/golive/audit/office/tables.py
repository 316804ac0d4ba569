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
            for number, row in enumerate(table.findall(f"{A}tr"), 1):
                yield from _row(name, number, row.findall(f"{A}tc"), columns)


def _row(name: str, number: int, cells: list[Element], columns: int) -> Iterator[Problem]:
    if len(cells) != columns:
        yield make_finding("table-grid", name, f"Row {number} has {len(cells)} cells, the table {columns} columns.")
    covered = 0
    for cell in cells:
        if covered and not has_true_attribute(cell, "hMerge"):
            yield make_finding(
                "table-span", name, f"Row {number}: a merged cell is not followed by the cells it covers."
            )
            covered = 0
        covered = max(covered - 1, (parse_integer(cell.get("gridSpan"), 1) or 1) - 1)
        if cell.find(f"{A}txBody") is None:
            yield make_finding("cell-no-text", name, f"Row {number} has a cell without a text body.")
    if covered > 0:
        yield make_finding("table-span", name, f"Row {number}: a merged cell reaches past the last column.")
