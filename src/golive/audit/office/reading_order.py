"""What a screen reader needs of a slide: a title, first; an order; words for what has none."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from golive.audit.finding import Finding
from golive.audit.office.slide_view import Shape, View, is_decorative, words_of
from golive.audit.office.xml import A, P, flag, local
from golive.audit.rules import found

_ROW_EMU: Final = 381_000
_FEW: Final = 2
_MANY_JUMPS: Final = 0.34
_MARGINS: Final = frozenset({"dt", "ftr", "sldNum"})
_POOR: Final = re.compile(
    r"(image|picture|graphic|table|chart)?\s*\d*|.*\.(png|jpe?g|gif|bmp|tiff?|svg|emf|wmf)", re.IGNORECASE
)
_MUST_SPEAK: Final = frozenset({"pic", "graphicFrame", "grpSp", "cxnSp", "contentPart"})


def check_titles(slides: Iterable[View]) -> Iterator[Finding]:
    """Each slide has a title of its own, and it is read first."""
    seen: Counter[str] = Counter()
    for view in slides:
        title = view.title
        if title is None:
            yield found("title-missing", view.where)
            continue
        text = words_of(title)
        if not text:
            yield found("title-empty", view.where)
        elif seen[text]:
            yield found("title-repeated", view.where, f"The title is another slide's too: {text}")
        seen[text] += 1
        if view.shapes[0].element is not title.element:
            yield found("title-not-first", view.where)


def check_order(slides: Iterable[View]) -> Iterator[Finding]:
    """Texts are read roughly from top to bottom."""
    for view in slides:
        rows = [
            shape.place[1] // _ROW_EMU
            for shape in view.shapes
            if shape.depth == 0 and shape.place and words_of(shape) and _kind(shape) not in _MARGINS
        ]
        jumps = sum(after < before - 1 for before, after in pairwise(rows))
        if len(rows) > _FEW and jumps > len(rows) * _MANY_JUMPS:
            yield found("order-jumps", view.where, f"The order of {len(rows)} texts jumps back {jumps} times.")
        if view.root.find(f"{P}timing") is not None:
            yield found("animation", view.where)


def check_alternatives(slides: Iterable[View]) -> Iterator[Finding]:
    """Whatever is no text has a text instead, or says that it only decorates."""
    for view in slides:
        for shape in view.shapes:
            if shape.depth == 0 and not is_decorative(shape):
                yield from _alternative(view.where, shape)


def _alternative(where: str, shape: Shape) -> Iterator[Finding]:
    kind = local(shape.element)
    properties = shape.properties
    said = (properties.get("descr", "") if properties is not None else "").strip()
    if kind in _MUST_SPEAK:
        if not said:
            code = "alt-missing-connector" if kind == "cxnSp" else "alt-missing"
            yield found(code, where, f"{kind} \u201c{shape.name}\u201d has no alternative text.")
        elif _POOR.fullmatch(said):
            yield found("alt-poor", where, f"The alternative text of \u201c{shape.name}\u201d is \u201c{said}\u201d.")
    elif shape.holder is None and not words_of(shape) and not said:
        yield found("alt-missing", where, f"Shape \u201c{shape.name}\u201d has no text and no alternative text.")


def check_holders(slides: Iterable[View]) -> Iterator[Finding]:
    """No placeholder is left empty; one that is a title is `check_titles`'s."""
    for view in slides:
        for shape in view.shapes:
            is_empty = local(shape.element) == "sp" and not words_of(shape) and _kind(shape) not in {"sldNum", "title"}
            if shape.holder is not None and is_empty and _kind(shape) != "ctrTitle":
                yield found("holder-empty", view.where, f"The placeholder \u201c{shape.name}\u201d is empty.")


def check_headers(slides: Iterable[View]) -> Iterator[Finding]:
    """Tables say which row is their header, and nothing in it is empty or merged."""
    for view in slides:
        for shape in view.shapes:
            for table in shape.element.iter(f"{A}tbl") if local(shape.element) == "graphicFrame" else ():
                name = f"The table \u201c{shape.name}\u201d"
                if not flag(table.find(f"{A}tblPr"), "firstRow"):
                    yield found("table-header", view.where, f"{name} has no header row.")
                header = table.find(f"{A}tr")
                cells = header.findall(f"{A}tc") if header is not None else []
                if any(not "".join(t.text or "" for t in cell.iter(f"{A}t")).strip() for cell in cells):
                    yield found("table-header-empty", view.where, f"{name} has an empty cell in its header.")
                if any(cell.get("gridSpan") or cell.get("rowSpan") for cell in table.iter(f"{A}tc")):
                    yield found("table-merged", view.where, f"{name} has merged cells.")


def _kind(shape: Shape) -> str:
    return shape.holder.get("type", "obj") if shape.holder is not None else ""
