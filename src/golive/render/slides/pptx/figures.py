"""Figures → Office XML: a named group of native shapes, its connectors glued to its boxes."""

from collections.abc import Mapping
from typing import Final

from golive.figures.drawing import CHEVRON_POINT, CORNER_IN, Box, Connector, Drawing, Label, Line
from golive.render.slides.model import Para, Picture, Rect, Span
from golive.render.slides.pptx.markup import DECORATIVE, attribute, emu, fill, outline, place
from golive.render.slides.pptx.shapes import preset
from golive.render.slides.pptx.text import Voice, paragraph
from golive.render.slides.theme.colors import Scheme

_PRESET: Final = {
    "rectangle": "rect",
    "rounded": "roundRect",
    "chevron": "chevron",
    "diamond": "diamond",
    "ellipse": "ellipse",
    "triangle": "triangle",
}
_ANCHOR: Final = {"top": "t", "middle": "ctr", "bottom": "b"}
_NEAR: Final = 0.02
_SLACK_IN: Final = 0.06
_STOCK: Final = ((0.5, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 0.5))
_RIGHT, _DOWN, _LEFT, _UP = 0, 5_400_000, 10_800_000, 16_200_000

Sites = dict[str, list[tuple[float, float]]]
Glue = tuple[Mapping[str, int], Mapping[str, Box], Sites, Scheme]
"""What connectors hold on to: the number of each shape, the boxes by name, the sites of each."""


def picture(element: Picture, number: int, voice: Voice) -> tuple[str, int]:
    """The group, and how many ids it took from `number` on."""
    drawing = element.drawing
    ids = {shape.id: number + 1 + n for n, shape in enumerate(drawing.shapes)}
    boxes = {shape.id: shape for shape in drawing.shapes if isinstance(shape, Box)}
    sites = _sites(drawing, boxes)
    parts = []
    for n, shape in enumerate(drawing.shapes):
        own = f'id="{number + 1 + n}" name={attribute(f"{element.name}:{shape.id}")}'
        if isinstance(shape, Connector):
            parts.append(_connector(shape, own, element, (ids, boxes, sites, voice.scheme)))
        elif isinstance(shape, Label):
            parts.append(_label(shape, own, element, voice))
        else:
            parts.append(_box(shape, own, element, (sites.get(shape.id, []), voice)))
    rect = element.rect
    extent = place(rect).replace("</a:xfrm>", "")
    child = f'<a:chOff x="{emu(rect.x)}" y="{emu(rect.y)}"/><a:chExt cx="{emu(rect.width)}" cy="{emu(rect.height)}"/>'
    group = (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{number}" name={attribute(element.name)} descr={attribute(drawing.alt)} '
        f"title={attribute(drawing.title)}/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>{extent}{child}</a:xfrm>"
        f"</p:grpSpPr>{''.join(parts)}</p:grpSp>"
    )
    return group, 1 + len(drawing.shapes)


def _sites(drawing: Drawing, boxes: Mapping[str, Box]) -> Sites:
    """Where connectors meet each box, from its top left corner; one site per end of a connector."""
    sites: Sites = {}
    for shape in drawing.shapes:
        if isinstance(shape, Connector):
            for name, x, y in ((shape.start, shape.x1, shape.y1), (shape.end, shape.x2, shape.y2)):
                box = boxes.get(name or "")
                if box and name:
                    sites.setdefault(name, []).append((round(x - box.x, 4), round(y - box.y, 4)))
    return sites


def _rect(shape: Box | Label, element: Picture) -> Rect:
    return Rect(element.x + shape.x, element.y + shape.y, shape.width, shape.height)


def _box(shape: Box, own: str, element: Picture, tools: tuple[list[tuple[float, float]], Voice]) -> str:
    sites, voice = tools
    rect = _rect(shape, element)
    mark = f">{DECORATIVE}</p:cNvPr>" if shape.decorative else "/>"
    if sites and shape.shape in {"rectangle", "rounded"}:
        corner = min(CORNER_IN, rect.width / 2, rect.height / 2) if shape.shape == "rounded" else 0.0
        geometry = _ported(rect, sites, corner)
    else:
        geometry = preset(_PRESET[shape.shape], _adjust(shape, rect))
    text = _lines(shape, shape.inset_in, voice) if shape.lines else ""
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr {own}{mark}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{place(rect)}{geometry}"
        f"{fill(shape.fill, voice.scheme)}{outline(shape.outline, voice.scheme, dashed=shape.dashed)}"
        f"</p:spPr>{text}</p:sp>"
    )


def _adjust(shape: Box, rect: Rect) -> int | None:
    if shape.shape == "rounded":
        return min(50_000, round(CORNER_IN / max(min(rect.width, rect.height), 0.01) * 100_000))
    return round(CHEVRON_POINT * 100_000) if shape.shape == "chevron" else None


def _label(shape: Label, own: str, element: Picture, voice: Voice) -> str:
    where = place(_slack(_rect(shape, element), shape))
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr {own}/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{where}{preset("rect")}'
        f"<a:noFill/></p:spPr>{_lines(shape, 0.0, voice)}</p:sp>"
    )


