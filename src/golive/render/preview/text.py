"""Text of a slide as SVG: every line stands where the planner broke it, so that nothing is wrapped again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Align, Anchor, Color
from golive.render.slides.layout.text_layout import POINTS, Fonts, para_lines, shown
from golive.render.slides.model import Para, Rect, Span
from golive.render.slides.pptx.markup import attribute, escape, is_right_to_left
from golive.render.svg import number
from golive.typography.lines import LINE_PITCH
from golive.typography.metrics import face, is_known

BASELINE: Final = 0.95
"""How far below the top of its line text stands, as a share of its size."""

_ANCHORS: Final[Mapping[Align, str]] = {"left": "start", "center": "middle", "right": "end"}
_SHARES: Final[Mapping[Anchor, float]] = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
_MARKS: Final = {"bullet": "\u2022", "dash": "\u2013"}
_FALLBACKS: Final = {"calibri": "Calibri, Carlito", "arial": "Arial, 'Liberation Sans'"}
_CODE: Final = "Consolas, 'JetBrains Mono', 'Liberation Mono', monospace"


class Ink(Struct, frozen=True):
    """What everything on a slide is drawn with.

    Attributes:
        palette: six hexadecimal digits for every colour.
        link: the same, for the text of links.
        fonts: families of titles and of everything else.
        target: where a link leads from this picture; None for nowhere.
    """

    palette: Mapping[Color, str]
    link: str
    fonts: Fonts
    target: Callable[[str], str | None]

    def hex(self, color: Color) -> str:
        """A colour as SVG takes it."""
        return f"#{self.palette[color]}"


class Line(Struct, frozen=True):
    """A line of text in its place, in points from the slide's top left corner; `y` is its baseline.

    `color` is written as SVG takes it, `font` is what the line was measured with, `family` what it is set in where
    that is not the slide's own; `rtl` says that the line runs from right to left.
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


def family_of(font: str) -> str:
    """A family with those that have its widths, for machines that lack it."""
    known = _FALLBACKS.get(font.casefold())
    quoted = f"'{font.replace(chr(39), '')}'"
    return f"{known or quoted}, sans-serif"


def set_text(paras: Iterable[Para], place: Rect, anchor: Anchor, ink: Ink, font: str = "") -> Iterator[Line]:
    """The lines of paragraphs, and what stands before the items of lists.

    Args:
        paras: from top to bottom.
        place: the box less its insets, in inches.
        anchor: where the block stands in it.
        ink: colours and families.
        font: the family, where it is not the body's.
    """
    family = family_of(font) if font not in {"", ink.fonts.body} else ""
    font = font or ink.fonts.body
    width = place.width * POINTS
    blocks = [(para, para_lines(para, width, font)) for para in paras]
    heights = [len(lines) * _pitch(para) for para, lines in blocks]
    gaps = [para.before_pt if n else 0.0 for n, (para, _) in enumerate(blocks)]
    y = place.y * POINTS + _SHARES[anchor] * (place.height * POINTS - sum(heights) - sum(gaps))
    for (para, lines), height, gap in zip(blocks, heights, gaps, strict=True):
        yield from _paragraph(para, lines, (place.x * POINTS, y + gap, width), ink, (font, family))
        y += gap + height


def _paragraph(
    para: Para, texts: tuple[str, ...], room: tuple[float, float, float], ink: Ink, fonts: tuple[str, str]
) -> Iterator[Line]:
    left, top, width = room
    rtl = is_right_to_left(para.text)
    align: Align = "right" if rtl and para.align == "left" else para.align
    indent, hang = para.indent_in * POINTS, para.hang_in * POINTS
    start = left if rtl else left + indent
    end = left + width - indent if rtl else left + width
    x = {"left": start, "center": (start + end) / 2, "right": end}[align]
    # A narrower pitch is taken off above the letters.
    first = top + BASELINE * para.size_pt - (1 - para.spacing) * LINE_PITCH * para.size_pt
    base = Line((), x, first, para.size_pt, align, ink.hex(para.color), *fonts, rtl)
    if para.bullet != "none":
        mark = f"{para.number}." if para.bullet == "number" else _MARKS[para.bullet]
        beside = end + hang if rtl else start - hang
        yield replace(base, spans=(Span(mark),), x=beside, color=ink.hex("accent"))
    for row, spans in enumerate(_lines(shown(para.spans) if para.caps else para.spans, texts)):
        if spans:
            yield replace(base, spans=spans, y=base.y + row * _pitch(para))


def _pitch(para: Para) -> float:
    return LINE_PITCH * para.spacing * para.size_pt


def _lines(spans: tuple[Span, ...], texts: tuple[str, ...]) -> Iterator[tuple[Span, ...]]:
    """The spans of each line; the spaces that a break has swallowed belong to none."""
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


def line_svg(line: Line, ink: Ink) -> str:
    """One line as a `text` element; its stretches in other dress as `tspan`s."""
    alike = len(line.spans) == 1 and not line.spans[0].href
    whole = line.spans[0] if alike else Span("")
    anchor = {"left": "end", "right": "start"}.get(line.align, "middle") if line.rtl else _ANCHORS[line.align]
    attributes = [
        f'x="{number(line.x)}" y="{number(line.y)}" font-size="{number(line.size_pt)}"',
        f' text-anchor="{anchor}"' if anchor != "start" else "",
        ' direction="rtl"' if line.rtl else "",
        f" font-family={attribute(line.family)}" if line.family and not whole.code else "",
        "" if whole.color else f' fill="{line.color}"',
        _dress(whole, ink),
        _length(line),
    ]
    inside = escape(whole.text) if alike else "".join(_span(span, ink) for span in line.spans)
    return f"<text {''.join(attributes)}>{inside}</text>"


def _span(span: Span, ink: Ink) -> str:
    href = ink.target(span.href) if span.href else None
    dress = _dress(span, ink)
    if href:
        dress += f' fill="#{ink.link}" text-decoration="underline"'
    text = f"<tspan{dress}>{escape(span.text)}</tspan>" if dress else escape(span.text)
    return f"<a href={attribute(href)}>{text}</a>" if href else text


def _dress(span: Span, ink: Ink) -> str:
    """What sets a span apart from the text around it, as attributes."""
    return "".join(
        (
            f' font-family="{_CODE}"' if span.code else "",
            ' font-weight="700"' if span.bold else "",
            ' font-style="italic"' if span.italic else "",
            f' fill="{ink.hex(span.color)}"' if span.color else "",
        )
    )


def _length(line: Line) -> str:
    """The width that the line was measured at, so that another font takes no more; unknown for code and italics."""
    if any(span.code or span.italic for span in line.spans) or not is_known(line.font):
        return ""
    width = sum(face(line.font, span.bold).width(span.text, line.size_pt) for span in line.spans)
    return f' textLength="{number(width)}" lengthAdjust="spacingAndGlyphs"' if width > 0 else ""
