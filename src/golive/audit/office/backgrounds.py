"""Find the color behind text: the shape's own fill, a shape below it, or the slide's background."""

from typing import Final

from golive.audit.office.slide_view import Shape, SlideView, resolve_opaque_color
from golive.ooxml.geometry import Box
from golive.ooxml.namespaces import A, P
from golive.ooxml.xml_elements import Element, get_local_name

UNKNOWN: Final = None
_PLAIN: Final = frozenset({"0", "1", "1001"})


def background_color(view: SlideView, shape: Shape) -> str | None:
    """Return the color behind a shape's text as six hexadecimal digits; None if it cannot be determined."""
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
            fill = UNKNOWN if get_local_name(other.element) in {"pic", "graphicFrame"} else _fill(view, other)
            if fill != "":
                return fill
    return _background(view)


def cell_background_color(view: SlideView, shape: Shape, cell: Element, *, has_style: bool) -> str | None:
    """Return the color behind a cell's text; `has_style` means that a table style may fill it."""
    properties = cell.find(f"{A}tcPr")
    fill = _fill_in(view, properties)
    if fill != "":
        return fill
    is_open = properties is not None and properties.find(f"{A}noFill") is not None
    return UNKNOWN if has_style and not is_open else background_color(view, shape)


def _covers(outer: Box, inner: Box) -> bool:
    """Tell whether the center of `inner` lies in `outer`."""
    x, y = inner[0] + inner[2] / 2, inner[1] + inner[3] / 2
    return outer[0] <= x <= outer[0] + outer[2] and outer[1] <= y <= outer[1] + outer[3]


def _fill(view: SlideView, shape: Shape) -> str | None:
    """Return a shape's fill: a color, "" for no fill, or None if it is not a single color."""
    if get_local_name(shape.element) in {"grpSp", "cxnSp", "graphicFrame", "pic"}:
        return ""
    properties = [shape.element.find(f"{P}spPr")]
    if shape.placeholder is not None:
        properties += [model.find(f"{P}spPr") for model in view.inherited_placeholders(shape.placeholder)]
    for one in properties:
        if one is not None and any(get_local_name(child).endswith("Fill") for child in one):
            return _fill_in(view, one)
    reference = shape.element.find(f"{P}style/{A}fillRef")
    if reference is None or reference.get("idx", "0") in {"0", "1000"}:
        return ""
    return resolve_opaque_color(reference, view.scheme) if reference.get("idx") == "1" else UNKNOWN


def _fill_in(view: SlideView, properties: Element | None) -> str | None:
    for child in properties if properties is not None else ():
        kind = get_local_name(child)
        if kind == "solidFill":
            return resolve_opaque_color(child, view.scheme)
        if kind == "noFill":
            return ""
        if kind.endswith("Fill"):
            return UNKNOWN
    return ""


def _background(view: SlideView) -> str | None:
    for root in (view.root, view.layout, view.master):
        ground = root.find(f"{P}cSld/{P}bg") if root is not None else None
        if ground is None:
            continue
        properties, reference = ground.find(f"{P}bgPr"), ground.find(f"{P}bgRef")
        if properties is not None:
            return resolve_opaque_color(properties.find(f"{A}solidFill"), view.scheme)
        if reference is not None:
            return resolve_opaque_color(reference, view.scheme) if reference.get("idx", "0") in _PLAIN else UNKNOWN
    return view.scheme.get("bg1")
