"""Define the default palette by semantic color; a brand theme may supply another one."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from golive.figures.drawing import Color

PALETTE: Mapping[Color, str] = MappingProxyType(
    {
        "ink": "1B2733",
        "muted": "51606D",
        "paper": "FFFFFF",
        "soft": "F3F6F8",
        "rule": "D3DBE1",
        "dark": "0F3D5E",
        "accent": "0B7285",
        "real-time": "6D3FA8",
        "batch": "4C6A14",
        "sit": "1F5FA8",
        "uat": "8F4700",
        "plan": "5B6975",
        "live": "23703A",
        "real-time-soft": "F1EBF9",
        "batch-soft": "F0F4E4",
        "sit-soft": "E9F1FA",
        "uat-soft": "FDF2E4",
        "live-soft": "E6F3EA",
        "green": "1E7B3C",
        "amber": "F2B134",
        "red": "B3261E",
    }
)
"""Six hexadecimal digits, without a number sign, for every color of a drawing."""

TEXT_COLOR_ON: Mapping[Color, Color] = MappingProxyType(
    {
        color: "paper"
        if color
        in {"ink", "muted", "dark", "accent", "real-time", "batch", "sit", "uat", "plan", "live", "green", "red"}
        else "ink"
        for color in PALETTE
    }
)
"""Text color for each fill."""

_LINEAR_BELOW = 0.04045


@lru_cache(maxsize=1024)
def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast ratio of two colors, from 1 (none) to 21 (black on white).

    Args:
        one: six hexadecimal digits.
        other: six hexadecimal digits.

    Source: WCAG 2.1, "contrast ratio" and "relative luminance".
    """
    darker, lighter = sorted((_relative_luminance(one), _relative_luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _relative_luminance(color: str) -> float:
    red, green, blue = (_linearize_channel(int(color[i : i + 2], 16) / 255) for i in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linearize_channel(share: float) -> float:
    return share / 12.92 if share <= _LINEAR_BELOW else ((share + 0.055) / 1.055) ** 2.4
