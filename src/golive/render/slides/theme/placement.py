"""Place titles, labels, marks and cover facts on a template, based on its placeholders and art."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from golive.figures.drawing import Color, Rect
from golive.ooxml.colors import Fill
from golive.render.palette import contrast_ratio
from golive.render.slides.model import Para, Role
from golive.render.slides.theme.backgrounds import avoid_logos, avoid_overlaps, overlap_area, trim_to_ground
from golive.render.slides.theme.colors import (
    LARGE_BOLD_TEXT_PT,
    LARGE_TEXT_PT,
    MIN_LARGE_TEXT_CONTRAST,
    MIN_TEXT_CONTRAST,
    ColorScheme,
    get_panel_colors,
    resolve_color,
)
from golive.render.slides.theme.layout_roles import COVER_ROLES
from golive.render.slides.theme.theme import Layout, Theme
from golive.typography.lines import LINE_HEIGHT_FACTOR
from golive.typography.units import POINTS_PER_INCH

_LABEL_HEIGHT: Final = 0.28
_COVER_LABEL_HEIGHT: Final = 0.36
_LABEL_GAP: Final = 0.04
_MAX_LABEL_WIDTH: Final = 9.6
_TWO_LINES_HEIGHT: Final = 0.62
_TOP_EDGE: Final = 0.08
_BELOW_TITLE: Final = 0.24
_MIN_TITLE_HEIGHT: Final = 0.72
_LINE_SLACK: Final = 0.02
_FACTS_HEIGHT: Final = 0.98
_FACTS_TOP: Final = 0.19
_FACTS_ABOVE_FOOTER: Final = 0.5
_FACTS_FOOTER_GAP: Final = 0.33
_WIDE_SHARE: Final = 0.5
_WHOLE_SHARE: Final = 0.9
_BESIDE_MARK_SHARE: Final = 0.7
_USUAL_MARK_WIDTH: Final = 1.75
_COVER_SHARE: Final = 0.97
_FOOT_SHARE: Final = 0.8
"""Where the foot of a slide begins, as a share of its height."""
_MIN_GROUND_SHARE: Final = 0.1
"""Least size of a picture that is a ground and no logo, as a share of the slide."""


def compute_title_rect(theme: Theme, role: Role, *, has_strip: bool) -> Rect:
    """Compute the rectangle of a title.

    Args:
        theme: the template.
        role: role of the layout.
        has_strip: whether a label or mark above the title needs space.
    """
    layout = theme.layouts[role]
    holder = layout.placeholders["title"]
    rect = avoid_logos(holder.rect, layout.backdrop)
    if not has_strip or "label" in layout.placeholders:
        return rect
    if holder.fill:
        # A band of the brand is not moved; without room above it, a mark stands at its right end.
        return rect if rect.y >= _LABEL_HEIGHT + _LABEL_GAP else replace(rect, width=rect.width * _BESIDE_MARK_SHARE)
    over = _LABEL_HEIGHT + _LABEL_GAP
    if rect.y - over >= _TOP_EDGE and not _has_mark_at(Rect(rect.x, rect.y - over, rect.width, over), layout):
        return rect
    moved = Rect(rect.x, rect.y + over, rect.width, max(rect.height - over, _TWO_LINES_HEIGHT))
    is_worse = is_title_readable_at(layout, rect) and not is_title_readable_at(layout, moved)
    if is_worse or _crosses_art(moved, rect, layout):
        # Nor is a title pushed over a line or an edge of the brand.
        # A low band, whose title has one line, leaves only the room that most marks need.
        low = 1 - _USUAL_MARK_WIDTH / rect.width if rect.height < _TWO_LINES_HEIGHT else 0.0
        return replace(rect, width=rect.width * max(_BESIDE_MARK_SHARE, low))
    return moved


def _crosses_art(moved: Rect, rect: Rect, layout: Layout) -> bool:
    """Return whether a title that is moved down would stand on art that is not behind all of its own place."""
    added = Rect(rect.x, rect.bottom, rect.width, moved.bottom - rect.bottom)
    most = _WHOLE_SHARE * rect.width * rect.height
    return any(overlap_area(art.rect, added) > 0 and overlap_area(art.rect, rect) < most for art in layout.backdrop.art)


def is_title_readable_at(layout: Layout, rect: Rect) -> bool:
    """Return True if a title in its own color, or in ink or paper, can be read on everything behind a rectangle."""
    style = layout.placeholders["title"].style
    fills = [fill for fill in _find_fills_behind(layout.scheme, layout, rect) if fill]
    inks = (style.color, resolve_color("ink", layout.scheme), resolve_color("paper", layout.scheme))
    least = _get_least_contrast(style.size_pt, bold=style.bold)
    return any(ink and all(contrast_ratio(ink, fill) >= least for fill in fills) for ink in inks)


def _has_readable_ink(layout: Layout, rect: Rect) -> bool:
    return any(is_readable_at(layout, rect, color) for color in ("ink", "paper"))


def _has_mark_at(rect: Rect, layout: Layout) -> bool:
    return any(art.is_mark and overlap_area(art.rect, rect) for art in layout.backdrop.art)


def compute_title_lines_rect(rect: Rect, head: Para, lines: int, layout: Layout) -> Rect:
    """Shrink the title rectangle to the height of its lines, aligned by the placeholder's anchor."""
    if layout.placeholders["title"].fill:
        return rect  # The placeholder is a band of the brand, which stays as it is.
    height = min(rect.height, lines * head.size_pt * LINE_HEIGHT_FACTOR * head.spacing / POINTS_PER_INCH + _LINE_SLACK)
    anchor = layout.placeholders["title"].anchor
    free = rect.height - height
    down = {"top": 0.0, "middle": free / 2, "bottom": free}[anchor]
    return replace(rect, y=rect.y + down, height=height)


