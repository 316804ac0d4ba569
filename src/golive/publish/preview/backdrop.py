"""What a layout shows behind a slide's own content: its ground, its art, and the places of the slide's margins."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element

from golive.figures.drawing import Align
from golive.publish.deck.slides import Rect
from golive.publish.deck.theme import Theme
from golive.publish.preview.art import Artist
from golive.publish.preview.package import A, P, Part, open_part
from golive.publish.preview.paint import ID, Paints

_EMU: Final = 914_400
_ALIGN: Final[Mapping[str, Align]] = {"l": "left", "ctr": "center", "r": "right"}
_STYLES: Final = {"title": "titleStyle", "ctrTitle": "titleStyle"}
_KIN: Final = {"ctrTitle": "title", "subTitle": "body", "obj": "body"}


@dataclass(frozen=True, slots=True)
class Margin:
    """How the text of a margin is set: place in inches, side, colour as six hexadecimal digits, weight."""

    rect: Rect
    align: Align
    color: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What is drawn behind a slide.

    Attributes:
        art: SVG elements; ids in it begin with `paint.ID`.
        margins: footer, date and slide number by the type of their placeholder.
        inks: colours of the text of placeholders by their number, six hexadecimal digits each.
    """

    art: str
    margins: Mapping[str, Margin]
    inks: Mapping[int, str]

    def art_for(self, prefix: str) -> str:
        """The art with ids that begin with a prefix."""
        return self.art.replace(ID, prefix)


def backdrop(theme: Theme, part: str) -> Backdrop:
    """What a layout shows; `part` is its name in the theme's package."""
    return _backdrop(theme.source, part, tuple(theme.scheme.colors.items()), (theme.width, theme.height))


@lru_cache(maxsize=32)
def _backdrop(source: bytes, part: str, colors: tuple[tuple[str, str], ...], size: tuple[float, float]) -> Backdrop:
    scheme = MappingProxyType(dict(colors))
    layout = open_part(source, part)
    master = layout.other("slideMaster")
    layers = [layer for layer in (master, layout) if layer is not None]
    art = _ground(layers, scheme, size)
    for number, layer in enumerate(layers):
        if layer is layout or layout.root.get("showMasterSp") != "0":
            art += "".join(Artist(Paints(scheme, layer), f"{number}").tree(layer.root.find(f".//{P}spTree")))
    margins, inks = {}, {}
    for kind, index, shape in _holders(layout.root):
        chain = [shape, *(_same(master, kind) if master else ())]
        paints = Paints(scheme, layout)
        rect = next((found for s in chain if (found := _rect(s))), None)
        styles = [*(s.find(f".//{A}lstStyle/{A}lvl1pPr") for s in chain), _style(master, kind)]
        color = _color(styles, paints)
        if kind in {"ftr", "dt", "sldNum"} and rect:
            margins[kind] = Margin(rect, _align(styles), color or scheme.get("tx1", "000000"), _bold(styles))
        if color:
            inks[index] = color
    return Backdrop(art, MappingProxyType(margins), MappingProxyType(inks))


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


def _holders(root: Element) -> Iterator[tuple[str, int, Element]]:
    for shape in root.iter(f"{P}sp"):
        holder = shape.find(f".//{P}ph")
        if holder is not None:
            yield holder.get("type", "obj"), int(holder.get("idx", "0")), shape


def _same(master: Part, kind: str) -> list[Element]:
    """The master's placeholder that one of a layout takes after."""
    return [shape for other, _, shape in _holders(master.root) if other in {kind, _KIN.get(kind)}][:1]


def _style(master: Part | None, kind: str) -> Element | None:
    """The master's style of the first level of such text."""
    name = _STYLES.get(kind, "bodyStyle" if kind in {"body", "obj", "subTitle"} else "otherStyle")
    return master.root.find(f"{P}txStyles/{P}{name}/{A}lvl1pPr") if master else None


def _rect(shape: Element) -> Rect | None:
    offset, extent = shape.find(f"{P}spPr/{A}xfrm/{A}off"), shape.find(f"{P}spPr/{A}xfrm/{A}ext")
    if offset is None or extent is None:
        return None
    values = (offset.get("x", "0"), offset.get("y", "0"), extent.get("cx", "0"), extent.get("cy", "0"))
    return Rect(*(int(value) / _EMU for value in values))


def _color(styles: list[Element | None], paints: Paints) -> str:
    for style in styles:
        found = paints.color(style.find(f"{A}defRPr/{A}solidFill")) if style is not None else None
        if found:
            return found[0]
    return ""


def _align(styles: list[Element | None]) -> Align:
    return next((_ALIGN.get(s.get("algn", ""), "left") for s in styles if s is not None and s.get("algn")), "left")


def _bold(styles: list[Element | None]) -> bool:
    runs = (style.find(f"{A}defRPr") for style in styles if style is not None)
    return next((run.get("b") == "1" for run in runs if run is not None and run.get("b")), False)
