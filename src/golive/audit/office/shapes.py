"""Check shape trees as PowerPoint requires: ids, connections, placeholders, text bodies, sizes and colors."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from golive.audit.rules import make_finding
from golive.ooxml.namespaces import A, P
from golive.ooxml.raw_package import RawPackage
from golive.ooxml.xml_elements import Element, iter_elements, parse_integer
from golive.support.problems import Problem
from golive.support.whole_numbers import parse_whole_number

_TREES: Final = frozenset(f"{P}{name}" for name in ("sld", "sldLayout", "sldMaster", "notes", "notesMaster"))
_HEX: Final = re.compile("[0-9A-Fa-f]{6}")
_TITLES: Final = frozenset({"title", "ctrTitle"})
MARGIN_TYPES: Final = frozenset({"dt", "ftr", "sldNum"})


def check_shapes(package: RawPackage) -> Iterator[Problem]:
    """Check every reachable slide, layout, master and notes page."""
    for name in sorted(package.reached & package.trees.keys()):
        root = package.trees[name]
        if root.tag not in _TREES:
            continue
        yield from _ids(name, root)
        if root.tag == f"{P}sld":
            yield from _holders(package, name, root)
        yield from _bodies(name, root)
        yield from _colors(name, root)


def _ids(name: str, root: Element) -> Iterator[Problem]:
    numbers = Counter(shape.get("id") for shape in iter_elements(root, f"{P}cNvPr"))
    for number, times in numbers.items():
        if times > 1:
            code = "shape-id-twice" if root.tag == f"{P}sld" else "shape-id-twice-behind"
            yield make_finding(code, name, f"{times} shapes have the id {number}.")
        if number is None or not number.isdecimal():
            yield make_finding(
                "shape-id-bad", name, f"A shape has the id {number}." if number else "A shape has no id."
            )
        elif parse_whole_number(number) == 0:
            yield make_finding("shape-id-zero", name)
    for end in iter_elements(root, f"{A}stCxn", f"{A}endCxn"):
        if end.get("id") not in numbers:
            yield make_finding(
                "glue-dangling", name, f"A connector is glued to the shape {end.get('id')}, which is none."
            )


def _holders(package: RawPackage, name: str, root: Element) -> Iterator[Problem]:
    own = [(holder.get("type", "obj"), holder.get("idx", "0")) for holder in iter_elements(root, f"{P}ph")]
    for (kind, index), times in Counter(own).items():
        if times > 1:
            yield make_finding("holder-twice", name, f"{times} placeholders are {kind} {index}.")
    layout = package.trees.get(package.target(name, "slideLayout"))
    if layout is None:
        return
    behind = list(iter_elements(layout, f"{P}ph"))
    numbers = {holder.get("idx", "0") for holder in behind}
    has_title = any(holder.get("type") in _TITLES for holder in behind)
    for kind, index in own:
        is_known = index in numbers or kind in MARGIN_TYPES or (kind in _TITLES and has_title)
        if not is_known:
            yield make_finding("holder-unknown", name, f"The layout has no placeholder {kind} {index}.")


def _bodies(name: str, root: Element) -> Iterator[Problem]:
    for body in root.iter(f"{P}txBody", f"{A}txBody"):
        if body.find(f"{A}p") is None:
            yield make_finding("text-no-paragraph", name)
    for extent in root.iter(f"{A}ext"):
        width, height = extent.get("cx"), extent.get("cy")
        if width is None and height is None:
            continue  # an extension, not an extent
        for side in (width, height):
            size = parse_integer(side)
            if size is None:
                yield make_finding("number-malformed", name, f"A shape's extent is {side!r}.")
            elif size < 0:
                yield make_finding("size-negative", name, f"A shape's extent is {width} \u00d7 {height}.")


def _colors(name: str, root: Element) -> Iterator[Problem]:
    for color in root.iter(f"{A}srgbClr"):
        if not _HEX.fullmatch(color.get("val", "")):
            yield make_finding("color-malformed", name, f"A color is {color.get('val', '')!r}.")
