"""Read a PowerPoint template into a Theme: the sizes, layouts, fonts and colors that planning needs."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Color, Rect
from golive.ooxml.colors import Fill
from golive.ooxml.template import load_template
from golive.ooxml.template_archive import make_theme_error
from golive.render.palette import contrast_ratio
from golive.render.slides.model import Role, TableLook
from golive.render.slides.theme.backgrounds import Backdrop
from golive.render.slides.theme.colors import ColorScheme, get_panel_colors, resolve_color
from golive.render.slides.theme.layout_roles import COVER_ROLES, LayoutChoice, assign_layouts, find_largest_content
from golive.render.slides.theme.layouts import Layout, build_layout, find_text_area
from golive.render.slides.theme.panels import PanelLook, choose_panel_look, choose_paper_color, find_clearer_ink
from golive.render.slides.theme.safe_area import find_content_area
from golive.render.slides.theme.slide_masters import (
    Placeholder,
    TemplateLayout,
    name_layouts,
    read_masters,
    read_slide_size,
)
from golive.render.slides.theme.table_styles import read_table_look
from golive.render.slides.theme.tints import choose_fills, choose_tints
from golive.typography.families import UNKNOWN_WIDTHS, find_family_widths

__all__ = ["Layout", "Placeholder", "Theme", "build_palette", "read_theme"]

FALLBACK_FONT: Final = "Arial"
"""Font of text if the theme names none."""

_WHITE: Final = "FFFFFF"
_USUAL_WIDTH_IN: Final = 40 / 3
_USUAL_HEIGHT_IN: Final = 7.5


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
        scale: size of the template's slides, as a multiple of those that are planned; above 1 for large slides.
            All lengths and text sizes of the theme are divided by it.
        table_look: the table style of new tables; None if it cannot be used.
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
    scale: float = 1.0
    table_look: TableLook | None = None


@lru_cache(maxsize=8)
def read_theme(source: bytes, roles: tuple[tuple[Role, str], ...] = ()) -> Theme:
    """Read a template.

    Args:
        source: the bytes of a .pptx, .potx, .ppsx, or one of these with macros.
        roles: layout names chosen by the user, by role.

    Raises:
        ThemeError: the file is of another kind, or none of its layouts has a title.
    """
    template = load_template(source)
    real_size = read_slide_size(template)
    scale = max(1.0, min(real_size[0] / _USUAL_WIDTH_IN, real_size[1] / _USUAL_HEIGHT_IN))
    size = (real_size[0] / scale, real_size[1] / scale)
    masters = [_scale_layouts(master.layouts, 1 / scale) for master in read_masters(template, real_size)]
    if not masters:
        raise make_theme_error("is damaged: it has no slide master", "Open and save it in PowerPoint.")
    names = name_layouts(sheet for layouts in masters for sheet in layouts)
    choices = assign_layouts(masters, size, dict(roles))
    body = find_content_area(choices, size)
    warnings: list[str] = []
    scheme, changes = _build_content_scheme(choices, body, size)
    layouts = {}
    for role, choice in choices.items():
        layout = _build_role_layout(role, choice, scheme, (body, choices["content"].layout.colors), size)
        layouts[role] = replace(layout, full_name=names[choice.layout.part])
    warnings += [f"{role}: {choice.found_by}" for role, choice in choices.items() if choice.is_fallback]
    if layouts["content"].panel:
        warnings.append("content slides have a picture or strong colors behind text: a panel is put under it")
    title, text, forced = _choose_fonts(layouts, choices["content"].layout.fonts[1], warnings)
    return Theme(
        source,
        *size,
        title,
        text,
        scheme,
        MappingProxyType(layouts),
        body,
        forced,
        (*template.repaired, *warnings, *changes),
        template.removed,
        scale,
        read_table_look(template, scheme.colors, get_panel_colors(scheme)),
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


def _scale_layouts(layouts: tuple[TemplateLayout, ...], factor: float) -> tuple[TemplateLayout, ...]:
    """Return layouts with every length and text size multiplied."""
    if factor == 1:
        return layouts
    return tuple(
        replace(
            sheet,
            placeholders=tuple(_scale_placeholder(holder, factor) for holder in sheet.placeholders),
            backdrop=Backdrop(
                sheet.backdrop.background,
                tuple(replace(art, rect=_scale_rect(art.rect, factor)) for art in sheet.backdrop.art),
                sheet.backdrop.gradient
                and replace(sheet.backdrop.gradient, rect=_scale_rect(sheet.backdrop.gradient.rect, factor)),
            ),
        )
        for sheet in layouts
    )


def _scale_placeholder(holder: Placeholder, factor: float) -> Placeholder:
    left, top, right, bottom = (value * factor for value in holder.inset)
    style = replace(holder.style, size_pt=holder.style.size_pt * factor, tracking_pt=holder.style.tracking_pt * factor)
    inset = (left, top, right, bottom)
    levels = tuple(
        replace(
            level,
            size_pt=level.size_pt * factor,
            indent_in=level.indent_in * factor,
            hang_in=level.hang_in * factor,
            gap_pt=level.gap_pt * factor,
        )
        for level in holder.levels
    )
    return replace(holder, rect=_scale_rect(holder.rect, factor), inset=inset, style=style, levels=levels)


def _scale_rect(rect: Rect, factor: float) -> Rect:
    return Rect(rect.x * factor, rect.y * factor, rect.width * factor, rect.height * factor)


def _build_content_scheme(
    choices: Mapping[Role, LayoutChoice], body: Rect, size: tuple[float, float]
) -> tuple[ColorScheme, tuple[str, ...]]:
    """Choose the colors of content slides, on all of whose layouts they must be readable."""
    sheet = choices["content"].layout
    scheme, changes = _build_scheme(sheet, body, is_light=_is_light(sheet.colors["bg1"]))
    ground: Fill = ()
    bare: Fill = ()
    for role, choice in choices.items():
        if role not in COVER_ROLES:
            layout = build_layout(role, choice, scheme, body, size)
            if layout.panel:
                ground += layout.backdrop.colors_behind(find_text_area(layout, body), has_outliers=True)
            elif role != "blank":
                bare += layout.backdrop.colors_behind(body, has_outliers=True)
    if not ground and set(bare) <= {resolve_color("paper", scheme)}:
        return scheme, changes
    return _build_scheme(sheet, body, ground, bare, is_light=_is_light(sheet.colors["bg1"]))


def _build_role_layout(
    role: Role,
    choice: LayoutChoice,
    scheme: ColorScheme,
    content: tuple[Rect, Mapping[str, str]],
    size: tuple[float, float],
) -> Layout:
    """Prepare a layout for its role; a cover with colors or a panel of its own has its own scheme.

    Args:
        role: role of the layout.
        choice: the layout.
        scheme: colors of content slides.
        content: content area, in inches, and the theme colors that content slides see.
        size: width and height of a slide, in inches.
    """
    body, colors = content
    sheet = choice.layout
    if role not in COVER_ROLES:
        return build_layout(role, choice, scheme, body, size)
    title = sheet.title
    place = title.rect if title else body
    is_light = title is None or title.style.color is None or not _is_light(title.style.color)
    own = scheme if sheet.colors == colors else _build_scheme(sheet, place, is_light=is_light)[0]
    layout = build_layout(role, choice, own, body, size)
    if not layout.panel:
        return layout
    ground = layout.backdrop.colors_behind(Rect(0, 0, *size), has_outliers=True)
    return build_layout(role, choice, _build_scheme(sheet, place, ground, is_light=is_light)[0], body, size)


def _is_light(color: str) -> bool:
    return find_clearer_ink(color) == find_clearer_ink(_WHITE)


def _build_scheme(
    sheet: TemplateLayout, place: Rect, ground: Fill = (), bare: Fill = (), *, is_light: bool
) -> tuple[ColorScheme, tuple[str, ...]]:
    """Choose the colors for slides of a layout; return them with warnings about changes.

    Args:
        sheet: the layout.
        place: where its text stands.
        ground: the colors under panels behind text; empty without panels.
        bare: the colors that text stands on without a panel, besides the paper color.
        is_light: whether panels on ground that is neither light nor dark are light.
    """
    largest = find_largest_content(sheet)
    ink = next((holder.style.color for holder in (largest, sheet.title) if holder and holder.style.color), None)
    paper = choose_paper_color(sheet.backdrop, place, sheet.colors, ink, is_light=is_light)
    look = choose_panel_look(paper, ground) if ground else PanelLook(1.0, ())
    tints, changes = choose_tints(sheet.colors, paper, (*look.colors, *_find_ends(bare)))
    fills = choose_fills(tints, sheet.colors)
    own, chosen, filling = (MappingProxyType(dict(one)) for one in (sheet.colors, tints, fills))
    return ColorScheme(own, chosen, filling, look.opacity, look.colors), changes


def _find_ends(fills: Fill) -> tuple[str, ...]:
    """Return the darkest and the lightest of colors: what can be read on both can be read on all between."""
    known = sorted((fill for fill in fills if fill), key=lambda fill: contrast_ratio(fill, "000000"))
    return tuple(dict.fromkeys((known[0], known[-1]))) if known else ()


def _choose_fonts(layouts: Mapping[Role, Layout], text: str, warnings: list[str]) -> tuple[str, str, str]:
    """Return the font families of titles and text, and the family that runs must name."""
    title = layouts["title-only"].placeholders["title"].style.family
    forced = "" if text else FALLBACK_FONT
    for name, family in (("titles", title), ("text", text)):
        if not family:
            warnings.append(f"the theme names no font for {name}: {FALLBACK_FONT} is used")
        elif find_family_widths(family) is UNKNOWN_WIDTHS:
            measured = UNKNOWN_WIDTHS.describe()
            warnings.append(f"the widths of {family} ({name}) are not known: it is measured as {measured}")
    return title or FALLBACK_FONT, text or FALLBACK_FONT, forced
