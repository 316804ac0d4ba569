"""Theme → what a person should know of it before a deck is built on it, and a role map to edit."""

import json
from typing import Final

from msgspec import Struct

from golive.figures.drawing import Color
from golive.render.palette import contrast
from golive.render.slides.theme.colors import Tint, resolve
from golive.render.slides.theme.layout_roles import NEEDED
from golive.render.slides.theme.theme import UNKNOWN, Theme
from golive.typography.metrics import is_known

_COLORS: Final[tuple[Color, ...]] = ("ink", "muted", "dark", "accent", "real-time", "batch", "sit", "uat", "live")
_WHOLE: Final = 100


class RoleUse(Struct, frozen=True):
    """A role, its layout, and how that was found."""

    role: str
    layout: str
    how: str


class FontUse(Struct, frozen=True):
    """What a family is used for; `exact` says whether its own widths are known."""

    use: str
    family: str
    exact: bool
    measured_as: str


class ColorUse(Struct, frozen=True):
    """A meaning, its colour, where that comes from, and its contrast with the slide's paper (and so with its text)."""

    meaning: str
    rgb: str
    source: str
    contrast: float


class Inspection(Struct, frozen=True):
    """All that a theme gives."""

    width: float
    height: float
    roles: tuple[RoleUse, ...]
    fonts: tuple[FontUse, ...]
    colors: tuple[ColorUse, ...]
    removed: tuple[str, ...]
    warnings: tuple[str, ...]


def inspect(theme: Theme) -> Inspection:
    """Look at a theme.

    Args:
        theme: a template, read.
    """
    roles = tuple(RoleUse(role, theme.layouts[role].name, theme.layouts[role].how) for role in NEEDED)
    fonts = tuple(
        FontUse(use, family, is_known(family), family if is_known(family) else UNKNOWN)
        for use, family in (("titles", theme.heading_font), ("text", theme.body_font))
    )
    paper = resolve("paper", theme.scheme)
    colors = tuple(
        ColorUse(color, own, _source(theme.scheme.tints[color]), round(contrast(own, paper), 2))
        for color in _COLORS
        for own in (resolve(color, theme.scheme),)
    )
    size = (round(theme.width, 2), round(theme.height, 2))
    return Inspection(*size, roles, fonts, colors, theme.removed, theme.warnings)


def _source(tint: Tint) -> str:
    if tint.rgb:
        return "derived"
    if tint.lum_mod == _WHOLE and not tint.lum_off:
        return tint.scheme
    return f"{tint.scheme}, {'lighter' if tint.lum_off else 'darker'}"


def role_map(theme: Theme, name: str) -> str:
    """Which layout serves for what, as YAML to edit.

    Args:
        theme: a template, read.
        name: its file's name.
    """
    rows = [
        f"# Which layouts of {name} serve for what; honoured beside it, as {name.rpartition('.')[0]}.roles.yaml.",
        "# A role that is left out is found by the layout's type, name and placeholders.",
    ]
    for role in NEEDED:
        layout = theme.layouts[role]
        said = f"{role}: {json.dumps(layout.name, ensure_ascii=False)}"
        rows.append(f"# {said} ({layout.how})" if layout.how.startswith("instead") else said)
    return "\n".join(rows) + "\n"
