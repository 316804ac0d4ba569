"""Lay out the head of a content slide: title, label, backing panel, and the remaining body area."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Align, Color, Rect
from golive.render.slides.layout.problems import TemplateLine
from golive.render.slides.layout.text_layout import Fonts, find_fitting_size
from golive.render.slides.layout.titles import fit_title
from golive.render.slides.model import Element, Panel, Para, Role, Span
from golive.render.slides.theme.backgrounds import avoid_overlaps, overlap_area
from golive.render.slides.theme.placement import (
    choose_readable_color,
    compute_body_rect,
    compute_label_rect,
    compute_title_lines_rect,
    compute_title_rect,
    is_readable_at,
    list_title_colors,
)
from golive.render.slides.theme.theme import Layout, Theme
from golive.typography.lines import measure_width_pt
from golive.typography.metrics import load_font_metrics
from golive.typography.units import POINTS_PER_INCH

_LABEL_SIZES: Final = (12.0, 11.0, 10.0)
_PANEL_PADDING_IN: Final = 0.14
_PANEL_OVERLAP_IN: Final = 0.01
_MIN_PANEL_HEIGHT_IN: Final = 0.05
_MAX_HIDDEN_SHARE: Final = 0.02


class SlideHead(Struct, frozen=True):
    """The elements above the content of a slide, title first, and the rectangle of the content."""

    elements: tuple[Element, ...]
    body: Rect


def get_theme_fonts(theme: Theme, role: Role = "title-only") -> Fonts:
    """Return the font families and title styles of a theme; `role` is that of a content slide."""
    roles: tuple[Role, ...] = (role, "title", "section")
    return Fonts(
        theme.heading_font, theme.body_font, *(theme.layouts[role].placeholders["title"].style for role in roles)
    )


class HeadStyle(Struct, frozen=True):
    """What the heads of several slides have in common.

    Attributes:
        has_strip: whether to reserve space for a label or draft mark above the title.
        title_pt: the largest size of the title, in points.
        role: role of the layout.
    """

    has_strip: bool
    title_pt: float = math.inf
    role: Role = "title-only"


class LabelStyle(Struct, frozen=True):
    """How a label above a title is set: the sizes (in points) and colors to try, in this order, and its alignment."""

    sizes_pt: tuple[float, ...]
    colors: tuple[Color, Color]
    align: Align = "left"


def measure_title_size_pt(spans: tuple[Span, ...], theme: Theme, where: TemplateLine, style: HeadStyle) -> float:
    """Return the largest size, in points, at which a title fits on its slide.

    Raises:
        LayoutError: the title is too long.
    """
    place = compute_title_rect(theme, style.role, has_strip=style.has_strip)
    return fit_title(spans, place, get_theme_fonts(theme, style.role), where)[0].size_pt


def build_slide_head(
    spans: tuple[Span, ...], label: str, theme: Theme, where: TemplateLine, style: HeadStyle
) -> SlideHead:
    """Lay out the head of a slide.

    Args:
        spans: slide title.
        label: the short label above the title; may be empty.
        theme: the template.
        where: document name and line of the title, for messages.
        style: what the head has in common with those of other slides.

    Raises:
        LayoutError: the title or label is too long.
    """
    layout = theme.layouts[style.role]
    place = compute_title_rect(theme, style.role, has_strip=style.has_strip)
    para, lines = fit_title(spans, place, get_theme_fonts(theme, style.role), where, style.title_pt)
    body = compute_body_rect(theme, style.role, place, para, lines)
    rect = compute_title_lines_rect(place, para, lines, layout)
    colors = list_title_colors(layout, ("dark",))
    para = replace(para, color=choose_readable_color(layout.scheme, layout, rect, colors, para.size_pt))
    own = _build_label(label, theme, layout, rect) if label else None
    labels = () if own is None else (own,)
    title = Panel("title", rect, (para,), slot="title")
    if not layout.panel:
        return SlideHead((title, *labels), body)
    texts = [*(one.rect for one in labels), body]
    feet = [foot.rect for foot in layout.footer_placeholders.values()]
    return SlideHead((*build_backing_panels(title, texts, layout, theme, feet), *labels), body)


def _build_label(text: str, theme: Theme, layout: Layout, title: Rect) -> Panel | None:
    """Build the label above a title; None if the theme has no room for it, or it could not be read there."""
    if layout.placeholders["title"].fill and "label" not in layout.placeholders:
        return None  # It would stand half on the band of the title.
    rect = compute_label_rect(title, layout)
    if overlap_area(rect, title) > 0 and "label" not in layout.placeholders:
        return None
    return build_label(text, rect, theme, layout, LabelStyle(_LABEL_SIZES, ("accent", "dark")))


def build_label(text: str, rect: Rect, theme: Theme, layout: Layout, style: LabelStyle) -> Panel | None:
    """Build the label above a title; None if it does not fit, or cannot be read on what is behind it."""
    spans = (Span(text, bold=True),)
    size = find_fitting_size(spans, style.sizes_pt, (rect.width, rect.height), theme.body_font)
    if size is None:
        return None
    width = min(
        measure_width_pt(text, size, load_font_metrics(theme.body_font, bold=True)) / POINTS_PER_INCH, rect.width
    )
    left = {"left": 0.0, "center": 0.5, "right": 1.0}[style.align] * (rect.width - width)
    seen = Rect(rect.x + left, rect.y, width, rect.height)
    color = choose_readable_color(layout.scheme, layout, seen, style.colors)
    if not is_readable_at(layout, seen, color):
        return None
    return Panel("label", rect, (Para(spans, size, color=color, align=style.align),), anchor="middle", slot="label")


def build_backing_panels(
    title: Panel, others: list[Rect], layout: Layout, theme: Theme, footers: Sequence[Rect] = ()
) -> tuple[Panel, ...]:
    """Return the title and panels behind it and the other texts, so that they are readable on the background.

    A title on an opaque panel, or in a place that the brand fills, has its part of it as its own fill. Translucent
    panels would be seen to overlap, so they are shapes behind the title. Footers are inside the panel unless it
    would cover a logo then.
    """
    rects = [title.rect, *others, *(footers if layout.has_footers_on_panel else ())]
    whole = _pad_around(rects, theme)
    cut = min(title.rect.bottom + _PANEL_PADDING_IN / 2, whole.bottom)
    logos = [art.rect for art in layout.backdrop.art if art.is_mark and not _is_behind(art.rect, rects)]
    above = [title.rect, *(rect for rect in others if rect.bottom <= cut)]
    below = [rect for rect in rects[1:] if rect.bottom > cut]
    # Panels of one width look best; one that would hide a logo is only as wide as its own text.
    upper = _keep_clear(replace(whole, height=cut - whole.y), above, logos, theme)
    lower = _join(
        [
            _keep_clear(*row, logos, theme)
            for row in _split_rows(replace(whole, y=cut, height=whole.bottom - cut), below)
        ]
    )
    opacity = layout.scheme.panel_opacity
    # A title whose place the brand fills would hide a panel behind it: only a fill of its own replaces that.
    if opacity < 1 and not layout.placeholders["title"].fill:
        backs = _join([upper, *lower])
        sheets = (Panel("sheet", back, (), layout.panel, opacity=opacity, is_backing=True) for back in backs)
        return (title, *sheets)
    own = title.rect
    inset = (own.x - upper.x, own.y - upper.y, upper.right - own.right, max(upper.bottom - own.bottom, 0.0))
    head = replace(title, rect=upper, fill=layout.panel, inset=inset, anchor="top")
    overlap = _PANEL_OVERLAP_IN
    backs = [replace(back, y=back.y - overlap, height=back.height + overlap) for back in lower]
    return (head, *(Panel("sheet", back, (), layout.panel) for back in backs))


def _split_rows(whole: Rect, texts: Sequence[Rect]) -> list[tuple[Rect, list[Rect]]]:
    """Split a rectangle between texts that stand below each other; return each part with its texts."""
    rows: list[list[Rect]] = []
    for text in sorted(texts, key=lambda rect: rect.y):
        if rows and text.y < max(rect.bottom for rect in rows[-1]):
            rows[-1].append(text)
        else:
            rows.append([text])
    edges = [(max(a.bottom for a in one) + other[0].y) / 2 for one, other in pairwise(rows)]
    ends = pairwise((whole.y, *edges, whole.bottom))
    parts = [replace(whole, y=top, height=bottom - top) for top, bottom in ends]
    return [(part, row) for part, row in zip(parts, rows or [[]], strict=True) if part.height > _MIN_PANEL_HEIGHT_IN]


def _join(rects: Sequence[Rect]) -> list[Rect]:
    """Join rectangles below each other that are of one width."""
    found: list[Rect] = []
    for rect in rects:
        last = found[-1] if found else None
        if last and math.isclose(last.x, rect.x) and math.isclose(last.width, rect.width):
            found[-1] = replace(last, height=rect.bottom - last.y)
        else:
            found.append(rect)
    return found


def _pad_around(rects: Sequence[Rect], theme: Theme) -> Rect:
    """Return the rectangle around others, with padding, as far as it is on the slide."""
    left = max(min(rect.x for rect in rects) - _PANEL_PADDING_IN, 0.0)
    top = max(min(rect.y for rect in rects) - _PANEL_PADDING_IN, 0.0)
    right = min(max(rect.right for rect in rects) + _PANEL_PADDING_IN, theme.width)
    bottom = min(max(rect.bottom for rect in rects) + _PANEL_PADDING_IN / 2, theme.height)
    return Rect(left, top, right - left, bottom - top)


def _is_behind(mark: Rect, texts: Sequence[Rect]) -> bool:
    return any(overlap_area(mark, text) > 0 for text in texts)


def _keep_clear(wide: Rect, texts: Sequence[Rect], logos: Sequence[Rect], theme: Theme) -> Rect:
    """Return the rectangle; where it covers a logo, only around its texts, without padding if that is in the way."""
    if not texts:
        return wide
    padded = _pad_around(texts, theme)
    narrow = replace(wide, x=padded.x, width=padded.width)
    bare = avoid_overlaps(narrow, logos, 0.0)
    tried = [wide, narrow, *([bare] if all(_contains(bare, text) for text in texts) else [])]
    return min(tried, key=lambda rect: sum(_measure_hidden_part(logo, rect) for logo in logos))


def _measure_hidden_part(logo: Rect, rect: Rect) -> float:
    """Return the area of a logo that a rectangle hides, in square inches; 0 for hardly any of it."""
    hidden = overlap_area(logo, rect)
    return hidden if hidden > _MAX_HIDDEN_SHARE * logo.width * logo.height else 0.0


def _contains(rect: Rect, text: Rect) -> bool:
    return overlap_area(rect, text) >= text.width * text.height - 1e-6
