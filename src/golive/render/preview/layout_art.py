"""The shapes that a theme's layouts draw themselves → SVG. Placeholders are not among them."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct

from golive.render.preview.fills import Paints
from golive.render.preview.package import A, P
from golive.render.slides.pptx.markup import escape
from golive.render.svg import number
from golive.typography.lines import LINE_PITCH

_PT: Final = 12_700
_DEGREE: Final = 60_000
_SIDES: Final = {
    "triangle": ((0.5, 0), (1, 1), (0, 1)),
    "rtTriangle": ((0, 0), (1, 1), (0, 1)),
    "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "parallelogram": ((0.25, 0), (1, 0), (0.75, 1), (0, 1)),
    "chevron": ((0, 0), (0.7, 0), (1, 0.5), (0.7, 1), (0, 1), (0.3, 0.5)),
    "homePlate": ((0, 0), (0.7, 0), (1, 0.5), (0.7, 1), (0, 1)),
}
_STEPS: Final = {"moveTo": "M", "lnTo": "L", "cubicBezTo": "C", "quadBezTo": "Q", "close": "Z"}
_PLAIN_PT: Final = 18.0
_INSET_PT: Final = 7.2
_HOLLOW: Final = 'fill="none"'

Place = tuple[float, float, float, float]


class Artist(Struct, frozen=True):
    """Draws the shapes of one part; `name` keeps its definitions apart from those of other parts."""

    paints: Paints
    name: str

    def tree(self, tree: Element | None) -> Iterator[str]:
        """The elements of a shape tree, back to front."""
        for child in tree if tree is not None else ():
            if child.find(f".//{P}ph") is not None:
                continue
            kind = child.tag.removeprefix(P)
            if kind == "grpSp":
                yield from self._group(child)
            elif kind in {"sp", "cxnSp", "pic"}:
                yield from self._shape(child, kind)

    def _group(self, group: Element) -> Iterator[str]:
        frame = group.find(f"{P}grpSpPr/{A}xfrm")
        place, inner = _place(frame), _place(frame, "chOff", "chExt")
        if place is None or inner is None or not inner[2] or not inner[3]:
            yield from self.tree(group)
            return
        across, down = place[2] / inner[2], place[3] / inner[3]
        x, y = number(place[0] - inner[0] * across), number(place[1] - inner[1] * down)
        yield f'<g transform="translate({x} {y}) scale({across:.5g} {down:.5g})">'
        yield from self.tree(group)
        yield "</g>"

    def _shape(self, shape: Element, kind: str) -> Iterator[str]:
        properties = shape.find(f"{P}spPr")
        frame = properties.find(f"{A}xfrm") if properties is not None else None
        place = _place(frame)
        if properties is None or frame is None or place is None:
            return
        turn = _turn(frame, place)
        if turn:
            yield f'<g transform="{turn}">'
        own = shape.find(f".//{P}cNvPr")
        fill, definition = self.paints.fill(properties, f"{self.name}-{own.get('id') if own is not None else ''}")
        blip = shape.find(f"{P}blipFill") if kind == "pic" else properties.find(f"{A}blipFill")
        yield definition
        yield self.paints.picture(blip, place)
        stroke = self.paints.stroke(properties)
        if fill or stroke:
            paint = " ".join(filter(None, (fill or _HOLLOW, stroke)))
            yield _outline(properties, place, paint)
        yield from self._text(shape, place)
        if turn:
            yield "</g>"

    def _text(self, shape: Element, place: Place) -> Iterator[str]:
        """Text of the theme itself, a slogan or a mark: each paragraph on a line of its own."""
        x, y, width, height = place
        paras = [p for p in shape.iterfind(f"{P}txBody/{A}p") if "".join(p.itertext()).strip()]
        sizes = [_size(para) for para in paras]
        body = shape.find(f"{P}txBody/{A}bodyPr")
        anchor = body.get("anchor", "t") if body is not None else "t"
        room = height - sum(sizes) * LINE_PITCH
        top = y + {"ctr": room / 2, "b": room - _INSET_PT / 2}.get(anchor, _INSET_PT / 2)
        for para, size in zip(paras, sizes, strict=True):
            properties = para.find(f"{A}pPr")
            side = properties.get("algn", "l") if properties is not None else "l"
            at, named = {"ctr": (x + width / 2, "middle"), "r": (x + width - _INSET_PT, "end")}.get(
                side, (x + _INSET_PT, "start")
            )
            run = para.find(f"{A}r/{A}rPr")
            color = self.paints.color(run.find(f"{A}solidFill")) if run is not None else None
            ink = color[0] if color else self.paints.scheme.get("tx1", "000000")
            weight = ' font-weight="700"' if run is not None and run.get("b") == "1" else ""
            text = escape("".join(t.text or "" for t in para.iter(f"{A}t")))
            spot = f'x="{number(at)}" y="{number(top + 0.95 * size)}" font-size="{number(size)}"'
            yield f'<text {spot} text-anchor="{named}" fill="#{ink}"{weight}>{text}</text>'
            top += size * LINE_PITCH


def _size(para: Element) -> float:
    run = para.find(f"{A}r/{A}rPr")
    return int(run.get("sz", "0")) / 100 or _PLAIN_PT if run is not None else _PLAIN_PT


def _place(frame: Element | None, offset: str = "off", extent: str = "ext") -> Place | None:
    """Left, top, width and height, in points."""
    at, size = (frame.find(f"{A}{name}") if frame is not None else None for name in (offset, extent))
    if at is None or size is None:
        return None
    return (
        int(at.get("x", "0")) / _PT,
        int(at.get("y", "0")) / _PT,
        int(size.get("cx", "0")) / _PT,
        int(size.get("cy", "0")) / _PT,
    )


def _turn(frame: Element, place: Place) -> str:
    """How a shape is turned and mirrored around its middle."""
    x, y = place[0] + place[2] / 2, place[1] + place[3] / 2
    angle = int(frame.get("rot", "0")) / _DEGREE
    turn = f"rotate({number(angle)} {number(x)} {number(y)})" if angle else ""
    across, down = (-1 if frame.get(name) == "1" else 1 for name in ("flipH", "flipV"))
    if across == down == 1:
        return turn
    mirror = f"translate({number(x)} {number(y)}) scale({across} {down}) translate({number(-x)} {number(-y)})"
    return f"{turn} {mirror}".strip()


def _outline(properties: Element, place: Place, paint: str) -> str:
    """The shape itself; one of a kind that is not known is drawn as its box."""
    x, y, width, height = place
    custom = properties.find(f"{A}custGeom")
    if custom is not None:
        return f'<path d="{_path(custom, place)}" {paint}/>'
    geometry = properties.find(f"{A}prstGeom")
    kind = geometry.get("prst", "rect") if geometry is not None else "rect"
    if kind == "ellipse":
        middle = f'cx="{number(x + width / 2)}" cy="{number(y + height / 2)}"'
        return f'<ellipse {middle} rx="{number(width / 2)}" ry="{number(height / 2)}" {paint}/>'
    if kind in {"line", "straightConnector1"}:
        return f'<line x1="{number(x)}" y1="{number(y)}" x2="{number(x + width)}" y2="{number(y + height)}" {paint}/>'
    if kind in _SIDES:
        points = " ".join(f"{number(x + a * width)},{number(y + b * height)}" for a, b in _SIDES[kind])
        return f'<polygon points="{points}" {paint}/>'
    corner = f' rx="{number(_radius(geometry) * min(width, height))}"' if kind == "roundRect" else ""
    size = f'width="{number(width)}" height="{number(height)}"'
    return f'<rect x="{number(x)}" y="{number(y)}" {size}{corner} {paint}/>'


def _radius(geometry: Element | None) -> float:
    guide = geometry.find(f"{A}avLst/{A}gd") if geometry is not None else None
    formula = guide.get("fmla", "") if guide is not None else ""
    return int(formula.removeprefix("val ")) / 100_000 if formula.startswith("val ") else 0.16667


def _path(geometry: Element, place: Place) -> str:
    """A drawn outline; arcs are drawn as straight lines."""
    steps: list[str] = []
    for path in geometry.iter(f"{A}path"):
        wide, high = float(path.get("w", "0")) or place[2] * _PT, float(path.get("h", "0")) or place[3] * _PT
        for step in path:
            letter = _STEPS.get(step.tag.removeprefix(A))
            points = [
                (
                    number(place[0] + _coordinate(p, "x") / wide * place[2]),
                    number(place[1] + _coordinate(p, "y") / high * place[3]),
                )
                for p in step.iter(f"{A}pt")
            ]
            if letter:
                steps.append(letter + " ".join(f"{x} {y}" for x, y in points))
    return "".join(steps)


def _coordinate(point: Element, axis: str) -> float:
    text = point.get(axis, "0")
    return float(text) if text.lstrip("-").isdigit() else 0.0
