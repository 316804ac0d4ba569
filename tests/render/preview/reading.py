"""Reading a preview back: its texts, and where they stand, in points."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring

SVG = "{http://www.w3.org/2000/svg}"
_SHIFT = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)")


@dataclass(frozen=True)
class Text:
    """One line; `x` is its left end, right end or middle, by `anchor` ("start", "end", "middle"), `y` its baseline."""

    text: str
    x: float
    y: float
    size: float
    anchor: str
    length: float | None
    face: str


def parsed(svg: bytes) -> Element:
    return fromstring(svg)


def texts(root: Element, dx: float = 0, dy: float = 0) -> Iterator[Text]:
    """Every line of a slide's own content, the theme's art left out."""
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
            yield Text(said, *place, anchor, float(length) if length else None, face)
        elif child.tag in {f"{SVG}g", f"{SVG}svg", f"{SVG}a"}:
            shift = _SHIFT.match(child.get("transform", ""))
            x, y = (float(v) for v in shift.groups()) if shift else (0.0, 0.0)
            yield from texts(child, dx + x, dy + y)


def squeezed(text: str) -> str:
    """A text without its spaces, which breaking lines may swallow."""
    return "".join(text.split())
