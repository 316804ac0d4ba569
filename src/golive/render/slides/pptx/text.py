"""Write paragraphs as Office XML."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from msgspec import Struct, field

from golive.ooxml.xml_text import escape_text, quote_attribute
from golive.render.slides.layout.text_layout import MONOSPACE
from golive.render.slides.model import LevelStyle, Para, Span, TextStyle
from golive.render.slides.pptx.markup import color_xml, detect_language, ink_xml, is_right_to_left, to_emu
from golive.render.slides.theme.colors import ColorScheme

_ALIGN: Final = {"left": "l", "center": "ctr", "right": "r"}
_SLIDE_JUMP: Final = ' action="ppaction://hlinksldjump"'
_LINK_COLOR_FROM_TEXT: Final = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)
"""Link extension that keeps the text color, for themes with an unreadable link color."""
_GAP_TOLERANCE_PT: Final = 0.05
_BULLET_CHARACTERS: Final = {"bullet": "\u2022", "dash": "\u2013"}


class TextContext(Struct, frozen=True):
    """Shared settings for all text of a slide.

    Attributes:
        language: document language tag.
        links: relationship id of each link target.
        scheme: colors of the theme.
        font: font family to write in each run, if the theme has none.
        reset_attributes: run attributes that reset formatting inherited from the placeholder.
        charts: relationship id of each chart, by element name.
        has_text_links: whether links have the color of the text around them.
        regular_attribute: run attribute of text that is not bold, in a placeholder whose text is.
        body_font: family of running text in the theme.
        levels: styles of the placeholder's levels, which runs need not repeat.
    """

    language: str
    links: Mapping[str, str]
    scheme: ColorScheme
    font: str = ""
    reset_attributes: str = ""
    charts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    levels: tuple[LevelStyle, ...] = ()
    regular_attribute: str = ""
    has_text_links: bool = False
    body_font: str = ""


def build_reset_attributes(style: TextStyle, *, keep_caps: bool = False, keep_tracking: bool = False) -> str:
    """Return run attributes that reset what text inherits and is not measured with.

    These are capitals, wide letters, and a raised baseline.
    """
    caps = "" if keep_caps or not style.caps else ' cap="none"'
    wide = "" if keep_tracking or style.tracking_pt <= 0 else ' spc="0"'
    raised = ' baseline="0"' if style.is_raised else ""
    return caps + wide + raised


def paragraph_xml(para: Para, context: TextContext, *, keep_layout_color: bool = False) -> str:
    """Return a paragraph; `keep_layout_color` omits the text color, so that the layout decides."""
    runs = "".join(_runs_xml(span, para, context, keep_layout_color=keep_layout_color) for span in para.spans)
    end = f'<a:endParaRPr lang="{context.language}"{_size_attribute(para, context)}/>' if not runs else ""
    return f"<a:p>{_paragraph_properties_xml(para, context)}{runs}{end}</a:p>"


def _size_attribute(para: Para, context: TextContext) -> str:
    """Return the size of a run; empty if it is that of the placeholder."""
    levels = context.levels
    own = levels[para.level] if para.level < len(levels) else None
    is_inherited = own is not None and own.has_size and own.size_pt == para.size_pt
    return "" if is_inherited else f' sz="{round(para.size_pt * 100)}"'


def _paragraph_properties_xml(para: Para, context: TextContext) -> str:
    rtl = is_right_to_left(para.text)
    align = "r" if rtl and para.align == "left" else _ALIGN[para.align]
    if para.is_inherited:
        own = context.levels[para.level].align if para.level < len(context.levels) else "left"
        # Text in a template for a script from right to left is set from the right.
        is_own = own == "center" or (own == "left") != rtl
        return _inherited_properties_xml(para, "" if is_own else align, context, is_rtl=rtl)
    # Always write the direction: some programs inherit it from the previous paragraph.
    place = _indent_attributes(para.indent_in, para.level, para.hang_in)
    space = _spacing_xml(para.spacing, para.before_pt)
    return f'<a:pPr {place} algn="{align}" rtl="{int(rtl)}">{space}{_bullet_xml(para, context)}</a:pPr>'


def _inherited_properties_xml(para: Para, align: str, context: TextContext, *, is_rtl: bool) -> str:
    """Return the properties of a paragraph that the placeholder sets; one without a bullet says so."""
    own = _indent_attributes(para.indent_in, para.level, para.hang_in)
    place = own if para.bullet in {"none", "number"} else f'lvl="{para.level}"' if para.level else ""
    attributes = " ".join(filter(None, (place, f'algn="{align}"' if align else "", f'rtl="{int(is_rtl)}"')))
    number = f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod" startAt="{para.number}"/>'
    gap = context.levels[para.level].gap_pt if para.level < len(context.levels) else para.before_pt
    space = (
        f'<a:spcBef><a:spcPts val="{round(para.before_pt * 100)}"/></a:spcBef>'
        if para.before_pt > gap + _GAP_TOLERANCE_PT
        else ""
    )
    inside = space + {"none": "<a:buNone/>", "number": number}.get(para.bullet, "")
    return f"<a:pPr {attributes}>{inside}</a:pPr>" if inside else f"<a:pPr {attributes}/>"


@lru_cache(maxsize=256)
def _indent_attributes(indent_in: float, level: int, hang_in: float) -> str:
    """Return the indent attributes; `marL` is the start margin for both text directions."""
    of_level = f' lvl="{level}"' if level else ""
    return f'marL="{to_emu(indent_in)}"{of_level} indent="{-to_emu(hang_in)}"'


@lru_cache(maxsize=256)
def _spacing_xml(spacing: float, before_pt: float) -> str:
    return (
        f'<a:lnSpc><a:spcPct val="{round(spacing * 100_000)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(before_pt * 100)}"/></a:spcBef><a:spcAft><a:spcPts val="0"/></a:spcAft>'
    )


def _bullet_xml(para: Para, context: TextContext) -> str:
    if para.bullet == "none":
        return "<a:buNone/>"
    tint = f"<a:buClr>{color_xml('accent', context.scheme)}</a:buClr>"
    if para.bullet == "number":
        return f'{tint}<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod" startAt="{para.number}"/>'
    return f'{tint}<a:buFont typeface="Arial"/><a:buChar char="{_BULLET_CHARACTERS[para.bullet]}"/>'


def _runs_xml(span: Span, para: Para, context: TextContext, *, keep_layout_color: bool) -> str:
    """Return the runs of a span, with `<a:br>` for line breaks."""
    parts = []
    for number, text in enumerate(span.text.split("\n")):
        properties = _run_properties_xml(span, text, para, context, keep_layout_color=keep_layout_color)
        if number:
            parts.append(f"<a:br><a:rPr {properties}</a:rPr></a:br>")
        if text:
            parts.append(
                f"<a:r><a:rPr {properties}{_link_xml(span, context)}</a:rPr><a:t>{escape_text(text)}</a:t></a:r>"
            )
    return "".join(parts)


def _run_properties_xml(span: Span, text: str, para: Para, context: TextContext, *, keep_layout_color: bool) -> str:
    """Return the attributes, fill and font of a run, without the closing tag so that a link can follow."""
    flags = (' b="1"' if span.bold else context.regular_attribute) + (' i="1"' if span.italic else "")
    language = detect_language(text, context.language)
    ink = "" if keep_layout_color and span.color is None else ink_xml(span.color or para.color, context.scheme)
    face = f"<a:latin typeface={quote_attribute(context.font)}/>" if context.font else ""
    family = f'<a:latin typeface="{MONOSPACE}"/><a:cs typeface="{MONOSPACE}"/>' if span.code else face
    return f'lang="{language}"{_size_attribute(para, context)}{flags}{context.reset_attributes} dirty="0">{ink}{family}'


def _link_xml(span: Span, context: TextContext) -> str:
    number = context.links.get(span.href or "")
    if number is None:
        return ""
    jump = _SLIDE_JUMP if span.href and span.href.startswith("#") else ""
    link = f"<a:hlinkClick r:id={quote_attribute(number)}{jump}"
    has_color = context.scheme.has_readable_links and not context.has_text_links
    return f"{link}/>" if has_color else f"{link}>{_LINK_COLOR_FROM_TEXT}</a:hlinkClick>"
