"""A layout of a template, ready for its role: its placeholders by their use, and what text on it needs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Color
from golive.render.palette import contrast
from golive.render.slides.model import Rect, Role, Slot
from golive.render.slides.theme.backgrounds import Ground, beside_pictures
from golive.render.slides.theme.colors import READABLE, Scheme, resolve
from golive.render.slides.theme.layout_roles import Choice, largest
from golive.render.slides.theme.layout_sheets import Holder, Sheet

SAME: Final = 1.2
"""Contrast up to which a ground counts as the paper itself."""

_LABEL: Final = 13
_LABEL_HEIGHT: Final = 0.6
_FEET: Final = ("ftr", "dt", "sldNum")


class Layout(Struct, frozen=True):
    """A layout.

    Attributes:
        part: its name in the package.
        holders: its placeholders by what we use them for.
        margins: the numbers of its placeholders for footer, date and slide number, by type.
        is_dark: whether its ground is dark.
        name: what PowerPoint calls it.
        how: how it was found for its role.
        ground: what stands behind its text.
        feet: the placeholders of `margins`.
        panel: a fill that is put behind text, since it could not be read on the ground alone.
    """

    part: str
    holders: Mapping[Slot, Holder]
    margins: Mapping[str, int]
    is_dark: bool
    name: str
    how: str
    ground: Ground
    feet: Mapping[str, Holder]
    panel: Color | None = None


def layout_of(role: Role, choice: Choice, scheme: Scheme, body: Rect) -> Layout:
    """Make a layout ready for its role.

    Args:
        role: what it serves for.
        choice: the layout, and how it was found.
        scheme: the theme's colours.
        body: the place for content, in inches.
    """
    sheet = choice.sheet
    holders = _slots(role, sheet)
    feet = {holder.kind: holder for holder in sheet.holders if holder.kind in _FEET}
    panel = _panel(role, holders, sheet.ground, scheme, body)
    behind = resolve(panel, scheme) if panel else ""
    own = (behind,) if panel else sheet.ground.background
    light, dark = (min((contrast(resolve(c, scheme), g) for g in own if g), default=0) for c in ("paper", "ink"))
    # What reads a file without following its layouts takes text for dark: on dark ground, colours are said.
    made = {slot: _seen(holder, sheet.ground, behind, is_dark=light > dark) for slot, holder in holders.items()}
    seen = {kind: _seen(holder, sheet.ground, behind, is_dark=light > dark) for kind, holder in feet.items()}
    return Layout(
        sheet.part,
        MappingProxyType(made),
        MappingProxyType({kind: holder.number for kind, holder in feet.items()}),
        light > dark,
        sheet.name,
        choice.how,
        sheet.ground,
        MappingProxyType(seen),
        panel,
    )


def _slots(role: Role, sheet: Sheet) -> dict[Slot, Holder]:
    """The placeholders of a layout by their use."""
    title = sheet.title
    if title is None:
        return {}
    found: dict[Slot, Holder] = {"title": title}
    rest = [holder for holder in sheet.contents if holder.kind in {"obj", "body"}]
    label = next((h for h in rest if h.number == _LABEL and h.rect.bottom <= title.rect.bottom), None)
    if label and label.rect.height <= _LABEL_HEIGHT:
        found["label"] = label
        rest.remove(label)
    if role in {"title", "section"}:
        below = [h for h in sheet.holders if h.kind == "subTitle"] or [h for h in rest if h.rect.y >= title.rect.y]
        found.update({"subtitle": below[0]} if below else {})
    elif role == "content":
        body = largest(sheet)
        found.update({"body": body} if body and body is not label else {})
    elif role == "two-content":
        found |= dict(zip(("left", "right"), rest, strict=False))
    elif role == "comparison":
        found |= dict(zip(("left-head", "left", "right-head", "right"), rest, strict=False))
    return found


def _panel(role: Role, holders: Mapping[Slot, Holder], ground: Ground, scheme: Scheme, body: Rect) -> Color | None:
    """The fill that text needs behind it; None where it can be read as it is."""
    places = [beside_pictures(h.rect, ground) for slot, h in holders.items() if slot in {"title", "subtitle"}]
    papers = [resolve(color, scheme) for color in ("paper", "ink")]
    hard = any(not _is_plain(ground.under(place), papers) for place in places)
    if role in {"title", "section"}:
        title = holders["title"].style.color
        paper: Color = "paper" if title and contrast(title, papers[0]) >= READABLE else "dark"
        return paper if hard else None
    if role in {"content", "title-only"}:
        fills = ground.under(body)
        plain = all(fill is not None and contrast(fill, papers[0]) <= SAME for fill in fills)
        return "paper" if hard or not plain else None
    return None


def _is_plain(fills: tuple[str | None, ...], inks: list[str]) -> bool:
    return any(all(fill is not None and contrast(ink, fill) >= READABLE for fill in fills) for ink in inks)


def _seen(holder: Holder, ground: Ground, behind: str, *, is_dark: bool) -> Holder:
    """The placeholder, knowing whether its own colour can be read."""
    fills = (behind,) if behind else ground.under(beside_pictures(holder.rect, ground))
    own = None if is_dark else holder.style.color
    return replace(holder, plain=own is not None and all(f and contrast(own, f) >= READABLE for f in fills))
