"""Find the colors behind text: the shape's own fill, the shapes below it, or the slide's background."""

from typing import Final

from golive.audit.office.slide_view import Shape, SlideView, resolve_opaque_color
from golive.ooxml.colors import ResolvedColor, mix_colors, resolve_child_color
from golive.ooxml.geometry import Box
from golive.ooxml.namespaces import A, P
from golive.ooxml.table_styles import CellStyle
from golive.ooxml.xml_elements import Element, get_local_name

UNKNOWN: Final = None
_SLIGHT: Final = 0.1  # share of an area; places of letters are estimated
_ROUND: Final = frozenset({"ellipse", "donut", "arc", "pie", "chord", "teardrop", "diamond", "triangle"})
_HALF: Final = 0.5
_INNER: Final = 0.7071  # side of the square in a circle, by its diameter
_CORNER: Final = (1 - _INNER) / 2
_PLAIN: Final = frozenset({"0", "1", "1001"})


def find_background_colors(view: SlideView, shape: Shape, area: Box | None) -> tuple[str | None, ...]:
    """Return the colors behind a shape's text, each as six hexadecimal digits or None if it cannot be determined.

    Args:
        view: the slide.
        shape: the shape with the text.
        area: where the text stands; None if that is unknown.

    Returns:
        One color if something covers the whole area, or nothing any of it; else that of each part of it, top first.
    """
    own = _fill(view, shape)
    if own != "":
        return (own,)
    found: list[str | None] = []
    below = [*view.behind, *view.shapes] if area is not None else []
    number = next((n for n, other in enumerate(below) if other.element is shape.element), len(below))
    for other in reversed(below[:number]):
        cover = _get_cover(other, area) if area is not None else 0.0
        if cover < _SLIGHT:
            continue
        fill = UNKNOWN if get_local_name(other.element) in {"pic", "graphicFrame"} else _fill(view, other)
        if fill == "":
            continue
        found.append(fill)
        if cover > 1 - _SLIGHT:
            return tuple(dict.fromkeys(found))
    return tuple(dict.fromkeys((*found, _background(view))))


def find_cell_background_colors(
    view: SlideView, shape: Shape, cell: Element, style: CellStyle | None
) -> tuple[str | None, ...]:
    """Return the colors behind a cell's text.

    Args:
        view: the slide.
        shape: the frame of the table.
        cell: the cell.
        style: what the style of the table says about the cell; None if the style is not known.
    """
    properties = cell.find(f"{A}tcPr")
    fill = _fill_in(view, properties)
    if fill != "":
        return (fill,)
    if properties is None or properties.find(f"{A}noFill") is None:
        if style is None:
            return (UNKNOWN,)
        styled = _read_style_fill(view, style)
        if styled is None or styled.opacity == 1:
            return (UNKNOWN,) if styled is None else (styled.rgb,)
        behind = find_background_colors(view, shape, shape.place)
        return tuple(dict.fromkeys(color and mix_colors(styled.rgb, color, styled.opacity) for color in behind))
    return find_background_colors(view, shape, shape.place)


def _read_style_fill(view: SlideView, style: CellStyle) -> ResolvedColor | None:
    """Return the fill that a style gives to a cell, an invisible one for none; None if it is no single color."""
    fill = style.fill
    kind = "noFill" if fill is None else get_local_name(fill)
    if kind == "noFill" or (kind == "fillRef" and fill.get("idx", "0") in {"0", "1000"}):
        return ResolvedColor("000000", 0)
    if kind == "solidFill" or (kind == "fillRef" and fill.get("idx") == "1"):
        return resolve_child_color(fill, view.scheme)
    return None


def _get_cover(shape: Shape, area: Box) -> float:
    """Return the share of an area that a shape covers, from 0 to 1; a half where a round shape leaves it open."""
    if shape.place is None or not area[2] or not area[3]:
        return 0.0
    cover = _get_overlap(shape.place, area)
    geometry = shape.element.find(f"{P}spPr/{A}prstGeom")
    if cover < _SLIGHT or geometry is None or geometry.get("prst") not in _ROUND:
        return cover
    left, top, width, height = shape.place
    inside = left + width * _CORNER, top + height * _CORNER, width * _INNER, height * _INNER
    return 1.0 if _get_overlap(inside, area) > 1 - _SLIGHT else min(cover, _HALF)


def _get_overlap(box: Box, area: Box) -> float:
    across = min(box[0] + box[2], area[0] + area[2]) - max(box[0], area[0])
    down = min(box[1] + box[3], area[1] + area[3]) - max(box[1], area[1])
    return max(across, 0) * max(down, 0) / (area[2] * area[3])


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
