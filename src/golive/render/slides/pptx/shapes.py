"""Write panels, tables and placeholders as Office XML."""

from collections.abc import Callable
from functools import cache
from typing import Final

from msgspec.structs import replace

from golive.figures.drawing import Color
from golive.ooxml.xml_text import quote_attribute
from golive.render.slides.model import Grid, LevelStyle, Panel, TableCell
from golive.render.slides.pptx.markup import DECORATIVE, fill_xml, outline_xml, to_emu, transform_xml
from golive.render.slides.pptx.text import TextContext, build_reset_attributes, paragraph_xml
from golive.render.slides.theme.colors import ColorScheme
from golive.render.slides.theme.text_styles import outset_rect
from golive.render.slides.theme.theme import Layout, Placeholder

_GEOMETRY: Final = {"rectangle": "rect", "rounded": "roundRect", "ellipse": "ellipse", "pill": "roundRect"}
_ADJUST: Final = {"rounded": 6000, "pill": 50000}
ANCHOR_CODES: Final = {"top": "t", "middle": "ctr", "bottom": "b"}
_NO_TABLE_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
BODY_SLOTS: Final = frozenset({"body", "left", "right"})
"""Slots of running text."""
_HAIRLINE_PT: Final = 0.75


def panel_xml(element: Panel, number: int, layout: Layout, context: TextContext) -> str:
    """Return a shape, text box, placeholder or decorative shape; `number` is its shape id on the slide."""
    holder = layout.placeholders.get(element.slot) if element.slot else None
    if holder:
        return _placeholder_xml(element, number, holder, context)
    is_mark = not element.paras
    properties = f'<p:cNvPr id="{number}" name={quote_attribute(element.name)}'
    is_silent = not any(para.text.strip() for para in element.paras)
    properties += f">{DECORATIVE}</p:cNvPr>" if is_silent else "/>"
    box = ' txBox="1"' if element.fill is None and element.outline is None and not is_mark else ""
    text = "" if is_mark else _text_body_xml(element, context)
    return (
        f"<p:sp><p:nvSpPr>{properties}<p:cNvSpPr{box}/><p:nvPr/></p:nvSpPr><p:spPr>{transform_xml(element.rect)}"
        f"{preset_geometry_xml(_GEOMETRY[element.shape], _ADJUST.get(element.shape))}"
        f"{fill_xml(element.fill, context.scheme, element.opacity)}"
        f"{outline_xml(element.outline, context.scheme)}"
        f"</p:spPr>{text}</p:sp>"
    )


def preset_geometry_xml(geometry: str, adjust: int | None = None) -> str:
    """Return a preset geometry with an optional adjustment value."""
    guide = f'<a:gd name="adj" fmla="val {adjust}"/>' if adjust is not None else ""
    return f'<a:prstGeom prst="{geometry}"><a:avLst>{guide}</a:avLst></a:prstGeom>'


def _text_body_xml(element: Panel, context: TextContext) -> str:
    left, top, right, bottom = map(to_emu, element.inset)
    paras = "".join(paragraph_xml(para, context) for para in element.paras)
    wrap = "none" if element.shape == "pill" else "square"  # The label of a pill is one line in any font.
    return (
        f'<p:txBody><a:bodyPr wrap="{wrap}" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" '
        f'rtlCol="0" anchor="{ANCHOR_CODES[element.anchor]}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{paras}</p:txBody>'
    )


def _placeholder_xml(element: Panel, number: int, holder: Placeholder, context: TextContext) -> str:
    """Return a layout placeholder; its position is written only if it differs from the layout."""
    own, frame = "", "<a:bodyPr><a:normAutofit/></a:bodyPr>"
    if element.fill:
        left, top, right, bottom = map(to_emu, element.inset)
        own = transform_xml(element.rect) + preset_geometry_xml("rect") + fill_xml(element.fill, context.scheme)
        inset = f'lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}"'
        frame = f'<a:bodyPr {inset} anchor="{ANCHOR_CODES[element.anchor]}"><a:normAutofit/></a:bodyPr>'
    elif element.rect != holder.rect:
        own = transform_xml(outset_rect(element.rect, holder.inset))
    # Text on a fill of golive's own names its color.
    is_plain = holder.has_readable_color and (not element.fill or element.slot == "title")
    reset_context = replace(
        context,
        reset_attributes=_build_holder_reset(element, holder),
        regular_attribute=' b="0"' if holder.style.bold and element.slot in BODY_SLOTS else "",
        levels=holder.levels or (LevelStyle(holder.style.size_pt, has_size=holder.style.has_size),),
        font=context.font or _find_other_font(element, holder, context),
    )
    paras = "".join(paragraph_xml(para, reset_context, keep_layout_color=is_plain) for para in element.paras)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quote_attribute(element.name)}/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>{holder_xml(holder)}</p:nvSpPr>'
        f"<p:spPr>{own}</p:spPr><p:txBody>{frame}<a:lstStyle/>{paras}</p:txBody></p:sp>"
    )


