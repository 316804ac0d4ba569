"""Render what a layout shows behind the content of a slide: background and art."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from golive.ooxml.namespaces import A, P
from golive.ooxml.package import iter_related_parts, read_part_xml
from golive.ooxml.template import load_template
from golive.render.preview.fills import ID_PLACEHOLDER, PaintReader
from golive.render.preview.layout_art import ShapeRenderer
from golive.render.slides.theme.theme import Theme
from golive.typography.units import POINTS_PER_INCH


def render_backdrop(theme: Theme, part: str, prefix: str) -> str:
    """Render the background and art of a layout as SVG elements.

    Args:
        theme: theme of the layout.
        part: name of the layout's part in the theme's package.
        prefix: prefix of the ids inside.
    """
    layout = next((one for one in theme.layouts.values() if one.part_name == part), None)
    colors = (layout.scheme if layout else theme.scheme).colors
    size = (theme.width * theme.scale, theme.height * theme.scale)
    art = _render_backdrop(theme.source, part, tuple(colors.items()), size)
    if theme.scale != 1:
        art = f'<g transform="scale({1 / theme.scale:.6g})">{art}</g>'
    return art.replace(ID_PLACEHOLDER, prefix)


@lru_cache(maxsize=32)
def _render_backdrop(source: bytes, part: str, colors: tuple[tuple[str, str], ...], size: tuple[float, float]) -> str:
    scheme = MappingProxyType(dict(colors))
    layout = load_template(source).parts[part.lstrip("/")]
    master = next(iter_related_parts(layout, "/slideMaster"), None)
    layers = [layer for layer in (master, layout) if layer is not None]
    art = _render_background(layers, scheme, size)
    for number, layer in enumerate(layers):
        if layer is layout or read_part_xml(layout).get("showMasterSp") not in {"0", "false"}:
            art += "".join(
                ShapeRenderer(PaintReader(scheme, layer), f"{number}").render_tree(
                    read_part_xml(layer).find(f".//{P}spTree")
                )
            )
    return art


def _render_background(layers: list[Any], scheme: Mapping[str, str], size: tuple[float, float]) -> str:
    """Render the background of the layout, otherwise of the master, otherwise a plain one."""
    width, height = (value * POINTS_PER_INCH for value in size)
    place = f'width="{width:.6g}" height="{height:.6g}"'
    for layer in reversed(layers):
        ground = read_part_xml(layer).find(f"{P}cSld/{P}bg")
        if ground is None:
            continue
        paints = PaintReader(scheme, layer)
        properties = ground.find(f"{P}bgPr")
        picture = properties.find(f"{A}blipFill") if properties is not None else None
        shown = paints.render_picture(picture, (0, 0, width, height))
        if shown:
            return shown
        fill, definition = paints.fill_attributes(properties, "ground")
        named = paints.read_color(ground.find(f"{P}bgRef"))
        fill = fill or (f'fill="#{named[0]}"' if named else "")
        if fill:
            return f"{definition}<rect {place} {fill}/>"
    return f'<rect {place} fill="#{scheme.get("bg1", "FFFFFF")}"/>'
