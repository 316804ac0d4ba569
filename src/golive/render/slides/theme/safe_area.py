"""Where content may stand on a template: in its own body, or in what title, feet and art leave free."""

from collections.abc import Mapping
from typing import Final

from golive.ooxml.package import refuse
from golive.render.slides.model import Rect, Role
from golive.render.slides.theme.backgrounds import cleared
from golive.render.slides.theme.layout_roles import Choice, largest
from golive.render.slides.theme.layout_sheets import Sheet

_LEAST: Final = (0.5, 0.4)
_BELOW_TITLE: Final = 0.15
_ABOVE_FEET: Final = 0.08
_EDGE: Final = 0.3


def safe_body(choices: Mapping[Role, Choice], size: tuple[float, float]) -> Rect:
    """The place for content.

    Args:
        choices: the layout of each role.
        size: width and height of a slide, in inches.

    Raises:
        ThemeError: nothing is left that content could stand in.
    """
    choice = choices["content"]
    body = largest(choice.sheet)
    if choice.is_fallback or body is None or body.rect.height < _LEAST[1] * size[1]:
        return _drawn(choice.sheet, size)
    bottom = min(body.rect.bottom, foot_top(choice.sheet, size, body.rect))
    return Rect(body.rect.x, body.rect.y, body.rect.width, bottom - body.rect.y)


def foot_top(sheet: Sheet, size: tuple[float, float], body: Rect) -> float:
    """Where the foot of a layout begins, in inches; the lower edge where it has none below."""
    tops = [h.rect.y - _ABOVE_FEET for h in sheet.holders if h.kind in {"ftr", "dt", "sldNum"}]
    below = [top for top in tops if top > body.y + body.height / 2]
    return min(below, default=size[1] - _EDGE)


def _drawn(sheet: Sheet, size: tuple[float, float]) -> Rect:
    """What is free below the title."""
    width, height = size
    title = sheet.title
    if title is None:
        raise refuse(f"has no title in its layout {sheet.name!r}", "Add one in PowerPoint's slide master view.")
    left = max(title.rect.x, _EDGE)
    top = title.rect.bottom + _BELOW_TITLE
    whole = Rect(left, top, min(title.rect.right, width - _EDGE) - left, height - _EDGE - top)
    rect = Rect(left, top, whole.width, foot_top(sheet, size, whole) - top)
    rect = cleared(rect, [art.rect for art in sheet.ground.art if art.is_picture])
    if rect.width < _LEAST[0] * width or rect.height < _LEAST[1] * height:
        message = (
            f"leaves too little room for content: {max(rect.width, 0):.1f} x {max(rect.height, 0):.1f} in below the "
            f"title of the layout {sheet.name!r}"
        )
        raise refuse(
            message, "Give a layout a larger body, or name another layout as `content` with `golive theme map`."
        )
    return rect
