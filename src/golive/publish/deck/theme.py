"""A PowerPoint template → Theme: sizes, places, fonts and colours, as far as planning needs them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from golive.errors import ThemeError
from golive.figures.drawing import Color
from golive.publish.deck.cleaning import Cleaned, clean
from golive.publish.deck.grounds import Ground, beside_pictures
from golive.publish.deck.package import Package, open_package, refuse
from golive.publish.deck.palette import READABLE, Scheme, resolve
from golive.publish.deck.roles import Choice, assign, largest
from golive.publish.deck.safety import safe_body
from golive.publish.deck.sheets import Holder, Master, Sheet, masters, slide_size
from golive.publish.deck.slides import Rect, Role, Slot
from golive.publish.deck.tints import choose
from golive.publish.palette import contrast
from golive.typography.metrics import is_known

__all__ = ["Holder", "Layout", "Theme", "palette_of", "read_theme"]

UNKNOWN: Final = "Arial"
"""What text is measured as where the theme names no font, or one whose widths are not known."""

_LABEL: Final = 13
_LABEL_HEIGHT: Final = 0.6
_SAME: Final = 1.2
_FEET: Final = ("ftr", "dt", "sldNum")
_PAPER: Final = "FFFFFF"


@dataclass(frozen=True, slots=True)
class Layout:
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


@dataclass(frozen=True, slots=True)
class Theme:
    """A template, read.

    Attributes:
        source: the template without its sample slides, of which a deck is made.
        width: of a slide, in inches.
        height: of a slide, in inches.
        heading_font: family of titles.
        body_font: family of all other text.
        scheme: its colours, and what each meaning makes of them.
        layouts: what each kind of slide stands on.
        body: the place below a title of two lines, in which content may stand.
        forced_font: a family that runs must name, since the theme names none; empty for none.
        warnings: what a person should know, one sentence each.
        removed: what of the template is left behind.
    """

    source: bytes
    width: float
    height: float
    heading_font: str
    body_font: str
    scheme: Scheme
    layouts: Mapping[Role, Layout]
    body: Rect
    forced_font: str
    warnings: tuple[str, ...]
    removed: tuple[str, ...]


@lru_cache(maxsize=8)
def read_theme(source: bytes, roles: tuple[tuple[Role, str], ...] = ()) -> Theme:
    """Read a template.

    Args:
        source: the bytes of a .pptx, .potx, .ppsx, or one of these with macros.
        roles: names of layouts that a person chose for roles.

    Raises:
        ThemeError: it is none of these, or has no layout for a title slide.
    """
    package = open_package(source)
    cleaned = clean(source, package)
    size = slide_size(package, cleaned)
    master, choices = _master(package, cleaned, size, dict(roles))
    body = safe_body(choices, size)
    ground, warnings = _paper(choices["content"].sheet, body, master)
    tints, changes = choose(master.colors, ground)
    scheme = Scheme(MappingProxyType(dict(master.colors)), MappingProxyType(dict(tints)))
    layouts = {role: _layout(role, choice, scheme, body) for role, choice in choices.items()}
    warnings += [f"{role}: {choice.how}" for role, choice in choices.items() if choice.is_fallback]
    if layouts["content"].panel:
        warnings.append("content slides have a picture or strong colours behind text: a panel is put under it")
    title, text, forced = _fonts(layouts, master, warnings)
    return Theme(
        cleaned.source,
        *size,
        title,
        text,
        scheme,
        MappingProxyType(layouts),
        body,
        forced,
        (*warnings, *changes),
        cleaned.removed,
    )


def palette_of(theme: Theme, *, printed: bool = False) -> Mapping[Color, str]:
    """Every colour of a drawing, as the theme shows it; six hexadecimal digits each.

    Args:
        theme: a template, read.
        printed: for white paper, whatever the slides are made of.
    """
    scheme = theme.scheme
    if printed and resolve("paper", scheme) != _PAPER:
        colors = dict(scheme.colors)
        colors["tx1"] = max(colors["tx1"], colors["bg1"], key=lambda color: contrast(color, _PAPER))
        pale, dark = sorted((colors["tx2"], colors["bg2"]), key=lambda color: contrast(color, _PAPER))
        colors |= {"bg1": _PAPER, "bg2": pale, "tx2": dark}
        scheme = Scheme(colors, choose(colors, _PAPER)[0])
    return MappingProxyType({color: resolve(color, scheme) for color in scheme.tints})


def _master(
    package: Package, cleaned: Cleaned, size: tuple[float, float], roles: dict[Role, str]
) -> tuple[Master, Mapping[Role, Choice]]:
    """The first master that has what a deck needs."""
    first: ThemeError | None = None
    for master in masters(package, cleaned, size):
        try:
            return master, assign(master.sheets, size, roles)
        except ThemeError as error:
            first = first or error
    raise first or refuse("is damaged: it has no slide master", "Open and save it in PowerPoint.")


def _paper(sheet: Sheet, body: Rect, master: Master) -> tuple[str, list[str]]:
    """What content slides are made of: one colour, or the theme's background on a panel."""
    fills = sheet.ground.under(body)
    first = fills[0] if fills else None
    if first is not None and all(fill is not None and contrast(first, fill) <= _SAME for fill in fills):
        return first, []
    return master.colors["bg1"], []


def _layout(role: Role, choice: Choice, scheme: Scheme, body: Rect) -> Layout:
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
        plain = all(fill is not None and contrast(fill, papers[0]) <= _SAME for fill in fills)
        return "paper" if hard or not plain else None
    return None


def _is_plain(fills: tuple[str | None, ...], inks: list[str]) -> bool:
    return any(all(fill is not None and contrast(ink, fill) >= READABLE for fill in fills) for ink in inks)


def _seen(holder: Holder, ground: Ground, behind: str, *, is_dark: bool) -> Holder:
    """The placeholder, knowing whether its own colour can be read."""
    fills = (behind,) if behind else ground.under(beside_pictures(holder.rect, ground))
    own = None if is_dark else holder.style.color
    return replace(holder, plain=own is not None and all(f and contrast(own, f) >= READABLE for f in fills))


def _fonts(layouts: Mapping[Role, Layout], master: Master, warnings: list[str]) -> tuple[str, str, str]:
    """Families of titles and of text, and the one that runs must name."""
    title = layouts["title-only"].holders["title"].style.family
    text = master.fonts[1]
    forced = "" if text else UNKNOWN
    for name, family in (("titles", title), ("text", text)):
        if not family:
            warnings.append(f"the theme names no font for {name}: {UNKNOWN} is used")
        elif not is_known(family):
            warnings.append(f"the widths of {family} ({name}) are not known: it is measured as {UNKNOWN}")
    return title or UNKNOWN, text or UNKNOWN, forced
