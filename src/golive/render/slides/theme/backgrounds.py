"""Read what is behind text on a layout: the background, and the art of the master and the layout."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from golive.ooxml.colors import Fill, find_fill, find_style_fill, mix_colors, parse_color, parse_fill
from golive.ooxml.geometry import EMU_PER_INCH, Box, Placement, Turn, find_transform, read_box, read_turn
from golive.ooxml.gradients import draw_gradient
from golive.ooxml.namespaces import A, P
from golive.ooxml.package import read_part_xml
from golive.ooxml.pictures import Pixels, draw_freeform, read_pixels
from golive.ooxml.xml_elements import parse_integer
from golive.render.palette import contrast_ratio
from golive.render.slides.model import Rect
from golive.render.slides.theme.picture_logos import find_picture_logos

_NO_BACKGROUND: Final = (0, 1000)
_COVER_SHARE: Final = 0.97
_TOUCH_SHARE: Final = 0.03
_MAX_LOGO_SHARE: Final = 0.3
_MIN_REMAINING_WIDTH: Final = 0.6
_MIN_REMAINING_HEIGHT: Final = 0.8
_EDGE_SHARE: Final = 0.2
_STRIP_IN: Final = 0.05
_MIN_PICTURE_SHARE: Final = 0.5
"""Least size of a picture in which logos are looked for, as a share of the slide."""
_SIDES: Final = ("bottom", "top", "left", "right")
_MAX_GROUND_CONTRAST: Final = 1.5
_MIN_HEIGHT_ABOVE_LINE: Final = 0.5
_LINE_WIDTH_IN: Final = 0.06
_LINE_IN: Final = 0.02
_MAX_EMBLEM_IN: Final = 2.0
"""Longest side of a drawn freeform that counts as a logo."""
_TURNS: Final = ("rot", "flipH", "flipV")
_SHAPE_TAGS: Final = frozenset({f"{P}{name}" for name in ("sp", "pic", "grpSp", "graphicFrame", "cxnSp")})


class LayoutArt(Struct, frozen=True):
    """A shape of a master or layout that is not a placeholder.

    Attributes:
        rect: where it is, in inches.
        fill: its colors; None stands for a picture. Empty if only its lines or its text are drawn.
        pixels: the picture, if it could be decoded.
        is_mark: whether text must not run through it: it is a picture, a text or a line.
    """

    rect: Rect
    fill: Fill
    pixels: Pixels | None = None
    is_mark: bool = False

    @property
    def is_line(self) -> bool:
        """Return True if the shape is a horizontal line."""
        return self.is_mark and not self.fill and self.rect.height <= _LINE_WIDTH_IN < self.rect.width

    @property
    def is_picture(self) -> bool:
        """Return True if the shape contains a picture."""
        return None in self.fill

    def find_colors(self, rect: Rect, *, has_outliers: bool = False) -> tuple[Fill, bool]:
        """Return the colors of the shape inside a rectangle, and whether the shape covers all of it."""
        share = overlap_area(self.rect, rect) / max(rect.width * rect.height, 1e-6)
        covers = share >= _COVER_SHARE
        if not self.fill or share <= (0.0 if self.pixels else _TOUCH_SHARE):
            return (), False
        if self.pixels is None:
            return self.fill, covers
        found, is_opaque = self.pixels.find_colors(*self._cut_shares(rect), has_outliers=has_outliers)
        return found, covers and is_opaque

    def measure_mean(self, rect: Rect) -> tuple[str, float] | None:
        """Return the mean color of the shape in a rectangle, and the share of the rectangle that has it.

        It is None where the shape paints nothing there, or its colors are not known.
        """
        share = overlap_area(self.rect, rect) / max(rect.width * rect.height, 1e-6)
        if share <= 0 or not self.fill:
            return None
        if self.pixels is None:
            known = [fill for fill in self.fill if fill]
            return (_find_mean(known), share) if known else None
        found = self.pixels.measure_mean(*self._cut_shares(rect))
        return (found[0], found[1] * share) if found else None

    def _cut_shares(self, rect: Rect) -> tuple[float, float, float, float]:
        """Return the edges of the part of the shape that is in a rectangle, as shares of its size."""
        own = self.rect
        left, right = ((edge - own.x) / own.width for edge in (max(rect.x, own.x), min(rect.right, own.right)))
        top, bottom = ((edge - own.y) / own.height for edge in (max(rect.y, own.y), min(rect.bottom, own.bottom)))
        return left, top, right, bottom


class Backdrop(Struct, frozen=True):
    """The background and the art of a layout, in painting order.

    Attributes:
        background: the colors of the background; None stands for a picture.
        art: the shapes above it.
        gradient: the background again, drawn, if it is a gradient.
    """

    background: Fill
    art: tuple[LayoutArt, ...]
    gradient: LayoutArt | None = None

    def colors_behind(self, rect: Rect, *, has_outliers: bool = False) -> Fill:
        """Return every color visible in a rectangle; None stands for a picture.

        Of pictures and gradients it is the darkest and the lightest color; of pictures without those of a few cells,
        unless they count as well.
        """
        found = self.gradient.find_colors(rect, has_outliers=True)[0] if self.gradient else self.background
        for art in self.art:
            fill, covers = art.find_colors(rect, has_outliers=has_outliers or not art.is_picture)
            found = fill if covers else (*found, *fill)
        return tuple(dict.fromkeys(found))

    def measure_mean(self, rect: Rect) -> str | None:
        """Return the mean color in a rectangle; None if nothing of it is known."""
        known = [fill for fill in self.background if fill]
        drawn = self.gradient.measure_mean(rect) if self.gradient else None
        found = drawn[0] if drawn else _find_mean(known) if known else None
        for art in self.art:
            own = art.measure_mean(rect)
            if own:
                found = mix_colors(own[0], found, min(own[1], 1.0)) if found else own[0]
        return found


def _find_mean(colors: list[str]) -> str:
    """Return the mean of colors of six hexadecimal digits."""
    parts = [bytes.fromhex(color) for color in colors]
    return bytes(round(sum(part[n] for part in parts) / len(parts)) for n in range(3)).hex().upper()


def overlap_area(one: Rect, other: Rect) -> float:
    """Return the area that two rectangles share, in square inches."""
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across * down if across > 0 and down > 0 else 0.0


def avoid_overlaps(rect: Rect, art: Iterable[Rect], gap: float = 0.1) -> Rect:
    """Shrink a rectangle so that it does not overlap art, except art that covers all of it."""
    for other in art:
        if not overlap_area(other, rect) or overlap_area(other, rect) >= _COVER_SHARE * rect.width * rect.height:
            continue
        choices = (
            replace(rect, width=other.x - gap - rect.x),
            Rect(other.right + gap, rect.y, rect.right - other.right - gap, rect.height),
            replace(rect, height=other.y - gap - rect.y),
            Rect(rect.x, other.bottom + gap, rect.width, rect.bottom - other.bottom - gap),
        )
        rect = max(choices, key=lambda r: max(r.width, 0) * max(r.height, 0))
    return rect


def avoid_logos(rect: Rect, backdrop: Backdrop) -> Rect:
    """Shrink a title's rectangle to avoid logos, texts and lines; unchanged if too little would remain.

    A line that crosses the lower half of a title is where the brand ends it.
    """
    lines = [art.rect.y for art in backdrop.art if art.is_line and overlap_area(art.rect, rect)]
    ends = [y for y in lines if y - rect.y >= _MIN_HEIGHT_ABOVE_LINE * rect.height]
    rect = replace(rect, height=min(ends) - rect.y) if ends else rect
    area = rect.width * rect.height
    logos = [art.rect for art in backdrop.art if art.is_mark and overlap_area(art.rect, rect) < _MAX_LOGO_SHARE * area]
    free = avoid_overlaps(rect, logos)
    has_room = free.width >= _MIN_REMAINING_WIDTH * rect.width and free.height >= _MIN_REMAINING_HEIGHT * rect.height
    return free if has_room else rect


def avoid_small_art(rect: Rect, backdrop: Backdrop, least: tuple[float, float]) -> Rect:
    """Shrink the rectangle of content to avoid small art; unchanged if less than the least size would remain.

    Args:
        rect: the rectangle, in inches.
        backdrop: the art of the layout.
        least: the least width and height to keep, in inches.
    """
    area = rect.width * rect.height
    for art in backdrop.art:
        if art.is_mark and overlap_area(art.rect, rect) < _MAX_LOGO_SHARE * area:
            free = avoid_overlaps(rect, [art.rect])
            rect = free if free.width >= least[0] and free.height >= least[1] else rect
    return rect


def trim_to_ground(rect: Rect, backdrop: Backdrop, least: tuple[float, float]) -> Rect:
    """Cut off the edges of the rectangle of content that lie on bars, waves or pictures.

    What is behind the middle of the rectangle is its ground; it is returned unchanged if that has several colors.

    Args:
        rect: the rectangle, in inches.
        backdrop: background and art of the layout.
        least: the least width and height to keep, in inches.
    """
    middle = rect.shrink(rect.width * _EDGE_SHARE, rect.height * _EDGE_SHARE)
    grounds = backdrop.colors_behind(middle)
    ground = grounds[0] if grounds else None
    if ground is None or not _is_like(grounds, ground):
        return rect
    limits = (middle, *least)

    def is_plain(strip: Rect) -> bool:
        return _is_like(backdrop.colors_behind(strip), ground)

    # First what crosses the middle of a side, then also what is in its corners.
    for share in (_EDGE_SHARE, 0.0):
        while True:
            cuts = [_trim_side(rect, side, share, is_plain, limits) for side in _SIDES]
            shorter = [cut for cut in cuts if cut != rect]
            if not shorter:
                break
            rect = max(shorter, key=lambda cut: cut.width * cut.height)
    return rect


def _trim_side(
    rect: Rect, side: str, share: float, is_plain: Callable[[Rect], bool], limits: tuple[Rect, float, float]
) -> Rect:
    """Cut strips off one side until the next is plain; unchanged if none is before the limits are reached.

    Args:
        rect: the rectangle.
        side: the side to cut.
        share: the share of a strip to leave out at both of its ends.
        is_plain: tells whether a strip is of the ground's color.
        limits: what to keep in any case, and the least width and height.
    """
    kept, width, height = limits
    found = rect
    while True:
        strip, rest = _split_at_edge(found, side)
        along = (0.0, share * strip.height) if side in {"left", "right"} else (share * strip.width, 0.0)
        if is_plain(strip.shrink(*along)):
            return found
        if rest.width < width or rest.height < height or overlap_area(rest, kept) < kept.width * kept.height - 1e-6:
            return rect
        found = rest


def _is_like(fills: Fill, ground: str) -> bool:
    return all(fill is not None and contrast_ratio(fill, ground) <= _MAX_GROUND_CONTRAST for fill in fills)


def _split_at_edge(rect: Rect, side: str) -> tuple[Rect, Rect]:
    """Split a narrow strip off one side of a rectangle; return the strip and the rest."""
    step = min(_STRIP_IN, rect.width / 2, rect.height / 2)
    if side == "bottom":
        return replace(rect, y=rect.bottom - step, height=step), replace(rect, height=rect.height - step)
    if side == "top":
        return replace(rect, height=step), replace(rect, y=rect.y + step, height=rect.height - step)
    if side == "left":
        return replace(rect, width=step), replace(rect, x=rect.x + step, width=rect.width - step)
    return replace(rect, x=rect.right - step, width=step), replace(rect, width=rect.width - step)


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
    seen = [one for one in art if _is_on_slide(one.rect, full)]
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
        if _is_on_slide(rect, full) and not any(one.find_colors(rect)[1] for one in above):
            yield LayoutArt(rect, (), is_mark=True)


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
        return find_fill(own, colors) or None, None if gradient is None else draw_gradient(gradient, colors, size)
    number = parse_integer(own.get("idx")) or 0
    if number in _NO_BACKGROUND:
        return None, None
    color = parse_color(own[0], colors) if len(own) else None
    fill = find_style_fill(theme, number)
    if fill is None:
        return (color,), None
    drawn = draw_gradient(fill, colors, size, color or "") if fill.tag == f"{A}gradFill" else None
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
    fill = _read_shape_fill(shape, colors)
    has_text = any(text.text and text.text.strip() for text in shape.iterfind(f"{P}txBody//{A}t"))
    if fill:
        source = shape if shape.tag == f"{P}pic" else shape.find(f"{P}spPr")
        pixels = read_pixels(source, part) if None in fill and source is not None else None
        freeform = shape.find(f"{P}spPr/{A}custGeom")
        if gradient := _draw_shape_gradient(shape, rect, colors):
            pixels = gradient.cut_out(draw_freeform(freeform, "000000")) if freeform is not None else gradient
        elif freeform is not None and fill[0] is not None:
            pixels = draw_freeform(freeform, fill[0])
        elif freeform is not None and pixels is not None:
            pixels = pixels.cut_out(draw_freeform(freeform, "000000"))
        turn = read_turn(find_transform(shape))
        pixels = pixels.turn(turn) if pixels and turn != Turn() else pixels
        is_emblem = freeform is not None and max(rect.width, rect.height) <= _MAX_EMBLEM_IN
        return [LayoutArt(rect, fill, pixels, is_mark=None in fill or has_text or is_emblem)]
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
    return draw_gradient(gradient, colors, (rect.width, rect.height))


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


def _read_shape_fill(shape: Any, colors: Mapping[str, str]) -> Fill:  # noqa: ANN401
    if shape.tag in {f"{P}pic", f"{P}graphicFrame"}:
        return (None,)
    given = find_fill(shape.find(f"{P}spPr"), colors)
    if given is not None:
        return given
    style = shape.find(f"{P}style/{A}fillRef")
    if style is None or style.get("idx", "0") in {"0", "1000"} or not len(style):
        return ()
    return (parse_color(style[0], colors),)
