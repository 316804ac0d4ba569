"""Read a PowerPoint template into a Theme: the sizes, layouts, fonts and colors that planning needs."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from golive.figures.drawing import Color
from golive.ooxml.template import Template, load_template
from golive.ooxml.template_archive import make_theme_error
from golive.render.palette import contrast_ratio
from golive.render.slides.model import Rect, Role
from golive.render.slides.theme.colors import ColorScheme, resolve_color
from golive.render.slides.theme.layout_roles import LayoutChoice, assign_layouts
from golive.render.slides.theme.layouts import MAX_SAME_CONTRAST, Layout, build_layout
from golive.render.slides.theme.safe_area import find_content_area
from golive.render.slides.theme.slide_masters import Master, Placeholder, TemplateLayout, read_masters, read_slide_size
from golive.render.slides.theme.tints import choose_tints
from golive.support.problems import ThemeError
from golive.typography.metrics import has_metrics

__all__ = ["Layout", "Placeholder", "Theme", "build_palette", "read_theme"]

FALLBACK_FONT: Final = "Arial"
"""Font used for measuring text if the theme names no font, or one with unknown widths."""

_WHITE: Final = "FFFFFF"


class Theme(Struct, frozen=True):
    """A loaded template.

    Attributes:
        source: bytes of the template, for `ooxml.template.load_template`.
        width: slide width, in inches.
        height: slide height, in inches.
        heading_font: font family of titles.
        body_font: font family of all other text.
        scheme: theme colors, and the tint of each semantic color.
        layouts: layout of each role.
        body: content area below a title of two lines, in inches.
        forced_font: family that text runs must name because the theme names none; otherwise empty.
        warnings: warnings for the user, one sentence each.
        removed: content removed from the template.
    """

    source: bytes
    width: float
    height: float
    heading_font: str
    body_font: str
    scheme: ColorScheme
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
        roles: layout names chosen by the user, by role.

    Raises:
        ThemeError: the file is of another kind, or has no layout for a title slide.
    """
    template = load_template(source)
    size = read_slide_size(template)
    master, choices = _choose_master(template, size, dict(roles))
    body = find_content_area(choices, size)
    background, warnings = _find_paper_color(choices["content"].layout, body, master)
    tints, changes = choose_tints(master.colors, background)
    scheme = ColorScheme(MappingProxyType(dict(master.colors)), MappingProxyType(dict(tints)))
    layouts = {role: build_layout(role, choice, scheme, body) for role, choice in choices.items()}
    warnings += [f"{role}: {choice.found_by}" for role, choice in choices.items() if choice.is_fallback]
    if layouts["content"].panel:
        warnings.append("content slides have a picture or strong colors behind text: a panel is put under it")
    title, text, forced = _choose_fonts(layouts, master, warnings)
    return Theme(
        source,
        *size,
        title,
        text,
        scheme,
        MappingProxyType(layouts),
        body,
        forced,
        (*warnings, *changes),
        template.removed,
    )


def build_palette(theme: Theme, *, for_print: bool = False) -> Mapping[Color, str]:
    """Build the palette of drawings from a theme; six hexadecimal digits per color.

    Args:
        theme: a loaded template.
        for_print: use white paper, whatever the slide background is.
    """
    scheme = theme.scheme
    if for_print and resolve_color("paper", scheme) != _WHITE:
        colors = dict(scheme.colors)
        colors["tx1"] = max(colors["tx1"], colors["bg1"], key=lambda color: contrast_ratio(color, _WHITE))
        pale, dark = sorted((colors["tx2"], colors["bg2"]), key=lambda color: contrast_ratio(color, _WHITE))
        colors |= {"bg1": _WHITE, "bg2": pale, "tx2": dark}
        scheme = ColorScheme(colors, choose_tints(colors, _WHITE)[0])
    return MappingProxyType({color: resolve_color(color, scheme) for color in scheme.tints})


def _choose_master(
    template: Template, size: tuple[float, float], roles: dict[Role, str]
) -> tuple[Master, Mapping[Role, LayoutChoice]]:
    """Choose the first slide master that has the required layouts."""
    first: ThemeError | None = None
    for master in read_masters(template, size):
        try:
            return master, assign_layouts(master.layouts, size, roles)
        except ThemeError as error:
            first = first or error
    raise first or make_theme_error("is damaged: it has no slide master", "Open and save it in PowerPoint.")


def _find_paper_color(sheet: TemplateLayout, body: Rect, master: Master) -> tuple[str, list[str]]:
    """Return the background color of content slides, and warnings."""
    fills = sheet.backdrop.colors_behind(body)
    first = fills[0] if fills else None
    if first is not None and all(
        fill is not None and contrast_ratio(first, fill) <= MAX_SAME_CONTRAST for fill in fills
    ):
        return first, []
    return master.colors["bg1"], []


def _choose_fonts(layouts: Mapping[Role, Layout], master: Master, warnings: list[str]) -> tuple[str, str, str]:
    """Return the font families of titles and text, and the family that runs must name."""
    title = layouts["title-only"].placeholders["title"].style.family
    text = master.fonts[1]
    forced = "" if text else FALLBACK_FONT
    for name, family in (("titles", title), ("text", text)):
        if not family:
            warnings.append(f"the theme names no font for {name}: {FALLBACK_FONT} is used")
        elif not has_metrics(family):
            warnings.append(f"the widths of {family} ({name}) are not known: it is measured as {FALLBACK_FONT}")
    return title or FALLBACK_FONT, text or FALLBACK_FONT, forced
