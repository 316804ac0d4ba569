"""Paragraphs → Office XML."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from msgspec import Struct, field

from golive.render.slides.layout.text_layout import MONOSPACE
from golive.render.slides.model import Para, Span
from golive.render.slides.pptx.markup import attribute, color, emu, escape, fill, is_right_to_left, language_of
from golive.render.slides.theme.colors import Scheme

_ALIGN: Final = {"left": "l", "center": "ctr", "right": "r"}
_JUMP: Final = ' action="ppaction://hlinksldjump"'
_AS_TEXT: Final = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)
"""Makes a link keep the colour of its text, where the theme's colour for links cannot be read."""
_MARKS: Final = {"bullet": "\u2022", "dash": "\u2013"}


class Voice(Struct, frozen=True):
    """What all text of a slide has in common.

    Attributes:
        language: of the document.
        links: the relationship of each link.
        scheme: the theme's colours.
        font: a family that runs must name, since the theme names none.
        undone: attributes of a run that take back what its placeholder would inherit.
        charts: the relationship of each chart, by its name.
    """

    language: str
    links: Mapping[str, str]
    scheme: Scheme
    font: str = ""
    undone: str = ""
    charts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def paragraph(para: Para, voice: Voice, *, plain: bool = False) -> str:
    """A paragraph; `plain` leaves its colour to the layout."""
    runs = "".join(_runs(span, para, voice, plain=plain) for span in para.spans)
    end = f'<a:endParaRPr lang="{voice.language}" sz="{_size(para)}"/>' if not runs else ""
    return f"<a:p>{_properties(para, voice)}{runs}{end}</a:p>"


def _size(para: Para) -> int:
    return round(para.size_pt * 100)


def _properties(para: Para, voice: Voice) -> str:
    rtl = is_right_to_left(para.text)
    align = "r" if rtl and para.align == "left" else _ALIGN[para.align]
    # The direction is always said, since some programs let it run on from the paragraph before.
    place = _place(para.indent_in, para.level, para.hang_in)
    space = _space(para.spacing, para.before_pt)
    return f'<a:pPr {place} algn="{align}" rtl="{int(rtl)}">{space}{_bullet(para, voice)}</a:pPr>'


@lru_cache(maxsize=256)
def _place(indent_in: float, level: int, hang_in: float) -> str:
    """Where lines begin: the margin called left is the one at which they do, whatever their direction."""
    of_level = f' lvl="{level}"' if level else ""
    return f'marL="{emu(indent_in)}"{of_level} indent="{-emu(hang_in)}"'


@lru_cache(maxsize=256)
def _space(spacing: float, before_pt: float) -> str:
    return (
        f'<a:lnSpc><a:spcPct val="{round(spacing * 100_000)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(before_pt * 100)}"/></a:spcBef><a:spcAft><a:spcPts val="0"/></a:spcAft>'
    )


def _bullet(para: Para, voice: Voice) -> str:
    if para.bullet == "none":
        return "<a:buNone/>"
    tint = f"<a:buClr>{color('accent', voice.scheme)}</a:buClr>"
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
    ink = "" if plain and span.color is None else fill(span.color or para.color, voice.scheme)
    face = f"<a:latin typeface={attribute(voice.font)}/>" if voice.font else ""
    family = f'<a:latin typeface="{MONOSPACE}"/><a:cs typeface="{MONOSPACE}"/>' if span.code else face
    return f'lang="{language}" sz="{_size(para)}"{flags}{voice.undone} dirty="0">{ink}{family}'


def _link(span: Span, voice: Voice) -> str:
    number = voice.links.get(span.href or "")
    if number is None:
        return ""
    jump = _JUMP if span.href and span.href.startswith("#") else ""
    link = f"<a:hlinkClick r:id={attribute(number)}{jump}"
    return f"{link}/>" if voice.scheme.links_are_read else f"{link}>{_AS_TEXT}</a:hlinkClick>"
