"""Titles: unique in the deck, two lines at most, and how far down they reach."""

from collections.abc import Iterable
from typing import Final

from golive.render.slides.layout.problems import fault
from golive.render.slides.layout.text_layout import POINTS, Fonts, bold, line_texts, shown, unlinked
from golive.render.slides.model import Para, Rect, Role, Span, TextStyle
from golive.support.problems import LayoutError
from golive.typography.lines import LINE_PITCH

_LARGEST: Final = 32.0
_ONE_LINE_SIZES: Final = (32.0, 30.0, 28.0, 27.0, 26.0)
_SIZES: Final = (32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
_LARGEST_COVER: Final = 54.0
_COVER_SIZES: Final = (54.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 18.0, 16.0, 14.0)
_LINES: Final = 2


def fit_title(spans: tuple[Span, ...], rect: Rect, fonts: Fonts, where: tuple[str, int]) -> tuple[Para, int]:
    """A slide's title at its size, and the number of its lines.

    Args:
        spans: the title.
        rect: the place of the theme's title.
        fonts: families of the theme.
        where: template and line, for the message.

    Raises:
        LayoutError: it takes more than two lines, however small.
    """
    style = fonts.title
    dressed = unlinked(bold(spans) if style.bold else spans)
    usual = max(min(style.size_pt, _LARGEST), _SIZES[-1])
    for size in (size for size in _ONE_LINE_SIZES if size <= usual):
        if _count(dressed, rect, size, style, fonts) == 1:
            return _para(dressed, size, style), 1
    for size in (size for size in _SIZES if size <= usual):
        lines = _count(dressed, rect, size, style, fonts)
        if lines <= _LINES and lines * size * LINE_PITCH * style.spacing <= rect.height * POINTS + 0.1:
            return _para(dressed, size, style), lines
    raise _too_long(spans, where)


def fit_cover(spans: tuple[Span, ...], rect: Rect, fonts: Fonts, where: tuple[str, int], role: Role = "title") -> Para:
    """A title slide's title, at the largest size that fits its place.

    Raises:
        LayoutError: it does not fit, however small.
    """
    style = fonts.section if role == "section" else fonts.cover
    dressed = unlinked(bold(spans) if style.bold else spans)
    usual = max(min(style.size_pt, _LARGEST_COVER), _COVER_SIZES[-1])
    for size in (size for size in _COVER_SIZES if size <= usual):
        lines = _count(dressed, rect, size, style, fonts)
        if lines * size * LINE_PITCH * style.spacing <= rect.height * POINTS:
            return _para(dressed, size, style)
    raise _too_long(spans, where)


def _count(spans: tuple[Span, ...], rect: Rect, size: float, style: TextStyle, fonts: Fonts) -> int:
    """How many lines a title takes."""
    return len(
        line_texts(shown(spans) if style.caps else spans, rect.width * POINTS, size, style.family or fonts.heading)
    )


def _para(spans: tuple[Span, ...], size: float, style: TextStyle) -> Para:
    return Para(spans, size, align=style.align, color="dark", spacing=style.spacing, caps=style.caps)


def _too_long(spans: tuple[Span, ...], where: tuple[str, int]) -> LayoutError:
    text = "".join(span.text for span in spans)
    shown = text if len(text) <= 80 else f"{text[:77]}..."  # noqa: PLR2004 - a message of one line
    return LayoutError(fault(*where, f"the title {shown!r} takes more than two lines", "Make it shorter.", text))


def unique(wanted: Iterable[str], join: str) -> tuple[str, ...]:
    """Texts in order, made different from each other by a number at the end.

    Args:
        wanted: texts, some of which may be equal.
        join: what stands between text and number; a `{}` takes the number.
    """
    used: set[str] = set()
    found = []
    for text in wanted:
        candidate, number = text, 1
        while candidate in used:
            number += 1
            candidate = text + join.format(number)
        used.add(candidate)
        found.append(candidate)
    return tuple(found)
