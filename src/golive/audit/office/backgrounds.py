"""Find the colors behind text: the shape's own fill, the shapes below it, or the slide's background."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.audit.office.slide_view import Shape, SlideView, resolve_opaque_color
from golive.ooxml.colors import ResolvedColor, find_style_fill, mix_colors, resolve_child_color
from golive.ooxml.geometry import Box, Turn, find_transform, read_turn
from golive.ooxml.gradients import draw_gradient
from golive.ooxml.namespaces import A, P
from golive.ooxml.pictures import Pixels, draw_freeform
from golive.ooxml.table_styles import CellStyle
from golive.ooxml.xml_elements import Element, get_local_name, parse_integer
from golive.render.palette import contrast_ratio

UNKNOWN: Final = None
_SLIGHT: Final = 0.1  # share of an area; places of letters are estimated
_ROUND: Final = frozenset({"ellipse", "donut", "arc", "pie", "chord", "teardrop", "diamond", "triangle"})
_HALF: Final = 0.5
_INNER: Final = 0.7071  # side of the square in a circle, by its diameter
_CORNER: Final = (1 - _INNER) / 2
_DRAWN: Final = frozenset({f"{A}gradFill", f"{A}blipFill", f"{P}blipFill"})
_MOST_COLORS: Final = 16
_PLAIN: Final = frozenset({"0", "1", "1001"})


class _Paint(Struct, frozen=True):
    """The fill of a shape or of the background: its color, None if it is not a single one, and its opacity.

    `properties` holds the fill or is it, in the part with the given root; `form` is the outline of a freeform, and
    `placeholder_color` what the color `phClr` stands for.
    """

    rgb: str | None
    opacity: float = 1.0
    properties: Element | None = None
    root: Element | None = None
    form: Element | None = None
    placeholder_color: str = ""


class _Layer(Struct, frozen=True):
    """A paint at a place, None for the whole slide, the share of a text's area that it covers, and how it is turned."""

    paint: _Paint
    place: Box | None
    cover: float
    turn: Turn = Turn()


def find_background_colors(view: SlideView, shape: Shape, area: Box | None) -> tuple[str | None, ...]:
    """Return the colors behind a shape's text, each as six hexadecimal digits or None if it cannot be determined.

    Args:
        view: the slide.
        shape: the shape with the text.
        area: where the text stands; None if that is unknown.

    Returns:
        One color if something covers the whole area, or nothing any of it; else that of each part of it, top first.
        Colors that are seen through others are mixed; only there are pictures and freeforms looked into.
    """
    own = _read_paint(view, shape) if get_local_name(shape.element) == "sp" else None
    layers = [] if own is None else [_Layer(own, shape.place, 1.0, _read_turn(shape))]
    if own is not None and own.opacity == 1 and not _is_translucent_gradient(view, own):
        return _mix_layers(view, layers, area)
    if own is not None and area is None:
        return (UNKNOWN,)
    is_seen_through = own is not None
    below = [*view.behind, *view.shapes] if area is not None else []
    number = next((n for n, other in enumerate(below) if other.element is shape.element), len(below))
    for other in reversed(below[:number]):
        cover = _get_cover(other, area) if area is not None else 0.0
        paint = _read_paint(view, other) if cover >= _SLIGHT else None
        if paint is None:
            continue
        layers.append(_Layer(paint, other.place, cover, _read_turn(other)))
        is_clear = paint.opacity < 1 or _is_translucent_gradient(view, paint)
        is_seen_through = is_seen_through or is_clear
        is_plain = not is_clear and (paint.rgb is not None or not is_seen_through)
        if cover > 1 - _SLIGHT and is_plain and not (is_seen_through and paint.form is not None):
            return _mix_layers(view, layers, area)
    return _mix_layers(view, [*layers, _Layer(_read_background(view), None, 1.0)], area)


def _mix_layers(view: SlideView, layers: list[_Layer], area: Box | None) -> tuple[str | None, ...]:
    """Return the colors that are seen of layers, which are given front to back."""
    translucent = [number for number, layer in enumerate(layers) if layer.paint.opacity < 1]
    first = translucent[0] if translucent else len(layers)
    seen: tuple[str | None, ...] = ()
    for number in range(len(layers) - 1, -1, -1):
        layer = layers[number]
        covers = layer.cover > 1 - _SLIGHT
        own: tuple[str | None, ...] = (layer.paint.rgb,)
        if layer.paint.opacity < 1:
            color = layer.paint.rgb
            own = tuple(
                mix_colors(color, behind, layer.paint.opacity) if color and behind else None
                for behind in seen or (None,)
            )
        elif area is not None and (number > first or _is_gradient(layer.paint)):
            own, is_whole = _look_into(view, layer, area, seen or (None,))
            covers = covers and is_whole
        seen = _limit(own if covers else (*own, *seen))
    return seen


def _is_gradient(paint: _Paint) -> bool:
    fill = _find_drawn_fill(paint.properties)
    return paint.rgb is None and paint.form is None and fill is not None and fill.tag == f"{A}gradFill"


def _is_translucent_gradient(view: SlideView, paint: _Paint) -> bool:
    fill = _find_drawn_fill(paint.properties) if paint.rgb is None else None
    if fill is None or fill.tag != f"{A}gradFill":
        return False
    colors = (resolve_child_color(stop, view.scheme) for stop in fill.iterfind(f"{A}gsLst/{A}gs"))
    return any(color is not None and color.opacity < 1 for color in colors)


