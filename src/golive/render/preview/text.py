"""Render slide text as SVG, with the line breaks of the planner."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Align, Anchor, Color, Rect
from golive.ooxml.xml_text import escape_text, quote_attribute
from golive.render.slides.layout.text_layout import Fonts, break_para_lines, uppercase_spans
from golive.render.slides.model import Para, Span
from golive.render.slides.pptx.markup import is_right_to_left
from golive.render.svg import TEXT_ANCHORS, format_number
from golive.typography.lines import LINE_HEIGHT_FACTOR
from golive.typography.metrics import has_metrics, load_font_metrics
from golive.typography.units import POINTS_PER_INCH

BASELINE: Final = 0.95
"""Distance from the top of a line to its baseline, as a share of the text size."""

ANCHOR_SHARES: Final[Mapping[Anchor, float]] = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
BULLETS: Final = {"bullet": "\u2022", "dash": "\u2013"}
_FALLBACKS: Final = {"calibri": "Calibri, Carlito", "arial": "Arial, 'Liberation Sans'"}
_CODE_FAMILY: Final = "Consolas, 'JetBrains Mono', 'Liberation Mono', monospace"


class SlideInk(Struct, frozen=True):
    """Colors, fonts and link targets of a rendered slide.

    Attributes:
        palette: six hexadecimal digits for every color.
        link: color of link text; six hexadecimal digits.
        fonts: font families of titles and of all other text.
        resolve_link: returns the address of a link in this picture; None for no link.
        fills: six hexadecimal digits for every color that fills shapes.
    """

    palette: Mapping[Color, str]
    link: str
    fonts: Fonts
    resolve_link: Callable[[str], str | None]
    fills: Mapping[Color, str]

    def css_color(self, color: Color) -> str:
        """Return a color as CSS writes it."""
        return f"#{self.palette[color]}"

    def css_fill(self, color: Color) -> str:
        """Return the color of a filled shape as CSS writes it."""
        return f"#{self.fills[color]}"


class TextLine(Struct, frozen=True):
    """A positioned line of text, in points from the slide's top left corner; `y` is its baseline.

    `color` is a CSS color, `font` the measured font, `family` the CSS font family if it differs from the slide's own;
    `rtl` is True if the line runs from right to left.
    """

    spans: tuple[Span, ...]
    x: float
    y: float
    size_pt: float
    align: Align
    color: str
    font: str
    family: str = ""
    rtl: bool = False


def css_font_family(font: str) -> str:
    """Return a CSS font family with fallbacks of the same character widths."""
    known = _FALLBACKS.get(font.casefold())
    quoted = f"'{font.replace(chr(39), '')}'"
    return f"{known or quoted}, sans-serif"


def lay_out_text(
    paras: Iterable[Para], place: Rect, anchor: Anchor, ink: SlideInk, font: str = ""
) -> Iterator[TextLine]:
    """Lay out paragraphs as positioned lines, including list bullets.

    Args:
        paras: from top to bottom.
        place: rectangle without insets, in inches.
        anchor: vertical alignment in the rectangle.
        ink: colors and font families.
        font: font family if it differs from the body font; otherwise empty.
    """
    family = css_font_family(font) if font not in {"", ink.fonts.body} else ""
    font = font or ink.fonts.body
    width = place.width * POINTS_PER_INCH
    blocks = [(para, break_para_lines(para, width, font)) for para in paras]
    heights = [len(lines) * line_pitch_pt(para) for para, lines in blocks]
    gaps = [para.before_pt if n else 0.0 for n, (para, _) in enumerate(blocks)]
    y = place.y * POINTS_PER_INCH + ANCHOR_SHARES[anchor] * (place.height * POINTS_PER_INCH - sum(heights) - sum(gaps))
    for (para, lines), height, gap in zip(blocks, heights, gaps, strict=True):
        yield from _lay_out_paragraph(para, lines, (place.x * POINTS_PER_INCH, y + gap, width), ink, (font, family))
        y += gap + height


def _lay_out_paragraph(
    para: Para, texts: tuple[str, ...], room: tuple[float, float, float], ink: SlideInk, fonts: tuple[str, str]
) -> Iterator[TextLine]:
    left, top, width = room
    rtl = is_right_to_left(para.text)
    align: Align = "right" if rtl and para.align == "left" else para.align
    indent, hang = para.indent_in * POINTS_PER_INCH, para.hang_in * POINTS_PER_INCH
    start = left if rtl else left + indent
    end = left + width - indent if rtl else left + width
    x = {"left": start, "center": (start + end) / 2, "right": end}[align]
    # Reduced line spacing removes space above the letters.
    first = top + BASELINE * para.size_pt - (1 - para.spacing) * LINE_HEIGHT_FACTOR * para.size_pt
    base = TextLine((), x, first, para.size_pt, align, ink.css_color(para.color), *fonts, rtl)
    if para.bullet != "none":
        mark = f"{para.number}." if para.bullet == "number" else BULLETS[para.bullet]
        beside = end + hang if rtl else start - hang
        yield replace(base, spans=(Span(mark),), x=beside, color=ink.css_color("accent"))
    for row, spans in enumerate(split_spans(uppercase_spans(para.spans) if para.caps else para.spans, texts)):
        if spans:
            yield replace(base, spans=spans, y=base.y + row * line_pitch_pt(para))


def line_pitch_pt(para: Para) -> float:
    """Return the distance between the baselines of a paragraph, in points."""
    return LINE_HEIGHT_FACTOR * para.spacing * para.size_pt


def split_spans(spans: tuple[Span, ...], texts: tuple[str, ...]) -> Iterator[tuple[Span, ...]]:
    """Yield the spans of each line, without the spaces removed at line breaks."""
    whole = "".join(span.text for span in spans)
    ends = [0]
    for span in spans:
        ends.append(ends[-1] + len(span.text))
    place = 0
    for text in texts:
        start = whole.index(text, place)
        place = start + len(text)
        cut = (
            replace(span, text=whole[max(start, first) : min(place, last)])
            for span, (first, last) in zip(spans, pairwise(ends), strict=True)
        )
        yield tuple(span for span in cut if span.text)


def render_line(line: TextLine, ink: SlideInk) -> str:
    """Render one line as a `text` element, with `tspan`s for formatted spans."""
    alike = len(line.spans) == 1 and not line.spans[0].href
    whole = line.spans[0] if alike else Span("")
    anchor = {"left": "end", "right": "start"}.get(line.align, "middle") if line.rtl else TEXT_ANCHORS[line.align]
    attributes = [
        f'x="{format_number(line.x)}" y="{format_number(line.y)}" font-size="{format_number(line.size_pt)}"',
        f' text-anchor="{anchor}"' if anchor != "start" else "",
        ' direction="rtl"' if line.rtl else "",
        f" font-family={quote_attribute(line.family)}" if line.family and not whole.code else "",
        "" if whole.color else f' fill="{line.color}"',
        _span_attributes(whole, ink),
        _length_attribute(line),
    ]
    inside = escape_text(whole.text) if alike else "".join(_render_span(span, ink) for span in line.spans)
    return f"<text {''.join(attributes)}>{inside}</text>"


def _render_span(span: Span, ink: SlideInk) -> str:
    href = ink.resolve_link(span.href) if span.href else None
    dress = _span_attributes(span, ink)
    if href:
        dress += f' fill="#{ink.link}" text-decoration="underline"'
    text = f"<tspan{dress}>{escape_text(span.text)}</tspan>" if dress else escape_text(span.text)
    return f"<a href={quote_attribute(href)}>{text}</a>" if href else text


def _span_attributes(span: Span, ink: SlideInk) -> str:
    """Return the formatting of a span as SVG attributes."""
    return "".join(
        (
            f' font-family="{_CODE_FAMILY}"' if span.code else "",
            ' font-weight="700"' if span.bold else "",
            ' font-style="italic"' if span.italic else "",
            f' fill="{ink.css_color(span.color)}"' if span.color else "",
        )
    )


def _length_attribute(line: TextLine) -> str:
    """Return the measured width as a `textLength` attribute; empty for code, italics and unknown fonts."""
    if any(span.code or span.italic for span in line.spans) or not has_metrics(line.font):
        return ""
    width = sum(
        load_font_metrics(line.font, span.bold).measure_width_pt(span.text, line.size_pt) for span in line.spans
    )
    return f' textLength="{format_number(width)}" lengthAdjust="spacingAndGlyphs"' if width > 0 else ""
