"""Map semantic colors to theme colors, and choose text colors that are readable on a fill."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct, field

from golive.figures.drawing import Color
from golive.ooxml.colors import shift_lightness
from golive.render.palette import PALETTE, contrast_ratio

MIN_TEXT_CONTRAST: Final = 4.5
"""Lowest allowed contrast of text with its background (WCAG 2.1, 1.4.3)."""

MIN_LARGE_TEXT_CONTRAST: Final = 3.0
"""Lowest allowed contrast of large text with its background (WCAG 2.1, 1.4.3)."""

LARGE_TEXT_PT: Final = 24.0
"""Size from which text is large, in points; WCAG says 18, or 14 for bold text."""


LARGE_BOLD_TEXT_PT: Final = 16.0
"""Size from which bold text is large, in points; two above that of WCAG, as titles may be set smaller."""


class Tint(Struct, frozen=True):
    """A theme color by scheme name, with its lightness multiplied and raised, in percent.

    `rgb`, six hexadecimal digits, is set if no color of the brand is suitable.
    """

    scheme: str
    lum_mod: int = 100
    lum_off: int = 0
    rgb: str = ""


DEFAULT_TINTS: Final[Mapping[Color, Tint]] = {
    "ink": Tint("tx1"),
    "muted": Tint("tx1", 75, 25),
    "paper": Tint("bg1"),
    "soft": Tint("bg2"),
    "rule": Tint("bg1", 85),
    "dark": Tint("tx2"),
    "accent": Tint("accent1"),
    "real-time": Tint("accent2"),
    "batch": Tint("accent3"),
    "sit": Tint("accent4"),
    "uat": Tint("accent5"),
    "plan": Tint("tx1", 75, 25),
    "live": Tint("accent6"),
    "real-time-soft": Tint("accent2", 10, 90),
    "batch-soft": Tint("accent3", 8, 92),
    "sit-soft": Tint("accent4", 10, 90),
    "uat-soft": Tint("accent5", 10, 90),
    "live-soft": Tint("accent6", 10, 90),
    "green": Tint("", rgb=PALETTE["green"]),
    "amber": Tint("", rgb=PALETTE["amber"]),
    "red": Tint("", rgb=PALETTE["red"]),
}
"""Tints for brands with dark and distinct colors, such as our own; the module `tints` chooses others."""

SOFT_COLORS: Final[Mapping[Color, Color]] = {
    "real-time": "real-time-soft",
    "batch": "batch-soft",
    "sit": "sit-soft",
    "uat": "uat-soft",
    "live": "live-soft",
}
"""The pale variant of each color that has one."""


class ColorScheme(Struct, frozen=True):
    """The colors of a theme, and the tint of each semantic color.

    Attributes:
        colors: six hexadecimal digits by scheme name (`tx1`, `bg1`, `accent1` …).
        tints: tint of each semantic color, for text and lines: readable on the slides.
        fills: tint of each semantic color that fills shapes with another one: the brand's own.
        panel_opacity: opacity of panels behind text, which have the color of paper.
        panel_colors: the colors that are seen where such a panel lies, six hexadecimal digits each.
    """

    colors: Mapping[str, str]
    tints: Mapping[Color, Tint] = field(default_factory=lambda: DEFAULT_TINTS)
    fills: Mapping[Color, Tint] = field(default_factory=lambda: MappingProxyType({}))
    panel_opacity: float = 1.0
    panel_colors: tuple[str, ...] = ()

    def get_fill(self, color: Color) -> Tint:
        """Return the tint of a semantic color that fills a shape."""
        return self.fills.get(color) or self.tints[color]

    @property
    def has_readable_links(self) -> bool:
        """Return True if the theme's link color is readable on the slide background."""
        return contrast_ratio(self.colors["hlink"], tint_to_hex(self.tints["paper"], self.colors)) >= MIN_TEXT_CONTRAST

    def __getitem__(self, name: str) -> str:
        """Return a color by scheme name."""
        return self.colors[name]


def get_soft_color(color: Color) -> Color:
    """Return the pale variant of a color."""
    return SOFT_COLORS.get(color, "soft")


def tint_to_hex(tint: Tint, colors: Mapping[str, str]) -> str:
    """Convert a tint to six hexadecimal digits, using the theme colors by scheme name."""
    return shift_lightness(tint.rgb or colors[tint.scheme], tint.lum_mod, tint.lum_off)


def resolve_color(color: Color, scheme: ColorScheme) -> str:
    """Resolve a semantic color to six hexadecimal digits.

    Args:
        color: semantic color.
        scheme: colors of the theme.
    """
    return tint_to_hex(scheme.tints[color], scheme.colors)


def get_panel_colors(scheme: ColorScheme) -> tuple[str, ...]:
    """Return the colors that are seen where a panel behind text lies; six hexadecimal digits each."""
    return scheme.panel_colors or (resolve_color("paper", scheme),)


def resolve_fill(color: Color, scheme: ColorScheme) -> str:
    """Resolve a semantic color that fills a shape to six hexadecimal digits."""
    return tint_to_hex(scheme.get_fill(color), scheme.colors)


def choose_text_color(fill: Color, scheme: ColorScheme, preferred: Color = "ink") -> Color:
    """Choose the text color on a fill: the preferred one if readable, otherwise paper or ink."""
    ground = resolve_fill(fill, scheme)
    if contrast_ratio(resolve_color(preferred, scheme), ground) >= MIN_TEXT_CONTRAST:
        return preferred
    choices: tuple[Color, Color] = ("paper", "ink")
    return max(choices, key=lambda color: contrast_ratio(resolve_color(color, scheme), ground))
