"""Resolve DrawingML colors to six hexadecimal digits and an opacity: the one color resolver of golive.

A color is a base (an RGB value, a theme color through the color map of master, layout and slide, a system or a
preset color) and changes that apply in document order. `lumMod`, `satMod`, `hueOff` and their kind work on hue,
saturation and luminance; `tint`, `shade` and the red, green and blue changes work on linear light, that is on
sRGB values after removing the sRGB transfer curve.

Source: ECMA-376 part 1, section 20.1.2.3. It leaves the color space of `tint` and `shade` open; Office uses linear
sRGB, as its own default outline shows: accent1 `4472C4` at shade 50 % is `2F528F`. LibreOffice approximates the sRGB
curve by the power 2.3, so its pixels may differ by 3 of 255; docs/decisions/018 has the table.
"""

import colorsys
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct

from golive.ooxml.geometry import UNITS_PER_TURN
from golive.ooxml.namespaces import A, P

_PRESET_COLORS: Final = {
    "aqua": "00FFFF",
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "fuchsia": "FF00FF",
    "gray": "808080",
    "green": "008000",
    "lime": "00FF00",
    "magenta": "FF00FF",
    "maroon": "800000",
    "navy": "000080",
    "olive": "808000",
    "orange": "FFA500",
    "purple": "800080",
    "red": "FF0000",
    "silver": "C0C0C0",
    "teal": "008080",
    "white": "FFFFFF",
    "yellow": "FFFF00",
}
_SYSTEM_COLORS: Final = {"window": "FFFFFF", "windowText": "000000"}
_DEFAULT_MAP: Final = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_FILL_TAGS: Final = frozenset({f"{A}{name}" for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill")})
_COLOR_TAGS: Final = tuple(f"{A}{name}" for name in ("srgbClr", "schemeClr", "sysClr", "prstClr", "scrgbClr", "hslClr"))
_MIN_OPACITY: Final = 0.4
_FIRST_BACKGROUND_STYLE: Final = 1001
_WHOLE: Final = 100_000
_HEX_DIGITS: Final = 6

Fill = tuple[str | None, ...]
"""The colors of a fill; None stands for a picture or an unknown color. An empty tuple means no fill."""

_Channels = tuple[float, float, float]


class ResolvedColor(Struct, frozen=True):
    """A color: six hexadecimal digits, and its opacity from 0 (invisible) to 1."""

    rgb: str
    opacity: float = 1.0


def resolve_color(
    element: Any,  # noqa: ANN401 - elements of lxml or of the standard library
    colors: Mapping[str, str],
    placeholder_color: str = "",
) -> ResolvedColor | None:
    """Resolve a color element with all its changes.

    Args:
        element: `a:srgbClr`, `a:schemeClr` or another color element.
        colors: theme colors by scheme name, as `map_scheme_colors` returns them.
        placeholder_color: the color that `phClr` stands for.

    Returns:
        The color; None if it is not known or malformed.
    """
    try:
        base = _read_base(element, colors, placeholder_color)
        return None if base is None else _apply_changes(base, element)
    except (ValueError, OverflowError):
        return None


def resolve_child_color(parent: Any, colors: Mapping[str, str]) -> ResolvedColor | None:  # noqa: ANN401
    """Resolve the first color inside a fill or a style reference; None if there is none or it is not known."""
    child = next((one for one in parent if one.tag in _COLOR_TAGS), None) if parent is not None else None
    return None if child is None else resolve_color(child, colors)


def parse_color(element: Any, colors: Mapping[str, str], placeholder_color: str = "") -> str | None:  # noqa: ANN401
    """Resolve a color element to six hexadecimal digits, whatever its opacity; None if it is not known."""
    found = resolve_color(element, colors, placeholder_color)
    return None if found is None else found.rgb


@lru_cache(maxsize=1024)
def shift_lightness(color: str, lum_mod: int, lum_off: int) -> str:
    """Multiply and raise the luminance of a color, in percent, as `lumMod` and `lumOff` do."""
    channels = _change_hsl(_parse_hex(color), luminance=lambda value: value * lum_mod / 100)
    return _format_hex(_change_hsl(channels, luminance=lambda value: value + lum_off / 100))


def mix_colors(color: str, behind: str, opacity: float) -> str:
    """Return what is seen of a translucent color in front of another one; six hexadecimal digits each."""
    pairs = zip(_parse_hex(color), _parse_hex(behind), strict=True)
    red, green, blue = (front * opacity + back * (1 - opacity) for front, back in pairs)
    return _format_hex((red, green, blue))


def _read_base(element: Any, colors: Mapping[str, str], placeholder_color: str) -> _Channels | None:  # noqa: ANN401
    kind, value = element.tag.removeprefix(A), element.get("val", "")
    if kind == "scrgbClr":
        return _to_srgb(*(_parse_share(element.get(name, "0")) for name in "rgb"))
    if kind == "hslClr":
        hue = int(element.get("hue", "0")) / UNITS_PER_TURN
        light, saturation = (_parse_share(element.get(name, "0")) for name in ("lum", "sat"))
        return colorsys.hls_to_rgb(hue % 1, _clip(light), _clip(saturation))
    if kind == "srgbClr":
        found = value
    elif kind == "sysClr":
        found = element.get("lastClr") or _SYSTEM_COLORS.get(value, "000000")
    elif kind == "schemeClr":
        found = placeholder_color if value == "phClr" else colors.get(value, "")
    else:
        found = _PRESET_COLORS.get(value, "")
    return _parse_hex(found) if found else None


def _apply_changes(channels: _Channels, element: Any) -> ResolvedColor:  # noqa: ANN401
    opacity = 1.0
    for change in element:
        if not isinstance(change.tag, str):
            continue  # a comment
        name = change.tag.removeprefix(A)
        if name.startswith("alpha"):
            opacity = _clip(_combine(name.removeprefix("alpha"), opacity, _parse_share(change.get("val", str(_WHOLE)))))
        else:
            channels = _apply_change(channels, name, change.get("val", str(_WHOLE)))
    return ResolvedColor(_format_hex(channels), opacity)


def _apply_change(channels: _Channels, name: str, text: str) -> _Channels:
    """Apply one change to a color; unknown changes leave it as it is."""
    if name.startswith("hue"):
        # `hueMod` is a share; `hue` and `hueOff` are angles in 60,000ths of a degree.
        amount = _parse_share(text) if name == "hueMod" else int(text) / UNITS_PER_TURN
        return _change_hsl(channels, hue=lambda value: _combine(name.removeprefix("hue"), value, amount))
    share = _parse_share(text)
    if name.startswith("sat"):
        return _change_hsl(channels, saturation=lambda value: _combine(name.removeprefix("sat"), value, share))
    if name.startswith("lum"):
        return _change_hsl(channels, luminance=lambda value: _combine(name.removeprefix("lum"), value, share))
    if name == "comp":
        return _change_hsl(channels, hue=lambda value: value + 0.5)
    if name == "inv":
        return 1 - channels[0], 1 - channels[1], 1 - channels[2]
    linear = _to_linear(channels)
    if name == "shade":
        linear = [value * share for value in linear]
    elif name == "tint":
        linear = [value * share + 1 - share for value in linear]
    else:
        for at, primary in enumerate(("red", "green", "blue")):
            if name in {primary, f"{primary}Mod", f"{primary}Off"}:
                linear[at] = _combine(name.removeprefix(primary), linear[at], share)
    return _to_srgb(*linear)


def _combine(how: str, value: float, amount: float) -> float:
    """Return a property that is multiplied (`Mod`), raised (`Off`), or set."""
    return value * amount if how == "Mod" else value + amount if how == "Off" else amount


def _keep(value: float) -> float:
    return value


def _change_hsl(
    channels: _Channels,
    *,
    hue: Callable[[float], float] = _keep,
    saturation: Callable[[float], float] = _keep,
    luminance: Callable[[float], float] = _keep,
) -> _Channels:
    own_hue, own_light, own_saturation = colorsys.rgb_to_hls(*channels)
    return colorsys.hls_to_rgb(hue(own_hue) % 1, _clip(luminance(own_light)), _clip(saturation(own_saturation)))


def _to_linear(channels: _Channels) -> list[float]:
    """Remove the sRGB transfer curve (IEC 61966-2-1)."""
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]  # noqa: PLR2004


def _to_srgb(*linear: float) -> _Channels:
    """Apply the sRGB transfer curve (IEC 61966-2-1)."""
    red, green, blue = (
        value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055  # noqa: PLR2004
        for value in map(_clip, linear)
    )
    return red, green, blue


def _clip(value: float) -> float:
    return min(1.0, max(0.0, value))


def _parse_share(text: str) -> float:
    """Parse thousandths of a percent, or a percentage (`60%`), as a share of 1."""
    return float(text[:-1]) / 100 if text.endswith("%") else int(text) / _WHOLE


def _parse_hex(text: str) -> _Channels:
    if len(text) != _HEX_DIGITS:
        raise ValueError(text)
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _format_hex(channels: _Channels) -> str:
    return "".join(f"{round(_clip(value) * 255):02X}" for value in channels)


def read_theme_colors(theme: Any) -> dict[str, str]:  # noqa: ANN401 - lxml's elements
    """Read the twelve colors of a theme, by scheme name (`dk1`, `accent1`, …), without unknown ones."""
    scheme = theme.find(f".//{A}clrScheme") if theme is not None else None
    found = {}
    for entry in scheme if scheme is not None else ():
        color = next((child for child in entry if isinstance(child.tag, str)), None)
        if isinstance(entry.tag, str) and color is not None and (known := parse_color(color, {})):
            found[entry.tag.removeprefix(A)] = known
    return found


def find_style_fill(theme: Any, number: int) -> Any:  # noqa: ANN401 - lxml's elements
    """Return the fill that a style reference names in a theme: 1 to 3 of shapes, from 1001 of backgrounds; or None."""
    is_background = number >= _FIRST_BACKGROUND_STYLE
    listed = theme.find(f".//{A}{'bgFillStyleLst' if is_background else 'fillStyleLst'}") if theme is not None else None
    place = number - (_FIRST_BACKGROUND_STYLE if is_background else 1)
    return listed[place] if listed is not None and 0 <= place < len(listed) else None


def map_scheme_colors(
    theme_colors: Mapping[str, str],
    master: Any,  # noqa: ANN401
    *overriding: Any,  # noqa: ANN401
) -> dict[str, str]:
    """Return the colors by every scheme name that a slide or layout may use (`bg1`, `tx1`, `accent1`, …).

    Args:
        theme_colors: the theme's colors, as `read_theme_colors` returns them.
        master: root element of the slide master, with its color map; None if there is none.
        overriding: roots of the layout and of the slide, whose overrides replace entries; None is skipped.
    """
    mapping = dict(_DEFAULT_MAP)
    given = [master.find(f"{P}clrMap") if master is not None else None]
    given += [root.find(f"{P}clrMapOvr/{A}overrideClrMapping") for root in overriding if root is not None]
    for own in given:
        if own is not None:
            mapping |= {str(key): str(value) for key, value in own.attrib.items()}
    return {**theme_colors, **{name: theme_colors[to] for name, to in mapping.items() if to in theme_colors}}


def find_fill(parent: Any, colors: Mapping[str, str], placeholder_color: str = "") -> Fill | None:  # noqa: ANN401
    """Return the fill among the children of an element; None if it has no fill element."""
    element = next((child for child in parent if child.tag in _FILL_TAGS), None)
    return None if element is None else parse_fill(element, colors, placeholder_color)


def parse_fill(element: Any, colors: Mapping[str, str], placeholder_color: str = "") -> Fill:  # noqa: ANN401
    """Return the colors of a fill element; a fill that is mostly transparent counts as none."""
    kind = element.tag.removeprefix(A)
    if kind == "noFill":
        return ()
    if kind in {"blipFill", "pattFill"}:
        return (None,)
    found = [resolve_color(part, colors, placeholder_color) for part in element.iter(*_COLOR_TAGS)]
    if kind == "solidFill" and found and found[0] is not None and found[0].opacity < _MIN_OPACITY:
        return ()
    return tuple(dict.fromkeys(None if one is None else one.rgb for one in found))
