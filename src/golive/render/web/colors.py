"""Write the palette as CSS for light and dark screens, with readable contrast for all text."""

from collections.abc import Iterable, Mapping

from golive.figures.drawing import Color
from golive.render.html.colors import mix_colors, to_css_colors
from golive.render.palette import contrast_ratio

MIN_CONTRAST = 4.5
"""Minimum contrast ratio of text and background (WCAG 2.1, 1.4.3, level AA)."""

TONES: tuple[Color, ...] = ("accent", "real-time", "batch", "sit", "uat", "plan", "live")
FILLS: tuple[Color, ...] = ("dark", "sit", "uat")
"""Backgrounds of light text: table headers, the cover."""

_WHITE = "#ffffff"
_NEAR_BLACK = "#0d1117"
_STEPS = 40
# Share of a color in its tint on dark screens; white text stays readable even on a tint of white.
_TINT = 0.18


def screen_css(palette: Mapping[Color, str]) -> str:
    """Return custom properties for light screens, and for dark screens in a `prefers-color-scheme` query.

    Args:
        palette: six hexadecimal digits by color name, designed for white paper.
    """
    fills = fill_colors(palette)
    light, dark = (
        _custom_properties_css({**light_colors(palette), **fills}),
        _custom_properties_css(dark_colors(palette)),
    )
    return (
        f":root{{color-scheme:light dark;{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    )


def light_colors(palette: Mapping[Color, str]) -> dict[str, str]:
    """Return the colors for light screens; colors with too little contrast on a background are darkened."""
    own = to_css_colors(palette)
    softs = {f"{tone}-soft": own.get(f"{tone}-soft", mix_colors(own[tone], own["paper"], 0.1)) for tone in TONES}
    softs |= {"soft": own["soft"], "code": mix_colors(own["dark"], own["paper"], 0.06)}
    grounds = (own["paper"], *softs.values())
    texts = {name: _make_readable(own[name], grounds, own["ink"]) for name in ("muted", "dark", *TONES)}
    return {"paper": own["paper"], "ink": own["ink"], "rule": own["rule"], **texts, **softs}


def dark_colors(palette: Mapping[Color, str]) -> dict[str, str]:
    """Return the colors for dark screens by the same names: a nearly black background and lightened text colors."""
    own = to_css_colors(palette)
    paper = mix_colors(own["dark"], _NEAR_BLACK, 0.12)
    softs = {f"{tone}-soft": mix_colors(own[tone], paper, _TINT) for tone in TONES}
    softs |= {"soft": mix_colors(_WHITE, paper, 0.06), "code": mix_colors(_WHITE, paper, 0.1)}
    grounds = (paper, *softs.values())
    faint = {"muted": mix_colors(_WHITE, paper, 0.7), "dark": mix_colors(own["dark"], _WHITE, 0.25)}
    texts = {name: _make_readable(color, grounds, _WHITE) for name, color in faint.items()}
    texts |= {tone: _make_readable(own[tone], grounds, _WHITE) for tone in TONES}
    return {
        "paper": paper,
        "ink": mix_colors(_WHITE, paper, 0.93),
        "rule": mix_colors(_WHITE, paper, 0.22),
        **texts,
        **softs,
    }


def fill_colors(palette: Mapping[Color, str]) -> dict[str, str]:
    """Return fill colors and the text colors on them; they are the same for light and dark screens."""
    own = to_css_colors(palette)
    fills = {f"fill-{name}": _make_readable(own[name], (own["paper"],), "#000000") for name in FILLS}
    faint = mix_colors(own["accent"], own["paper"], 0.45)
    return {
        **fills,
        "on-fill": own["paper"],
        "faint-on-fill": _make_readable(faint, (fills["fill-dark"],), own["paper"]),
    }


def _make_readable(color: str, backgrounds: Iterable[str], toward: str) -> str:
    """Return the color mixed with as little of `toward` as is needed to be readable on every background."""
    behind = [_strip_number_sign(ground) for ground in backgrounds]
    way = (mix_colors(toward, color, step / _STEPS) for step in range(_STEPS + 1))
    return next(
        (c for c in way if all(contrast_ratio(_strip_number_sign(c), ground) >= MIN_CONTRAST for ground in behind)),
        toward,
    )


def _strip_number_sign(color: str) -> str:
    return color.removeprefix("#")


def _custom_properties_css(colors: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in colors.items())
