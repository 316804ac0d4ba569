"""Choose a tint for each semantic color from a brand: readable on slides, and distinct from the others.

Accents are used in the order of the brand. An accent that is too pale (or too dark on a dark background) is made
darker (or lighter); one that looks like another is skipped; missing colors are derived, with a warning.
"""

import colorsys
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from golive.figures.drawing import Color
from golive.ooxml.colors import mix_colors
from golive.render.palette import contrast_ratio
from golive.render.slides.theme.colors import DEFAULT_TINTS, MIN_TEXT_CONTRAST, SOFT_COLORS, Tint, tint_to_hex

DISTINCT_COLORS: Final[tuple[Color, ...]] = ("real-time", "batch", "sit", "uat", "live")
"""Colors that carry meaning, so they must be easy to tell apart."""

MIN_DIFFERENCE: Final = 18.0
"""Smallest CIE76 distance of two such colors; 2.3 is a just noticeable difference."""

_MIN_SERIES_DIFFERENCE: Final = 24.0
"""Smallest distance of the dark color and the accent, which are the first two series of a chart."""

_ACCENT_NAMES: Final = ("accent2", "accent3", "accent4", "accent5", "accent6", "accent1", "hlink", "folHlink")
_INK_NAMES: Final = ("tx1", "tx2", "bg1", "bg2", "dk1", "lt1")
_MIN_INK_CONTRAST: Final = 7.0
_MIN_SOFT_CONTRAST: Final = 1.02
_MAX_SOFT_CONTRAST: Final = 1.45
_MAX_SOFT_CHROMA: Final = 20.0
_MAX_PALE_CHROMA: Final = 30.0
"""How much more colorful than the slide a pale fill may be: the distance from gray in CIE L*a*b*."""
_MAX_DARK_CHROMA: Final = 20.0
"""The same on a dark slide, where a dark fill looks more colorful than it is."""
_DARK_SHARES: Final = (0.25, 0.2, 0.15, 0.1, 0.05)
"""Shares of a color in a fill that is mixed from it and the slide's."""
_LIGHTNESS_STEP: Final = 5
_HUE_COUNT: Final = 24
_MIN_FILL_CONTRAST: Final = 1.3
"""Lowest contrast of a filled shape with what is around it."""
_RATINGS: Final[tuple[Color, ...]] = ("green", "amber", "red")
"""Colors that only fill shapes, and that no brand replaces."""


def choose_tints(
    colors: Mapping[str, str], paper_color: str, panel_colors: tuple[str, ...] = ()
) -> tuple[Mapping[Color, Tint], tuple[str, ...]]:
    """Choose a tint for every semantic color.

    Args:
        colors: the theme's, by scheme name, six hexadecimal digits each; with `tx1`, `bg1`, `tx2` and `bg2`.
        paper_color: background color of content slides; six hexadecimal digits.
        panel_colors: what else is seen behind text, where the ground is seen through a panel.

    Returns:
        The tints, and warnings about changed colors, one sentence each.
    """
    warnings: list[str] = []
    paper = Tint("bg1") if colors["bg1"] == paper_color else _find_scheme_tint(paper_color, colors)
    ink = _choose_ink(colors, (paper_color, *panel_colors), warnings)
    tints: dict[Color, Tint] = {**DEFAULT_TINTS, "paper": paper, "ink": ink}
    is_light = contrast_ratio("000000", paper_color) > contrast_ratio("FFFFFF", paper_color)
    tints["soft"] = _choose_soft_tint(paper, ink, colors, is_light=is_light)
    behind = (paper_color, tint_to_hex(tints["soft"], colors), *panel_colors)
    tints["rule"] = _adjust_tint(paper, 85, 0) if is_light else _adjust_tint(paper, 75, 25)
    muted = _adjust_tint(ink, 75, 25) if is_light else _adjust_tint(ink, 75, 0)
    tints["muted"] = tints["plan"] = muted if _is_readable(muted, behind, colors) else ink
    tints["dark"] = _choose_first_readable((Tint("tx2"), Tint("accent1"), ink), behind, colors, warnings, "dark")
    tints["accent"] = _choose_first_readable(
        (Tint("accent1"), *map(Tint, _ACCENT_NAMES)), behind, colors, warnings, "accent"
    )
    tints["dark"] = _separate_dark(tints, behind, colors)
    _assign_distinct_tints(tints, behind, colors, warnings)
    texts = (paper_color, tint_to_hex(ink, colors))
    for rating in _RATINGS:
        tints[rating] = _make_ground(tints[rating], texts, colors)
    return tints, tuple(warnings)


