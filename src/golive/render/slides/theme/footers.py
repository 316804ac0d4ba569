"""Keep footers, dates and slide numbers off the logos of a template."""

import math
from typing import Final

from msgspec.structs import replace

from golive.figures.drawing import Rect
from golive.render.palette import contrast_ratio
from golive.render.slides.theme.backgrounds import Backdrop, LayoutArt, avoid_overlaps, overlap_area
from golive.render.slides.theme.slide_masters import Placeholder
from golive.render.slides.theme.text_styles import outset_rect

_MIN_LOGO_SHARE: Final = 0.2
_BACKGROUND_SHARE: Final = 0.97
"""Share of a footer's place from which a picture is behind it, and no logo in it."""
_NUMBER_WIDTH_IN: Final = 0.35
_MAX_BADGE_IN: Final = 1.0
"""Longest side of a picture or freeform that is made for a slide number."""
_MIN_GROUND_SHARE: Final = 0.1
_SLACK_IN: Final = 0.01
_MAX_PLAIN_CONTRAST: Final = 1.5


def place_footer(
    foot: Placeholder, backdrop: Backdrop, size: tuple[float, float], body: Rect | None
) -> Placeholder | None:
    """Place a footer, date or slide number.

    Args:
        foot: the placeholder.
        backdrop: background and art behind it.
        size: width and height of a slide, in inches.
        body: content area of the slides; None if they have none.

    Returns:
        The placeholder; a number that would stand on the edge of a logo moved beside it; None if there is no room.
    """
    if body and overlap_area(body, foot.rect) > _MIN_LOGO_SHARE * foot.rect.width * foot.rect.height:
        return None
    foot = _keep_on_slide(foot, size)
    if foot.kind != "sldNum":
        return None if _is_on_mark(foot, backdrop) else foot
    number = _find_number_rect(foot)
    # Where all of its place is on a picture, the brand means it to be there.
    most = _BACKGROUND_SHARE * foot.rect.width * foot.rect.height
    beside = (art for art in backdrop.art if art.is_mark and overlap_area(art.rect, foot.rect) < most)
    logos = [art.rect for art in beside if _is_logo_under(art, number, backdrop, size)]
    if not logos:
        return foot
    free = avoid_overlaps(foot.rect, logos)
    has_room = free.width >= _NUMBER_WIDTH_IN and free.height >= foot.rect.height - 1e-6
    return replace(foot, rect=free, is_moved=True) if has_room else None


def _keep_on_slide(foot: Placeholder, size: tuple[float, float]) -> Placeholder:
    """Return a footer moved onto the slide, if its box leaves it by a little."""
    box = outset_rect(foot.rect, foot.inset)
    x, y = (
        max(min(at, most - length), 0.0)
        for at, most, length in ((box.x, size[0], box.width), (box.y, size[1], box.height))
    )
    if math.isclose(x, box.x, abs_tol=_SLACK_IN) and math.isclose(y, box.y, abs_tol=_SLACK_IN):
        return foot
    rect = replace(foot.rect, x=foot.rect.x + x - box.x, y=foot.rect.y + y - box.y)
    return replace(foot, rect=rect, is_moved=True)


def _is_on_mark(foot: Placeholder, backdrop: Backdrop) -> bool:
    """Return True if the text of a footer or date would run through a logo."""
    area = foot.rect.width * foot.rect.height
    shares = (overlap_area(art.rect, foot.rect) / area for art in backdrop.art if art.is_mark and area)
    return any(_MIN_LOGO_SHARE < share < _BACKGROUND_SHARE for share in shares)


def _find_number_rect(foot: Placeholder) -> Rect:
    """Return the rectangle of the digits in the place of a slide number."""
    rect = foot.rect
    free = max(rect.width - _NUMBER_WIDTH_IN, 0.0)
    left = {"left": 0.0, "center": free / 2, "right": free}[foot.style.align]
    return replace(rect, x=rect.x + left, width=rect.width - free)


def _is_logo_under(art: LayoutArt, number: Rect, backdrop: Backdrop, size: tuple[float, float]) -> bool:
    """Return True if a slide number would stand on a logo, and not in a badge, on a picture or beside its lines."""
    area = number.width * number.height
    if area <= 0 or overlap_area(art.rect, number) <= _MIN_LOGO_SHARE * area:
        return False
    if not art.fill:
        return True
    is_badge = max(art.rect.width, art.rect.height) <= _MAX_BADGE_IN
    is_ground = art.rect.width * art.rect.height >= _MIN_GROUND_SHARE * size[0] * size[1]
    fills = backdrop.colors_behind(number)
    first = fills[0] if fills else None
    is_plain = first is not None and all(
        fill is not None and contrast_ratio(fill, first) <= _MAX_PLAIN_CONTRAST for fill in fills
    )
    return not (is_badge or is_ground or is_plain)
