"""Fit titles into at most two lines and make names unique."""

from collections.abc import Iterable
from typing import Final

from golive.figures.drawing import Rect
from golive.render.slides.layout.problems import TemplateLine, make_template_problem
from golive.render.slides.layout.text_layout import (
    Fonts,
    break_span_lines,
    make_bold,
    remove_links,
    uppercase_spans,
)
from golive.render.slides.model import Para, Role, Span, TextStyle
from golive.support.problems import LayoutError
from golive.typography.lines import LINE_HEIGHT_FACTOR
from golive.typography.units import POINTS_PER_INCH

_MAX_TITLE_PT: Final = 44.0
_TITLE_SIZES: Final = (44.0, 40.0, 36.0, 32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
_MAX_COVER_TITLE_PT: Final = 54.0
_COVER_TITLE_SIZES: Final = (54.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 18.0, 16.0, 14.0)
_MAX_LINES: Final = 2


def fit_title(
    spans: tuple[Span, ...], rect: Rect, fonts: Fonts, where: TemplateLine, most_pt: float = _MAX_TITLE_PT
) -> tuple[Para, int]:
    """Return the title paragraph of a slide at the largest size that fits, and its number of lines.

    Args:
        spans: title text.
        rect: title rectangle of the theme.
        fonts: fonts of the theme.
        where: template name and line, for messages.
        most_pt: the largest size to try, in points; the theme's own size is the largest in any case.

    Raises:
        LayoutError: the title takes more than two lines at the smallest size.
    """
    style = fonts.title
    styled = remove_links(make_bold(spans) if style.bold else spans)
    usual = max(min(style.size_pt, _MAX_TITLE_PT, most_pt), _TITLE_SIZES[-1])
    for size in (size for size in _TITLE_SIZES if size <= usual):
        lines = _count_lines(styled, rect, size, style, fonts)
        if (
            lines <= _MAX_LINES
            and lines * size * LINE_HEIGHT_FACTOR * style.spacing <= rect.height * POINTS_PER_INCH + 0.1
        ):
            return _build_title_para(styled, size, style), lines
    raise _too_long_error(spans, where)


def fit_cover_title(
    spans: tuple[Span, ...], rect: Rect, fonts: Fonts, where: TemplateLine, role: Role = "title"
) -> Para:
    """Return the title of a title or section slide at the largest size that fits.

    Raises:
        LayoutError: the title does not fit at the smallest size.
    """
    style = fonts.cover if role == "title" else fonts.section
    styled = remove_links(make_bold(spans) if style.bold else spans)
    usual = max(min(style.size_pt, _MAX_COVER_TITLE_PT), _COVER_TITLE_SIZES[-1])
    for size in (size for size in _COVER_TITLE_SIZES if size <= usual):
        lines = _count_lines(styled, rect, size, style, fonts)
        if lines * size * LINE_HEIGHT_FACTOR * style.spacing <= rect.height * POINTS_PER_INCH:
            return _build_title_para(styled, size, style)
    raise _too_long_error(spans, where)


def _count_lines(spans: tuple[Span, ...], rect: Rect, size: float, style: TextStyle, fonts: Fonts) -> int:
    """Return the number of lines of a title."""
    return len(
        break_span_lines(
            uppercase_spans(spans) if style.caps else spans,
            rect.width * POINTS_PER_INCH,
            size,
            style.family or fonts.heading,
        )
    )


def _build_title_para(spans: tuple[Span, ...], size: float, style: TextStyle) -> Para:
    return Para(spans, size, align=style.align, color="dark", spacing=style.spacing, caps=style.caps)


def _too_long_error(spans: tuple[Span, ...], where: TemplateLine) -> LayoutError:
    text = "".join(span.text for span in spans)
    shown = text if len(text) <= 80 else f"{text[:77]}..."  # noqa: PLR2004 - a message of one line
    return LayoutError(
        make_template_problem(*where, f"the title {shown!r} takes more than two lines", "Make it shorter.", text)
    )


def make_unique(wanted: Iterable[str], join: str) -> tuple[str, ...]:
    """Make texts unique by appending numbers to repeated ones; keep their order.

    Args:
        wanted: texts, possibly with duplicates.
        join: suffix format; `{}` is replaced by the number.
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
