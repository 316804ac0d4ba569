"""Colours by meaning → colours of the theme, and which text can be read on which fill."""

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from golive.figures.drawing import Color
from golive.publish.palette import contrast

READABLE: Final = 4.5
"""Least contrast of text with what is behind it (WCAG 2.1, 1.4.3)."""


@dataclass(frozen=True, slots=True)
class Tint:
    """A theme colour by its scheme name, made paler or darker in percent of its lightness."""

    scheme: str
    lum_mod: int = 100
    lum_off: int = 0


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
_SOFT: Final[Mapping[Color, Color]] = {
    "real-time": "real-time-soft",
    "batch": "batch-soft",
    "sit": "sit-soft",
    "uat": "uat-soft",
    "live": "live-soft",
}


def soft(color: Color) -> Color:
    """The pale companion of a colour."""
    return _SOFT.get(color, "soft")


def resolve(color: Color, scheme: Mapping[str, str]) -> str:
    """A colour as six hexadecimal digits.

    Args:
        color: its meaning.
        scheme: the theme's colours by scheme name (`tx1`, `bg1`, `accent1` …), six hexadecimal digits each.
    """
    tint = TINTS[color]
    red, green, blue = (int(scheme[tint.scheme][i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    lightness = min(1.0, lightness * tint.lum_mod / 100 + tint.lum_off / 100)
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, lightness, saturation))


def text_on(fill: Color, scheme: Mapping[str, str], wish: Color = "ink") -> Color:
    """The colour of text on a fill: the one wished for if it can be read there, else paper or ink."""
    ground = resolve(fill, scheme)
    if contrast(resolve(wish, scheme), ground) >= READABLE:
        return wish
    choices: tuple[Color, Color] = ("paper", "ink")
    return max(choices, key=lambda color: contrast(resolve(color, scheme), ground))
