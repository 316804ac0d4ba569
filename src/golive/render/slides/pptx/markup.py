"""The smallest pieces of Office XML: escaped text, lengths, colours, fills and lines."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from golive.figures.drawing import Color
from golive.render.slides.model import Rect
from golive.render.slides.theme.colors import Scheme, Tint

NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DECORATIVE: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_EMU: Final = 914_400
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SCRIPTS: Final = (
    ("\u0590", "\u05ff", "he-IL"),
    ("\u0600", "\u06ff", "ar-SA"),
    ("\u0750", "\u077f", "ar-SA"),
    ("\u3040", "\u30ff", "ja-JP"),
    ("\u3400", "\u9fff", "zh-CN"),
    ("\uac00", "\ud7af", "ko-KR"),
)


def emu(inches: float) -> int:
    """Inches in the unit that Office XML counts in."""
    return round(inches * _EMU)


def escape(text: str) -> str:
    """Text as element content; what XML cannot hold at all is shown as a replacement character."""
    clean = text if text.isprintable() else _FORBIDDEN.sub("\ufffd", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Text as an attribute's value, quotes included."""
    quoted = escape(text).replace('"', "&quot;")
    return '"' + quoted.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;") + '"'


def color(name: Color, scheme: Scheme) -> str:
    """A colour of the theme; one of its own where the theme has none that serves."""
    return _tinted(scheme.tints[name])


@lru_cache(maxsize=256)
def _tinted(tint: Tint) -> str:
    kind, value = ("srgbClr", tint.rgb) if tint.rgb else ("schemeClr", tint.scheme)
    if tint.lum_mod == 100 and not tint.lum_off:  # noqa: PLR2004 - percent
        return f'<a:{kind} val="{value}"/>'
    off = f'<a:lumOff val="{tint.lum_off * 1000}"/>' if tint.lum_off else ""
    return f'<a:{kind} val="{value}"><a:lumMod val="{tint.lum_mod * 1000}"/>{off}</a:{kind}>'


def fill(name: Color | None, scheme: Scheme) -> str:
    """A plain fill, or none."""
    return f"<a:solidFill>{color(name, scheme)}</a:solidFill>" if name else "<a:noFill/>"


def outline(
    name: Color | None, scheme: Scheme, weight_pt: float = 1.0, *, dashed: bool = False, tag: str = "ln"
) -> str:
    """The line around a shape or at a side of a cell, or none."""
    if name is None:
        return f'<a:{tag} w="0"><a:noFill/></a:{tag}>' if tag != "ln" else "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    return f'<a:{tag} w="{round(weight_pt * 12700)}">{fill(name, scheme)}{dash}</a:{tag}>'


def place(rect: Rect, tag: str = "a:xfrm", flips: str = "") -> str:
    """Where something stands; `flips` are attributes."""
    return (
        f'<{tag}{flips}><a:off x="{emu(rect.x)}" y="{emu(rect.y)}"/>'
        f'<a:ext cx="{max(emu(rect.width), 0)}" cy="{max(emu(rect.height), 0)}"/></{tag}>'
    )


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    if text.isascii():
        return False
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction == "L":
            return False
        if direction in {"R", "AL"}:
            return True
    return False


def language_of(text: str, usual: str) -> str:
    """The language tag of a run: by its script where that is telling, else the document's."""
    if text.isascii():
        return usual
    for character in text:
        for first, last, tag in _SCRIPTS:
            if first <= character <= last:
                return tag
    return usual
