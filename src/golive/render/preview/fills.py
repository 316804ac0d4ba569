"""Convert colors and fills of a theme's shapes to SVG attributes."""

import base64
from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from golive.ooxml.colors import resolve_child_color
from golive.ooxml.geometry import UNITS_PER_DEGREE
from golive.ooxml.namespaces import A, R
from golive.ooxml.package import get_relationships
from golive.ooxml.xml_parser import Element
from golive.render.svg import format_number

ID_PLACEHOLDER: Final = "\x00"
"""Placeholder for the unique prefix of ids; this character cannot occur in XML."""

_MEDIA_TYPES: Final = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}
_FULL_SHARE: Final = 100_000
_EMU_PER_PT: Final = 12_700


class PaintReader(Struct, frozen=True):
    """Reads the colors and fills of the shapes of a layout or master; `scheme` has the theme colors by scheme name."""

    scheme: Mapping[str, str]
    part: Any

    def read_color(self, holder: Element | None) -> tuple[str, float] | None:
        """Return the color inside an element and its opacity (0 to 1); None if no known color is found."""
        found = resolve_child_color(holder, self.scheme)
        return None if found is None else (found.rgb, found.opacity)

    def fill_attributes(self, properties: Element | None, name: str) -> tuple[str, str]:
        """Return the fill as SVG attributes, and the gradient definition it needs; empty strings if there is none.

        Args:
            properties: properties of a shape or a background.
            name: id of the definition; unique in the slide.
        """
        solid = self.read_color(properties.find(f"{A}solidFill")) if properties is not None else None
        if solid:
            return f'fill="#{solid[0]}"{opacity_attribute(solid[1], "fill")}', ""
        gradient = properties.find(f"{A}gradFill") if properties is not None else None
        if gradient is not None:
            return f'fill="url(#{ID_PLACEHOLDER}{name})"', self._render_gradient(gradient, name)
        return "", ""

    def _render_gradient(self, gradient: Element, name: str) -> str:
        stops = ""
        for stop in gradient.iter(f"{A}gs"):
            color = self.read_color(stop)
            if color:
                share = format_number(int(stop.get("pos", "0")) / _FULL_SHARE)
                stops += f'<stop offset="{share}" stop-color="#{color[0]}"{opacity_attribute(color[1], "stop")}/>'
        line = gradient.find(f"{A}lin")
        angle = int(line.get("ang", "0")) / UNITS_PER_DEGREE if line is not None else 0.0
        turn = f' gradientTransform="rotate({format_number(angle)} 0.5 0.5)"' if angle else ""
        return f'<linearGradient id="{ID_PLACEHOLDER}{name}"{turn}>{stops}</linearGradient>'

    def stroke_attributes(self, properties: Element | None) -> str:
        """Return the outline of a shape as SVG attributes; empty if it has none."""
        line = properties.find(f"{A}ln") if properties is not None else None
        color = self.read_color(line.find(f"{A}solidFill")) if line is not None else None
        if line is None or color is None:
            return ""
        width = format_number(int(line.get("w", "9525")) / _EMU_PER_PT)
        return f'stroke="#{color[0]}" stroke-width="{width}"{opacity_attribute(color[1], "stroke")}'

    def render_picture(self, fill: Element | None, place: tuple[float, float, float, float]) -> str:
        """Render a cropped picture in a rectangle in points; return an empty string if browsers cannot show it."""
        blip = fill.find(f"{A}blip") if fill is not None else None
        found = _read_image(self.part, blip.get(f"{R}embed", "")) if blip is not None else None
        if fill is None or found is None:
            return ""
        cut = fill.find(f"{A}srcRect")
        left, top, right, bottom = (int(cut.get(k, "0")) / _FULL_SHARE if cut is not None else 0.0 for k in "ltrb")
        x, y, width, height = map(format_number, place)
        seen = f"{left:.5g} {top:.5g} {1 - left - right:.5g} {1 - top - bottom:.5g}"
        data = f"data:{found[0]};base64,{base64.b64encode(found[1]).decode()}"
        return (
            f'<svg x="{x}" y="{y}" width="{width}" height="{height}" viewBox="{seen}" preserveAspectRatio="none">'
            f'<image width="1" height="1" preserveAspectRatio="none" href="{data}"/></svg>'
        )


def opacity_attribute(share: float, of: str) -> str:
    """Return an opacity attribute; empty if fully opaque."""
    return f' {of}-opacity="{format_number(share)}"' if share < 1 else ""


def _read_image(part: Any, number: str) -> tuple[str, bytes] | None:  # noqa: ANN401 - python-pptx's part
    """Return media type and bytes of a related picture; None if browsers cannot show it."""
    relation = get_relationships(part).get(number)
    if relation is None or relation.is_external:
        return None
    kind = _MEDIA_TYPES.get(relation.target_part.partname.ext.lower())
    return (kind, relation.target_part.blob) if kind else None
