"""Render the shapes that a theme's layouts draw themselves as SVG, without placeholders."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from golive.ooxml.geometry import EMU_PER_PT, UNITS_PER_DEGREE, Placement, find_transform, read_box
from golive.ooxml.namespaces import A, P
from golive.ooxml.xml_parser import Element
from golive.ooxml.xml_text import escape_text
from golive.render.preview.fills import PaintReader
from golive.render.svg import format_number
from golive.typography.lines import LINE_HEIGHT_FACTOR

_POLYGONS: Final = {
    "triangle": ((0.5, 0), (1, 1), (0, 1)),
    "rtTriangle": ((0, 0), (1, 1), (0, 1)),
    "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "parallelogram": ((0.25, 0), (1, 0), (0.75, 1), (0, 1)),
    "chevron": ((0, 0), (0.7, 0), (1, 0.5), (0.7, 1), (0, 1), (0.3, 0.5)),
    "homePlate": ((0, 0), (0.7, 0), (1, 0.5), (0.7, 1), (0, 1)),
}
_PATH_COMMANDS: Final = {"moveTo": "M", "lnTo": "L", "cubicBezTo": "C", "quadBezTo": "Q", "close": "Z"}
_DEFAULT_TEXT_PT: Final = 18.0
_INSET_PT: Final = 7.2
_NO_FILL: Final = 'fill="none"'

RectPt = tuple[float, float, float, float]


class ShapeRenderer(Struct, frozen=True):
    """Renders the shapes of one part; `name` makes the ids of its definitions unique."""

    paints: PaintReader
    name: str

    def render_tree(self, tree: Element | None) -> Iterator[str]:
        """Render the elements of a shape tree, back to front."""
        for child in tree if tree is not None else ():
            if child.find(f".//{P}ph") is not None:
                continue
            kind = child.tag.removeprefix(P)
            if kind == "grpSp":
                yield from self._render_group(child)
            elif kind in {"sp", "cxnSp", "pic"}:
                yield from self._render_shape(child, kind)

    def _render_group(self, group: Element) -> Iterator[str]:
        place, inner = read_box(find_transform(group)), read_box(find_transform(group), of_children=True)
        if place is None or inner is None or not inner[2] or not inner[3]:
            yield from self.render_tree(group)
            return
        within = Placement().enter_group(group)
        x, y = format_number(within.x / EMU_PER_PT), format_number(within.y / EMU_PER_PT)
        yield f'<g transform="translate({x} {y}) scale({within.across:.5g} {within.down:.5g})">'
        yield from self.render_tree(group)
        yield "</g>"

    def _render_shape(self, shape: Element, kind: str) -> Iterator[str]:
        properties = shape.find(f"{P}spPr")
        frame = properties.find(f"{A}xfrm") if properties is not None else None
        place = _read_rect_pt(frame)
        if properties is None or frame is None or place is None:
            return
        turn = _transform_attribute(frame, place)
        if turn:
            yield f'<g transform="{turn}">'
        own = shape.find(f".//{P}cNvPr")
        fill, definition = self.paints.fill_attributes(
            properties, f"{self.name}-{own.get('id') if own is not None else ''}"
        )
        blip = shape.find(f"{P}blipFill") if kind == "pic" else properties.find(f"{A}blipFill")
        yield definition
        yield self.paints.render_picture(blip, place)
        stroke = self.paints.stroke_attributes(properties)
        if fill or stroke:
            paint = " ".join(filter(None, (fill or _NO_FILL, stroke)))
            yield _render_outline(properties, place, paint)
        yield from self._render_text(shape, place)
        if turn:
            yield "</g>"

    def _render_text(self, shape: Element, place: RectPt) -> Iterator[str]:
        """Render the layout's own text, such as a slogan; one line for each paragraph."""
        x, y, width, height = place
        paras = [p for p in shape.iterfind(f"{P}txBody/{A}p") if "".join(p.itertext()).strip()]
        sizes = [_read_size_pt(para) for para in paras]
        body = shape.find(f"{P}txBody/{A}bodyPr")
        anchor = body.get("anchor", "t") if body is not None else "t"
        room = height - sum(sizes) * LINE_HEIGHT_FACTOR
        top = y + {"ctr": room / 2, "b": room - _INSET_PT / 2}.get(anchor, _INSET_PT / 2)
        for para, size in zip(paras, sizes, strict=True):
            properties = para.find(f"{A}pPr")
            side = properties.get("algn", "l") if properties is not None else "l"
            at, named = {"ctr": (x + width / 2, "middle"), "r": (x + width - _INSET_PT, "end")}.get(
                side, (x + _INSET_PT, "start")
            )
            run = para.find(f"{A}r/{A}rPr")
            color = self.paints.read_color(run.find(f"{A}solidFill")) if run is not None else None
            ink = color[0] if color else self.paints.scheme.get("tx1", "000000")
            weight = ' font-weight="700"' if run is not None and run.get("b") == "1" else ""
            text = escape_text("".join(t.text or "" for t in para.iter(f"{A}t")))
            spot = f'x="{format_number(at)}" y="{format_number(top + 0.95 * size)}" font-size="{format_number(size)}"'
            yield f'<text {spot} text-anchor="{named}" fill="#{ink}"{weight}>{text}</text>'
            top += size * LINE_HEIGHT_FACTOR


