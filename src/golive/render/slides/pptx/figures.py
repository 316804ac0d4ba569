"""Write figures as Office XML: a group of native shapes with connectors attached to boxes."""

from collections.abc import Mapping
from typing import Final

from golive.figures.drawing import CHEVRON_POINT, CORNER_IN, Box, Connector, Drawing, Label, Line, Rect
from golive.ooxml.xml_text import quote_attribute
from golive.render.slides.model import Para, Picture, Span
from golive.render.slides.pptx.markup import DECORATIVE, fill_xml, outline_xml, to_emu, transform_xml
from golive.render.slides.pptx.shapes import ANCHOR_CODES, preset_geometry_xml
from golive.render.slides.pptx.text import TextContext, paragraph_xml
from golive.render.slides.theme.colors import ColorScheme

_PRESET: Final = {
    "rectangle": "rect",
    "rounded": "roundRect",
    "chevron": "chevron",
    "diamond": "diamond",
    "ellipse": "ellipse",
    "triangle": "triangle",
}
_SITE_TOLERANCE_IN: Final = 0.02
_SLACK_IN: Final = 0.06
_DEFAULT_SITES: Final = ((0.5, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 0.5))
_RIGHT, _DOWN, _LEFT, _UP = 0, 5_400_000, 10_800_000, 16_200_000

ConnectionSites = dict[str, list[tuple[float, float]]]
ConnectorTargets = tuple[Mapping[str, int], Mapping[str, Box], ConnectionSites, ColorScheme]
"""Shape ids by name, boxes by name, connection sites by box name, and the color scheme."""


def figure_group_xml(element: Picture, number: int, context: TextContext) -> tuple[str, int]:
    """Return the group XML, and how many shape ids it uses, starting at `number`."""
    drawing = element.drawing
    ids = {shape.id: number + 1 + n for n, shape in enumerate(drawing.shapes)}
    boxes = {shape.id: shape for shape in drawing.shapes if isinstance(shape, Box)}
    sites = _collect_connection_sites(drawing, boxes)
    parts = []
    for n, shape in enumerate(drawing.shapes):
        own = f'id="{number + 1 + n}" name={quote_attribute(f"{element.name}:{shape.id}")}'
        if isinstance(shape, Connector):
            parts.append(_connector_xml(shape, own, element, (ids, boxes, sites, context.scheme)))
        elif isinstance(shape, Label):
            parts.append(_label_xml(shape, own, element, context))
        else:
            parts.append(_box_xml(shape, own, element, sites.get(shape.id, []), context))
    rect = element.rect
    extent = transform_xml(rect).replace("</a:xfrm>", "")
    child = (
        f'<a:chOff x="{to_emu(rect.x)}" y="{to_emu(rect.y)}"/><a:chExt cx="{to_emu(rect.width)}" cy="'
        f'{to_emu(rect.height)}"/>'
    )
    group = (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{number}" name={quote_attribute(element.name)} descr='
        f"{quote_attribute(drawing.alt)} "
        f"title={quote_attribute(drawing.title)}/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>{extent}{child}</a:xfrm>"
        f"</p:grpSpPr>{''.join(parts)}</p:grpSp>"
    )
    return group, 1 + len(drawing.shapes)


def _collect_connection_sites(drawing: Drawing, boxes: Mapping[str, Box]) -> ConnectionSites:
    """Collect the connection sites of each box, relative to its top left corner, one per connector end."""
    sites: ConnectionSites = {}
    for shape in drawing.shapes:
        if isinstance(shape, Connector):
            for name, x, y in ((shape.start, shape.x1, shape.y1), (shape.end, shape.x2, shape.y2)):
                box = boxes.get(name or "")
                if box and name:
                    sites.setdefault(name, []).append((round(x - box.x, 4), round(y - box.y, 4)))
    return sites


def _get_slide_rect(shape: Box | Label, element: Picture) -> Rect:
    return Rect(element.x + shape.x, element.y + shape.y, shape.width, shape.height)


def _box_xml(shape: Box, own: str, element: Picture, sites: list[tuple[float, float]], context: TextContext) -> str:
    rect = _get_slide_rect(shape, element)
    mark = f">{DECORATIVE}</p:cNvPr>" if shape.decorative else "/>"
    if sites and shape.shape in {"rectangle", "rounded"}:
        corner = min(CORNER_IN, rect.width / 2, rect.height / 2) if shape.shape == "rounded" else 0.0
        geometry = _geometry_with_sites_xml(rect, sites, corner)
    else:
        geometry = preset_geometry_xml(_PRESET[shape.shape], _compute_adjustment(shape, rect))
    text = _text_body_xml(shape, shape.inset_in, context) if shape.lines else ""
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr {own}{mark}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{transform_xml(rect)}{geometry}"
        f"{fill_xml(shape.fill, context.scheme)}{outline_xml(shape.outline, context.scheme, dashed=shape.dashed)}"
        f"</p:spPr>{text}</p:sp>"
    )


def _compute_adjustment(shape: Box, rect: Rect) -> int | None:
    if shape.shape == "rounded":
        return min(50_000, round(CORNER_IN / max(min(rect.width, rect.height), 0.01) * 100_000))
    return round(CHEVRON_POINT * 100_000) if shape.shape == "chevron" else None


