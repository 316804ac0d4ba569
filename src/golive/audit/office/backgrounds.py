"""What lies behind a text: its own fill, the shape below it, or the slide's background."""

from typing import Final

from golive.audit.office.colors import color_in
from golive.audit.office.slide_view import Place, Shape, View
from golive.audit.office.xml import A, Element, P, local

UNKNOWN: Final = None
_PLAIN: Final = frozenset({"0", "1", "1001"})


def ground_of(view: View, shape: Shape) -> str | None:
    """The colour behind the text of a shape, six hexadecimal digits; None when it cannot be known."""
    own = _fill(view, shape)
    if own != "":
        return own
    place = shape.place
    if place is not None:
        below = [*view.behind, *view.shapes]
        number = next((n for n, other in enumerate(below) if other.element is shape.element), len(below))
        for other in reversed(below[:number]):
            if other.place is None or not _covers(other.place, place):
                continue
            fill = UNKNOWN if local(other.element) in {"pic", "graphicFrame"} else _fill(view, other)
            if fill != "":
                return fill
    return _background(view)


def cell_ground(view: View, shape: Shape, cell: Element, *, has_style: bool) -> str | None:
    """The colour behind a cell's text; `has_style` says that a table style may fill it."""
    properties = cell.find(f"{A}tcPr")
    fill = _fill_in(view, properties)
    if fill != "":
        return fill
    is_open = properties is not None and properties.find(f"{A}noFill") is not None
    return UNKNOWN if has_style and not is_open else ground_of(view, shape)


def _covers(outer: Place, inner: Place) -> bool:
    """Whether the middle of one place lies in another."""
    x, y = inner[0] + inner[2] / 2, inner[1] + inner[3] / 2
    return outer[0] <= x <= outer[0] + outer[2] and outer[1] <= y <= outer[1] + outer[3]


def _fill(view: View, shape: Shape) -> str | None:
    """A shape's fill: a colour, nothing at all (an empty text), or something that is no one colour (None)."""
    if local(shape.element) in {"grpSp", "cxnSp", "graphicFrame", "pic"}:
        return ""
    properties = [shape.element.find(f"{P}spPr")]
    if shape.holder is not None:
        properties += [model.find(f"{P}spPr") for model in view.models(shape.holder)]
    for one in properties:
        if one is not None and any(local(child).endswith("Fill") for child in one):
            return _fill_in(view, one)
    reference = shape.element.find(f"{P}style/{A}fillRef")
    if reference is None or reference.get("idx", "0") in {"0", "1000"}:
        return ""
    return color_in(reference, view.scheme) if reference.get("idx") == "1" else UNKNOWN


def _fill_in(view: View, properties: Element | None) -> str | None:
    for child in properties if properties is not None else ():
        kind = local(child)
        if kind == "solidFill":
            return color_in(child, view.scheme)
        if kind == "noFill":
            return ""
        if kind.endswith("Fill"):
            return UNKNOWN
    return ""


def _background(view: View) -> str | None:
    for root in (view.root, view.layout, view.master):
        ground = root.find(f"{P}cSld/{P}bg") if root is not None else None
        if ground is None:
            continue
        properties, reference = ground.find(f"{P}bgPr"), ground.find(f"{P}bgRef")
        if properties is not None:
            return color_in(properties.find(f"{A}solidFill"), view.scheme)
        if reference is not None:
            return color_in(reference, view.scheme) if reference.get("idx", "0") in _PLAIN else UNKNOWN
    return view.scheme.get("bg1")
