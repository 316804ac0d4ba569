"""Lay out a few short paragraphs as one panel each, so that a slide with little text looks full."""

from typing import Final

from msgspec.structs import replace

from golive.figures.drawing import Color, Rect
from golive.render.slides.layout.addresses import keep_addresses_whole
from golive.render.slides.layout.text_layout import measure_height_in
from golive.render.slides.model import Element, Panel, Para, Span
from golive.typography.units import POINTS_PER_INCH

_MAX_STATEMENTS: Final = 6
_BADGE_SIZE_IN: Final = 0.56
_GAP_IN: Final = 0.18
_MAX_PANEL_HEIGHTS_IN: Final = {1: 3.4, 2: 2.0, 3: 1.6}
"""Maximum height of a panel, by the number of statements."""
_MAX_PANEL_HEIGHT_IN: Final = 1.45
"""The same for more statements."""
_SIZES_PT: Final = {1: (28.0, 24.0, 20.0), 2: (24.0, 20.0, 18.0)}
"""Sizes of one and of two statements; smaller ones keep the size of the text."""
_STATEMENT_SIZES_PT: Final = (20.0, 18.0)
"""The same for more statements."""
_INSET: Final = (0.3, 0.06, 0.3, 0.06)


def is_statement_list(parts: tuple[tuple[Para, ...], ...]) -> bool:
    """Return whether there are few parts, each a single paragraph."""
    return 1 <= len(parts) <= _MAX_STATEMENTS and all(len(part) == 1 and part[0].spans for part in parts)


def build_statement_panels(paras: tuple[Para, ...], rect: Rect, family: str, digit_color: Color) -> tuple[Element, ...]:
    """Build panels below each other, with a number badge for numbered lists and an accent bar.

    Args:
        paras: one paragraph per panel.
        rect: available rectangle, in inches.
        family: font family.
        digit_color: text color that is readable on the accent.

    Returns:
        The elements; empty if the panels would be too low for their text.
    """
    count = len(paras)
    height = min(
        (rect.height - _GAP_IN * (count - 1)) / count,
        _MAX_PANEL_HEIGHTS_IN.get(count, _MAX_PANEL_HEIGHT_IN),
    )
    numbered = paras[0].bullet == "number"
    left = _BADGE_SIZE_IN + 0.2 if numbered else 0.0
    width = rect.width - left - _INSET[0] - _INSET[2]
    bare = tuple(replace(p, bullet="none", indent_in=0, hang_in=0, before_pt=0, is_inherited=False) for p in paras)
    bare = _enlarge_paras(bare, width, height, family)
    bare = tuple(keep_addresses_whole(para, width * POINTS_PER_INCH, family) for para in bare)
    if any(measure_height_in((para,), width, family) > height - 0.12 for para in bare):
        return ()
    elements: list[Element] = []
    for number, (para, marked) in enumerate(zip(bare, paras, strict=True), 1):
        y = rect.y + (number - 1) * (height + _GAP_IN)
        if numbered:
            digits = Para((Span(str(marked.number), bold=True),), 18, align="center", color=digit_color)
            badge = Rect(rect.x, y + (height - _BADGE_SIZE_IN) / 2, _BADGE_SIZE_IN, _BADGE_SIZE_IN)
            elements.append(Panel(f"number:{number}", badge, (digits,), "accent", shape="ellipse", anchor="middle"))
        place = Rect(rect.x + left, y, rect.width - left, height)
        elements.append(Panel(f"point:{number}", place, (para,), "soft", anchor="middle", inset=_INSET))
        elements.append(Panel(f"accent:{number}", Rect(rect.x + left, y, 0.07, height), (), "accent"))
    return tuple(elements)


def _enlarge_paras(paras: tuple[Para, ...], width: float, height: float, family: str) -> tuple[Para, ...]:
    """Return the paragraphs at the largest size at which each fits its panel, all at the same size."""
    for size in _SIZES_PT.get(len(paras), _STATEMENT_SIZES_PT):
        larger = tuple(replace(para, size_pt=max(size, para.size_pt)) for para in paras)
        if all(measure_height_in((para,), width, family) <= height - 0.12 for para in larger):
            return larger
    return paras
