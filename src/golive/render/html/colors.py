"""Derive tints from the palette, and write both as CSS custom properties."""

from collections.abc import Mapping

from golive.figures.drawing import Color

# Each tint: its base color and the share of it mixed with white (1 is the color itself).
_TINTS = {
    "accent-soft": ("accent", 0.10),
    "dark-soft": ("dark", 0.06),
    "dark-tint": ("dark", 0.30),
    "accent-tint": ("accent", 0.45),
    "plan-soft": ("plan", 0.10),
}


def to_css_colors(palette: Mapping[Color, str]) -> dict[str, str]:
    """Return the palette with each color as `#rrggbb`."""
    return {name: f"#{value.lower()}" for name, value in palette.items()}


def mix_colors(color: str, other: str, share: float) -> str:
    """Mix two `#rrggbb` colors: `share` (0 to 1) of the first, the rest of the second."""
    pairs = zip(_split_channels(color), _split_channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def add_tints(palette: Mapping[str, str]) -> dict[str, str]:
    """Return all palette colors, as `#rrggbb`, in order, then the tints."""
    tints = {name: mix_colors(palette[of], palette["paper"], share) for name, (of, share) in _TINTS.items()}
    return {**palette, **tints}


def palette_css(palette: Mapping[str, str]) -> str:
    """Return `:root{--ink:#…;…}` with all palette colors in order, then the tints."""
    listed = ";".join(f"--{name}:{value}" for name, value in add_tints(palette).items())
    return f":root{{{listed}}}"


def _split_channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
