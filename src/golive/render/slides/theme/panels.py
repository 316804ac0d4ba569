"""Choose the tint and the opacity of panels behind text, from the ground that they lie on."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from golive.figures.drawing import Rect
from golive.ooxml.colors import Fill, mix_colors
from golive.render.palette import contrast_ratio
from golive.render.slides.theme.backgrounds import Backdrop
from golive.render.slides.theme.colors import MIN_TEXT_CONTRAST

MIN_GROUND_CONTRAST: Final = 7.0
"""Lowest contrast of black or white with every color behind content, on a panel or without one."""

_BLACK: Final = "000000"
_WHITE: Final = "FFFFFF"
_OPACITIES: Final = (0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
_MAX_UNREST: Final = 1.35
"""Highest contrast, with each other, of the colors that are seen through a panel."""

_MAX_PLAIN_CONTRAST: Final = 1.05
_MIN_MIXED_CONTRAST: Final = 11.0
"""Lowest contrast of black or white with what is seen through a panel, so that also colors can be read on it."""

_MIN_OWN_CONTRAST: Final = 10.0
_MIN_LIGHT_CONTRAST: Final = 18.5
_MIN_DARK_CONTRAST: Final = 13.0
_SHARES: Final = tuple(n / 20 for n in range(20, 0, -1))
_GROUND_NAMES: Final = ("bg1", "lt1", "bg2", "tx1", "dk1")


class PanelLook(Struct, frozen=True):
    """The opacity of a panel, and the colors that are seen where it lies: its own, and that mixed with its ground."""

    opacity: float
    colors: tuple[str, ...]


def choose_panel_look(tint: str, ground: Fill) -> PanelLook:
    """Choose how much of the ground is seen through a panel.

    Args:
        tint: its color, six hexadecimal digits.
        ground: the colors under it; None stands for a picture that is not known.

    Returns:
        The lowest opacity at which text can be read on every mixture, and the ground stays calm; it is opaque on a
        ground of one color, of which nothing would be seen.
    """
    known = sorted({color for fill in ground for color in ((fill,) if fill else (_BLACK, _WHITE))}, key=_measure_light)
    ends = tuple(dict.fromkeys((known[0], known[-1]))) if known else ()
    if not ends or contrast_ratio(ends[0], ends[-1]) <= _MAX_PLAIN_CONTRAST:
        return PanelLook(1.0, (tint,))
    ink = find_clearer_ink(tint)
    for opacity in _OPACITIES:
        mixed = tuple(mix_colors(tint, end, opacity) for end in ends)
        is_calm = contrast_ratio(mixed[0], mixed[-1]) <= _MAX_UNREST
        if is_calm and min(contrast_ratio(ink, color) for color in mixed) >= _MIN_MIXED_CONTRAST:
            return PanelLook(opacity, tuple(dict.fromkeys((tint, *mixed))))
    return PanelLook(1.0, (tint,))


def choose_paper_color(
    backdrop: Backdrop, place: Rect, colors: Mapping[str, str], ink: str | None, *, is_light: bool
) -> str:
    """Return the color that text stands on: that of the ground, or of a panel on it.

    Args:
        backdrop: background and art of a layout.
        place: where its text stands.
        colors: the theme's, by scheme name.
        ink: the brand's own color of that text, if it has one.
        is_light: whether a panel on ground that is neither light nor dark is light.
    """
    found = backdrop.colors_behind(place)
    fills = [fill for fill in found if fill]
    best = max((_BLACK, _WHITE), key=lambda one: min((contrast_ratio(one, fill) for fill in fills), default=0))
    if fills and min(contrast_ratio(best, fill) for fill in fills) >= MIN_GROUND_CONTRAST:
        # The ground that is hardest to read on: what can be read there can be read everywhere.
        return min(fills, key=lambda fill: contrast_ratio(best, fill))
    # The brand's own ground comes first, as far as it is seen, and of several one that its own text can be read on.
    grounds = [fill for fill in backdrop.background if fill and fill in fills and not backdrop.gradient]
    grounds.sort(key=lambda fill: ink is None or contrast_ratio(ink, fill) < MIN_TEXT_CONTRAST)
    if own := _find_clear_color(grounds):
        return own
    mean = backdrop.measure_mean(place) if None not in found else None
    if mean is not None:
        return _shade_ground(mean, is_light=is_light)
    return _find_clear_color(colors[name] for name in _GROUND_NAMES if name in colors) or _WHITE


def find_clearer_ink(color: str) -> str:
    """Return black or white, whichever is easier to read on a color."""
    return max((_BLACK, _WHITE), key=lambda ink: contrast_ratio(ink, color))


def _find_clear_color(colors: Iterable[str]) -> str | None:
    return next((one for one in colors if contrast_ratio(one, find_clearer_ink(one)) >= _MIN_OWN_CONTRAST), None)


def _shade_ground(mean: str, *, is_light: bool) -> str:
    """Return the color of the ground, made so light or so dark that text can be read on it."""
    end = find_clearer_ink(mean)
    if contrast_ratio(end, mean) < MIN_GROUND_CONTRAST:
        end = _BLACK if is_light else _WHITE
    toward, least = (_WHITE, _MIN_LIGHT_CONTRAST) if end == _BLACK else (_BLACK, _MIN_DARK_CONTRAST)
    mixed = (mix_colors(mean, toward, share) for share in _SHARES)
    return next((color for color in mixed if contrast_ratio(end, color) >= least), toward)


def _measure_light(color: str) -> float:
    return contrast_ratio(color, _BLACK)