def compute_label_rect(title: Rect, layout: Layout) -> Rect:
    """Compute the rectangle of the short label above a title rectangle."""
    holder = layout.placeholders.get("label")
    if holder:
        return holder.rect
    rect = Rect(title.x, title.y - _LABEL_HEIGHT - _LABEL_GAP, min(title.width * 0.7, _MAX_LABEL_WIDTH), _LABEL_HEIGHT)
    return replace(rect, y=max(rect.y, _TOP_EDGE))


def compute_body_rect(theme: Theme, role: Role, title: Rect, head: Para, lines: int) -> Rect:
    """Compute the rectangle for content below a title.

    If the title is top-aligned and no art follows it, content moves up below a short title.
    """
    layout = theme.layouts[role]
    body = theme.body
    high = lines * head.size_pt * LINE_HEIGHT_FACTOR * head.spacing / POINTS_PER_INCH
    low = compute_title_lines_rect(title, head, lines, layout).y + high + _BELOW_TITLE
    rises = (
        layout.placeholders["title"].anchor == "top" and not layout.panel and not _is_drawn_between(title, body, layout)
    )
    top = max(low, title.y + _MIN_TITLE_HEIGHT) if rises else max(body.y, low)
    return Rect(body.x, top, body.width, body.bottom - top)


def _is_drawn_between(title: Rect, body: Rect, layout: Layout) -> bool:
    """Return True if art overlaps the area between the top of the title and the content."""
    rise = Rect(body.x, title.y, body.width, max(body.y - title.y, 0.01))
    return any(overlap_area(replace(art.rect, height=max(art.rect.height, 0.001)), rise) for art in layout.backdrop.art)


def compute_cover_rects(theme: Theme, role: Role, *, has_label: bool) -> tuple[Rect, Rect]:
    """Compute the rectangles of title and label on a title or section slide."""
    layout = theme.layouts[role]
    rect = avoid_logos(layout.placeholders["title"].rect, layout.backdrop)
    holder = layout.placeholders.get("label")
    if holder or not has_label:
        return rect, holder.rect if holder else rect
    height, gap = _COVER_LABEL_HEIGHT, _LABEL_GAP * 2
    if rect.y - height - gap >= _TOP_EDGE and not _has_mark_at(
        Rect(rect.x, rect.y - height, rect.width, height), layout
    ):
        return rect, Rect(rect.x, rect.y - height - gap, rect.width, height)
    lower = Rect(rect.x, rect.y + height + gap, rect.width, max(rect.height - height - gap, _TWO_LINES_HEIGHT))
    return lower, Rect(rect.x, rect.y, rect.width, height)


