"""Read a preview back: its texts and their places, in points."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring

SVG = "{http://www.w3.org/2000/svg}"
_SHIFT = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)")


@dataclass(frozen=True)
class TextLine:
    """One line; `x` is its left end, right end or middle, by `anchor` ("start", "end", "middle"), `y` its baseline."""

    text: str
    x: float
    y: float
    size: float
    anchor: str
    length: float | None
    face: str


def parse_svg(svg: bytes) -> Element:
    return fromstring(svg)


def iterate_texts(root: Element, dx: float = 0, dy: float = 0) -> Iterator[TextLine]:
    """Yield every line of a slide's own content, without the art of the theme."""
    for child in root:
        if child.get("aria-hidden") == "true":
            continue
        if child.tag == f"{SVG}text":
            length = child.get("textLength")
            place = float(child.get("x", "")) + dx, float(child.get("y", "")) + dy, float(child.get("font-size", ""))
            said = "".join(child.itertext())
            face = child.get("font-family", "")
            anchor = child.get("text-anchor", "start")
            if child.get("direction") == "rtl":
                anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
            yield TextLine(said, *place, anchor, float(length) if length else None, face)
        elif child.tag in {f"{SVG}g", f"{SVG}svg", f"{SVG}a"}:
            shift = _SHIFT.match(child.get("transform", ""))
            x, y = (float(v) for v in shift.groups()) if shift else (0.0, 0.0)
            yield from iterate_texts(child, dx + x, dy + y)


def remove_spaces(text: str) -> str:
    """Return a text without its spaces, which line breaks may remove."""
    return "".join(text.split())