def _read_size_pt(para: Element) -> float:
    run = para.find(f"{A}r/{A}rPr")
    return int(run.get("sz", "0")) / 100 or _DEFAULT_TEXT_PT if run is not None else _DEFAULT_TEXT_PT


def _read_rect_pt(frame: Element) -> RectPt | None:
    """Return left, top, width and height, in points; None if missing."""
    box = read_box(frame)
    return None if box is None else (box[0] / EMU_PER_PT, box[1] / EMU_PER_PT, box[2] / EMU_PER_PT, box[3] / EMU_PER_PT)


def _transform_attribute(frame: Element, place: RectPt) -> str:
    """Return the SVG transform that rotates and flips a shape around its center."""
    x, y = place[0] + place[2] / 2, place[1] + place[3] / 2
    angle = int(frame.get("rot", "0")) / UNITS_PER_DEGREE
    turn = f"rotate({format_number(angle)} {format_number(x)} {format_number(y)})" if angle else ""
    across, down = (-1 if frame.get(name) == "1" else 1 for name in ("flipH", "flipV"))
    if across == down == 1:
        return turn
    there, back = (f"translate({format_number(a)} {format_number(b)})" for a, b in ((x, y), (-x, -y)))
    mirror = f"{there} scale({across} {down}) {back}"
    return f"{turn} {mirror}".strip()


def _render_outline(properties: Element, place: RectPt, paint: str) -> str:
    """Render the outline of a shape; unknown kinds become rectangles."""
    x, y, width, height = place
    custom = properties.find(f"{A}custGeom")
    if custom is not None:
        return f'<path d="{_path_data(custom, place)}" {paint}/>'
    geometry = properties.find(f"{A}prstGeom")
    kind = geometry.get("prst", "rect") if geometry is not None else "rect"
    if kind == "ellipse":
        middle = f'cx="{format_number(x + width / 2)}" cy="{format_number(y + height / 2)}"'
        return f'<ellipse {middle} rx="{format_number(width / 2)}" ry="{format_number(height / 2)}" {paint}/>'
    if kind in {"line", "straightConnector1"}:
        x1, y1, x2, y2 = map(format_number, (x, y, x + width, y + height))
        return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {paint}/>'
    if kind in _POLYGONS:
        points = " ".join(f"{format_number(x + a * width)},{format_number(y + b * height)}" for a, b in _POLYGONS[kind])
        return f'<polygon points="{points}" {paint}/>'
    corner = f' rx="{format_number(_read_corner_radius(geometry) * min(width, height))}"' if kind == "roundRect" else ""
    size = f'width="{format_number(width)}" height="{format_number(height)}"'
    return f'<rect x="{format_number(x)}" y="{format_number(y)}" {size}{corner} {paint}/>'


def _read_corner_radius(geometry: Element | None) -> float:
    guide = geometry.find(f"{A}avLst/{A}gd") if geometry is not None else None
    formula = guide.get("fmla", "") if guide is not None else ""
    return int(formula.removeprefix("val ")) / 100_000 if formula.startswith("val ") else 0.16667


def _path_data(geometry: Element, place: RectPt) -> str:
    """Return the path data of a custom shape; arcs become straight lines."""
    steps: list[str] = []
    for path in geometry.iter(f"{A}path"):
        wide, high = (
            float(path.get("w", "0")) or place[2] * EMU_PER_PT,
            float(path.get("h", "0")) or place[3] * EMU_PER_PT,
        )
        for step in path:
            letter = _PATH_COMMANDS.get(step.tag.removeprefix(A))
            points = [
                (
                    format_number(place[0] + _read_coordinate(p, "x") / wide * place[2]),
                    format_number(place[1] + _read_coordinate(p, "y") / high * place[3]),
                )
                for p in step.iter(f"{A}pt")
            ]
            if letter:
                steps.append(letter + " ".join(f"{x} {y}" for x, y in points))
    return "".join(steps)


def _read_coordinate(point: Element, axis: str) -> float:
    text = point.get(axis, "0")
    return float(text) if text.lstrip("-").isdigit() else 0.0
