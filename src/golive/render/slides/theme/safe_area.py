"""Find the content area of a template: its body placeholder, or the space left by title, footers and art."""

from collections.abc import Mapping
from typing import Final

from golive.figures.drawing import Rect
from golive.ooxml.template_archive import make_theme_error
from golive.render.slides.model import Role
from golive.render.slides.theme.backgrounds import avoid_small_art, trim_to_ground
from golive.render.slides.theme.layout_roles import LayoutChoice, find_largest_content
from golive.render.slides.theme.slide_masters import TemplateLayout

_MIN_SHARES: Final = (0.5, 0.4)
_BELOW_TITLE: Final = 0.15
_ABOVE_FOOTER: Final = 0.08
_EDGE: Final = 0.3
_SLIDE_EDGE: Final = 0.2


def find_content_area(choices: Mapping[Role, LayoutChoice], size: tuple[float, float]) -> Rect:
    """Find the content area, in inches.

    Args:
        choices: the layout of each role.
        size: width and height of a slide, in inches.

    Raises:
        ThemeError: too little space is left for content.
    """
    area = _find_area(choices["content"], size)
    least = (_MIN_SHARES[0] * size[0], _MIN_SHARES[1] * size[1])
    for role in ("content", "title-only"):
        backdrop = choices[role].layout.backdrop
        area = trim_to_ground(avoid_small_art(area, backdrop, least), backdrop, least)
    return area


def _find_area(choice: LayoutChoice, size: tuple[float, float]) -> Rect:
    """Return the body placeholder as far as it is on the slide and above the footers; else the room below the title."""
    body = find_largest_content(choice.layout)
    if choice.is_fallback or body is None or body.rect.height < _MIN_SHARES[1] * size[1]:
        return _find_free_area(choice.layout, size)
    left, top = max(body.rect.x, _SLIDE_EDGE), max(body.rect.y, _SLIDE_EDGE)
    right = min(body.rect.right, size[0] - _SLIDE_EDGE)
    bottom = min(body.rect.bottom, find_footer_top(choice.layout, size, body.rect), size[1] - _SLIDE_EDGE)
    return Rect(left, top, right - left, bottom - top)


def find_footer_top(sheet: TemplateLayout, size: tuple[float, float], body: Rect) -> float:
    """Return the top of the footers, in inches; the bottom margin if there are no footers."""
    tops = [h.rect.y - _ABOVE_FOOTER for h in sheet.placeholders if h.kind in {"ftr", "dt", "sldNum"}]
    below = [top for top in tops if top > body.y + body.height / 2]
    return min(below, default=size[1] - _EDGE)


def _find_free_area(sheet: TemplateLayout, size: tuple[float, float]) -> Rect:
    """Return the free area below the title."""
    width, height = size
    title = sheet.title
    if title is None:
        raise make_theme_error(
            f"has no title in its layout {sheet.name!r}", "Add one in PowerPoint's slide master view."
        )
    left = max(title.rect.x, _EDGE)
    top = title.rect.bottom + _BELOW_TITLE
    whole = Rect(left, top, min(title.rect.right, width - _EDGE) - left, height - _EDGE - top)
    rect = Rect(left, top, whole.width, find_footer_top(sheet, size, whole) - top)
    rect = avoid_small_art(rect, sheet.backdrop, (_MIN_SHARES[0] * width, _MIN_SHARES[1] * height))
    if rect.width < _MIN_SHARES[0] * width or rect.height < _MIN_SHARES[1] * height:
        message = (
            f"leaves too little room for content: {max(rect.width, 0):.1f} x {max(rect.height, 0):.1f} in below the "
            f"title of the layout {sheet.name!r}"
        )
        raise make_theme_error(
            message, "Give a layout a larger body, or name another layout as `content` with `golive theme map`."
        )
    return rect
