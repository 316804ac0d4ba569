"""Slides and their notes → Office XML."""

from typing import Final

from golive.render.slides.layout.deck_text import paragraphs
from golive.render.slides.model import Deck, Grid, Panel, Plot, Slide
from golive.render.slides.pptx.charts import plot_xml
from golive.render.slides.pptx.figures import picture
from golive.render.slides.pptx.markup import HEAD, NAMESPACES, attribute, escape, fill
from golive.render.slides.pptx.shapes import grid, panel
from golive.render.slides.pptx.text import Voice
from golive.render.slides.theme.placement import ink_at
from golive.render.slides.theme.theme import Holder, Layout

_TREE: Final = (
    '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_NUMBER: Final = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_END: Final = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"


def links_of(slide: Slide) -> tuple[str, ...]:
    """Where the links of a slide lead, each once, in order."""
    found = (
        span.href
        for element in slide.elements
        for para in paragraphs(element)
        for span in para.spans
        if span.href is not None
    )
    return tuple(dict.fromkeys(found))


def slide_xml(slide: Slide, layout: Layout, voice: Voice) -> bytes:
    """A slide's part.

    Args:
        slide: with everything decided.
        layout: what it stands on.
        voice: the language, and a relationship for each of its links and charts.
    """
    shapes = []
    number = 2
    for element in slide.elements:
        if isinstance(element, Panel):
            shapes.append(panel(element, number, layout, voice))
            number += 1
        elif isinstance(element, Grid):
            shapes.append(grid(element, number, voice))
            number += 1
        elif isinstance(element, Plot):
            shapes.append(plot_xml(element, number, voice.charts[element.name]))
            number += 1
        else:
            xml, taken = picture(element, number, voice)
            shapes.append(xml)
            number += taken
    shapes += _margins(slide, number, layout, voice)
    return (
        f"{HEAD}<p:sld {NAMESPACES}><p:cSld name={attribute(slide.key)}>{_TREE}{''.join(shapes)}</p:spTree></p:cSld>"
        f"{_END}</p:sld>"
    ).encode()


def _margins(slide: Slide, number: int, layout: Layout, voice: Voice) -> list[str]:
    """Footer, date and slide number, where the layout has a place for them."""
    shapes = []
    ground = fill(layout.panel, voice.scheme) if layout.panel else ""
    for name, holder in layout.feet.items():
        text = _foot(name, slide, "" if holder.plain else _ink(layout, holder, voice), voice)
        if not text:
            continue
        size = "half" if name == "dt" else "quarter"
        shapes.append(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={attribute(f"{slide.key}:margin:{name}")}/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{name}" sz="{size}" '
            f'idx="{holder.number}"/></p:nvPr>'
            f"</p:nvSpPr><p:spPr>{ground}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{text}</a:p></p:txBody></p:sp>"
        )
        number += 1
    return shapes


def _foot(name: str, slide: Slide, ink: str, voice: Voice) -> str:
    """The text of a placeholder at the foot; empty where there is none."""
    font = f"<a:latin typeface={attribute(voice.font)}/>" if voice.font else ""
    run = f'lang="{voice.language}" sz="1000" dirty="0">{ink}{font}</a:rPr>'
    if name == "sldNum":
        return f'<a:fld id="{_NUMBER}" type="slidenum"><a:rPr {run}<a:t>{slide.number}</a:t></a:fld>'
    said = slide.footer if name == "ftr" else slide.date
    return f"<a:r><a:rPr {run}<a:t>{escape(said)}</a:t></a:r>" if said else ""


def _ink(layout: Layout, holder: Holder, voice: Voice) -> str:
    return fill(ink_at(voice.scheme, layout, holder.rect, ("muted", "paper")), voice.scheme)


def notes_xml(slide: Slide, deck: Deck, holders: tuple[int, int]) -> bytes:
    """A notes page's part; `holders` are the numbers of the notes master's image and text placeholders."""
    language = deck.properties.language
    paras = "".join(
        f'<a:p><a:r><a:rPr lang="{language}" dirty="0"/><a:t>{escape(line)}</a:t></a:r></a:p>'
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
    return (f"{HEAD}<p:notes {NAMESPACES}><p:cSld>{_TREE}{image}{text}</p:spTree></p:cSld>{_END}</p:notes>").encode()
