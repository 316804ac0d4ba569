"""A PowerPoint template → Theme: sizes, places, fonts and colours, as far as planning needs them."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from golive.figures.drawing import Color
from golive.ooxml.package import Package, open_package, refuse
from golive.ooxml.template_cleaning import Cleaned, clean
from golive.render.palette import contrast
from golive.render.slides.model import Rect, Role
from golive.render.slides.theme.colors import Scheme, resolve
from golive.render.slides.theme.layout_roles import Choice, assign
from golive.render.slides.theme.layout_sheets import Holder, Master, Sheet, masters, slide_size
from golive.render.slides.theme.layouts import SAME, Layout, layout_of
from golive.render.slides.theme.safe_area import safe_body
from golive.render.slides.theme.tints import choose
from golive.support.problems import ThemeError
from golive.typography.metrics import is_known

__all__ = ["Holder", "Layout", "Theme", "palette_of", "read_theme"]

UNKNOWN: Final = "Arial"
"""What text is measured as where the theme names no font, or one whose widths are not known."""

_PAPER: Final = "FFFFFF"


class Theme(Struct, frozen=True):
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
    layouts = {role: layout_of(role, choice, scheme, body) for role, choice in choices.items()}
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
    if first is not None and all(fill is not None and contrast(first, fill) <= SAME for fill in fills):
        return first, []
    return master.colors["bg1"], []


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