def _label_xml(shape: Label, own: str, element: Picture, context: TextContext) -> str:
    where = transform_xml(_widen_label(_get_slide_rect(shape, element), shape))
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr {own}/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{where}'
        f"{preset_geometry_xml('rect')}"
        f"<a:noFill/></p:spPr>{_text_body_xml(shape, 0.0, context)}</p:sp>"
    )


def _widen_label(rect: Rect, shape: Label) -> Rect:
    """Widen a label on its free sides, so that other programs do not wrap its lines again."""
    left = {"left": 0.0, "center": _SLACK_IN / 2, "right": _SLACK_IN}[shape.align]
    return Rect(rect.x - left, rect.y, rect.width + _SLACK_IN, rect.height)


def _text_body_xml(shape: Box | Label, inset: float, context: TextContext) -> str:
    """Return the text body of broken lines, without insets on free sides so that they do not wrap again."""
    left = to_emu(inset) if shape.align == "left" else 0
    right = to_emu(inset) if shape.align == "right" else 0
    paras = "".join(paragraph_xml(_convert_line(line, shape), context) for line in shape.lines)
    return (
        f'<p:txBody><a:bodyPr wrap="square" lIns="{left}" tIns="0" rIns="{right}" bIns="0" rtlCol="0" '
        f'anchor="{ANCHOR_CODES[shape.anchor]}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{paras}</p:txBody>'
    )


def _convert_line(line: Line, shape: Box | Label) -> Para:
    spans = (Span(line.text, line.bold),) if line.text else ()
    return Para(spans, line.size_pt, align=shape.align, color=line.color)


def _geometry_with_sites_xml(rect: Rect, sites: list[tuple[float, float]], radius: float) -> str:
    """Return a custom rectangle geometry with an extra connection site for each connector."""
    width, height, r = to_emu(rect.width), to_emu(rect.height), to_emu(radius)
    stock = [(across * rect.width, down * rect.height) for across, down in _DEFAULT_SITES]
    points = "".join(
        f'<a:cxn ang="{_compute_site_angle(x, y, rect)}"><a:pos x="{to_emu(x)}" y="{to_emu(y)}"/></a:cxn>'
        for x, y in (*stock, *sites)
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


def _compute_site_angle(x: float, y: float, rect: Rect) -> int:
    """Return the angle at which a connector leaves a site: outward from the nearest side."""
    distances = ((rect.width - x, _RIGHT), (rect.height - y, _DOWN), (x, _LEFT), (y, _UP))
    return min(distances)[1]


def _connector_xml(shape: Connector, own: str, element: Picture, glue: ConnectorTargets) -> str:
    """Return a straight connector; site indexes follow the order of `_collect_connection_sites`."""
    ids, boxes, sites, scheme = glue
    ends = ""
    for tag, name, x, y in (("stCxn", shape.start, shape.x1, shape.y1), ("endCxn", shape.end, shape.x2, shape.y2)):
        box = boxes.get(name or "")
        site = _find_site_index(box, x - box.x, y - box.y, sites) if box else None
        if name and site is not None:
            ends += f'<a:{tag} id="{ids[name]}" idx="{site}"/>'
    x, y = min(shape.x1, shape.x2), min(shape.y1, shape.y2)
    rect = Rect(element.x + x, element.y + y, abs(shape.x2 - shape.x1), abs(shape.y2 - shape.y1))
    flips = (' flipH="1"' if shape.x2 < shape.x1 else "") + (' flipV="1"' if shape.y2 < shape.y1 else "")
    heads = ('<a:headEnd type="triangle"/>' if shape.arrow_at_start else "") + (
        '<a:tailEnd type="triangle"/>' if shape.arrow_at_end else ""
    )
    line = outline_xml(shape.color, scheme, shape.weight_pt, dashed=shape.dashed).replace(
        "</a:ln>", f"<a:round/>{heads}</a:ln>"
    )
    said = f" descr={quote_attribute(shape.alt)}" if shape.alt else ""
    mark = f">{DECORATIVE}</p:cNvPr>" if shape.decorative or not shape.alt else "/>"
    return (
        f"<p:cxnSp><p:nvCxnSpPr><p:cNvPr {own}{said}{mark}<p:cNvCxnSpPr>{ends}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>"
        f"<p:spPr>{transform_xml(rect, flips=flips)}{preset_geometry_xml('straightConnector1')}{line}</p:spPr>"
        "</p:cxnSp>"
    )


def _find_site_index(box: Box, x: float, y: float, sites: Mapping[str, list[tuple[float, float]]]) -> int | None:
    """Return the index of the connection site at a point of a box; None if there is none."""
    if box.shape in {"rectangle", "rounded"}:
        return len(_DEFAULT_SITES) + sites[box.id].index((round(x, 4), round(y, 4)))
    for number, (across, down) in enumerate(_DEFAULT_SITES):
        if abs(across * box.width - x) < _SITE_TOLERANCE_IN and abs(down * box.height - y) < _SITE_TOLERANCE_IN:
            return number if box.shape == "diamond" else number * 2 if box.shape == "ellipse" else None
    return None
