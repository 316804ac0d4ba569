"""A brand's colours → what each meaning looks like: readable on its ground, and different from every other.

The brand's accents are taken in their order. One that is too pale (too dark, on dark paper) is made darker
(lighter); one that looks like another is passed over; what is still lacking is derived, and said to be.
"""

import colorsys
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from golive.figures.drawing import Color
from golive.render.palette import contrast
from golive.render.slides.theme.colors import READABLE, SOFT, TINTS, Tint, shown

MEANINGS: Final[tuple[Color, ...]] = ("real-time", "batch", "sit", "uat", "live")
"""The colours that say something; no two of them may be taken for each other."""

LEAST_DIFFERENCE: Final = 18.0
"""CIE76 distance of two meanings; 2.3 is what an eye can tell side by side."""

_ACCENTS: Final = ("accent2", "accent3", "accent4", "accent5", "accent6", "accent1", "hlink", "folHlink")
_INKS: Final = ("tx1", "tx2", "bg1", "bg2", "dk1", "lt1")
_LEAST_INK: Final = 7.0
_PALEST: Final = 1.45
_STEP: Final = 5
_HUES: Final = 24


def choose(colors: Mapping[str, str], ground: str) -> tuple[Mapping[Color, Tint], tuple[str, ...]]:
    """Give every meaning a colour.

    Args:
        colors: the theme's, by scheme name, six hexadecimal digits each; with `tx1`, `bg1`, `tx2` and `bg2`.
        ground: what the slides are made of where they are plain; six hexadecimal digits.

    Returns:
        The colours, and what had to be changed, one sentence each.
    """
    warnings: list[str] = []
    paper = Tint("bg1") if colors["bg1"] == ground else _named(ground, colors)
    ink = _ink(colors, ground, warnings)
    tints: dict[Color, Tint] = {**TINTS, "paper": paper, "ink": ink}
    is_light = contrast("000000", ground) > contrast("FFFFFF", ground)
    tints["soft"] = _soft(paper, ink, colors, is_light=is_light)
    behind = (ground, shown(tints["soft"], colors))
    tints["rule"] = _shift(paper, 85, 0) if is_light else _shift(paper, 75, 25)
    muted = _shift(ink, 75, 25) if is_light else _shift(ink, 75, 0)
    tints["muted"] = tints["plan"] = muted if _is_read(muted, behind, colors) else ink
    tints["dark"] = _first((Tint("tx2"), Tint("accent1"), ink), behind, colors, warnings, "dark")
    tints["accent"] = _first((Tint("accent1"), *map(Tint, _ACCENTS)), behind, colors, warnings, "accent")
    _meanings(tints, behind, colors, warnings)
    return tints, tuple(warnings)


def difference(one: str, other: str) -> float:
    """How different two colours look: their distance in CIE L*a*b* (CIE76)."""
    return math.dist(_lab(one), _lab(other))


def _lab(color: str) -> tuple[float, float, float]:
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
        for share in (int(color[i : i + 2], 16) / 255 for i in (0, 2, 4))
    ]
    rows = ((0.4124, 0.3576, 0.1805, 0.95047), (0.2126, 0.7152, 0.0722, 1.0), (0.0193, 0.1192, 0.9505, 1.08883))
    xyz = [sum(k * c for k, c in zip(row[:3], linear, strict=True)) / row[3] for row in rows]
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)  # noqa: PLR2004 - CIE
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _named(ground: str, colors: Mapping[str, str]) -> Tint:
    return next((Tint(name) for name in ("bg2", "tx1", "tx2") if colors[name] == ground), Tint("", rgb=ground))


def _shift(tint: Tint, lum_mod: int, lum_off: int) -> Tint:
    return Tint(tint.scheme, lum_mod, lum_off, tint.rgb)


def _ink(colors: Mapping[str, str], ground: str, warnings: list[str]) -> Tint:
    for name in _INKS:
        if contrast(colors[name], ground) >= _LEAST_INK:
            return Tint(name)
    best = max(("000000", "FFFFFF"), key=lambda color: contrast(color, ground))
    warnings.append(f"no text colour of the brand can be read well on {ground}: text is {best}")
    return Tint("", rgb=best)


def _soft(paper: Tint, ink: Tint, colors: Mapping[str, str], *, is_light: bool) -> Tint:
    """The ground of panels: hardly different from the paper."""
    ground, text = shown(paper, colors), shown(ink, colors)
    derived = ((97, 0), (95, 0)) if is_light else ((90, 8), (90, 5), (100, 3))
    for tint in (Tint("bg2"), *(_shift(paper, *change) for change in derived)):
        own = shown(tint, colors)
        if 1 < contrast(own, ground) <= _PALEST and contrast(text, own) >= _LEAST_INK:
            return tint
    return paper


