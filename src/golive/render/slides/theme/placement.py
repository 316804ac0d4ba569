"""Where titles, labels, marks and the facts of a cover stand on a template: by its own placeholders and art."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from golive.figures.drawing import Color
from golive.render.palette import contrast
from golive.render.slides.layout.text_layout import POINTS
from golive.render.slides.model import Para, Rect, Role
from golive.render.slides.theme.backgrounds import beside_pictures, cleared, overlap
from golive.render.slides.theme.colors import READABLE, Scheme, resolve
from golive.render.slides.theme.theme import Layout, Theme
from golive.typography.lines import LINE_PITCH

_LABEL_HEIGHT: Final = 0.28
_COVER_LABEL: Final = 0.36
_LABEL_GAP: Final = 0.04
_MOST_LABEL: Final = 9.6
_TWO_LINES: Final = 0.62
_TOP_EDGE: Final = 0.08
_BELOW_TITLE: Final = 0.24
_LEAST_TITLE: Final = 0.72
_LINE: Final = 0.02
_FACTS_HEIGHT: Final = 0.98
_FACTS_TOP: Final = 0.19
_FACTS_ABOVE_FOOT: Final = 0.5
_FACTS_FOOT: Final = 0.33
_WIDE: Final = 0.5


def title_place(theme: Theme, role: Role, *, strip: bool) -> Rect:
    """The place of a title's lines.

    Args:
        theme: the template.
        role: which layout.
        strip: whether a label or a mark stands above the title, so that it needs room of its own.
    """
    layout = theme.layouts[role]
    holder = layout.holders["title"]
    rect = beside_pictures(holder.rect, layout.ground)
    if not strip or "label" in layout.holders:
        return rect
    over = _LABEL_HEIGHT + _LABEL_GAP
    if rect.y - over >= _TOP_EDGE and not _pictures_over(Rect(rect.x, rect.y - over, rect.width, over), layout):
        return rect
    return Rect(rect.x, rect.y + over, rect.width, max(rect.height - over, _TWO_LINES))


def _pictures_over(rect: Rect, layout: Layout) -> bool:
    return any(art.is_picture and overlap(art.rect, rect) for art in layout.ground.art)


def lines_place(rect: Rect, head: Para, lines: int, layout: Layout) -> Rect:
    """The title's place, cut to its lines, so that it does not lie over what stands above or below."""
    height = min(rect.height, lines * head.size_pt * LINE_PITCH * head.spacing / POINTS + _LINE)
    anchor = layout.holders["title"].anchor
    free = rect.height - height
    down = {"top": 0.0, "middle": free / 2, "bottom": free}[anchor]
    return replace(rect, y=rect.y + down, height=height)


def label_place(title: Rect, layout: Layout) -> Rect:
    """The place of the short label above a title whose lines stand in a place."""
    holder = layout.holders.get("label")
    if holder:
        return holder.rect
    rect = Rect(title.x, title.y - _LABEL_HEIGHT - _LABEL_GAP, min(title.width * 0.7, _MOST_LABEL), _LABEL_HEIGHT)
    return replace(rect, y=max(rect.y, _TOP_EDGE))


def body_place(theme: Theme, title: Rect, head: Para, lines: int) -> Rect:
    """The place for content below a title.

    Where a title stands at the top of its place and nothing is drawn below it, content rises to a short one.
    """
    layout = theme.layouts["title-only"]
    body = theme.body
    high = lines * head.size_pt * LINE_PITCH * head.spacing / POINTS
    low = lines_place(title, head, lines, layout).y + high + _BELOW_TITLE
    rises = layout.holders["title"].anchor == "top" and not layout.panel and not _is_drawn_between(title, body, layout)
    top = max(low, title.y + _LEAST_TITLE) if rises else max(body.y, low)
    return Rect(body.x, top, body.width, body.bottom - top)


def _is_drawn_between(title: Rect, body: Rect, layout: Layout) -> bool:
    """Whether art divides a title from what stands below it, or shows that the title has a ground of its own."""
    rise = Rect(body.x, title.y, body.width, max(body.y - title.y, 0.01))
    return any(overlap(replace(art.rect, height=max(art.rect.height, 0.001)), rise) for art in layout.ground.art)


