"""Parse DrawingML colors and fills into six hexadecimal digits."""

import colorsys
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PRESET_COLORS: Final = {"black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF"}
_FILL_TAGS: Final = frozenset({f"{A}{name}" for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill")})
_COLOR_TAGS: Final = tuple(f"{A}{name}" for name in ("srgbClr", "schemeClr", "sysClr", "prstClr", "scrgbClr"))
_MIN_OPACITY_PERCENT: Final = 40
_GAMMA: Final = 2.2

Fill = tuple[str | None, ...]
"""The colors of a fill; None stands for a picture or an unknown color. An empty tuple means no fill."""


def read_theme_colors(theme: Any) -> dict[str, str]:  # noqa: ANN401 - lxml's elements
    """Read the twelve colors of a theme, by scheme name (`dk1`, `accent1`, …)."""
    scheme = theme.find(f".//{A}clrScheme")
    found = {}
    for entry in scheme if scheme is not None else ():
        if isinstance(entry.tag, str) and len(entry):
            found[entry.tag.removeprefix(A)] = parse_color(entry[0], {}) or "000000"
    return found


def parse_color(element: Any, colors: Mapping[str, str], placeholder_color: str = "") -> str | None:  # noqa: ANN401
    """Parse a color element; return None if its color is not known.

    Args:
        element: `a:srgbClr`, `a:schemeClr` or another color element.
        colors: the theme's colors, by scheme name.
        placeholder_color: the color that `phClr` stands for.
    """
    kind, value = element.tag.removeprefix(A), element.get("val", "")
    if kind == "srgbClr":
        base = value.upper() if len(value) == 6 else None  # noqa: PLR2004 - digits
    elif kind == "sysClr":
        base = element.get("lastClr") or ("FFFFFF" if value == "window" else "000000")
    elif kind == "schemeClr":
        base = placeholder_color if value == "phClr" else colors.get(value)
    else:
        base = _PRESET_COLORS.get(value)
    try:
        return _apply_color_changes(base.upper(), element) if base else None
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def shift_lightness(color: str, lum_mod: int, lum_off: int) -> str:
    """Multiply and raise the lightness of a color, in percent, as Office does."""
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    lightness = min(1.0, lightness * lum_mod / 100 + lum_off / 100)
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, lightness, saturation))


def _apply_color_changes(color: str, element: Any) -> str:  # noqa: ANN401
    for change in element:
        name = change.tag.removeprefix(A) if isinstance(change.tag, str) else ""
        percent = round(int(change.get("val", "100000").rstrip("%")) / 1000)
        if name == "lumMod":
            color = shift_lightness(color, percent, 0)
        elif name == "lumOff":
            color = shift_lightness(color, 100, percent)
        elif name in {"tint", "shade"}:
            color = _mix_with_white_or_black(color, percent / 100, 1.0 if name == "tint" else 0.0)
    return color


def _mix_with_white_or_black(color: str, share: float, other: float) -> str:
    """Mix a share of a color with white (`other` 1) or black (`other` 0) in linear light."""
    linear = [(int(color[i : i + 2], 16) / 255) ** _GAMMA * share + other * (1 - share) for i in (0, 2, 4)]
    return "".join(f"{round(255 * part ** (1 / _GAMMA)):02X}" for part in linear)


def find_fill(parent: Any, colors: Mapping[str, str], placeholder_color: str = "") -> Fill | None:  # noqa: ANN401
    """Return the fill among the children of an element; None if it has no fill element."""
    element = next((child for child in parent if child.tag in _FILL_TAGS), None)
    return None if element is None else parse_fill(element, colors, placeholder_color)


def parse_fill(element: Any, colors: Mapping[str, str], placeholder_color: str = "") -> Fill:  # noqa: ANN401
    """Return the colors of a fill element."""
    kind = element.tag.removeprefix(A)
    if kind == "noFill":
        return ()
    if kind in {"blipFill", "pattFill"}:
        return (None,)
    found = list(element.iter(*_COLOR_TAGS))
    if kind == "solidFill" and found and _opacity_percent(found[0]) < _MIN_OPACITY_PERCENT:
        return ()
    return tuple(dict.fromkeys(parse_color(part, colors, placeholder_color) for part in found))


def _opacity_percent(element: Any) -> float:  # noqa: ANN401
    alpha = element.find(f"{A}alpha")
    return 100.0 if alpha is None else int(alpha.get("val", "100000").rstrip("%")) / 1000


def map_master_colors(master: Any, theme_colors: Mapping[str, str]) -> dict[str, str]:  # noqa: ANN401
    """Add the names of a master's color map (`bg1`, `tx1`, …) to the theme colors."""
    mapping = master.find(f"{P}clrMap")
    usual = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
    given = {**usual, **(mapping.attrib if mapping is not None else {})}
    return {
        **theme_colors,
        **{str(key): theme_colors[str(value)] for key, value in given.items() if value in theme_colors},
    }


def map_layout_colors(layout: Any, master: Any, theme_colors: Mapping[str, str]) -> dict[str, str]:  # noqa: ANN401
    """Map theme colors for a layout: the master's map with the layout's overrides."""
    own = layout.find(f"{P}clrMapOvr/{A}overrideClrMapping")
    colors = map_master_colors(master, theme_colors)
    if own is not None:
        colors |= {str(key): theme_colors[str(value)] for key, value in own.attrib.items() if value in theme_colors}
    return colors