def _slack(rect: Rect, shape: Label) -> Rect:
    """A little more width on the free sides: lines are broken already, and must not break again in other programs."""
    left = {"left": 0.0, "center": _SLACK_IN / 2, "right": _SLACK_IN}[shape.align]
    return Rect(rect.x - left, rect.y, rect.width + _SLACK_IN, rect.height)


def _lines(shape: Box | Label, inset: float, voice: Voice) -> str:
    """Lines already broken: the insets on their free sides are given up, so that they are not wrapped again."""
    left = emu(inset) if shape.align == "left" else 0
    right = emu(inset) if shape.align == "right" else 0
    paras = "".join(paragraph(_para(line, shape), voice) for line in shape.lines)
    return (
        f'<p:txBody><a:bodyPr wrap="square" lIns="{left}" tIns="0" rIns="{right}" bIns="0" rtlCol="0" '
        f'anchor="{_ANCHOR[shape.anchor]}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{paras}</p:txBody>'
    )


def _para(line: Line, shape: Box | Label) -> Para:
    spans = (Span(line.text, line.bold),) if line.text else ()
    return Para(spans, line.size_pt, align=shape.align, color=line.color)


def _ported(rect: Rect, sites: list[tuple[float, float]], radius: float) -> str:
    """A rectangle with a connection site of its own for each connector."""
    width, height, r = emu(rect.width), emu(rect.height), emu(radius)
    stock = [(across * rect.width, down * rect.height) for across, down in _STOCK]
    points = "".join(
        f'<a:cxn ang="{_angle(x, y, rect)}"><a:pos x="{emu(x)}" y="{emu(y)}"/></a:cxn>' for x, y in (*stock, *sites)
    )

    def to(x: int, y: int) -> str:
        return f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>'

    def turn(start: int) -> str:
        return f'<a:arcTo wR="{r}" hR="{r}" stAng="{start}" swAng="5400000"/>' if r else ""

    path = (
        f'<a:moveTo><a:pt x="{r}" y="0"/></a:moveTo>{to(width - r, 0)}{turn(_UP)}{to(width, height - r)}{turn(_RIGHT)}'
        f"{to(r, height)}{turn(_DOWN)}{to(0, r)}{turn(_LEFT)}<a:close/>"
    )
    return (
        f"<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst>{points}</a:cxnLst>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{width}" h="{height}">{path}</a:path></a:pathLst>'
        "</a:custGeom>"
    )


def _angle(x: float, y: float, rect: Rect) -> int:
    """Which way a connector leaves a site: away from the side that it is nearest to."""
    distances = ((rect.width - x, _RIGHT), (rect.height - y, _DOWN), (x, _LEFT), (y, _UP))
    return min(distances)[1]


def _connector(shape: Connector, own: str, element: Picture, glue: Glue) -> str:
    """A straight connector; the order in which sites are taken is the order in which `_sites` found them."""
    ids, boxes, sites, scheme = glue
    ends = ""
    for tag, name, x, y in (("stCxn", shape.start, shape.x1, shape.y1), ("endCxn", shape.end, shape.x2, shape.y2)):
        box = boxes.get(name or "")
        site = _site(box, x - box.x, y - box.y, sites) if box else None
        if name and site is not None:
            ends += f'<a:{tag} id="{ids[name]}" idx="{site}"/>'
    x, y = min(shape.x1, shape.x2), min(shape.y1, shape.y2)
    rect = Rect(element.x + x, element.y + y, abs(shape.x2 - shape.x1), abs(shape.y2 - shape.y1))
    flips = (' flipH="1"' if shape.x2 < shape.x1 else "") + (' flipV="1"' if shape.y2 < shape.y1 else "")
    heads = ('<a:headEnd type="triangle"/>' if shape.arrow_at_start else "") + (
        '<a:tailEnd type="triangle"/>' if shape.arrow_at_end else ""
    )
    line = outline(shape.color, scheme, shape.weight_pt, dashed=shape.dashed).replace(
        "</a:ln>", f"<a:round/>{heads}</a:ln>"
    )
    said = f" descr={attribute(shape.alt)}" if shape.alt else ""
    mark = f">{DECORATIVE}</p:cNvPr>" if shape.decorative or not shape.alt else "/>"
    return (
        f"<p:cxnSp><p:nvCxnSpPr><p:cNvPr {own}{said}{mark}<p:cNvCxnSpPr>{ends}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>"
        f"<p:spPr>{place(rect, flips=flips)}{preset('straightConnector1')}{line}</p:spPr></p:cxnSp>"
    )


def _site(box: Box, x: float, y: float, sites: Mapping[str, list[tuple[float, float]]]) -> int | None:
    """The number of the connection site at a place of a box; None where the box has none there."""
    if box.shape in {"rectangle", "rounded"}:
        return len(_STOCK) + sites[box.id].index((round(x, 4), round(y, 4)))
    for number, (across, down) in enumerate(_STOCK):
        if abs(across * box.width - x) < _NEAR and abs(down * box.height - y) < _NEAR:
            return number if box.shape == "diamond" else number * 2 if box.shape == "ellipse" else None
    return None
