"""What stands behind text on a layout: its background, and the art of master and layout above it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from golive.ooxml.colors import A, Fill, P, fill_of, one_fill
from golive.render.slides.model import Rect

_EMU: Final = 914_400
_FIRST_GROUND: Final = 1001
_NO_GROUND: Final = (0, 1000)
_COVERS: Final = 0.97
_TOUCHES: Final = 0.03
_LOGO: Final = 0.3
_LEAST_LEFT: Final = 0.6
_SHAPES: Final = frozenset({f"{P}{name}" for name in ("sp", "pic", "grpSp", "graphicFrame")})

Place = Callable[[Rect], Rect]


class Art(Struct, frozen=True):
    """A shape of master or layout that is no placeholder; `fill` None in a colour stands for a picture."""

    rect: Rect
    fill: Fill

    @property
    def is_picture(self) -> bool:
        """Whether its colours are anyone's guess."""
        return None in self.fill


class Ground(Struct, frozen=True):
    """The background and the art of a layout, in the order in which they are painted."""

    background: Fill
    art: tuple[Art, ...]

    def under(self, rect: Rect) -> Fill:
        """Every colour that shows below a place; None among them for a picture."""
        found = self.background
        for art in self.art:
            share = overlap(art.rect, rect) / max(rect.width * rect.height, 1e-6)
            if share >= _COVERS:
                found = art.fill
            elif share > _TOUCHES:
                found = (*found, *art.fill)
        return tuple(dict.fromkeys(found))


def overlap(one: Rect, other: Rect) -> float:
    """The area that two places share, in square inches."""
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across * down if across > 0 and down > 0 else 0.0


def cleared(rect: Rect, art: Iterable[Rect], gap: float = 0.1) -> Rect:
    """A place made smaller, so that it lies on none of the art that it touches; what covers it all is its ground."""
    for other in art:
        if not overlap(other, rect) or overlap(other, rect) >= _COVERS * rect.width * rect.height:
            continue
        choices = (
            replace(rect, width=other.x - gap - rect.x),
            Rect(other.right + gap, rect.y, rect.right - other.right - gap, rect.height),
            replace(rect, height=other.y - gap - rect.y),
            Rect(rect.x, other.bottom + gap, rect.width, rect.bottom - other.bottom - gap),
        )
        rect = max(choices, key=lambda r: max(r.width, 0) * max(r.height, 0))
    return rect


def beside_pictures(rect: Rect, ground: Ground) -> Rect:
    """The place of a title without a logo that reaches into it; the place itself where little would be left."""
    area = rect.width * rect.height
    logos = [art.rect for art in ground.art if art.is_picture and overlap(art.rect, rect) < _LOGO * area]
    free = cleared(rect, logos)
    return free if free.width >= _LEAST_LEFT * rect.width and free.height >= rect.height - 1e-6 else rect


def ground_of(layout: Any, master: Any, theme: Any, colors: Mapping[str, str], size: tuple[float, float]) -> Ground:  # noqa: ANN401
    """Read a layout's ground.

    Args:
        layout: its root element.
        master: that of its master.
        theme: that of the master's theme.
        colors: the theme's colours by the scheme names that hold on the layout.
        size: width and height of a slide, in inches.
    """
    background = _background(layout, theme, colors) or _background(master, theme, colors) or (colors["bg1"],)
    art: list[Art] = []
    for root in (master, layout):
        if root is master and layout.get("showMasterSp") in {"0", "false"}:
            continue
        tree = root.find(f"{P}cSld/{P}spTree")
        art += _art_in(tree if tree is not None else (), theme, colors, lambda rect: rect)
    full = Rect(0, 0, *size)
    return Ground(background, tuple(one for one in art if overlap(one.rect, full)))


def _background(root: Any, theme: Any, colors: Mapping[str, str]) -> Fill | None:  # noqa: ANN401
    given = root.find(f"{P}cSld/{P}bg")
    if given is None or not len(given):
        return None
    own = given[0]
    if own.tag == f"{P}bgPr":
        return fill_of(own, colors) or None
    number = int(own.get("idx", "0"))
    if number in _NO_GROUND:
        return None
    from golive.ooxml.colors import color_of

    color = color_of(own[0], colors) if len(own) else None
    listed = theme.find(f".//{A}bgFillStyleLst" if number >= _FIRST_GROUND else f".//{A}fillStyleLst")
    place = number - _FIRST_GROUND if number >= _FIRST_GROUND else number - 1
    if listed is None or place >= len(listed):
        return (color,)
    return one_fill(listed[place], colors, color or "") or None


def _art_in(shapes: Iterable[Any], theme: Any, colors: Mapping[str, str], place: Place) -> list[Art]:  # noqa: ANN401
    found: list[Art] = []
    for shape in shapes:
        if shape.tag not in _SHAPES or shape.find(f".//{P}nvPr/{P}ph") is not None:
            continue
        rect, inner = _places(shape, place)
        if shape.tag == f"{P}grpSp":
            found += _art_in(shape, theme, colors, inner)
        elif rect and (fill := _fill(shape, colors)):
            found.append(Art(rect, fill))
    return found


def _places(shape: Any, place: Place) -> tuple[Rect | None, Place]:  # noqa: ANN401
    """Where a shape stands on the slide; and, of a group, where what is in it stands."""
    tag = f"{P}grpSpPr" if shape.tag == f"{P}grpSp" else f"{P}spPr"
    form = shape.find(f"{P}xfrm") if shape.tag == f"{P}graphicFrame" else shape.find(f"{tag}/{A}xfrm")
    own = rect_of(form)
    if own is None:
        return None, place
    rect = place(own)
    child = rect_of(form, "chOff", "chExt")
    if child is None or not child.width or not child.height:
        return rect, place
    across, down = rect.width / child.width, rect.height / child.height

    def inner(one: Rect) -> Rect:
        x, y = rect.x + (one.x - child.x) * across, rect.y + (one.y - child.y) * down
        return Rect(x, y, one.width * across, one.height * down)

    return rect, inner


def rect_of(form: Any, offset: str = "off", extent: str = "ext") -> Rect | None:  # noqa: ANN401
    """The place that an `xfrm` says, in inches; None where it says none."""
    if form is None or form.find(f"{A}{offset}") is None or form.find(f"{A}{extent}") is None:
        return None
    start, size = form.find(f"{A}{offset}"), form.find(f"{A}{extent}")
    numbers = (start.get("x"), start.get("y"), size.get("cx"), size.get("cy"))
    try:
        x, y, width, height = (int(number or 0) / _EMU for number in numbers)
    except ValueError:
        return None
    return Rect(x, y, width, height)


def _fill(shape: Any, colors: Mapping[str, str]) -> Fill:  # noqa: ANN401
    if shape.tag in {f"{P}pic", f"{P}graphicFrame"}:
        return (None,)
    given = fill_of(shape.find(f"{P}spPr"), colors)
    if given is not None:
        return given
    from golive.ooxml.colors import color_of

    style = shape.find(f"{P}style/{A}fillRef")
    if style is None or style.get("idx", "0") in {"0", "1000"} or not len(style):
        return ()
    return (color_of(style[0], colors),)
