"""Tell what is behind text on a layout, and keep text clear of it: the background, and the art of master and layout."""

from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Rect
from golive.ooxml.colors import Fill, mix_colors
from golive.ooxml.pictures import Pixels
from golive.render.palette import contrast_ratio

_COVER_SHARE: Final = 0.97
_TOUCH_SHARE: Final = 0.03
_MAX_LOGO_SHARE: Final = 0.3
_MIN_REMAINING_WIDTH: Final = 0.6
_MIN_REMAINING_HEIGHT: Final = 0.8
_EDGE_SHARE: Final = 0.2
_STRIP_IN: Final = 0.05
_SIDES: Final = ("bottom", "top", "left", "right")
_MAX_GROUND_CONTRAST: Final = 1.5
_MIN_HEIGHT_ABOVE_LINE: Final = 0.5
_LINE_WIDTH_IN: Final = 0.06
_MAX_TRANSLUCENT: Final = 24
"""Number of translucent shapes up to which each counts only where it lies, and not in front of all others."""
_MAX_COLORS: Final = 16


class LayoutArt(Struct, frozen=True):
    """A shape of a master or layout that is not a placeholder.

    Attributes:
        rect: where it is, in inches.
        fill: its colors; None stands for a picture. Empty if only its lines or its text are drawn.
        pixels: the picture, if it could be decoded.
        is_mark: whether text must not run through it: it is a picture, a text or a line.
        opacity: how much of it is seen; below 1 for a color that what is behind it is seen through.
        is_form: whether the pixels only tell where it paints its fill.
    """

    rect: Rect
    fill: Fill
    pixels: Pixels | None = None
    is_mark: bool = False
    opacity: float = 1.0
    is_form: bool = False

    @property
    def is_line(self) -> bool:
        """Return True if the shape is a horizontal line."""
        return self.is_mark and not self.fill and self.rect.height <= _LINE_WIDTH_IN < self.rect.width

    @property
    def is_translucent(self) -> bool:
        """Return True if what is behind the shape is seen through it."""
        return self.opacity < 1 or (self.pixels is not None and self.pixels.is_translucent)

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
        if self.pixels is None or self.pixels.is_translucent:
            return self.fill, covers
        found, is_opaque = self.pixels.find_colors(*self._cut_shares(rect), has_outliers=has_outliers)
        return self.fill if found and self.is_form else found, covers and is_opaque

    def measure_mean(self, rect: Rect) -> tuple[str, float] | None:
        """Return the mean color of the shape in a rectangle, and the share of the rectangle that has it.

        It is None where the shape paints nothing there, or its colors are not known.
        """
        share = overlap_area(self.rect, rect) / max(rect.width * rect.height, 1e-6)
        if share <= 0 or not self.fill:
            return None
        known = [fill for fill in self.fill if fill]
        if self.pixels is None:
            return (_find_mean(known), share) if known else None
        found = self.pixels.measure_mean(*self._cut_shares(rect))
        return (_find_mean(known) if self.is_form else found[0], found[1] * share) if found else None

    def mix_with(self, behind: Fill, rect: Rect) -> Fill:
        """Return what is seen of the shape in front of some colors, in a rectangle that it shares."""
        if self.pixels is not None and self.pixels.is_translucent:
            return self.pixels.mix_with(self._cut_shares(rect), behind)
        mixed = tuple(own and color and mix_colors(own, color, self.opacity) for own in self.fill for color in behind)
        # Of a gradient that is not drawn each part may be at any place, also one that is not seen.
        return mixed if len(self.fill) == 1 else (*mixed, *behind)

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
        gradient: the background again, drawn, if it is a gradient along a line.
    """

    background: Fill
    art: tuple[LayoutArt, ...]
    gradient: LayoutArt | None = None

    def colors_behind(self, rect: Rect, *, has_outliers: bool = False) -> Fill:
        """Return every color visible in a rectangle; None stands for a picture.

        Of pictures and gradients it is the darkest and the lightest color; of pictures without those of a few cells,
        unless they count as well.
        """
        is_deep = sum(art.is_translucent for art in self.art) <= _MAX_TRANSLUCENT
        return self._find_colors(rect, self.art, has_outliers=has_outliers, is_deep=is_deep)

    def _find_colors(self, rect: Rect, above: tuple[LayoutArt, ...], *, has_outliers: bool, is_deep: bool) -> Fill:
        """Return the colors of the background and of some shapes above it.

        Args:
            rect: the rectangle.
            above: the shapes, in painting order.
            has_outliers: whether the few darkest and lightest cells of pictures count.
            is_deep: whether to look for what is behind a translucent shape only where it lies.
        """
        found = self.gradient.find_colors(rect, has_outliers=True)[0] if self.gradient else self.background
        for number, art in enumerate(above):
            fill, covers = art.find_colors(rect, has_outliers=has_outliers or not art.is_picture)
            if fill and art.is_translucent:
                part = _cut_rect(rect, art.rect)
                behind = (
                    self._find_colors(part, above[:number], has_outliers=has_outliers, is_deep=False)
                    if is_deep
                    else found
                )
                fill = art.mix_with(behind, part)
            found = _limit_colors(fill if covers else (*found, *fill))
        return found

    def measure_mean(self, rect: Rect) -> str | None:
        """Return the mean color in a rectangle; None if nothing of it is known."""
        known = [fill for fill in self.background if fill]
        drawn = self.gradient.measure_mean(rect) if self.gradient else None
        found = drawn[0] if drawn else _find_mean(known) if known else None
        for art in self.art:
            own = art.measure_mean(rect)
            if own:
                found = mix_colors(own[0], found, min(own[1], 1.0) * art.opacity) if found else own[0]
        return found


def _limit_colors(colors: Fill) -> Fill:
    """Return colors without duplicates; of very many the darkest and the lightest, and None if it is among them."""
    found = tuple(dict.fromkeys(colors))
    if len(found) <= _MAX_COLORS:
        return found
    known = sorted((color for color in found if color), key=lambda color: contrast_ratio(color, "000000"))
    return (known[0], known[-1], *([None] if None in found else []))


def _cut_rect(one: Rect, other: Rect) -> Rect:
    """Return the part that two rectangles share."""
    x, y = max(one.x, other.x), max(one.y, other.y)
    return Rect(x, y, min(one.right, other.right) - x, min(one.bottom, other.bottom) - y)


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
