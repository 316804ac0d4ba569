"""Colours and fills of a theme's own shapes → SVG."""

import base64
import colorsys
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct

from golive.render.preview.package import A, Part, R
from golive.render.svg import number

ID: Final = "\x00"
"""Stands in ids for what makes them unique in a page; no XML holds this character."""

_WHOLE: Final = 100_000
_DEGREE: Final = 60_000
_PT: Final = 12_700


class Paints(Struct, frozen=True):
    """What a part's shapes are painted with: the theme's colours by scheme name, and the part's pictures."""

    scheme: Mapping[str, str]
    part: Part

    def color(self, holder: Element | None) -> tuple[str, float] | None:
        """The colour that an element holds, and how opaque it is; None where it holds none that is known."""
        for child in holder if holder is not None else ():
            kind = child.tag.removeprefix(A)
            value = child.get("lastClr" if kind == "sysClr" else "val", "")
            base = self.scheme.get(value) if kind == "schemeClr" else value
            if kind in {"schemeClr", "srgbClr", "sysClr"} and base:
                return _changed(base, child)
        return None

    def fill(self, properties: Element | None, name: str) -> tuple[str, str]:
        """What an area is filled with, as attributes, and the definition that it needs; nothing where it has none.

        Args:
            properties: of a shape or a background.
            name: what a definition is called; unique in the slide.
        """
        solid = self.color(properties.find(f"{A}solidFill")) if properties is not None else None
        if solid:
            return f'fill="#{solid[0]}"{opacity(solid[1], "fill")}', ""
        gradient = properties.find(f"{A}gradFill") if properties is not None else None
        if gradient is not None:
            return f'fill="url(#{ID}{name})"', self._gradient(gradient, name)
        return "", ""

    def _gradient(self, gradient: Element, name: str) -> str:
        stops = ""
        for stop in gradient.iter(f"{A}gs"):
            color = self.color(stop)
            if color:
                share = number(int(stop.get("pos", "0")) / _WHOLE)
                stops += f'<stop offset="{share}" stop-color="#{color[0]}"{opacity(color[1], "stop")}/>'
        line = gradient.find(f"{A}lin")
        angle = int(line.get("ang", "0")) / _DEGREE if line is not None else 0.0
        turn = f' gradientTransform="rotate({number(angle)} 0.5 0.5)"' if angle else ""
        return f'<linearGradient id="{ID}{name}"{turn}>{stops}</linearGradient>'

    def stroke(self, properties: Element | None) -> str:
        """The line around a shape, as attributes; nothing where it has none."""
        line = properties.find(f"{A}ln") if properties is not None else None
        color = self.color(line.find(f"{A}solidFill")) if line is not None else None
        if line is None or color is None:
            return ""
        width = number(int(line.get("w", "9525")) / _PT)
        return f'stroke="#{color[0]}" stroke-width="{width}"{opacity(color[1], "stroke")}'

    def picture(self, fill: Element | None, place: tuple[float, float, float, float]) -> str:
        """A picture, cut as its fill says, at a place in points; nothing where a browser could not show it."""
        blip = fill.find(f"{A}blip") if fill is not None else None
        found = self.part.image(blip.get(f"{R}embed", "")) if blip is not None else None
        if fill is None or found is None:
            return ""
        cut = fill.find(f"{A}srcRect")
        left, top, right, bottom = (int(cut.get(k, "0")) / _WHOLE if cut is not None else 0.0 for k in "ltrb")
        x, y, width, height = map(number, place)
        seen = f"{left:.5g} {top:.5g} {1 - left - right:.5g} {1 - top - bottom:.5g}"
        data = f"data:{found[0]};base64,{base64.b64encode(found[1]).decode()}"
        return (
            f'<svg x="{x}" y="{y}" width="{width}" height="{height}" viewBox="{seen}" preserveAspectRatio="none">'
            f'<image width="1" height="1" preserveAspectRatio="none" href="{data}"/></svg>'
        )


def opacity(share: float, of: str) -> str:
    """An opacity as an attribute; nothing where it is whole."""
    return f' {of}-opacity="{number(share)}"' if share < 1 else ""


def _changed(base: str, color: Element) -> tuple[str, float]:
    """A colour made paler, darker or clearer by what its element says."""
    share = {child.tag.removeprefix(A): int(child.get("val", str(_WHOLE))) / _WHOLE for child in color}
    parts = [int(base[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    parts = [part * share.get("shade", 1.0) for part in parts]
    tint = share.get("tint", 1.0)
    parts = [1 - (1 - part) * tint for part in parts]
    hue, lightness, saturation = colorsys.rgb_to_hls(*parts)
    lightness = min(1.0, max(0.0, lightness * share.get("lumMod", 1.0) + share.get("lumOff", 0.0)))
    rgb = colorsys.hls_to_rgb(hue, lightness, min(1.0, saturation * share.get("satMod", 1.0)))
    return "".join(f"{round(part * 255):02X}" for part in rgb), share.get("alpha", 1.0)
