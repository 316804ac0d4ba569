"""Read the background of a layout, and the art that its master and it draw behind text."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from msgspec.structs import replace

from golive.figures.drawing import Rect
from golive.ooxml.colors import Fill, find_fill, find_style_fill, parse_color, parse_fill, resolve_child_color
from golive.ooxml.geometry import EMU_PER_INCH, Box, Placement, Turn, find_transform, read_box, read_turn
from golive.ooxml.gradients import draw_gradient
from golive.ooxml.namespaces import A, P
from golive.ooxml.package import read_part_xml
from golive.ooxml.pictures import Pixels, draw_freeform, read_pixels
from golive.ooxml.xml_elements import parse_integer
from golive.render.slides.theme.backgrounds import Backdrop, LayoutArt, overlap_area
from golive.render.slides.theme.picture_logos import find_picture_logos

_LINE_WIDTH_IN: Final = 0.06
_NO_BACKGROUND: Final = (0, 1000)
_MIN_PICTURE_SHARE: Final = 0.5
"""Least size of a picture in which logos are looked for, as a share of the slide."""
_LINE_IN: Final = 0.02
_MAX_EMBLEM_IN: Final = 2.0
"""Longest side of a drawn freeform that counts as a logo."""
_MIN_OPACITY: Final = 0.03
"""Opacity from which a fill is seen."""
_TURNS: Final = ("rot", "flipH", "flipV")
_SHAPE_TAGS: Final = frozenset({f"{P}{name}" for name in ("sp", "pic", "grpSp", "graphicFrame", "cxnSp")})


def read_backdrop(
    layout_part: Any,  # noqa: ANN401 - python-pptx's parts
    master_part: Any,  # noqa: ANN401
    theme: Any,  # noqa: ANN401
    colors: Mapping[str, str],
    size: tuple[float, float],
) -> Backdrop:
    """Read the background and art of a layout.

    Args:
        layout_part: the layout.
        master_part: its master.
        theme: root element of the master's theme.
        colors: theme colors by the scheme names of the layout.
        size: width and height of a slide, in inches.
    """
    layout, master = read_part_xml(layout_part), read_part_xml(master_part)
    full = Rect(0, 0, *size)
    background: Fill = (colors["bg1"],)
    art: list[LayoutArt] = []
    gradient: LayoutArt | None = None
    for root, part in ((layout, layout_part), (master, master_part)):
        given, pixels = _read_background(root, theme, colors, size)
        if given:
            background = given
            gradient = LayoutArt(full, given, pixels) if pixels else None
            blip = root.find(f"{P}cSld/{P}bg/{P}bgPr/{A}blipFill")
            pixels = read_pixels(blip, part) if blip is not None else None
            if pixels:
                background = (colors["bg1"],)
                art.append(LayoutArt(full, (None,), pixels))
            break
    for root, part in ((master, master_part), (layout, layout_part)):
        if root is master and layout.get("showMasterSp") in {"0", "false"}:
            continue
        tree = root.find(f"{P}cSld/{P}spTree")
        art += _read_art(tree if tree is not None else (), colors, Placement(), part)
    seen = [one for one in _cut_hidden_lines(art) if _is_on_slide(one.rect, full)]
    logos = (logo for number, one in enumerate(seen) for logo in _find_logos(one, seen[number + 1 :], full))
    return Backdrop(background, (*seen, *logos), gradient)


def _find_logos(picture: LayoutArt, above: list[LayoutArt], full: Rect) -> Iterable[LayoutArt]:
    """Return the logos inside a picture that covers most of a slide, as far as no other shape covers them."""
    if (
        picture.pixels is None
        or not picture.is_picture
        or overlap_area(picture.rect, full) < (_MIN_PICTURE_SHARE * full.width * full.height)
    ):
        return
    for rect in find_picture_logos(picture.pixels, picture.rect):
        if _is_on_slide(rect, full) and not any(not one.is_translucent and one.find_colors(rect)[1] for one in above):
            yield LayoutArt(rect, (), is_mark=True)


def _cut_hidden_lines(art: list[LayoutArt]) -> Iterable[LayoutArt]:
    """Return the art without the ends of lines that are hidden by a later shape, and without lines hidden entirely."""
    for number, one in enumerate(art):
        rect = one.rect
        if not one.fill and min(rect.width, rect.height) <= _LINE_WIDTH_IN:
            for other in art[number + 1 :]:
                if other.fill and not other.is_translucent and other.pixels is None and not other.is_picture:
                    rect = _cut_line(rect, other.rect)
        if rect.width > 0 and rect.height > 0:
            yield replace(one, rect=rect)


def _cut_line(line: Rect, cover: Rect) -> Rect:
    """Return what is left of a line, at one end or the other, beside a rectangle that lies on it."""
    if line.height > line.width:
        if cover.x <= line.x and line.right <= cover.right:
            if cover.y <= line.y:
                top = min(max(line.y, cover.bottom), line.bottom)
                return replace(line, y=top, height=line.bottom - top)
            if cover.bottom >= line.bottom:
                return replace(line, height=min(line.bottom, cover.y) - line.y)
    elif cover.y <= line.y and line.bottom <= cover.bottom:
        if cover.x <= line.x:
            left = min(max(line.x, cover.right), line.right)
            return replace(line, x=left, width=line.right - left)
        if cover.right >= line.right:
            return replace(line, width=min(line.right, cover.x) - line.x)
    return line


def _is_on_slide(rect: Rect, full: Rect) -> bool:
    thick = replace(rect, width=max(rect.width, 0.01), height=max(rect.height, 0.01))
    return overlap_area(thick, full) > 0


def _read_background(
    root: Any,  # noqa: ANN401 - lxml's elements
    theme: Any,  # noqa: ANN401
    colors: Mapping[str, str],
    size: tuple[float, float],
) -> tuple[Fill | None, Pixels | None]:
    """Return the fill of the background that a master or layout sets, None if it sets none; a gradient also drawn."""
    given = root.find(f"{P}cSld/{P}bg")
    if given is None or not len(given):
        return None, None
    own = given[0]
    if own.tag == f"{P}bgPr":
        gradient = own.find(f"{A}gradFill")
        return find_fill(own, colors) or None, None if gradient is None else _draw_line_gradient(gradient, colors, size)
    number = parse_integer(own.get("idx")) or 0
    if number in _NO_BACKGROUND:
        return None, None
    color = parse_color(own[0], colors) if len(own) else None
    fill = find_style_fill(theme, number)
    if fill is None:
        return (color,), None
    drawn = _draw_line_gradient(fill, colors, size, color or "") if fill.tag == f"{A}gradFill" else None
    return parse_fill(fill, colors, color or "") or None, drawn


def _read_art(
    shapes: Iterable[Any],
    colors: Mapping[str, str],
    placement: Placement,
    part: Any,  # noqa: ANN401 - python-pptx's parts
) -> list[LayoutArt]:
    found: list[LayoutArt] = []
    for shape in shapes:
        if shape.tag not in _SHAPE_TAGS or shape.find(f".//{P}nvPr/{P}ph") is not None:
            continue
        if shape.tag == f"{P}grpSp":
            found += _read_art(shape, colors, placement.enter_group(shape), part)
        elif box := read_box(find_transform(shape)):
            turned = read_turn(find_transform(shape)).turn_box(box)
            found += _read_shape_art(shape, _to_inches(placement.place(turned)), colors, part)
    return found


def _read_shape_art(
    shape: Any,  # noqa: ANN401 - lxml's elements
    rect: Rect,
    colors: Mapping[str, str],
    part: Any,  # noqa: ANN401
) -> list[LayoutArt]:
    """Return what a shape paints: its fill or picture, or else its text or its lines."""
    rect = _normalize(rect)
    fill, opacity = _read_shape_fill(shape, colors)
    has_text = any(text.text and text.text.strip() for text in shape.iterfind(f"{P}txBody//{A}t"))
    if fill:
        source = shape if shape.tag == f"{P}pic" else shape.find(f"{P}spPr")
        pixels = read_pixels(source, part) if None in fill and source is not None else None
        freeform = shape.find(f"{P}spPr/{A}custGeom")
        is_form = False
        if gradient := _draw_shape_gradient(shape, rect, colors):
            pixels = gradient.cut_out(draw_freeform(freeform, "000000")) if freeform is not None else gradient
            opacity = 1.0  # That of each place is in the pixels.
        elif freeform is not None and fill[0] is not None:
            pixels = draw_freeform(freeform, fill[0])
            is_form = True
        elif freeform is not None and pixels is not None:
            pixels = pixels.cut_out(draw_freeform(freeform, "000000"))
        turn = read_turn(find_transform(shape))
        pixels = pixels.turn(turn) if pixels and turn != Turn() else pixels
        is_emblem = freeform is not None and max(rect.width, rect.height) <= _MAX_EMBLEM_IN
        is_mark = None in fill or has_text or is_emblem
        return [LayoutArt(rect, fill, pixels, is_mark, opacity, is_form)]
    if has_text:
        return [LayoutArt(rect, (), is_mark=True)]
    if not _has_outline(shape):
        return []
    if min(rect.width, rect.height) <= _LINE_WIDTH_IN:
        return [LayoutArt(_thicken(rect), (), is_mark=True)]
    if shape.tag == f"{P}cxnSp":
        return []  # A slanted line leaves most of its rectangle free.
    edges = (
        replace(rect, height=0),
        replace(rect, y=rect.bottom, height=0),
        replace(rect, width=0),
        replace(rect, x=rect.right, width=0),
    )
    return [LayoutArt(_thicken(edge), (), is_mark=True) for edge in edges]


def _draw_shape_gradient(shape: Any, rect: Rect, colors: Mapping[str, str]) -> Pixels | None:  # noqa: ANN401
    """Draw the gradient that fills a shape; None if it has none, or is turned or mirrored."""
    gradient, form = shape.find(f"{P}spPr/{A}gradFill"), find_transform(shape)
    if gradient is None or form is None or any(form.get(name, "0") not in {"0", "false"} for name in _TURNS):
        return None
    return _draw_line_gradient(gradient, colors, (rect.width, rect.height))


def _draw_line_gradient(
    gradient: Any,  # noqa: ANN401 - lxml's elements
    colors: Mapping[str, str],
    size: tuple[float, float],
    placeholder_color: str = "",
) -> Pixels | None:
    """Draw a gradient along a line; None for one around a point, which each program draws in another size.

    PowerPoint ends such a gradient in the farthest corner, LibreOffice sooner: each of its colors may be anywhere.
    """
    if gradient.find(f"{A}path") is not None:
        return None
    return draw_gradient(gradient, colors, size, placeholder_color)


def _normalize(rect: Rect) -> Rect:
    """Return the rectangle with positive sizes, for shapes in a mirrored group."""
    x, y = min(rect.x, rect.right), min(rect.y, rect.bottom)
    return Rect(x, y, abs(rect.width), abs(rect.height))


def _thicken(rect: Rect) -> Rect:
    return replace(rect, width=max(rect.width, _LINE_IN), height=max(rect.height, _LINE_IN))


def _has_outline(shape: Any) -> bool:  # noqa: ANN401 - lxml's elements
    line = shape.find(f"{P}spPr/{A}ln")
    if line is not None and len(line):
        if line.find(f"{A}noFill") is not None:
            return False
        if any(line.find(f"{A}{kind}") is not None for kind in ("solidFill", "gradFill", "pattFill")):
            return True
    style = shape.find(f"{P}style/{A}lnRef")
    return style is not None and style.get("idx", "0") != "0"


def read_rect(shape: Any) -> Rect | None:  # noqa: ANN401
    """Read the rectangle of a shape, in inches; return None if it has none of its own."""
    box = read_box(find_transform(shape))
    return None if box is None else _to_inches(box)


def _to_inches(box: Box) -> Rect:
    return Rect(*(value / EMU_PER_INCH for value in box))


def _read_shape_fill(shape: Any, colors: Mapping[str, str]) -> tuple[Fill, float]:  # noqa: ANN401
    """Return the fill of a shape and its opacity; of a gradient that of its most opaque color, of pictures 1."""
    if shape.tag in {f"{P}pic", f"{P}graphicFrame"}:
        return (None,), 1.0
    properties = shape.find(f"{P}spPr")
    solid = resolve_child_color(properties.find(f"{A}solidFill"), colors) if properties is not None else None
    if solid is not None:
        return ((solid.rgb,), solid.opacity) if solid.opacity >= _MIN_OPACITY else ((), 1.0)
    given = find_fill(properties, colors) if properties is not None else None
    if given is not None:
        gradient = properties.find(f"{A}gradFill")
        stops = gradient.iterfind(f"{A}gsLst/{A}gs") if gradient is not None else ()
        found = [color.opacity for stop in stops if (color := resolve_child_color(stop, colors))]
        return given, max(found, default=1.0)
    style = shape.find(f"{P}style/{A}fillRef")
    if style is None or style.get("idx", "0") in {"0", "1000"} or not len(style):
        return (), 1.0
    return (parse_color(style[0], colors),), 1.0
