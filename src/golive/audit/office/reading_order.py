"""Check what screen readers need: slide titles, reading order, alternative text, table headers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from golive.audit.office.shapes import MARGIN_TYPES
from golive.audit.office.slide_view import Shape, SlideView, is_decorative, shape_text
from golive.audit.rules import make_finding
from golive.ooxml.geometry import Box
from golive.ooxml.namespaces import A, P
from golive.ooxml.xml_elements import get_local_name, has_true_attribute
from golive.support.problems import Problem

_ROW_EMU: Final = 381_000
_FEW: Final = 2
_MANY_JUMPS: Final = 0.34
_POOR: Final = re.compile(
    r"(image|picture|graphic|table|chart)?\s*\d*|.*\.(png|jpe?g|gif|bmp|tiff?|svg|emf|wmf)", re.IGNORECASE
)
_MUST_SPEAK: Final = {
    "pic": "Picture",
    "grpSp": "Group",
    "graphicFrame": "Table or chart",
    "cxnSp": "Connector",
    "contentPart": "Drawing",
}
"""What needs an alternative text, and what it is called in messages."""


def check_titles(slides: Iterable[SlideView]) -> Iterator[Problem]:
    """Check that each slide has a unique title that is read first."""
    seen: Counter[str] = Counter()
    for view in slides:
        title = view.title
        if title is None:
            yield make_finding("title-missing", view.where)
            continue
        text = shape_text(title)
        if not text:
            yield make_finding("title-empty", view.where)
        elif seen[text]:
            yield make_finding("title-repeated", view.where, f"The title is another slide's too: {text}")
        seen[text] += 1
        first = next((shape for shape in view.shapes if not is_decorative(shape)), title)
        if first.element is not title.element:
            yield make_finding("title-not-first", view.where)


def check_order(slides: Iterable[SlideView]) -> Iterator[Problem]:
    """Check that text is read roughly from top to bottom, or column by column."""
    for view in slides:
        places = [
            shape.place
            for shape in view.shapes
            if shape.depth == 0 and shape.place and shape_text(shape) and _kind(shape) not in MARGIN_TYPES
        ]
        jumps = sum(map(_is_jump_back, places, places[1:]))
        if len(places) > _FEW and jumps > len(places) * _MANY_JUMPS:
            yield make_finding("order-jumps", view.where, f"The order of {len(places)} texts jumps back {jumps} times.")
        if view.root.find(f"{P}timing") is not None:
            yield make_finding("animation", view.where)


def _is_jump_back(before: Box, after: Box) -> bool:
    """Return True if a text stands above the one before it, and not at the top of the next column."""
    is_above = after[1] // _ROW_EMU < before[1] // _ROW_EMU - 1
    return is_above and after[0] < before[0] + before[2] - _ROW_EMU


def check_alt_texts(slides: Iterable[SlideView]) -> Iterator[Problem]:
    """Check that every picture, chart and group has alternative text or is marked as decorative."""
    for view in slides:
        for shape in view.shapes:
            if shape.depth == 0 and not is_decorative(shape):
                yield from _alternative(view.where, shape)


def _alternative(where: str, shape: Shape) -> Iterator[Problem]:
    kind = get_local_name(shape.element)
    properties = shape.properties
    said = (properties.get("descr", "") if properties is not None else "").strip()
    if kind in _MUST_SPEAK:
        if not said:
            code = "alt-missing-connector" if kind == "cxnSp" else "alt-missing"
            yield make_finding(code, where, f"{_MUST_SPEAK[kind]} \u201c{shape.name}\u201d has no alternative text.")
        elif _POOR.fullmatch(said):
            yield make_finding(
                "alt-poor", where, f"The alternative text of \u201c{shape.name}\u201d is \u201c{said}\u201d."
            )
    elif shape.placeholder is None and not shape_text(shape) and not said:
        yield make_finding("alt-missing", where, f"Shape \u201c{shape.name}\u201d has no text and no alternative text.")


def check_placeholders(slides: Iterable[SlideView]) -> Iterator[Problem]:
    """Find empty placeholders, except titles (see `check_titles`)."""
    for view in slides:
        for shape in view.shapes:
            is_empty = (
                get_local_name(shape.element) == "sp"
                and not shape_text(shape)
                and _kind(shape) not in {"sldNum", "title"}
            )
            if shape.placeholder is not None and is_empty and _kind(shape) != "ctrTitle":
                yield make_finding("holder-empty", view.where, f"The placeholder \u201c{shape.name}\u201d is empty.")


def check_headers(slides: Iterable[SlideView]) -> Iterator[Problem]:
    """Check that tables have a header row without empty or merged cells."""
    for view in slides:
        for shape in view.shapes:
            for table in shape.element.iter(f"{A}tbl") if get_local_name(shape.element) == "graphicFrame" else ():
                name = f"The table \u201c{shape.name}\u201d"
                if not has_true_attribute(table.find(f"{A}tblPr"), "firstRow"):
                    yield make_finding("table-header", view.where, f"{name} has no header row.")
                header = table.find(f"{A}tr")
                cells = header.findall(f"{A}tc") if header is not None else []
                if any(not "".join(t.text or "" for t in cell.iter(f"{A}t")).strip() for cell in cells):
                    yield make_finding("table-header-empty", view.where, f"{name} has an empty cell in its header.")
                if any(cell.get("gridSpan") or cell.get("rowSpan") for cell in table.iter(f"{A}tc")):
                    yield make_finding("table-merged", view.where, f"{name} has merged cells.")


def _kind(shape: Shape) -> str:
    return shape.placeholder.get("type", "obj") if shape.placeholder is not None else ""