def choose_fills(tints: Mapping[Color, Tint], colors: Mapping[str, str]) -> Mapping[Color, Tint]:
    """Choose the brand's own accents to fill shapes, where their tints had to be changed for text.

    Args:
        tints: tints for text and lines, as `choose_tints` returns them.
        colors: the theme's, by scheme name, six hexadecimal digits each.

    Returns:
        The tints of fills that paper or ink is readable on, that stand out from the slide, and that are distinct.
    """
    paper, ink, soft = (tint_to_hex(tints[name], colors) for name in ("paper", "ink", "soft"))
    found: dict[Color, Tint] = {}
    for color in ("accent", *DISTINCT_COLORS):
        tint = tints[color]
        true = _adjust_tint(tint, 100, 0)
        if not tint.scheme or true == tint or not _has_readable_text(true, (paper, ink), colors):
            continue
        own = tint_to_hex(true, colors)
        others = (tint_to_hex(found.get(other) or tints[other], colors) for other in DISTINCT_COLORS if other != color)
        is_distinct = color == "accent" or all(measure_color_difference(own, o) >= MIN_DIFFERENCE for o in others)
        if is_distinct and min(contrast_ratio(own, paper), contrast_ratio(own, soft)) >= _MIN_FILL_CONTRAST:
            found[color] = true
    return found


def measure_color_difference(one: str, other: str) -> float:
    """Return the perceived difference of two colors: their distance in CIE L*a*b* (CIE76)."""
    return math.dist(_convert_to_lab(one), _convert_to_lab(other))


def _measure_chroma(color: str) -> float:
    """Return how colorful a color is: its distance from gray."""
    return math.hypot(*_convert_to_lab(color)[1:])


def _convert_to_lab(color: str) -> tuple[float, float, float]:
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
        for share in (int(color[i : i + 2], 16) / 255 for i in (0, 2, 4))
    ]
    rows = ((0.4124, 0.3576, 0.1805, 0.95047), (0.2126, 0.7152, 0.0722, 1.0), (0.0193, 0.1192, 0.9505, 1.08883))
    xyz = [sum(k * c for k, c in zip(row[:3], linear, strict=True)) / row[3] for row in rows]
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)  # noqa: PLR2004 - CIE
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _find_scheme_tint(background: str, colors: Mapping[str, str]) -> Tint:
    return next((Tint(name) for name in ("bg2", "tx1", "tx2") if colors[name] == background), Tint("", rgb=background))


def _adjust_tint(tint: Tint, lum_mod: int, lum_off: int) -> Tint:
    return Tint(tint.scheme, lum_mod, lum_off, tint.rgb)


def _choose_ink(colors: Mapping[str, str], behind: tuple[str, ...], warnings: list[str]) -> Tint:
    def measure_least(color: str) -> float:
        return min(contrast_ratio(color, background) for background in behind)

    for name in _INK_NAMES:
        if measure_least(colors[name]) >= _MIN_INK_CONTRAST:
            return Tint(name)
    best = max(("000000", "FFFFFF"), key=measure_least)
    warnings.append(f"no text color of the brand can be read well on {behind[0]}: text is {best}")
    return Tint("", rgb=best)


