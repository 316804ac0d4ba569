"""Prepare a template's layout for its role: assign its placeholders and check the contrast of its text."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Color
from golive.render.palette import contrast_ratio
from golive.render.slides.model import Rect, Role, Slot
from golive.render.slides.theme.backgrounds import Backdrop, avoid_logos
from golive.render.slides.theme.colors import MIN_TEXT_CONTRAST, ColorScheme, resolve_color
from golive.render.slides.theme.layout_roles import LayoutChoice, find_largest_content
from golive.render.slides.theme.slide_masters import Placeholder, TemplateLayout

MAX_SAME_CONTRAST: Final = 1.2
"""Contrast up to which a background counts as the paper itself."""

_LABEL_INDEX: Final = 13
_MAX_LABEL_HEIGHT_IN: Final = 0.6
_FOOTER_TYPES: Final = ("ftr", "dt", "sldNum")


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
        panel: fill drawn behind text that could not be read on the backdrop alone; None for no panel.
    """

    part_name: str
    placeholders: Mapping[Slot, Placeholder]
    footer_indexes: Mapping[str, int]
    is_dark: bool
    name: str
    found_by: str
    backdrop: Backdrop
    footer_placeholders: Mapping[str, Placeholder]
    panel: Color | None = None


def build_layout(role: Role, choice: LayoutChoice, scheme: ColorScheme, body: Rect) -> Layout:
    """Prepare a layout for its role.

    Args:
        role: role of the layout.
        choice: the layout, and how it was found.
        scheme: the theme's colors.
        body: content area, in inches.
    """
    sheet = choice.layout
    holders = _assign_slots(role, sheet)
    feet = {holder.kind: holder for holder in sheet.placeholders if holder.kind in _FOOTER_TYPES}
    panel = _choose_panel(role, holders, sheet.backdrop, scheme, body)
    behind = resolve_color(panel, scheme) if panel else ""
    own = (behind,) if panel else sheet.backdrop.background
    light, dark = (
        min((contrast_ratio(resolve_color(c, scheme), g) for g in own if g), default=0) for c in ("paper", "ink")
    )
    # Readers that ignore layouts assume dark text, so runs on a dark background name their color.
    made = {
        slot: _check_readability(holder, sheet.backdrop, behind, is_dark=light > dark)
        for slot, holder in holders.items()
    }
    seen = {
        kind: _check_readability(holder, sheet.backdrop, behind, is_dark=light > dark) for kind, holder in feet.items()
    }
    return Layout(
        sheet.part,
        MappingProxyType(made),
        MappingProxyType({kind: holder.index for kind, holder in feet.items()}),
        light > dark,
        sheet.name,
        choice.found_by,
        sheet.backdrop,
        MappingProxyType(seen),
        panel,
    )


def _assign_slots(role: Role, sheet: TemplateLayout) -> dict[Slot, Placeholder]:
    """Return the placeholders of a layout by slot."""
    title = sheet.title
    if title is None:
        return {}
    found: dict[Slot, Placeholder] = {"title": title}
    rest = [holder for holder in sheet.content_placeholders if holder.kind in {"obj", "body"}]
    label = next((h for h in rest if h.index == _LABEL_INDEX and h.rect.bottom <= title.rect.bottom), None)
    if label and label.rect.height <= _MAX_LABEL_HEIGHT_IN:
        found["label"] = label
        rest.remove(label)
    if role in {"title", "section"}:
        below = [h for h in sheet.placeholders if h.kind == "subTitle"] or [h for h in rest if h.rect.y >= title.rect.y]
        found.update({"subtitle": below[0]} if below else {})
    elif role == "content":
        body = find_largest_content(sheet)
        found.update({"body": body} if body and body is not label else {})
    elif role == "two-content":
        found |= dict(zip(("left", "right"), rest, strict=False))
    elif role == "comparison":
        found |= dict(zip(("left-head", "left", "right-head", "right"), rest, strict=False))
    return found


def _choose_panel(
    role: Role, holders: Mapping[Slot, Placeholder], backdrop: Backdrop, scheme: ColorScheme, body: Rect
) -> Color | None:
    """Return the fill that text needs behind it; None if the text is readable without one."""
    places = [avoid_logos(h.rect, backdrop) for slot, h in holders.items() if slot in {"title", "subtitle"}]
    papers = [resolve_color(color, scheme) for color in ("paper", "ink")]
    hard = any(not _has_readable_ink(backdrop.colors_behind(place), papers) for place in places)
    if role in {"title", "section"}:
        title = holders["title"].style.color
        paper: Color = "paper" if title and contrast_ratio(title, papers[0]) >= MIN_TEXT_CONTRAST else "dark"
        return paper if hard else None
    if role in {"content", "title-only"}:
        fills = backdrop.colors_behind(body)
        plain = all(fill is not None and contrast_ratio(fill, papers[0]) <= MAX_SAME_CONTRAST for fill in fills)
        return "paper" if hard or not plain else None
    return None


def _has_readable_ink(fills: tuple[str | None, ...], inks: list[str]) -> bool:
    return any(
        all(fill is not None and contrast_ratio(ink, fill) >= MIN_TEXT_CONTRAST for fill in fills) for ink in inks
    )


def _check_readability(holder: Placeholder, backdrop: Backdrop, behind: str, *, is_dark: bool) -> Placeholder:
    """Return the placeholder with `has_readable_color` set for the fills behind it."""
    fills = (behind,) if behind else backdrop.colors_behind(avoid_logos(holder.rect, backdrop))
    own = None if is_dark else holder.style.color
    return replace(
        holder,
        has_readable_color=own is not None and all(f and contrast_ratio(own, f) >= MIN_TEXT_CONTRAST for f in fills),
    )
