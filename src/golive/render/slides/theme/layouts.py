"""Prepare a template's layout for its role: assign its placeholders and check the contrast of its text."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Color, Rect
from golive.render.palette import contrast_ratio
from golive.render.slides.model import Role, Slot, TextStyle
from golive.render.slides.theme.backgrounds import Backdrop, LayoutArt, avoid_logos, overlap_area
from golive.render.slides.theme.colors import (
    LARGE_BOLD_TEXT_PT,
    LARGE_TEXT_PT,
    MIN_LARGE_TEXT_CONTRAST,
    MIN_TEXT_CONTRAST,
    ColorScheme,
    get_panel_colors,
    resolve_color,
)
from golive.render.slides.theme.footers import place_footer
from golive.render.slides.theme.layout_roles import (
    COVER_ROLES,
    FOOTER_TYPES,
    LayoutChoice,
    find_columns,
    find_label,
    find_largest_content,
)
from golive.render.slides.theme.panels import MIN_GROUND_CONTRAST
from golive.render.slides.theme.slide_masters import Placeholder, TemplateLayout
from golive.render.slides.theme.text_styles import outset_rect

MAX_SAME_CONTRAST: Final = 1.2
"""Contrast up to which a background counts as the paper itself."""

_MIN_BODY_SHARE: Final = 0.4
_MIN_SUBTITLE_HEIGHT_IN: Final = 0.4
_MAX_MARK_SHARE: Final = 0.3
_MAX_BADGE_IN: Final = 2.0
_MIN_BADGE_SHARE: Final = 0.7
"""Least share of the place of a footer or slide number that its badge covers."""


class Layout(Struct, frozen=True):
    """A layout.

    Attributes:
        part_name: name of the layout's part in the package, with a leading slash.
        placeholders: placeholders by the slot that golive uses them for.
        footer_indexes: `idx` of the placeholders for footer, date and slide number, by type.
        is_dark: whether the background is dark.
        name: the layout's name in PowerPoint.
        found_by: how the layout was chosen for its role.
        backdrop: background and art behind the text.
        footer_placeholders: the placeholders of `footer_indexes`, by type.
        panel: fill drawn behind text that could not be read on the backdrop alone; None for no panel. Its opacity is
            that of the scheme.
        scheme: colors and tints of slides with this layout.
        has_footers_on_panel: whether the footers stand on the panel; not if it would cover a logo then.
        color_map: entries of the color map that its slides must name, if it replaces its master's.
        full_name: the name that tells it from the layouts of other masters, for a map of roles.
        plain_style: style of text that stands in no placeholder.
    """

    part_name: str
    placeholders: Mapping[Slot, Placeholder]
    footer_indexes: Mapping[str, int]
    is_dark: bool
    name: str
    found_by: str
    backdrop: Backdrop
    footer_placeholders: Mapping[str, Placeholder]
    panel: Color | None
    scheme: ColorScheme
    has_footers_on_panel: bool = False
    color_map: tuple[tuple[str, str], ...] = ()
    full_name: str = ""
    plain_style: TextStyle = TextStyle("", 18)


def build_layout(
    role: Role, choice: LayoutChoice, scheme: ColorScheme, body: Rect, size: tuple[float, float]
) -> Layout:
    """Prepare a layout for its role.

    Args:
        role: role of the layout.
        choice: the layout, and how it was found.
        scheme: the theme's colors.
        body: content area, in inches.
        size: width and height of a slide, in inches.
    """
    sheet = choice.layout
    holders = _assign_slots("title-only" if choice.is_fallback and role == "content" else role, sheet, size)
    own = None if role in COVER_ROLES or role == "blank" else body
    placed = (place_footer(one, sheet.backdrop, size, own) for one in sheet.placeholders if one.kind in FOOTER_TYPES)
    feet = {holder.kind: holder for holder in placed if holder}
    backdrop = _mark_badges(list(feet.values()), _add_placeholder_fills(holders, sheet.backdrop))
    panel = _choose_panel(role, holders, backdrop, scheme, body)
    behind = get_panel_colors(scheme) if panel else ()
    under_title = behind if panel else backdrop.colors_behind(holders["title"].rect if "title" in holders else body)
    light, dark = (
        min((contrast_ratio(resolve_color(c, scheme), g) for g in under_title if g), default=0)
        for c in ("paper", "ink")
    )
    # Readers that ignore layouts assume dark text, so runs on a dark background name their color.
    made = {
        slot: _check_readability(holder, backdrop, behind, is_dark=light > dark) for slot, holder in holders.items()
    }
    on_panel = panel is not None and not _covers_a_mark([*holders.values(), *feet.values()], body, backdrop)
    under = behind if on_panel else ()
    seen = {kind: _check_readability(holder, backdrop, under, is_dark=light > dark) for kind, holder in feet.items()}
    return Layout(
        sheet.part,
        MappingProxyType(made),
        MappingProxyType({kind: holder.index for kind, holder in feet.items()}),
        light > dark,
        sheet.name,
        choice.found_by,
        backdrop,
        MappingProxyType(seen),
        panel,
        scheme,
        on_panel,
        sheet.color_map,
        plain_style=sheet.plain_style,
    )


def _mark_badges(feet: list[Placeholder], backdrop: Backdrop) -> Backdrop:
    """Return the backdrop with small shapes that a footer or slide number stands in as marks, which no panel covers."""

    def is_badge(art: LayoutArt) -> bool:
        return max(art.rect.width, art.rect.height) <= _MAX_BADGE_IN and any(
            overlap_area(art.rect, foot.rect) > _MIN_BADGE_SHARE * foot.rect.width * foot.rect.height for foot in feet
        )

    art = tuple(replace(one, is_mark=True) if one.fill and is_badge(one) else one for one in backdrop.art)
    return replace(backdrop, art=art)


def find_text_area(layout: Layout, body: Rect) -> Rect:
    """Return the rectangle around the texts of a layout: content, placeholders, and footers that are on its panel."""
    feet = layout.footer_placeholders.values() if layout.has_footers_on_panel else ()
    return _find_area([*layout.placeholders.values(), *feet], body)


def _find_area(holders: list[Placeholder], body: Rect) -> Rect:
    rects = [body, *(holder.rect for holder in holders)]
    left, top = min(r.x for r in rects), min(r.y for r in rects)
    return Rect(left, top, max(r.right for r in rects) - left, max(r.bottom for r in rects) - top)


def _covers_a_mark(holders: list[Placeholder], body: Rect, backdrop: Backdrop) -> bool:
    """Return True if one rectangle around placeholders and content would cover a logo, a text or a line."""
    whole = _find_area(holders, body)
    most = _MAX_MARK_SHARE * whole.width * whole.height
    return any(0 < overlap_area(art.rect, whole) < most for art in backdrop.art if art.is_mark)


def _add_placeholder_fills(holders: Mapping[Slot, Placeholder], backdrop: Backdrop) -> Backdrop:
    """Return the backdrop with the own fills of the title and subtitle placeholders, which text stands on."""
    used = [holder for slot, holder in holders.items() if slot in {"title", "subtitle"} and holder.fill]
    filled = tuple(LayoutArt(outset_rect(holder.rect, holder.inset), holder.fill) for holder in used)
    return Backdrop(backdrop.background, (*backdrop.art, *filled)) if filled else backdrop


def _assign_slots(role: Role, sheet: TemplateLayout, size: tuple[float, float]) -> dict[Slot, Placeholder]:
    """Return the placeholders of a layout by slot."""
    title = sheet.title
    if title is None:
        return {}
    found: dict[Slot, Placeholder] = {"title": title}
    rest = [holder for holder in sheet.content_placeholders if holder.kind in {"obj", "body"}]
    label = find_label(sheet)
    if label:
        found["label"] = label
        rest.remove(label)
    if role in COVER_ROLES:
        subtitle = next((h for h in sheet.placeholders if h.kind == "subTitle"), None) or _find_subtitle(rest, title)
        found.update({"subtitle": subtitle} if subtitle else {})
    elif role == "content":
        body = find_largest_content(sheet)
        is_high = body is not None and body.rect.height >= _MIN_BODY_SHARE * size[1]
        found.update({"body": body} if body and is_high and body is not label else {})
    elif role in {"two-content", "comparison"}:
        found.update(find_columns(sheet, size))
    return found


def _find_subtitle(holders: list[Placeholder], title: Placeholder) -> Placeholder | None:
    """Return the placeholder for the lines below a title: the nearest that is high enough, or else one above it."""
    high = [h for h in holders if h.rect.height >= _MIN_SUBTITLE_HEIGHT_IN and h.rect.width >= title.rect.width / 3]
    below = [h for h in high if h.rect.y >= title.rect.y]
    return min(below or high, key=lambda h: abs(h.rect.y - title.rect.y), default=None)


def _choose_panel(
    role: Role, holders: Mapping[Slot, Placeholder], backdrop: Backdrop, scheme: ColorScheme, body: Rect
) -> Color | None:
    """Return the fill that text needs behind it; None if the text is readable without one."""
    papers = [resolve_color(color, scheme) for color in ("paper", "ink")]
    texts = [holder for slot, holder in holders.items() if slot in {"title", "subtitle"}]
    hard = any(not _is_readable_in_place(holder, backdrop, papers) for holder in texts)
    if role in COVER_ROLES:
        # The label, the facts and the footers are small.
        small = holders.get("subtitle", holders["title"])
        known = [fill for fill in backdrop.colors_behind(avoid_logos(small.rect, backdrop)) if fill]
        hard = hard or not any(all(contrast_ratio(ink, fill) >= MIN_TEXT_CONTRAST for fill in known) for ink in papers)
        return "paper" if hard else None
    if role != "blank":
        fills = backdrop.colors_behind(body)
        plain = all(fill is not None and contrast_ratio(fill, papers[1]) >= MIN_GROUND_CONTRAST for fill in fills)
        return "paper" if hard or not plain else None
    return None


def _is_readable_in_place(holder: Placeholder, backdrop: Backdrop, inks: list[str]) -> bool:
    """Return True if the placeholder's own color or an ink can be read on everything behind it.

    On a picture that cannot be decoded the brand's own color is trusted: it set its titles there.
    """
    fills = backdrop.colors_behind(avoid_logos(holder.rect, backdrop))
    known = [fill for fill in fills if fill]
    tried = [holder.style.color] if len(known) < len(fills) else [holder.style.color, *inks]
    least = _get_least_contrast(holder)
    return any(ink is not None and all(contrast_ratio(ink, fill) >= least for fill in known) for ink in tried)


def _get_least_contrast(holder: Placeholder) -> float:
    """Return the contrast that the text of a placeholder needs at its usual size."""
    style = holder.style
    is_large = style.size_pt >= LARGE_TEXT_PT or (style.bold and style.size_pt >= LARGE_BOLD_TEXT_PT)
    return MIN_LARGE_TEXT_CONTRAST if is_large and not holder.levels else MIN_TEXT_CONTRAST


def _check_readability(
    holder: Placeholder, backdrop: Backdrop, behind: tuple[str, ...], *, is_dark: bool
) -> Placeholder:
    """Return the placeholder with `has_readable_color` set for the fills behind it; unknown pictures pass."""
    fills = behind or backdrop.colors_behind(avoid_logos(holder.rect, backdrop))
    own = None if is_dark and None not in fills else holder.style.color
    least = _get_least_contrast(holder)
    return replace(
        holder,
        has_readable_color=own is not None and all(f is None or contrast_ratio(own, f) >= least for f in fills),
    )
