"""Write basic Office XML: lengths, colors, fills, outlines and positions."""

import unicodedata
from functools import lru_cache
from typing import Final

from golive.figures.drawing import Color, Rect
from golive.render.slides.theme.colors import ColorScheme, Tint

DECORATIVE: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_EMU_PER_INCH: Final = 914_400
_SCRIPTS: Final = (
    ("\u0590", "\u05ff", "he-IL"),
    ("\u0600", "\u06ff", "ar-SA"),
    ("\u0750", "\u077f", "ar-SA"),
    ("\u3040", "\u30ff", "ja-JP"),
    ("\u3400", "\u9fff", "zh-CN"),
    ("\uac00", "\ud7af", "ko-KR"),
)


def to_emu(inches: float) -> int:
    """Convert inches to EMU (English Metric Units)."""
    return round(inches * _EMU_PER_INCH)


def color_xml(name: Color, scheme: ColorScheme) -> str:
    """Return the theme color of text or a line, or an RGB color if the theme has no suitable one."""
    return _tint_xml(scheme.tints[name])


@lru_cache(maxsize=256)
def _tint_xml(tint: Tint, opacity: float = 1.0) -> str:
    kind, value = ("srgbClr", tint.rgb) if tint.rgb else ("schemeClr", tint.scheme)
    changes = [] if tint.lum_mod == 100 and not tint.lum_off else [("lumMod", tint.lum_mod * 1000)]  # noqa: PLR2004
    changes += [("lumOff", tint.lum_off * 1000)] if tint.lum_off else []
    changes += [("alpha", round(opacity * 100_000))] if opacity < 1 else []
    inside = "".join(f'<a:{change} val="{amount}"/>' for change, amount in changes)
    return f'<a:{kind} val="{value}">{inside}</a:{kind}>' if inside else f'<a:{kind} val="{value}"/>'


def fill_xml(name: Color | None, scheme: ColorScheme, opacity: float = 1.0) -> str:
    """Return the solid fill of a shape, or no fill."""
    return f"<a:solidFill>{_tint_xml(scheme.get_fill(name), opacity)}</a:solidFill>" if name else "<a:noFill/>"


def ink_xml(name: Color, scheme: ColorScheme) -> str:
    """Return the solid fill of text or a line."""
    return f"<a:solidFill>{color_xml(name, scheme)}</a:solidFill>"


def outline_xml(
    name: Color | None, scheme: ColorScheme, weight_pt: float = 1.0, *, dashed: bool = False, tag: str = "ln"
) -> str:
    """Return the outline of a shape or a border of a cell, or no line."""
    if name is None:
        return f'<a:{tag} w="0"><a:noFill/></a:{tag}>' if tag != "ln" else "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    return f'<a:{tag} w="{round(weight_pt * 12700)}">{ink_xml(name, scheme)}{dash}</a:{tag}>'


def transform_xml(rect: Rect, tag: str = "a:xfrm", flips: str = "") -> str:
    """Return the position and size of a shape; `flips` are extra attributes."""
    return (
        f'<{tag}{flips}><a:off x="{to_emu(rect.x)}" y="{to_emu(rect.y)}"/>'
        f'<a:ext cx="{max(to_emu(rect.width), 0)}" cy="{max(to_emu(rect.height), 0)}"/></{tag}>'
    )


def is_right_to_left(text: str) -> bool:
    """Return whether the first character with a strong direction is right-to-left."""
    if text.isascii():
        return False
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction == "L":
            return False
        if direction in {"R", "AL"}:
            return True
    return False


def detect_language(text: str, usual: str) -> str:
    """Return the language tag for the script of a text, or `usual` if the script is not distinctive."""
    if text.isascii():
        return usual
    for character in text:
        for first, last, tag in _SCRIPTS:
            if first <= character <= last:
                return tag
    return usual