def _choose_soft_tint(paper: Tint, ink: Tint, colors: Mapping[str, str], *, is_light: bool) -> Tint:
    """Choose the fill of panels: slightly different from the paper color.

    The brand's second ground comes first, made lighter (or darker on a dark ground) where it is strong.
    """
    background, text = tint_to_hex(paper, colors), tint_to_hex(ink, colors)
    paler = ((60, 40), (40, 60), (20, 80), (10, 90)) if is_light else ((75, 0), (50, 0), (25, 0))
    derived = ((97, 0), (95, 0)) if is_light else ((90, 8), (90, 5), (100, 3))
    second = Tint("bg2")
    most = _measure_chroma(background) + _MAX_SOFT_CHROMA
    tried = [second]
    if _measure_chroma(colors["bg2"]) > most:
        tried += [_adjust_tint(second, *change) for change in paler]
    for tint in (*tried, *(_adjust_tint(paper, *change) for change in derived)):
        own = tint_to_hex(tint, colors)
        is_near = _MIN_SOFT_CONTRAST <= contrast_ratio(own, background) <= _MAX_SOFT_CONTRAST
        if is_near and _measure_chroma(own) <= most and contrast_ratio(text, own) >= _MIN_INK_CONTRAST:
            return tint
    return paper


def _is_readable(tint: Tint, behind: Iterable[str], colors: Mapping[str, str]) -> bool:
    own = tint_to_hex(tint, colors)
    return all(contrast_ratio(own, background) >= MIN_TEXT_CONTRAST for background in behind)


def _iter_adjusted_tints(tint: Tint, background: str) -> Iterator[Tint]:
    """Yield the color itself, then variants with increasing contrast to the background."""
    yield tint
    for step in range(_LIGHTNESS_STEP, 100, _LIGHTNESS_STEP):
        if contrast_ratio("000000", background) > contrast_ratio("FFFFFF", background):
            yield _adjust_tint(tint, 100 - step, 0)
        else:
            yield _adjust_tint(tint, 100 - step, step)


def _make_readable(tint: Tint, behind: tuple[str, ...], colors: Mapping[str, str]) -> Tint | None:
    """Change a color as little as needed to be readable; None if only black or white would be."""
    return next((step for step in _iter_adjusted_tints(tint, behind[0]) if _is_readable(step, behind, colors)), None)


