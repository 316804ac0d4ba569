"""Write slides and notes pages as Office XML."""

from typing import Final

from msgspec.structs import replace

from golive.figures.drawing import Color
from golive.ooxml.namespaces import DECLARATIONS
from golive.ooxml.xml_text import XML_DECLARATION, escape_text, quote_attribute
from golive.render.slides.layout.deck_text import iter_paragraphs
from golive.render.slides.model import Deck, Grid, Panel, Plot, Slide
from golive.render.slides.pptx.charts import chart_frame_xml
from golive.render.slides.pptx.figures import figure_group_xml
from golive.render.slides.pptx.markup import fill_xml, ink_xml, transform_xml
from golive.render.slides.pptx.shapes import panel_xml, table_xml
from golive.render.slides.pptx.text import TextContext
from golive.render.slides.theme.backgrounds import overlap_area
from golive.render.slides.theme.placement import choose_readable_color, is_readable_at
from golive.render.slides.theme.text_styles import outset_rect
from golive.render.slides.theme.theme import Layout, Placeholder

_SHAPE_TREE_START: Final = (
    '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_SLIDE_NUMBER_FIELD_ID: Final = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_COLOR_MAP_OVERRIDE: Final = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"


def collect_links(slide: Slide) -> tuple[str, ...]:
    """Return the distinct link targets of a slide, in order."""
    found = (
        span.href
        for element in slide.elements
        for para in iter_paragraphs(element)
        for span in para.spans
        if span.href is not None
    )
    return tuple(dict.fromkeys(found))


def slide_xml(slide: Slide, layout: Layout, context: TextContext) -> bytes:
    """Return the XML of a slide part.

    Args:
        slide: the planned slide.
        layout: its slide layout.
        context: the language, and the relationship ids of links and charts.
    """
    shapes = []
    number = 2
    for element in slide.painted_elements:
        if isinstance(element, Panel):
            shapes.append(panel_xml(element, number, layout, context))
            number += 1
        elif isinstance(element, Grid):
            shapes.append(table_xml(element, number, layout, context))
            number += 1
        elif isinstance(element, Plot):
            shapes.append(chart_frame_xml(element, number, _find_holder(element, layout), context.charts[element.name]))
            number += 1
        else:
            xml, taken = figure_group_xml(element, number, context)
            shapes.append(xml)
            number += taken
    shapes += _footer_shapes_xml(slide, number, layout, context)
    hidden = ' show="0"' if slide.is_hidden else ""
    return (
        f"{XML_DECLARATION}<p:sld {DECLARATIONS}{hidden}><p:cSld name={quote_attribute(slide.key)}>"
        f"{_SHAPE_TREE_START}"
        f"{''.join(shapes)}</p:spTree></p:cSld>"
        f"{_color_map_xml(layout)}</p:sld>"
    ).encode()


def _find_holder(element: Plot, layout: Layout) -> Placeholder | None:
    return layout.placeholders.get(element.slot) if element.slot else None


def _color_map_xml(layout: Layout) -> str:
    """Return the color map of a slide: that of its layout if it has one, as PowerPoint writes it."""
    if not layout.color_map:
        return _COLOR_MAP_OVERRIDE
    entries = " ".join(f"{name}={quote_attribute(color)}" for name, color in layout.color_map)
    return f"<p:clrMapOvr><a:overrideClrMapping {entries}/></p:clrMapOvr>"


def _footer_shapes_xml(slide: Slide, number: int, layout: Layout, context: TextContext) -> list[str]:
    """Return the footer, date and slide number placeholders that the layout has."""
    shapes = []
    for name, holder in layout.footer_placeholders.items():
        ground = _footer_ground_xml(slide, holder, layout)
        ink = None if holder.has_readable_color else _choose_footer_color(layout, holder)
        text = _footer_text_xml(name, slide, ink_xml(ink, context.scheme) if ink else "", context)
        if not text or (ink and not is_readable_at(_find_footer_ground(layout), holder.rect, ink)):
            continue  # A footer that cannot be read is none.
        place = transform_xml(outset_rect(holder.rect, holder.inset)) if holder.is_moved else ""
        size = "half" if name == "dt" else "quarter"
        shapes.append(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quote_attribute(f"{slide.key}:margin:{name}")}/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{name}" sz="{size}" '
            f'idx="{holder.index}"/></p:nvPr>'
            f"</p:nvSpPr><p:spPr>{place}{ground}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{text}</a:p></p:txBody></p:sp>"
        )
        number += 1
    return shapes


def _footer_ground_xml(slide: Slide, holder: Placeholder, layout: Layout) -> str:
    """Return the fill of a footer that stands on a panel; empty where a translucent panel is behind it already."""
    if not layout.panel or not layout.has_footers_on_panel:
        return ""
    backs = [one.rect for one in slide.elements if isinstance(one, Panel) and one.is_backing]
    if any(overlap_area(back, holder.rect) > 0 for back in backs):
        return ""
    return fill_xml(layout.panel, layout.scheme, layout.scheme.panel_opacity)


def _footer_text_xml(name: str, slide: Slide, ink: str, context: TextContext) -> str:
    """Return the text run of a footer placeholder; empty if there is no text."""
    font = f"<a:latin typeface={quote_attribute(context.font)}/>" if context.font else ""
    run = f'lang="{context.language}" sz="1000" dirty="0">{ink}{font}</a:rPr>'
    if name == "sldNum":
        return f'<a:fld id="{_SLIDE_NUMBER_FIELD_ID}" type="slidenum"><a:rPr {run}<a:t>{slide.number}</a:t></a:fld>'
    said = slide.footer if name == "ftr" else slide.date
    return f"<a:r><a:rPr {run}<a:t>{escape_text(said)}</a:t></a:r>" if said else ""


def _choose_footer_color(layout: Layout, holder: Placeholder) -> Color:
    return choose_readable_color(layout.scheme, _find_footer_ground(layout), holder.rect, ("muted", "paper"))


def _find_footer_ground(layout: Layout) -> Layout:
    """Return the layout with the panel that its footers stand on, or without."""
    return layout if layout.has_footers_on_panel else replace(layout, panel=None)


def notes_xml(slide: Slide, deck: Deck, holders: tuple[int, int]) -> bytes:
    """Return a notes page; `holders` are the `idx` of the image and text placeholders of the notes master."""
    language = deck.properties.language
    paras = "".join(
        f'<a:p><a:r><a:rPr lang="{language}" dirty="0"/><a:t>{escape_text(line)}</a:t></a:r></a:p>'
        for text in slide.notes
        for line in text.split("\n")
    )
    empty = f'<a:p><a:endParaRPr lang="{language}"/></a:p>'
    image = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        f'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="{holders[0]}"/></p:nvPr></p:nvSpPr>'
        "<p:spPr/></p:sp>"
    )
    text = (
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="body" idx="{holders[1]}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>'
        f"{paras or empty}</p:txBody></p:sp>"
    )
    return (
        f"{XML_DECLARATION}<p:notes {DECLARATIONS}><p:cSld>{_SHAPE_TREE_START}{image}{text}</p:spTree></p:cSld>"
        f"{_COLOR_MAP_OVERRIDE}</p:notes>"
    ).encode()