def _is_read(tint: Tint, behind: Iterable[str], colors: Mapping[str, str]) -> bool:
    own = shown(tint, colors)
    return all(contrast(own, ground) >= READABLE for ground in behind)


def _steps(tint: Tint, ground: str) -> Iterator[Tint]:
    """The colour itself, then ever further away from its ground."""
    yield tint
    for step in range(_STEP, 100, _STEP):
        if contrast("000000", ground) > contrast("FFFFFF", ground):
            yield _shift(tint, 100 - step, 0)
        else:
            yield _shift(tint, 100 - step, step)


def _readable(tint: Tint, behind: tuple[str, ...], colors: Mapping[str, str]) -> Tint | None:
    """The colour, changed no more than reading asks for; None where it would have to become black or white."""
    return next((step for step in _steps(tint, behind[0]) if _is_read(step, behind, colors)), None)


def _first(
    wanted: tuple[Tint, ...], behind: tuple[str, ...], colors: Mapping[str, str], warnings: list[str], name: Color
) -> Tint:
    """The first colour that can be read, or the first that can be made so."""
    for tint in wanted[:1]:
        if _is_read(tint, behind, colors):
            return tint
    for tint in wanted:
        found = _readable(tint, behind, colors)
        if found:
            warnings.append(f"{name}: {_said(tint, colors)} cannot be read on the slides; {_changed(found, colors)}")
            return found
    return wanted[-1]


def _said(tint: Tint, colors: Mapping[str, str]) -> str:
    return f"{tint.scheme} ({shown(_shift(tint, 100, 0), colors)})" if tint.scheme else tint.rgb


def _changed(tint: Tint, colors: Mapping[str, str]) -> str:
    return f"{shown(tint, colors)} is used"


def _meanings(
    tints: dict[Color, Tint], behind: tuple[str, ...], colors: Mapping[str, str], warnings: list[str]
) -> None:
    free = [name for name in _ACCENTS if name in colors]
    taken: list[str] = []
    for meaning in MEANINGS:
        tint = _own(free, taken, behind, colors)
        if tint is None:
            tint = _derived(taken, behind, colors)
            message = f"{meaning}: the brand has no further accent that differs from the others"
            warnings.append(f"{message}; {shown(tint, colors)} is used")
        elif tint.lum_mod != 100 or tint.lum_off:  # noqa: PLR2004 - percent
            warnings.append(f"{meaning}: {_said(tint, colors)} cannot be read on the slides; {_changed(tint, colors)}")
        if tint.scheme in free:
            free.remove(tint.scheme)
        taken.append(shown(tint, colors))
        tints[meaning] = tint
        tints[SOFT[meaning]] = _pale(tint, behind[0], TINTS[SOFT[meaning]], colors, shown(tints["ink"], colors))


def _own(free: list[str], taken: list[str], behind: tuple[str, ...], colors: Mapping[str, str]) -> Tint | None:
    for name in free:
        tint = _readable(Tint(name), behind, colors)
        if tint and all(difference(shown(tint, colors), other) >= LEAST_DIFFERENCE for other in taken):
            return tint
    return None


def _derived(taken: list[str], behind: tuple[str, ...], colors: Mapping[str, str]) -> Tint:
    """The readable hue that differs most from what is taken."""
    found = []
    for n in range(_HUES):
        parts = colorsys.hls_to_rgb(n / _HUES, 0.4, 0.6)
        base = Tint("", rgb="".join(f"{round(part * 255):02X}" for part in parts))
        found.append(_readable(base, behind, colors) or base)
    return max(found, key=lambda t: min((difference(shown(t, colors), other) for other in taken), default=0.0))


def _pale(tint: Tint, ground: str, usual: Tint, colors: Mapping[str, str], ink: str) -> Tint:
    """A ground for text in the colour's own family: the colour itself, and ink, can be read on it."""
    own = shown(tint, colors)
    if contrast("000000", ground) > contrast("FFFFFF", ground):
        changes = [(usual.lum_mod, usual.lum_off), (8, 92), (5, 95), (3, 97), (0, 100)]
    else:
        changes = [(share, 0) for share in (40, 32, 25, 20, 15, 10, 5, 0)]
    for change in changes:
        pale = _shift(tint, *change)
        if all(contrast(text, shown(pale, colors)) >= READABLE for text in (own, ink)):
            return pale
    return _named(ground, colors)
