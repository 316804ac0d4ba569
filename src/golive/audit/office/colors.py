"""Resolve colors: scheme names through theme, master, layout and slide, then modifiers such as tint and shade."""

import colorsys
import re
from collections.abc import Mapping
from typing import Final

from golive.audit.office.xml import A, Element, P, is_element, local_name, parse_integer

_OPAQUE: Final = 100_000
_HEX: Final = re.compile("[0-9A-Fa-f]{6}")
_STANDARD: Final = {
    "bg1": "lt1",
    "tx1": "dk1",
    "bg2": "lt2",
    "tx2": "dk2",
    **{name: name for name in ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")},
}
_NAMED: Final = {"black": "000000", "white": "FFFFFF", "red": "FF0000", "blue": "0000FF", "yellow": "FFFF00"}


def resolve_scheme(
    theme: Element | None, master: Element | None, layout: Element | None, slide: Element
) -> Mapping[str, str]:
    """Return a slide's scheme colors by name, as six hexadecimal digits."""
    entries = theme.find(f".//{A}clrScheme") if theme is not None else None
    named = {local_name(entry): _literal(entry[0]) for entry in (entries if entries is not None else ()) if len(entry)}
    mapping = dict(_STANDARD)
    if master is not None and (own := master.find(f"{P}clrMap")) is not None:
        mapping.update({str(key): str(value) for key, value in own.attrib.items()})
    for root in (layout, slide):
        own = root.find(f"{P}clrMapOvr/{A}overrideClrMapping") if root is not None else None
        if own is not None:
            mapping.update({str(key): str(value) for key, value in own.attrib.items()})
    known = {name: value for name, value in named.items() if value}
    return known | {name: known[target] for name, target in mapping.items() if target in known}


def _literal(color: Element) -> str:
    value = color.get("lastClr", "") if local_name(color) == "sysClr" else color.get("val", "")
    return value.upper() if _HEX.fullmatch(value) else ""


def resolve_color(parent: Element | None, scheme: Mapping[str, str], placeholder: str = "") -> str | None:
    """Return the color inside a fill or style reference.

    Args:
        parent: `a:solidFill`, `p:bgRef`, `a:fontRef` or the like.
        scheme: from `scheme_of`.
        placeholder: what `phClr` stands for.

    Returns:
        Six hexadecimal digits; None if there is no color or it is unknown, such as a transparent one.
    """
    color = next((child for child in parent if is_element(child)), None) if parent is not None else None
    if color is None:
        return None
    kind, value = local_name(color), color.get("val", "")
    if kind == "schemeClr":
        start = placeholder if value == "phClr" else scheme.get(value, "")
    elif kind == "prstClr":
        start = _NAMED.get(value, "")
    else:
        start = _literal(color)
    return _altered(start, color) if start else None


def _altered(start: str, color: Element) -> str | None:
    red, green, blue = (int(start[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    for change in color:
        share = (parse_integer(change.get("val"), _OPAQUE) or 0) / _OPAQUE
        kind = local_name(change)
        if kind == "alpha" and share < 1:
            return None
        if kind in {"lumMod", "shade"}:
            light *= share
        elif kind == "lumOff":
            light += share
        elif kind == "tint":
            light = light * share + 1 - share
        elif kind == "satMod":
            saturation = min(1.0, saturation * share)
    parts = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), saturation)
    return "".join(f"{min(255, max(0, round(part * 255))):02X}" for part in parts)
