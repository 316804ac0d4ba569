"""A few short points on a slide of their own: one panel each, so that little text does not look like nothing."""

from typing import Final

from msgspec.structs import replace

from golive.render.slides.layout.text_layout import height_in
from golive.render.slides.model import Element, Panel, Para, Rect, Span

_MOST: Final = 6
_BADGE: Final = 0.56
_GAP: Final = 0.18
_TALLEST: Final = 1.45
_TALLEST_ALONE: Final = 3.4
_LARGE: Final = (40.0, 36.0, 32.0, 28.0, 26.0, 24.0)
_INSET: Final = (0.3, 0.06, 0.3, 0.06)


def suit(parts: tuple[tuple[Para, ...], ...]) -> bool:
    """Whether parts are few and without children."""
    return 1 <= len(parts) <= _MOST and all(len(part) == 1 and part[0].spans for part in parts)


def statements(paras: tuple[Para, ...], rect: Rect, family: str) -> tuple[Element, ...]:
    """One panel below the other, with a number before it where the list was numbered, else with an accent.

    Args:
        paras: one for each panel.
        rect: the place, in inches.
        family: what the text is set in.

    Returns:
        Nothing where the panels would be too low for their text.
    """
    count = len(paras)
    height = min((rect.height - _GAP * (count - 1)) / count, _TALLEST if count > 1 else _TALLEST_ALONE)
    numbered = paras[0].bullet == "number"
    left = _BADGE + 0.2 if numbered else 0.0
    width = rect.width - left - _INSET[0] - _INSET[2]
    bare = tuple(replace(p, bullet="none", indent_in=0, hang_in=0, before_pt=0) for p in paras)
    if count == 1:
        bare = (_enlarged(bare[0], width, height, family),)
    if any(height_in((para,), width, family) > height - 0.12 for para in bare):
        return ()
    elements: list[Element] = []
    for number, (para, marked) in enumerate(zip(bare, paras, strict=True), 1):
        y = rect.y + (number - 1) * (height + _GAP)
        if numbered:
            digits = Para((Span(str(marked.number), bold=True),), 18, align="center", color="paper")
            badge = Rect(rect.x, y + (height - _BADGE) / 2, _BADGE, _BADGE)
            elements.append(Panel(f"number:{number}", badge, (digits,), "accent", shape="ellipse", anchor="middle"))
        place = Rect(rect.x + left, y, rect.width - left, height)
        elements.append(Panel(f"point:{number}", place, (para,), "soft", anchor="middle", inset=_INSET))
        elements.append(Panel(f"accent:{number}", Rect(rect.x + left, y, 0.07, height), (), "accent"))
    return tuple(elements)


def _enlarged(para: Para, width: float, height: float, family: str) -> Para:
    fitting = (s for s in _LARGE if height_in((replace(para, size_pt=s),), width, family) <= height - 0.12)
    return replace(para, size_pt=next(fitting, para.size_pt))
