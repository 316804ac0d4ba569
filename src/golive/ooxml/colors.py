"""Colours and fills as Office XML has them → six hexadecimal digits."""

from collections.abc import Mapping
from typing import Any, Final

from golive.render.slides.theme.colors import shifted

A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PRESETS: Final = {"black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF"}
_FILLS: Final = frozenset({f"{A}{name}" for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill")})
_COLORS: Final = tuple(f"{A}{name}" for name in ("srgbClr", "schemeClr", "sysClr", "prstClr", "scrgbClr"))
_SEEN_THROUGH: Final = 40
_GAMMA: Final = 2.2

Fill = tuple[str | None, ...]
"""The colours that a fill shows; None stands for a picture, whose colours are anyone's guess. Nothing: no fill."""


def theme_colors(theme: Any) -> dict[str, str]:  # noqa: ANN401 - lxml's elements
    """The twelve colours of a theme by their names there."""
    scheme = theme.find(f".//{A}clrScheme")
    found = {}
    for entry in scheme if scheme is not None else ():
        if isinstance(entry.tag, str) and len(entry):
            found[entry.tag.removeprefix(A)] = color_of(entry[0], {}) or "000000"
    return found


def color_of(element: Any, colors: Mapping[str, str], own: str = "") -> str | None:  # noqa: ANN401
    """A colour element; None where it cannot be told.

    Args:
        element: `a:srgbClr`, `a:schemeClr` or one of their kind.
        colors: the theme's, by scheme name.
        own: what `phClr` stands for.
    """
    kind, value = element.tag.removeprefix(A), element.get("val", "")
    if kind == "srgbClr":
        base = value.upper() if len(value) == 6 else None  # noqa: PLR2004 - digits
    elif kind == "sysClr":
        base = element.get("lastClr") or ("FFFFFF" if value == "window" else "000000")
    elif kind == "schemeClr":
        base = own if value == "phClr" else colors.get(value)
    else:
        base = _PRESETS.get(value)
    try:
        return _modified(base.upper(), element) if base else None
    except ValueError:
        return None


def _modified(color: str, element: Any) -> str:  # noqa: ANN401
    for change in element:
        name = change.tag.removeprefix(A) if isinstance(change.tag, str) else ""
        percent = round(int(change.get("val", "100000").rstrip("%")) / 1000)
        if name == "lumMod":
            color = shifted(color, percent, 0)
        elif name == "lumOff":
            color = shifted(color, 100, percent)
        elif name in {"tint", "shade"}:
            color = _mixed(color, percent / 100, 1.0 if name == "tint" else 0.0)
    return color


def _mixed(color: str, share: float, other: float) -> str:
    """A share of a colour, the rest white or black (`other` 1 or 0), mixed as light is."""
    linear = [(int(color[i : i + 2], 16) / 255) ** _GAMMA * share + other * (1 - share) for i in (0, 2, 4)]
    return "".join(f"{round(255 * part ** (1 / _GAMMA)):02X}" for part in linear)


def fill_of(parent: Any, colors: Mapping[str, str], own: str = "") -> Fill | None:  # noqa: ANN401
    """The fill among the children of an element; None where it says nothing of a fill."""
    element = next((child for child in parent if child.tag in _FILLS), None)
    return None if element is None else one_fill(element, colors, own)


def one_fill(element: Any, colors: Mapping[str, str], own: str = "") -> Fill:  # noqa: ANN401
    """The colours of a fill element."""
    kind = element.tag.removeprefix(A)
    if kind == "noFill":
        return ()
    if kind in {"blipFill", "pattFill"}:
        return (None,)
    found = list(element.iter(*_COLORS))
    if kind == "solidFill" and found and _opacity(found[0]) < _SEEN_THROUGH:
        return ()
    return tuple(dict.fromkeys(color_of(part, colors, own) for part in found))


def _opacity(element: Any) -> float:  # noqa: ANN401
    alpha = element.find(f"{A}alpha")
    return 100.0 if alpha is None else int(alpha.get("val", "100000").rstrip("%")) / 1000


def mapped(master: Any, named: Mapping[str, str]) -> dict[str, str]:  # noqa: ANN401
    """The theme's colours with the names that a master gives them (`bg1`, `tx1` …)."""
    mapping = master.find(f"{P}clrMap")
    usual = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
    given = {**usual, **(mapping.attrib if mapping is not None else {})}
    return {**named, **{str(key): named[str(value)] for key, value in given.items() if value in named}}


def overridden(layout: Any, master: Any, named: Mapping[str, str]) -> dict[str, str]:  # noqa: ANN401
    """The same for a layout, which may map them otherwise."""
    own = layout.find(f"{P}clrMapOvr/{A}overrideClrMapping")
    colors = mapped(master, named)
    if own is not None:
        colors |= {str(key): named[str(value)] for key, value in own.attrib.items() if value in named}
    return colors