def cover_places(theme: Theme, role: Role, *, has_label: bool) -> tuple[Rect, Rect]:
    """The places of the title and of the label of a slide that has little else."""
    layout = theme.layouts[role]
    rect = layout.holders["title"].rect
    holder = layout.holders.get("label")
    if holder or not has_label:
        return rect, holder.rect if holder else rect
    height, gap = _COVER_LABEL, _LABEL_GAP * 2
    if rect.y - height - gap >= _TOP_EDGE and not _pictures_over(
        Rect(rect.x, rect.y - height, rect.width, height), layout
    ):
        return rect, Rect(rect.x, rect.y - height - gap, rect.width, height)
    lower = Rect(rect.x, rect.y + height + gap, rect.width, max(rect.height - height - gap, _TWO_LINES))
    return lower, Rect(rect.x, rect.y, rect.width, height)


def mark_place(theme: Theme, role: Role, size: tuple[float, float]) -> Rect:
    """The place of a mark of some width and height at the edge of a slide, clear of its title and of pictures."""
    layout = theme.layouts[role]
    width, height = size
    texts = [h.rect for slot, h in layout.holders.items() if slot in {"title", "subtitle"}]
    title = title_place(theme, "title-only", strip=True)
    middle = label_place(title, theme.layouts["title-only"]).y + _LABEL_HEIGHT / 2
    usual = Rect(theme.body.right - width, max(middle - height / 2, 0.1), width, height)
    if role not in {"title", "section"}:
        free = cleared(
            Rect(title.x, usual.y, usual.right - title.x, height), [a.rect for a in layout.ground.art if a.is_picture]
        )
        return replace(usual, x=free.right - width) if free.height == height and free.width >= width else usual
    right, bottom = theme.width - 0.2 - width, theme.height - 0.1 - height
    choices = (
        usual,
        Rect(right, 0.1, width, height),
        Rect(0.2, 0.1, width, height),
        Rect(right, bottom, width, height),
    )
    clear = (r for r in choices if not any(overlap(r, text) for text in texts) and not _small_pictures_over(r, layout))
    return next(clear, usual)


def _small_pictures_over(rect: Rect, layout: Layout) -> bool:
    return any(
        art.is_picture and 0 < overlap(art.rect, rect) < rect.width * rect.height * 0.97 for art in layout.ground.art
    )


def facts_place(theme: Theme, lowest: float, *, least: float) -> Rect | None:
    """The place of a row of facts near the foot of the title slide; None where there is none.

    Args:
        theme: the template.
        lowest: foot of what stands above, in inches.
        least: height that the facts need, in inches.
    """
    layout = theme.layouts["title"]
    left = layout.holders["title"].rect.x
    right = max(theme.width - left, layout.holders["title"].rect.right)
    foot = min((h.rect.y for h in layout.feet.values() if h.rect.y > lowest), default=theme.height - 0.2)
    edges = {lowest, foot}
    for art in layout.ground.art:
        across = min(art.rect.right, right) - max(art.rect.x, left)
        if across >= _WIDE * (right - left):
            edges |= {edge for edge in (art.rect.y, art.rect.bottom) if lowest < edge < foot}
    ordered = sorted(edges)
    bands = [Rect(left, a, right - left, b - a) for a, b in pairwise(ordered)]
    pictures = [art.rect for art in layout.ground.art if art.is_picture and art.rect.width < _WIDE * theme.width]
    free = [cleared(band, pictures) for band in bands]
    best = max(free, key=lambda r: r.width * min(r.height, _FACTS_HEIGHT), default=None)
    if best is None or best.height < least:
        return None
    height = min(_FACTS_HEIGHT, max(best.height - _FACTS_FOOT, least))
    top = max(min(_FACTS_TOP, (best.height - least) / 2), best.height - height - _FACTS_ABOVE_FOOT)
    return replace(best, y=best.y + top, height=height)


def ink_at(scheme: Scheme, layout: Layout, rect: Rect, wishes: Iterable[Color]) -> Color:
    """The first colour wished for that can be read at a place of a layout; else the best of paper and ink."""
    fills = (resolve(layout.panel, scheme),) if layout.panel else layout.ground.under(rect)
    known = [fill for fill in fills if fill] or [scheme.colors["bg1"]]

    def worst(color: Color) -> float:
        return min(contrast(resolve(color, scheme), fill) for fill in known)

    ends: tuple[Color, Color] = ("paper", "ink")
    return next((color for color in wishes if worst(color) >= READABLE), max(ends, key=worst))
