"""What a layout shows behind a slide's own content: its ground and its art."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from golive.render.preview.fills import ID, Paints
from golive.render.preview.layout_art import Artist
from golive.render.preview.package import A, P, Part, open_part
from golive.render.slides.theme.theme import Theme


def backdrop(theme: Theme, part: str, prefix: str) -> str:
    """What a layout shows, as SVG elements.

    Args:
        theme: whose layout it is.
        part: the layout's name in the theme's package.
        prefix: what ids in it begin with.
    """
    art = _backdrop(theme.source, part, tuple(theme.scheme.colors.items()), (theme.width, theme.height))
    return art.replace(ID, prefix)


@lru_cache(maxsize=32)
def _backdrop(source: bytes, part: str, colors: tuple[tuple[str, str], ...], size: tuple[float, float]) -> str:
    scheme = MappingProxyType(dict(colors))
    layout = open_part(source, part)
    master = layout.other("slideMaster")
    layers = [layer for layer in (master, layout) if layer is not None]
    art = _ground(layers, scheme, size)
    for number, layer in enumerate(layers):
        if layer is layout or layout.root.get("showMasterSp") not in {"0", "false"}:
            art += "".join(Artist(Paints(scheme, layer), f"{number}").tree(layer.root.find(f".//{P}spTree")))
    return art


def _ground(layers: list[Part], scheme: Mapping[str, str], size: tuple[float, float]) -> str:
    """The layout's own background, else the master's; white where neither says anything."""
    width, height = (value * 72 for value in size)
    place = f'width="{width:.6g}" height="{height:.6g}"'
    for layer in reversed(layers):
        ground = layer.root.find(f"{P}cSld/{P}bg")
        if ground is None:
            continue
        paints = Paints(scheme, layer)
        properties = ground.find(f"{P}bgPr")
        picture = properties.find(f"{A}blipFill") if properties is not None else None
        shown = paints.picture(picture, (0, 0, width, height))
        if shown:
            return shown
        fill, definition = paints.fill(properties, "ground")
        named = paints.color(ground.find(f"{P}bgRef"))
        fill = fill or (f'fill="#{named[0]}"' if named else "")
        if fill:
            return f"{definition}<rect {place} {fill}/>"
    return f'<rect {place} fill="#{scheme.get("bg1", "FFFFFF")}"/>'
