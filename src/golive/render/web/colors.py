"""The palette on a screen, as CSS: in the light and in the dark, and every text readable on whatever is behind it."""

from collections.abc import Iterable, Mapping

from golive.figures.drawing import Color
from golive.render.html.colors import mix, with_sign
from golive.render.palette import contrast

LEAST = 4.5
"""Contrast of text with its ground (WCAG 2.1, 1.4.3, level AA)."""

TONES: tuple[Color, ...] = ("accent", "real-time", "batch", "sit", "uat", "plan", "live")
FILLS: tuple[Color, ...] = ("dark", "sit", "uat")
"""What stands behind light text: heads of tables, the cover."""

_WHITE = "#ffffff"
_NIGHT = "#0d1117"
_STEPS = 40
# Even of white, so little on nearly black leaves a ground on which white can be read.
_TINT = 0.18


def screen_rules(palette: Mapping[Color, str]) -> str:
    """Custom properties for a light screen, and others for a dark one where the reader prefers it.

    Args:
        palette: six hexadecimal digits for every colour, made for white paper.
    """
    fills = fill_colors(palette)
    light, dark = _listed({**light_colors(palette), **fills}), _listed(dark_colors(palette))
    return (
        f":root{{color-scheme:light dark;{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    )


def light_colors(palette: Mapping[Color, str]) -> dict[str, str]:
    """The palette itself; a colour that cannot be read on one of its grounds is made darker."""
    own = with_sign(palette)
    softs = {f"{tone}-soft": own.get(f"{tone}-soft", mix(own[tone], own["paper"], 0.1)) for tone in TONES}
    softs |= {"soft": own["soft"], "code": mix(own["dark"], own["paper"], 0.06)}
    grounds = (own["paper"], *softs.values())
    texts = {name: _readable(own[name], grounds, own["ink"]) for name in ("muted", "dark", *TONES)}
    return {"paper": own["paper"], "ink": own["ink"], "rule": own["rule"], **texts, **softs}


def dark_colors(palette: Mapping[Color, str]) -> dict[str, str]:
    """The same names for a dark screen: what was paper is nearly black, and what is written on it is made lighter."""
    own = with_sign(palette)
    paper = mix(own["dark"], _NIGHT, 0.12)
    softs = {f"{tone}-soft": mix(own[tone], paper, _TINT) for tone in TONES}
    softs |= {"soft": mix(_WHITE, paper, 0.06), "code": mix(_WHITE, paper, 0.1)}
    grounds = (paper, *softs.values())
    faint = {"muted": mix(_WHITE, paper, 0.7), "dark": mix(own["dark"], _WHITE, 0.25)}
    texts = {name: _readable(color, grounds, _WHITE) for name, color in faint.items()}
    texts |= {tone: _readable(own[tone], grounds, _WHITE) for tone in TONES}
    return {"paper": paper, "ink": mix(_WHITE, paper, 0.93), "rule": mix(_WHITE, paper, 0.22), **texts, **softs}


def fill_colors(palette: Mapping[Color, str]) -> dict[str, str]:
    """Fills and the text on them, which are the same in the light and in the dark."""
    own = with_sign(palette)
    fills = {f"fill-{name}": _readable(own[name], (own["paper"],), "#000000") for name in FILLS}
    faint = mix(own["accent"], own["paper"], 0.45)
    return {**fills, "on-fill": own["paper"], "faint-on-fill": _readable(faint, (fills["fill-dark"],), own["paper"])}


def _readable(color: str, grounds: Iterable[str], pole: str) -> str:
    """The colour itself, or the nearest one on the way to the pole that can be read on every ground."""
    behind = [_digits(ground) for ground in grounds]
    way = (mix(pole, color, step / _STEPS) for step in range(_STEPS + 1))
    return next((c for c in way if all(contrast(_digits(c), ground) >= LEAST for ground in behind)), pole)


def _digits(color: str) -> str:
    return color.removeprefix("#")


def _listed(colors: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in colors.items())