def grow_cover_rect(theme: Theme, role: Role, rect: Rect) -> Rect:
    """Grow the rectangle of a text on a title or section slide down to the next placeholder, art or the slide edge."""
    layout = theme.layouts[role]
    others = [h.rect for h in (*layout.placeholders.values(), *layout.footer_placeholders.values())]
    others += [art.rect for art in layout.backdrop.art if art.is_mark]
    below = [o.y for o in others if o.y >= rect.bottom - 0.01 and o.x < rect.right and o.right > rect.x]
    bottom = min(below, default=theme.height - 0.2) - _LABEL_GAP
    return replace(rect, height=max(bottom - rect.y, rect.height))


def grow_cover_title_rect(theme: Theme, role: Role) -> Rect:
    """Grow the title's rectangle upward or downward into free room, whichever is larger."""
    layout = theme.layouts[role]
    rect = avoid_logos(layout.placeholders["title"].rect, layout.backdrop)
    lower = grow_cover_rect(theme, role, rect)
    others = [h.rect for slot, h in layout.placeholders.items() if slot != "title"]
    others += [art.rect for art in layout.backdrop.art if art.is_mark]
    above = [o.bottom for o in others if o.bottom <= rect.y + 0.01 and o.x < rect.right and o.right > rect.x]
    top = min(max(above, default=0.2) + _LABEL_GAP, rect.y)
    upper = Rect(rect.x, top, rect.width, rect.bottom - top)
    return max(lower, upper, key=lambda one: one.height)


def compute_mark_rect(theme: Theme, role: Role, size: tuple[float, float]) -> Rect:
    """Compute the rectangle of a mark near the slide edge that avoids the title and pictures; `size` is in inches."""
    layout = theme.layouts[role]
    width, height = size
    title = compute_title_rect(theme, "title-only", has_strip=True)
    middle = compute_label_rect(title, theme.layouts["title-only"]).y + _LABEL_HEIGHT / 2
    top = max(middle - height / 2, 0.1)
    if layout.placeholders["title"].fill and title.y >= _LABEL_HEIGHT + _LABEL_GAP:
        top = max(title.y - height - 0.02, 0.0)
    usual = Rect(theme.body.right - width, top, width, height)
    if role not in COVER_ROLES:
        beside = [art.rect.x for art in layout.backdrop.art if art.is_mark and overlap_area(art.rect, usual)]
        moved = replace(usual, x=min([*beside, usual.right + _LABEL_GAP]) - _LABEL_GAP - width)
        tried = (usual, moved, replace(usual, y=0.04))
        fitting = (rect for rect in tried if rect.x > title.x + width and not _has_mark_under(rect, layout, theme))
        return next(fitting, usual)
    right, bottom = theme.width - 0.2 - width, theme.height - 0.1 - height
    feet = [h.rect for h in layout.footer_placeholders.values()]
    low = [rect.y for rect in feet if rect.y > theme.height / 2]
    marks = [art.rect.y for art in layout.backdrop.art if art.is_mark and art.rect.y > _FOOT_SHARE * theme.height]
    above, over = (min(tops, default=theme.height) - _LABEL_GAP - height for tops in (low, [*low, *marks]))
    places = ((right, 0.1), (0.2, 0.1), *((x, y) for y in (bottom, above, over) for x in (right, 0.2)))
    choices = (usual, *(Rect(x, y, width, height) for x, y in places))
    texts = [h.rect for slot, h in layout.placeholders.items() if slot in {"title", "subtitle"}]
    texts += feet
    return min(choices, key=lambda r: (sum(overlap_area(r, one) for one in texts), _has_mark_under(r, layout, theme)))


def _has_mark_under(rect: Rect, layout: Layout, theme: Theme) -> bool:
    """Return True if a rectangle lies on a logo, a text or a line, and not just on a large picture."""
    area = rect.width * rect.height
    return any(
        overlap_area(art.rect, rect) > 0
        for art in layout.backdrop.art
        if art.is_mark
        and not (
            art.is_picture
            and overlap_area(art.rect, rect) >= _COVER_SHARE * area
            and art.rect.width * art.rect.height >= _MIN_GROUND_SHARE * theme.width * theme.height
        )
    )


