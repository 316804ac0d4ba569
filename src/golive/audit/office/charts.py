"""Find charts whose parts are inconsistent."""

from collections.abc import Iterator

from golive.audit.rules import make_finding
from golive.ooxml.namespaces import C
from golive.ooxml.raw_package import RawPackage
from golive.ooxml.xml_elements import Element, get_local_name, parse_integer
from golive.support.problems import Problem

_AXES = tuple(f"{C}{name}" for name in ("catAx", "valAx", "dateAx", "serAx"))


def check_charts(package: RawPackage) -> Iterator[Problem]:
    """Check every reachable chart."""
    for name in sorted(package.reached & package.trees.keys()):
        root = package.trees[name]
        if root.tag == f"{C}chartSpace":
            yield from _workbook(package, name, root)
            yield from _caches(name, root)
            yield from _axes(name, root)


def _workbook(package: RawPackage, name: str, root: Element) -> Iterator[Problem]:
    for data in root.iter(f"{C}externalData"):
        workbook = package.related_part(name, data)
        if workbook in package.parts and not package.parts[workbook].startswith(b"PK"):
            yield make_finding("chart-workbook", workbook)


def _caches(name: str, root: Element) -> Iterator[Problem]:
    for cache in root.iter(f"{C}numCache", f"{C}strCache"):
        declared = cache.find(f"{C}ptCount")
        count = parse_integer(declared.get("val")) if declared is not None else None
        for point in cache.findall(f"{C}pt"):
            index = parse_integer(point.get("idx"), 0) or 0
            if count is not None and index >= count:
                yield make_finding("chart-cache", name, f"The chart keeps point {index} of {count}.")
    indexes = [index.get("val") for series in root.iter(f"{C}ser") for index in series.findall(f"{C}idx")]
    if len(indexes) != len(set(indexes)):
        yield make_finding("chart-series", name)


def _axes(name: str, root: Element) -> Iterator[Problem]:
    known = {number.get("val") for axis in root.iter(*_AXES) for number in axis.findall(f"{C}axId")}
    for number in root.iter(f"{C}axId", f"{C}crossAx"):
        value = number.get("val", "")
        above = number.getparent()
        if above is not None and get_local_name(above).endswith("Chart") and value not in known and value != "0":
            yield make_finding("chart-axis", name, f"The chart is drawn on axis {value}, which is not there.")
