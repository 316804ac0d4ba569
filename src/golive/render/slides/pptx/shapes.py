"""Panels, tables and placeholders → Office XML."""

from collections.abc import Callable
from functools import cache
from typing import Final

from msgspec.structs import replace

from golive.figures.drawing import Color
from golive.render.slides.model import Cell, Grid, Panel
from golive.render.slides.pptx.markup import DECORATIVE, attribute, emu, fill, outline, place
from golive.render.slides.pptx.text import Voice, paragraph
from golive.render.slides.theme.colors import Scheme
from golive.render.slides.theme.text_styles import around
from golive.render.slides.theme.theme import Holder, Layout

_GEOMETRY: Final = {"rectangle": "rect", "rounded": "roundRect", "ellipse": "ellipse", "pill": "roundRect"}
_ADJUST: Final = {"rounded": 6000, "pill": 50000}
_ANCHOR: Final = {"top": "t", "middle": "ctr", "bottom": "b"}
_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_HAIRLINE_PT: Final = 0.75


def panel(element: Panel, number: int, layout: Layout, voice: Voice) -> str:
    """A shape, a text box, a placeholder, or a mark that only decorates; `number` is its id on the slide."""
    holder = layout.holders.get(element.slot) if element.slot else None
    if holder:
        return _placeholder(element, number, holder, voice)
    is_mark = not element.paras
    properties = f'<p:cNvPr id="{number}" name={attribute(element.name)}'
    is_silent = not any(para.text.strip() for para in element.paras)
    properties += f">{DECORATIVE}</p:cNvPr>" if is_silent else "/>"
    box = ' txBox="1"' if element.fill is None and element.outline is None and not is_mark else ""
    text = "" if is_mark else _text(element, voice)
    return (
        f"<p:sp><p:nvSpPr>{properties}<p:cNvSpPr{box}/><p:nvPr/></p:nvSpPr><p:spPr>{place(element.rect)}"
        f"{preset(_GEOMETRY[element.shape], _ADJUST.get(element.shape))}{fill(element.fill, voice.scheme)}"
        f"{outline(element.outline, voice.scheme)}"
        f"</p:spPr>{text}</p:sp>"
    )


def preset(geometry: str, adjust: int | None = None) -> str:
    """One of Office's own geometries, with its first adjustment."""
    guide = f'<a:gd name="adj" fmla="val {adjust}"/>' if adjust is not None else ""
    return f'<a:prstGeom prst="{geometry}"><a:avLst>{guide}</a:avLst></a:prstGeom>'


def _text(element: Panel, voice: Voice) -> str:
    left, top, right, bottom = map(emu, element.inset)
    paras = "".join(paragraph(para, voice) for para in element.paras)
    return (
        f'<p:txBody><a:bodyPr wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" '
        f'rtlCol="0" anchor="{_ANCHOR[element.anchor]}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{paras}</p:txBody>'
    )


def _placeholder(element: Panel, number: int, holder: Holder, voice: Voice) -> str:
    """A placeholder of the layout; its place is written only where it differs from the layout's."""
    kind = f' type="{holder.kind}"' if holder.kind != "obj" else ""
    index = f' idx="{holder.number}"' if holder.number else ""
    own, frame = "", "<a:bodyPr><a:normAutofit/></a:bodyPr>"
    if element.fill:
        left, top, right, bottom = map(emu, element.inset)
        own = place(element.rect) + preset("rect") + fill(element.fill, voice.scheme)
        inset = f'lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}"'
        frame = f'<a:bodyPr {inset} anchor="t"><a:normAutofit/></a:bodyPr>'
    elif element.rect != holder.rect:
        own = place(around(element.rect, holder.inset))
    is_plain = holder.plain and element.slot in {"title", "label", "subtitle"}
    dress = replace(voice, undone=_undone(element, holder))
    paras = "".join(paragraph(para, dress, plain=is_plain) for para in element.paras)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={attribute(element.name)}/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph{kind}{index}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{own}</p:spPr><p:txBody>{frame}<a:lstStyle/>{paras}</p:txBody></p:sp>"
    )


def _undone(element: Panel, holder: Holder) -> str:
    """What the placeholder's text would inherit, and was not measured with; our own label is set wide on purpose."""
    style = holder.style
    caps = ' cap="none"' if style.caps and not all(para.caps for para in element.paras) else ""
    wide = ' spc="0"' if style.tracking_pt > 0 and element.slot != "label" else ""
    return caps + wide


def grid(element: Grid, number: int, voice: Voice) -> str:
    """A native table whose first row is its header."""
    columns = _whole([emu(width) for width in element.columns], emu(element.rect.width))
    grid_columns = "".join(f'<a:gridCol w="{width}"/>' for width in columns)
    # A table has many cells and few kinds of them.
    dress = cache(lambda anchor, color: _cell_properties(anchor, color, element.margin, voice.scheme))
    rows = "".join(
        f'<a:tr h="{emu(row.height)}">{"".join(_cell(cell, voice, dress) for cell in row.cells)}</a:tr>'
        for row in element.rows
    )
    heads = ' firstCol="1"' if element.row_heads else ""
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name={attribute(element.name)} '
        f'descr={attribute(element.alt)}/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f"<p:nvPr/></p:nvGraphicFramePr>{place(element.rect, 'p:xfrm')}<a:graphic><a:graphicData "
        f'uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1"{heads}>'
        f"<a:tableStyleId>{_NO_STYLE}</a:tableStyleId></a:tblPr><a:tblGrid>{grid_columns}</a:tblGrid>{rows}</a:tbl>"
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


def _cell(cell: Cell, voice: Voice, dress: Callable[[str, Color | None], str]) -> str:
    paras = "".join(paragraph(para, voice) for para in cell.paras)
    return f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paras}</a:txBody>{dress(cell.anchor, cell.fill)}</a:tc>"


def _cell_properties(anchor: str, color: Color | None, margin: tuple[float, float], scheme: Scheme) -> str:
    """Margins, and a line below and nowhere else."""
    side, edge = emu(margin[0]), emu(margin[1])
    return (
        f'<a:tcPr marL="{side}" marR="{side}" marT="{edge}" marB="{edge}" anchor="{_ANCHOR[anchor]}">'
        f"{outline(None, scheme, tag='lnL')}{outline(None, scheme, tag='lnR')}{outline(None, scheme, tag='lnT')}"
        f"{outline('rule', scheme, _HAIRLINE_PT, tag='lnB')}{fill(color, scheme)}</a:tcPr>"
    )


def _whole(widths: list[int], total: int) -> list[int]:
    """The widths, the last one corrected by what rounding left over."""
    return [*widths[:-1], widths[-1] + total - sum(widths)]