def holder_xml(holder: Placeholder | None) -> str:
    """Return the `p:nvPr` of a shape, which names its placeholder."""
    if holder is None:
        return "<p:nvPr/>"
    kind = f' type="{holder.kind}"' if holder.kind != "obj" else ""
    index = f' idx="{holder.index}"' if holder.index else ""
    return f"<p:nvPr><p:ph{kind}{index}/></p:nvPr>"


def _build_holder_reset(element: Panel, holder: Placeholder) -> str:
    """Return run attributes that reset inherited caps and letter spacing, unless they are wanted."""
    has_caps = all(para.caps for para in element.paras)
    return build_reset_attributes(holder.style, keep_caps=has_caps, keep_tracking=element.slot == "label")


def _find_other_font(element: Panel, holder: Placeholder, context: TextContext) -> str:
    """Return the theme's font for running text if the placeholder has another one, which it was not measured in."""
    return "+mn-lt" if element.slot in BODY_SLOTS and holder.style.family != context.body_font else ""


def table_xml(element: Grid, number: int, layout: Layout, context: TextContext) -> str:
    """Return a native table whose first row is the header; it fills a placeholder if it has a slot."""
    holder = layout.placeholders.get(element.slot) if element.slot else None
    columns = _correct_rounding([to_emu(width) for width in element.columns], to_emu(element.rect.width))
    grid_columns = "".join(f'<a:gridCol w="{width}"/>' for width in columns)
    # Cached because many cells share the same properties.
    get_cell_properties = cache(lambda anchor, color: _cell_properties_xml(anchor, color, element, context.scheme))
    if element.look:
        context = replace(context, has_text_links=True)  # The fills of a style are not those that links are made for.
    rows = "".join(
        f'<a:tr h="{to_emu(row.height)}">'
        f"{''.join(_cell_xml(cell, context, get_cell_properties) for cell in row.cells)}</a:tr>"
        for row in element.rows
    )
    heads = (' firstCol="1"' if element.row_heads else "") + (' bandRow="1"' if element.look else "")
    style = element.look.id if element.look else _NO_TABLE_STYLE
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name={quote_attribute(element.name)} '
        f'descr={quote_attribute(element.alt)}/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        "</p:cNvGraphicFramePr>"
        f"{holder_xml(holder)}</p:nvGraphicFramePr>{transform_xml(element.rect, 'p:xfrm')}<a:graphic><a:graphicData "
        f'uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1"{heads}>'
        f"<a:tableStyleId>{style}</a:tableStyleId></a:tblPr><a:tblGrid>{grid_columns}</a:tblGrid>{rows}</a:tbl>"
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


def _cell_xml(cell: TableCell, context: TextContext, get_cell_properties: Callable[[str, Color | None], str]) -> str:
    paras = "".join(paragraph_xml(para, context, keep_layout_color=not cell.has_own_color) for para in cell.paras)
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paras}</a:txBody>{get_cell_properties(cell.anchor, cell.fill)}"
        "</a:tc>"
    )


def _cell_properties_xml(anchor: str, color: Color | None, table: Grid, scheme: ColorScheme) -> str:
    """Return cell margins, a bottom border and the fill; a table with a style has borders and fills from it."""
    side, edge = to_emu(table.margin[0]), to_emu(table.margin[1])
    start = f'<a:tcPr marL="{side}" marR="{side}" marT="{edge}" marB="{edge}" anchor="{ANCHOR_CODES[anchor]}">'
    if table.look:
        return f"{start}{fill_xml(color, scheme) if color else ''}</a:tcPr>"
    return (
        f"{start}"
        f"{outline_xml(None, scheme, tag='lnL')}{outline_xml(None, scheme, tag='lnR')}"
        f"{outline_xml(None, scheme, tag='lnT')}"
        f"{outline_xml('rule', scheme, _HAIRLINE_PT, tag='lnB')}{fill_xml(color, scheme)}</a:tcPr>"
    )


def _correct_rounding(widths: list[int], total: int) -> list[int]:
    """Correct the last width so that the sum is `total`."""
    return [*widths[:-1], widths[-1] + total - sum(widths)]