def _make_ground(tint: Tint, texts: tuple[str, ...], colors: Mapping[str, str]) -> Tint:
    """Change a fill as little as needed so that one of the text colors is readable on it."""
    steps = range(0, 100, _LIGHTNESS_STEP)
    darker = [_adjust_tint(tint, tint.lum_mod * (100 - step) // 100, tint.lum_off) for step in steps]
    lighter = [_adjust_tint(tint, 100 - step, step) for step in steps]
    tried = (one for pair in zip(darker, lighter, strict=True) for one in pair)
    return next((one for one in tried if _has_readable_text(one, texts, colors)), tint)


def _has_readable_text(tint: Tint, texts: tuple[str, ...], colors: Mapping[str, str]) -> bool:
    own = tint_to_hex(tint, colors)
    return any(contrast_ratio(text, own) >= MIN_TEXT_CONTRAST for text in texts)


def _choose_first_readable(
    wanted: tuple[Tint, ...], behind: tuple[str, ...], colors: Mapping[str, str], warnings: list[str], name: Color
) -> Tint:
    """Return the first tint if readable, otherwise the first that can be made readable."""
    for tint in wanted[:1]:
        if _is_readable(tint, behind, colors):
            return tint
    for tint in wanted:
        found = _make_readable(tint, behind, colors)
        if found:
            warnings.append(
                f"{name}: {_describe_tint(tint, colors)} cannot be read on the slides; for text and lines "
                f"{_describe_replacement(found, colors)}"
            )
            return found
    return wanted[-1]


def _separate_dark(tints: Mapping[Color, Tint], behind: tuple[str, ...], colors: Mapping[str, str]) -> Tint:
    """Return the dark color, changed as little as needed to differ from the accent: they stand side by side in charts.

    It stays as it is where every readable variant is like the accent.
    """
    accent = tint_to_hex(tints["accent"], colors)
    variants = (
        tint
        for tint in _iter_adjusted_tints(tints["dark"], behind[0])
        if _is_readable(tint, behind, colors)
        and measure_color_difference(tint_to_hex(tint, colors), accent) >= _MIN_SERIES_DIFFERENCE
    )
    return next(variants, tints["dark"])


def _describe_tint(tint: Tint, colors: Mapping[str, str]) -> str:
    return f"{tint.scheme} ({tint_to_hex(_adjust_tint(tint, 100, 0), colors)})" if tint.scheme else tint.rgb


def _describe_replacement(tint: Tint, colors: Mapping[str, str]) -> str:
    return f"{tint_to_hex(tint, colors)} is used"


def _assign_distinct_tints(
    tints: dict[Color, Tint], behind: tuple[str, ...], colors: Mapping[str, str], warnings: list[str]
) -> None:
    free = [name for name in _ACCENT_NAMES if name in colors]
    taken: list[str] = []
    for meaning in DISTINCT_COLORS:
        tint = _find_brand_tint(free, taken, behind, colors)
        if tint is None:
            tint = _derive_tint(taken, behind, colors)
            message = f"{meaning}: the brand has no further accent that differs from the others"
            warnings.append(f"{message}; {tint_to_hex(tint, colors)} is used")
        elif tint.lum_mod != 100 or tint.lum_off:  # noqa: PLR2004 - percent
            warnings.append(
                f"{meaning}: {_describe_tint(tint, colors)} cannot be read on the slides; for text and lines "
                f"{_describe_replacement(tint, colors)}"
            )
        if tint.scheme in free:
            free.remove(tint.scheme)
        taken.append(tint_to_hex(tint, colors))
        tints[meaning] = tint
        tints[SOFT_COLORS[meaning]] = _choose_pale_tint(
            tint, behind[0], DEFAULT_TINTS[SOFT_COLORS[meaning]], colors, tint_to_hex(tints["ink"], colors)
        )


def _find_brand_tint(
    free: list[str], taken: list[str], behind: tuple[str, ...], colors: Mapping[str, str]
) -> Tint | None:
    for name in free:
        tint = _make_readable(Tint(name), behind, colors)
        if tint and all(
            measure_color_difference(tint_to_hex(tint, colors), other) >= MIN_DIFFERENCE for other in taken
        ):
            return tint
    return None


def _derive_tint(taken: list[str], behind: tuple[str, ...], colors: Mapping[str, str]) -> Tint:
    """Return the readable hue that differs most from the colors in use."""
    found = []
    for n in range(_HUE_COUNT):
        parts = colorsys.hls_to_rgb(n / _HUE_COUNT, 0.4, 0.6)
        base = Tint("", rgb="".join(f"{round(part * 255):02X}" for part in parts))
        found.append(_make_readable(base, behind, colors) or base)
    return max(
        found,
        key=lambda t: min((measure_color_difference(tint_to_hex(t, colors), other) for other in taken), default=0.0),
    )


def _choose_pale_tint(tint: Tint, background: str, usual: Tint, colors: Mapping[str, str], ink: str) -> Tint:
    """Choose a pale variant of a color on which the color itself and ink are readable.

    The last ones to try are near black or white.
    """
    own = tint_to_hex(tint, colors)
    if contrast_ratio("000000", background) > contrast_ratio("FFFFFF", background):
        changes, most = [(usual.lum_mod, usual.lum_off), (8, 92), (5, 95), (3, 97), (0, 100)], _MAX_PALE_CHROMA
        mixed = []
    else:
        changes, most = [(share, 0) for share in (40, 32, 25, 20, 15)], _MAX_DARK_CHROMA
        mixed = [Tint("", rgb=mix_colors(own, background, share)) for share in _DARK_SHARES]
    for pale in (*(_adjust_tint(tint, *change) for change in changes), *mixed):
        fill = tint_to_hex(pale, colors)
        is_readable = all(contrast_ratio(text, fill) >= MIN_TEXT_CONTRAST for text in (own, ink))
        if is_readable and _measure_chroma(fill) <= _measure_chroma(background) + most:
            return pale
    return _find_scheme_tint(background, colors)