def compute_facts_rect(theme: Theme, min_top: float, *, min_height: float) -> Rect | None:
    """Compute the rectangle of the facts near the bottom of the title slide; None if there is no space.

    Args:
        theme: the template.
        min_top: bottom edge of the content above, in inches.
        min_height: height that the facts need, in inches.
    """
    layout = theme.layouts["title"]
    left = layout.placeholders["title"].rect.x
    right = max(theme.width - left, layout.placeholders["title"].rect.right)
    foot = min(
        (h.rect.y for h in layout.footer_placeholders.values() if h.rect.y > min_top), default=theme.height - 0.2
    )
    edges = {min_top, foot}
    for art in layout.backdrop.art:
        across = min(art.rect.right, right) - max(art.rect.x, left)
        if across >= _WIDE_SHARE * (right - left):
            edges |= {edge for edge in (art.rect.y, art.rect.bottom) if min_top < edge < foot}
    ordered = sorted(edges)
    bands = [Rect(left, a, right - left, b - a) for a, b in pairwise(ordered)]
    marks = [art for art in layout.backdrop.art if art.is_picture or (art.is_mark and not art.is_line)]
    pictures = [art.rect for art in marks if art.rect.width < _WIDE_SHARE * theme.width]
    free = [avoid_overlaps(band, pictures) for band in bands]
    if not layout.panel:
        least = (_WIDE_SHARE * theme.width, min_height)
        free = [trim_to_ground(band, layout.backdrop, least) for band in free if band.height >= min_height]
    free = [band for band in free if _has_readable_ink(layout, band)]
    # Of equally good bands the lowest, where a title slide has its foot.
    best = max(reversed(free), key=lambda r: r.width * min(r.height, _FACTS_HEIGHT), default=None)
    if best is None or best.height < min_height:
        return None
    height = min(_FACTS_HEIGHT, max(best.height - _FACTS_FOOTER_GAP, min_height))
    top = max(min(_FACTS_TOP, (best.height - min_height) / 2), best.height - height - _FACTS_ABOVE_FOOTER)
    return replace(best, y=best.y + top, height=height)


def choose_readable_color(
    scheme: ColorScheme, layout: Layout, rect: Rect, preferred: Iterable[Color], size_pt: float = 0.0
) -> Color:
    """Choose the first preferred color that is readable in a rectangle; otherwise the better of paper and ink."""
    fills = [fill for fill in _find_fills_behind(scheme, layout, rect) if fill] or [scheme.colors["bg1"]]
    least = _get_least_contrast(size_pt)

    def worst(color: Color) -> float:
        return min(contrast_ratio(resolve_color(color, scheme), fill) for fill in fills)

    ends: tuple[Color, Color] = ("paper", "ink")
    return next((color for color in preferred if worst(color) >= least), max(ends, key=worst))


def list_title_colors(layout: Layout, usual: tuple[Color, ...]) -> tuple[Color, ...]:
    """Return the colors to try for a title: the brand's own one first, if the theme has it."""
    own = layout.placeholders["title"].style.color
    colors: tuple[Color, ...] = ("paper", "ink", "dark", "accent")
    return (*(color for color in colors if own and resolve_color(color, layout.scheme) == own), *usual)


def is_readable_at(layout: Layout, rect: Rect, color: Color, size_pt: float = 0.0) -> bool:
    """Return True if text of a color can be read on everything behind a rectangle."""
    ink, least = resolve_color(color, layout.scheme), _get_least_contrast(size_pt)
    fills = _find_fills_behind(layout.scheme, layout, rect)
    return all(fill is not None and contrast_ratio(ink, fill) >= least for fill in fills)


def _find_fills_behind(scheme: ColorScheme, layout: Layout, rect: Rect) -> Fill:
    return get_panel_colors(scheme) if layout.panel else layout.backdrop.colors_behind(rect)


def _get_least_contrast(size_pt: float, *, bold: bool = False) -> float:
    is_large = size_pt >= (LARGE_BOLD_TEXT_PT if bold else LARGE_TEXT_PT)
    return MIN_LARGE_TEXT_CONTRAST if is_large else MIN_TEXT_CONTRAST
