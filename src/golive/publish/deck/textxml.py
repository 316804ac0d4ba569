"""Paragraphs → Office XML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from golive.publish.deck.dress import MONOSPACE
from golive.publish.deck.markup import attribute, color, emu, escape, fill, is_right_to_left, language_of
from golive.publish.deck.slides import Para, Span

_ALIGN: Final = {"left": "l", "center": "ctr", "right": "r"}
_JUMP: Final = ' action="ppaction://hlinksldjump"'
_MARKS: Final = {"bullet": "\u2022", "dash": "\u2013"}


@dataclass(frozen=True, slots=True)
class Voice:
    """What all of a slide has in common: its language, and the relationships of its links and (by name) its charts."""

    language: str
    links: Mapping[str, str]
    charts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def paragraph(para: Para, voice: Voice, *, plain: bool = False) -> str:
    """A paragraph; `plain` leaves its colour to the layout."""
    runs = "".join(_runs(span, para, voice, plain=plain) for span in para.spans)
    end = f'<a:endParaRPr lang="{voice.language}" sz="{_size(para)}"/>' if not runs else ""
    return f"<a:p>{_properties(para)}{runs}{end}</a:p>"


def _size(para: Para) -> int:
    return round(para.size_pt * 100)


def _properties(para: Para) -> str:
    rtl = is_right_to_left(para.text)
    align = "r" if rtl and para.align == "left" else _ALIGN[para.align]
    level = f' lvl="{para.level}"' if para.level else ""
    # The margin called left is the one at which lines begin; the direction is always said, since some programs
    # let it run on from the paragraph before.
    place = f'marL="{emu(para.indent_in)}"{level} indent="{-emu(para.hang_in)}"'
    return (
        f'<a:pPr {place} algn="{align}" rtl="{int(rtl)}">'
        '<a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(para.before_pt * 100)}"/></a:spcBef><a:spcAft><a:spcPts val="0"/></a:spcAft>'
        f"{_bullet(para)}</a:pPr>"
    )


def _bullet(para: Para) -> str:
    if para.bullet == "none":
        return "<a:buNone/>"
    tint = f"<a:buClr>{color('accent')}</a:buClr>"
    if para.bullet == "number":
        return f'{tint}<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod" startAt="{para.number}"/>'
    return f'{tint}<a:buFont typeface="Arial"/><a:buChar char="{_MARKS[para.bullet]}"/>'


def _runs(span: Span, para: Para, voice: Voice, *, plain: bool) -> str:
    """A span, its line breaks as breaks."""
    parts = []
    for number, text in enumerate(span.text.split("\n")):
        dress = _dress(span, text, para, voice, plain=plain)
        if number:
            parts.append(f"<a:br><a:rPr {dress}</a:rPr></a:br>")
        if text:
            parts.append(f"<a:r><a:rPr {dress}{_link(span, voice)}</a:rPr><a:t>{escape(text)}</a:t></a:r>")
    return "".join(parts)


def _dress(span: Span, text: str, para: Para, voice: Voice, *, plain: bool) -> str:
    """Attributes and fill of a run, up to where its link would stand."""
    flags = (' b="1"' if span.bold else "") + (' i="1"' if span.italic else "")
    language = language_of(text, voice.language)
    ink = "" if plain and span.color is None else fill(span.color or para.color)
    family = f'<a:latin typeface="{MONOSPACE}"/><a:cs typeface="{MONOSPACE}"/>' if span.code else ""
    return f'lang="{language}" sz="{_size(para)}"{flags} dirty="0">{ink}{family}'


def _link(span: Span, voice: Voice) -> str:
    number = voice.links.get(span.href or "")
    if number is None:
        return ""
    jump = _JUMP if span.href and span.href.startswith("#") else ""
    return f"<a:hlinkClick r:id={attribute(number)}{jump}/>"
