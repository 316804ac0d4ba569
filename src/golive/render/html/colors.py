"""The palette as CSS: one custom property for each colour, and the tints that paper adds to them."""

from collections.abc import Mapping

from golive.figures.drawing import Color

# What a tint is made of: the colour, and how much of it is left on white paper (1 is the colour itself).
_TINTS = {
    "accent-soft": ("accent", 0.10),
    "dark-soft": ("dark", 0.06),
    "dark-tint": ("dark", 0.30),
    "accent-tint": ("accent", 0.45),
    "plan-soft": ("plan", 0.10),
}


def with_sign(palette: Mapping[Color, str]) -> dict[str, str]:
    """The palette with a number sign before every colour, as CSS writes them."""
    return {name: f"#{value.lower()}" for name, value in palette.items()}


def mix(color: str, other: str, share: float) -> str:
    """A colour between two: `share` of the first, the rest of the second. All are `#rrggbb`."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def color_rules(palette: Mapping[str, str]) -> str:
    """`:root{--ink:#…;…}` for all colours of the palette, in its order, and for the tints."""
    tints = {name: mix(palette[of], palette["paper"], share) for name, (of, share) in _TINTS.items()}
    listed = ";".join(f"--{name}:{value}" for name, value in {**palette, **tints}.items())
    return f":root{{{listed}}}"


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
