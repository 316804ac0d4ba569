"""Colours by meaning → colours of the theme, and which text can be read on which fill."""

import colorsys
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct, field

from golive.figures.drawing import Color
from golive.render.palette import contrast

READABLE: Final = 4.5
"""Least contrast of text with what is behind it (WCAG 2.1, 1.4.3)."""


class Tint(Struct, frozen=True):
    """A theme colour by its scheme name, made paler or darker in percent of its lightness.

    `rgb`, six hexadecimal digits, is set where the brand has no colour that serves.
    """

    scheme: str
    lum_mod: int = 100
    lum_off: int = 0
    rgb: str = ""


TINTS: Final[Mapping[Color, Tint]] = {
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
}
"""What serves where a brand's colours are dark and different enough, as our own are; `tints` looks for others."""

SOFT: Final[Mapping[Color, Color]] = {
    "real-time": "real-time-soft",
    "batch": "batch-soft",
    "sit": "sit-soft",
    "uat": "uat-soft",
    "live": "live-soft",
}
"""The pale companion of each colour that has one."""


class Scheme(Struct, frozen=True):
    """The colours of a theme, and what each meaning makes of them.

    Attributes:
        colors: six hexadecimal digits by scheme name (`tx1`, `bg1`, `accent1` …).
        tints: the colour of each meaning.
    """

    colors: Mapping[str, str]
    tints: Mapping[Color, Tint] = field(default_factory=lambda: TINTS)

    @property
    def links_are_read(self) -> bool:
        """Whether the theme's own colour of links can be read on paper."""
        return contrast(self.colors["hlink"], shown(self.tints["paper"], self.colors)) >= READABLE

    def __getitem__(self, name: str) -> str:
        """A colour by its scheme name."""
        return self.colors[name]


def soft(color: Color) -> Color:
    """The pale companion of a colour."""
    return SOFT.get(color, "soft")


@lru_cache(maxsize=1024)
def shifted(color: str, lum_mod: int, lum_off: int) -> str:
    """A colour with its lightness multiplied and raised, in percent, as Office does it."""
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    lightness = min(1.0, lightness * lum_mod / 100 + lum_off / 100)
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, lightness, saturation))


def shown(tint: Tint, colors: Mapping[str, str]) -> str:
    """A tint as six hexadecimal digits, on a theme's colours by scheme name."""
    return shifted(tint.rgb or colors[tint.scheme], tint.lum_mod, tint.lum_off)


def resolve(color: Color, scheme: Scheme) -> str:
    """A colour as six hexadecimal digits.

    Args:
        color: its meaning.
        scheme: the theme's colours.
    """
    return shown(scheme.tints[color], scheme.colors)


def text_on(fill: Color, scheme: Scheme, wish: Color = "ink") -> Color:
    """The colour of text on a fill: the one wished for if it can be read there, else paper or ink."""
    ground = resolve(fill, scheme)
    if contrast(resolve(wish, scheme), ground) >= READABLE:
        return wish
    choices: tuple[Color, Color] = ("paper", "ink")
    return max(choices, key=lambda color: contrast(resolve(color, scheme), ground))
