"""Summarize a theme for review before building a deck on it, and write an editable role map."""

import json
from typing import Final

from msgspec import Struct

from golive.figures.drawing import Color
from golive.ooxml.template import load_template
from golive.render.palette import contrast_ratio
from golive.render.slides.theme.colors import Tint, resolve_color
from golive.render.slides.theme.layout_roles import REQUIRED_ROLES
from golive.render.slides.theme.slide_masters import name_layouts, read_masters, read_slide_size
from golive.render.slides.theme.theme import Theme
from golive.typography.families import find_family_widths

_INSPECTED_COLORS: Final[tuple[Color, ...]] = (
    "ink",
    "muted",
    "dark",
    "accent",
    "real-time",
    "batch",
    "sit",
    "uat",
    "live",
)
_FULL_LIGHTNESS: Final = 100


class RoleUse(Struct, frozen=True):
    """A role, its layout, and how the layout was found."""

    role: str
    layout: str
    how: str


class FontUse(Struct, frozen=True):
    """The use of a font family.

    Attributes:
        use: what it is used for.
        family: its name.
        exact: whether its character widths are known.
        measured_as: the family whose widths are used, with the margin that is added, such as "Arial + 4%".
    """

    use: str
    family: str
    exact: bool
    measured_as: str


class ColorUse(Struct, frozen=True):
    """A semantic color, its value, its source, and its contrast with the slide background."""

    meaning: str
    rgb: str
    source: str
    contrast: float


class Inspection(Struct, frozen=True):
    """Summary of a theme."""

    width: float
    height: float
    roles: tuple[RoleUse, ...]
    fonts: tuple[FontUse, ...]
    colors: tuple[ColorUse, ...]
    removed: tuple[str, ...]
    warnings: tuple[str, ...]


def inspect_theme(theme: Theme) -> Inspection:
    """Summarize a theme.

    Args:
        theme: a loaded template.
    """
    roles = tuple(RoleUse(role, theme.layouts[role].name, theme.layouts[role].found_by) for role in REQUIRED_ROLES)
    fonts = tuple(
        FontUse(use, family, widths.is_exact, family if widths.is_exact else widths.describe())
        for use, family in (("titles", theme.heading_font), ("text", theme.body_font))
        for widths in (find_family_widths(family),)
    )
    paper = resolve_color("paper", theme.scheme)
    colors = tuple(
        ColorUse(color, own, _describe_source(theme.scheme.tints[color]), round(contrast_ratio(own, paper), 2))
        for color in _INSPECTED_COLORS
        for own in (resolve_color(color, theme.scheme),)
    )
    size = (round(theme.width * theme.scale, 2), round(theme.height * theme.scale, 2))
    return Inspection(*size, roles, fonts, colors, theme.removed, theme.warnings)


def _describe_source(tint: Tint) -> str:
    if tint.rgb:
        return "derived"
    if tint.lum_mod == _FULL_LIGHTNESS and not tint.lum_off:
        return tint.scheme
    return f"{tint.scheme}, {'lighter' if tint.lum_off else 'darker'}"


def format_role_map(theme: Theme, name: str) -> str:
    """Format the layout of each role as YAML to edit.

    Args:
        theme: a loaded template.
        name: file name of the template.
    """
    rows = [
        f"# The layout of {name} for each role. Save this next to it as {name.rpartition('.')[0]}.roles.yaml.",
        "# A role that is left out is found by the layout's type, name and placeholders.",
    ]
    for role in REQUIRED_ROLES:
        layout = theme.layouts[role]
        said = f"{role}: {json.dumps(layout.full_name, ensure_ascii=False)}"
        rows.append(f"# {said} ({layout.found_by})" if layout.found_by.startswith("instead") else said)
    return "\n".join(rows) + "\n"


def list_layouts(source: bytes) -> tuple[str, ...]:
    """List the layouts of a template, whether or not it can be used, with what each has room for.

    Args:
        source: bytes of the template.

    Raises:
        ThemeError: the file is damaged or of another kind.
    """
    template = load_template(source)
    sheets = [sheet for master in read_masters(template, read_slide_size(template)) for sheet in master.layouts]
    names = name_layouts(sheets)
    return tuple(
        f"{json.dumps(names[sheet.part], ensure_ascii=False)}: {'a title' if sheet.title else 'no title'}, "
        f"content placeholders: {len(sheet.content_placeholders)}"
        for sheet in sheets
    )


def format_layout_list(layouts: tuple[str, ...], name: str, reasons: tuple[str, ...]) -> str:
    """Format the layouts of a template that cannot be used as it is, as YAML to complete.

    Args:
        layouts: the layouts, as `list_layouts` returns them.
        name: file name of the template.
        reasons: why it cannot be used.
    """
    rows = [f"# {name} cannot be used as it is:", *(f"#   {reason}" for reason in reasons)]
    rows += [f"# Choose layouts, and save this next to it as {name.rpartition('.')[0]}.roles.yaml. Its layouts:"]
    rows += [f"#   {layout}" for layout in layouts]
    return "\n".join([*rows, *(f"# {role}:" for role in REQUIRED_ROLES)]) + "\n"