def _limit(colors: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """Return colors without duplicates; of very many the darkest and the lightest."""
    found = tuple(dict.fromkeys(colors))
    if len(found) <= _MOST_COLORS:
        return found
    known = sorted((color for color in found if color), key=lambda color: contrast_ratio(color, "000000"))
    return (known[0], known[-1], *([None] if None in found else []))


def _look_into(
    view: SlideView, layer: _Layer, area: Box, behind: tuple[str | None, ...]
) -> tuple[tuple[str | None, ...], bool]:
    """Return the darkest and the lightest color of a layer in an area, and whether it paints all of its part of it.

    A translucent gradient is mixed with the colors behind it.
    """
    paint = layer.paint
    x, y, width, height = layer.place or (0, 0, *view.size)
    size = (height, width) if layer.turn.quarters % 2 else (width, height)
    pixels = _draw_paint(view, paint, size) if min(size) > 0 else None
    if pixels is None:
        return (paint.rgb,), True
    pixels = pixels if layer.turn == Turn() else pixels.turn(layer.turn)
    left, right = ((min(max(edge, x), x + width) - x) / width for edge in (area[0], area[0] + area[2]))
    top, bottom = ((min(max(edge, y), y + height) - y) / height for edge in (area[1], area[1] + area[3]))
    if pixels.is_translucent:
        return pixels.mix_with((left, top, right, bottom), behind), True
    return pixels.find_colors(left, top, right, bottom)


def _read_turn(shape: Shape) -> Turn:
    return read_turn(find_transform(shape.element))


def _draw_paint(view: SlideView, paint: _Paint, size: tuple[float, float]) -> Pixels | None:
    """Draw a picture, gradient or freeform; None for a plain color, and for what cannot be drawn."""
    fill = _find_drawn_fill(paint.properties) if paint.rgb is None else None
    pixels = None
    if fill is not None and fill.tag == f"{A}gradFill":
        pixels = draw_gradient(fill, view.scheme, size, paint.placeholder_color)
    elif fill is not None and paint.root is not None:
        pixels = view.read_picture(paint.root, fill)
    if paint.form is None:
        return pixels
    if pixels is None:
        return draw_freeform(paint.form, paint.rgb) if paint.rgb else None
    return pixels.cut_out(draw_freeform(paint.form, "000000"))


def _find_drawn_fill(properties: Element | None) -> Element | None:
    """Return the gradient or the picture that some properties hold, or are."""
    found = [] if properties is None else [properties, *properties]
    return next((one for one in found if one.tag in _DRAWN), None)


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
    fill = _read_fill(view, properties)
    if fill is not None:
        return (fill.rgb if fill.opacity == 1 else UNKNOWN,)
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


def _read_paint(view: SlideView, shape: Shape) -> _Paint | None:
    """Return a shape's fill; None if it has none."""
    kind = get_local_name(shape.element)
    if kind in {"grpSp", "cxnSp"}:
        return None
    if kind == "graphicFrame":
        return _Paint(UNKNOWN)
    if kind == "pic":
        return _Paint(UNKNOWN, 1.0, shape.element, _get_root(shape.element))
    properties = [shape.element.find(f"{P}spPr")]
    if shape.placeholder is not None:
        properties += [model.find(f"{P}spPr") for model in view.inherited_placeholders(shape.placeholder)]
    for one in properties:
        if one is not None and any(get_local_name(child).endswith("Fill") for child in one):
            found = _read_fill(view, one)
            form = shape.element.find(f"{P}spPr/{A}custGeom")
            return None if found is None else replace(found, properties=one, root=_get_root(one), form=form)
    reference = shape.element.find(f"{P}style/{A}fillRef")
    if reference is None or reference.get("idx", "0") in {"0", "1000"}:
        return None
    return _read_color(view, reference) if reference.get("idx") == "1" else _Paint(UNKNOWN)


def _get_root(element: Element) -> Element:
    return element.getroottree().getroot()


def _read_fill(view: SlideView, properties: Element | None) -> _Paint | None:
    for child in properties if properties is not None else ():
        kind = get_local_name(child)
        if kind == "solidFill":
            return _read_color(view, child)
        if kind == "noFill":
            return None
        if kind.endswith("Fill"):
            return _Paint(UNKNOWN)
    return None


def _read_color(view: SlideView, parent: Element) -> _Paint:
    found = resolve_child_color(parent, view.scheme)
    return _Paint(UNKNOWN) if found is None else _Paint(found.rgb, found.opacity)


def _read_background(view: SlideView) -> _Paint:
    for root in (view.root, view.layout, view.master):
        ground = root.find(f"{P}cSld/{P}bg") if root is not None else None
        if ground is None:
            continue
        properties, reference = ground.find(f"{P}bgPr"), ground.find(f"{P}bgRef")
        if properties is not None:
            solid = resolve_opaque_color(properties.find(f"{A}solidFill"), view.scheme)
            return _Paint(solid, 1.0, properties, root)
        if reference is not None:
            color = resolve_opaque_color(reference, view.scheme)
            style = find_style_fill(view.theme, parse_integer(reference.get("idx")) or 0)
            is_plain = reference.get("idx", "0") in _PLAIN
            return _Paint(color if is_plain else UNKNOWN, 1.0, style, root, placeholder_color=color or "")
    return _Paint(view.scheme.get("bg1"))
