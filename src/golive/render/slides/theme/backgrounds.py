"""Read what is behind text on a layout: the background, and the art of the master and the layout."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from golive.ooxml.colors import Fill, find_fill, parse_color, parse_fill
from golive.ooxml.geometry import EMU_PER_INCH, Box, Placement, find_transform, read_box
from golive.ooxml.namespaces import A, P
from golive.ooxml.xml_elements import parse_integer
from golive.render.slides.model import Rect

_FIRST_BACKGROUND_STYLE: Final = 1001
_NO_BACKGROUND: Final = (0, 1000)
_COVER_SHARE: Final = 0.97
_TOUCH_SHARE: Final = 0.03
_MAX_LOGO_SHARE: Final = 0.3
_MIN_REMAINING_WIDTH: Final = 0.6
_SHAPE_TAGS: Final = frozenset({f"{P}{name}" for name in ("sp", "pic", "grpSp", "graphicFrame")})


class LayoutArt(Struct, frozen=True):
    """A shape of a master or layout that is not a placeholder; None in `fill` stands for a picture."""

    rect: Rect
    fill: Fill

    @property
    def is_picture(self) -> bool:
        """Return True if the shape contains a picture, so its colors are unknown."""
        return None in self.fill


class Backdrop(Struct, frozen=True):
    """The background and the art of a layout, in painting order."""

    background: Fill
    art: tuple[LayoutArt, ...]

    def colors_behind(self, rect: Rect) -> Fill:
        """Return every color visible in a rectangle; None stands for a picture."""
        found = self.background
        for art in self.art:
            share = overlap_area(art.rect, rect) / max(rect.width * rect.height, 1e-6)
            if share >= _COVER_SHARE:
                found = art.fill
            elif share > _TOUCH_SHARE:
                found = (*found, *art.fill)
        return tuple(dict.fromkeys(found))


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
    """Shrink a title's rectangle to avoid logos; return it unchanged if too little would remain."""
    area = rect.width * rect.height
    logos = [
        art.rect for art in backdrop.art if art.is_picture and overlap_area(art.rect, rect) < _MAX_LOGO_SHARE * area
    ]
    free = avoid_overlaps(rect, logos)
    return free if free.width >= _MIN_REMAINING_WIDTH * rect.width and free.height >= rect.height - 1e-6 else rect


def read_backdrop(
    layout: Any,  # noqa: ANN401
    master: Any,  # noqa: ANN401
    theme: Any,  # noqa: ANN401
    colors: Mapping[str, str],
    size: tuple[float, float],
) -> Backdrop:
    """Read the background and art of a layout.

    Args:
        layout: root element of the layout.
        master: root element of its master.
        theme: root element of the master's theme.
        colors: theme colors by the scheme names of the layout.
        size: width and height of a slide, in inches.
    """
    background = _read_background(layout, theme, colors) or _read_background(master, theme, colors) or (colors["bg1"],)
    art: list[LayoutArt] = []
    for root in (master, layout):
        if root is master and layout.get("showMasterSp") in {"0", "false"}:
            continue
        tree = root.find(f"{P}cSld/{P}spTree")
        art += _read_art(tree if tree is not None else (), colors, Placement())
    full = Rect(0, 0, *size)
    return Backdrop(background, tuple(one for one in art if overlap_area(one.rect, full)))


def _read_background(root: Any, theme: Any, colors: Mapping[str, str]) -> Fill | None:  # noqa: ANN401
    given = root.find(f"{P}cSld/{P}bg")
    if given is None or not len(given):
        return None
    own = given[0]
    if own.tag == f"{P}bgPr":
        return find_fill(own, colors) or None
    number = parse_integer(own.get("idx")) or 0
    if number in _NO_BACKGROUND:
        return None
    color = parse_color(own[0], colors) if len(own) else None
    listed = theme.find(f".//{A}bgFillStyleLst" if number >= _FIRST_BACKGROUND_STYLE else f".//{A}fillStyleLst")
    place = number - _FIRST_BACKGROUND_STYLE if number >= _FIRST_BACKGROUND_STYLE else number - 1
    if listed is None or place >= len(listed):
        return (color,)
    return parse_fill(listed[place], colors, color or "") or None


def _read_art(shapes: Iterable[Any], colors: Mapping[str, str], placement: Placement) -> list[LayoutArt]:
    found: list[LayoutArt] = []
    for shape in shapes:
        if shape.tag not in _SHAPE_TAGS or shape.find(f".//{P}nvPr/{P}ph") is not None:
            continue
        if shape.tag == f"{P}grpSp":
            found += _read_art(shape, colors, placement.enter_group(shape))
        elif (box := read_box(find_transform(shape))) and (fill := _read_shape_fill(shape, colors)):
            found.append(LayoutArt(_to_inches(placement.place(box)), fill))
    return found


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
