"""Text of a slide as HTML: the lines of the planner, at the size at which they fit in Inter."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Anchor, Drawing, Label, Line, Rect
from golive.figures.drawing import Box as DrawnBox
from golive.render.preview.text import ANCHOR_SHARES, BULLETS, SlideInk, line_pitch_pt, split_spans
from golive.render.slides.layout.text_layout import break_para_lines, uppercase_spans
from golive.render.slides.model import Para, Span
from golive.render.slides.pptx.markup import is_right_to_left
from golive.render.svg import format_number
from golive.typography.metrics import load_font_metrics
from golive.typography.units import POINTS_PER_INCH

PDF_FONT: Final = "Inter"
_PDF_CODE_FONT: Final = "JetBrains Mono"
_MIN_SHARE: Final = 0.5
_CLASSES: Final = (("bold", "b"), ("italic", "i"), ("code", "m"))


class LaidOutPara(Struct, frozen=True):
    """A paragraph with the spans of each of its lines."""

    para: Para
    lines: tuple[tuple[Span, ...], ...]


class TextBlock(Struct, frozen=True):
    """Paragraphs in a rectangle: where they begin, in points, and by which factor their type is smaller."""

    top_pt: float
    share: float
    paras: tuple[LaidOutPara, ...]


def lay_out_block(paras: Sequence[Para], place: Rect, anchor: Anchor, font: str) -> TextBlock:
    """Break paragraphs as the planner does, and find the size at which no line is wider in Inter.

    Args:
        paras: from top to bottom.
        place: rectangle without insets, in inches.
        anchor: vertical alignment in the rectangle.
        font: the font that the deck has.
    """
    width = place.width * POINTS_PER_INCH
    blocks = []
    for para in paras:
        texts = break_para_lines(para, width, font)
        spans = uppercase_spans(para.spans) if para.caps else para.spans
        blocks.append(LaidOutPara(para, tuple(split_spans(spans, texts))))
    height = sum(len(one.lines) * line_pitch_pt(one.para) for one in blocks)
    height += sum(one.para.before_pt for one in blocks[1:])
    top = place.y * POINTS_PER_INCH + ANCHOR_SHARES[anchor] * (place.height * POINTS_PER_INCH - height)
    shares = (_compare_widths(line, font) for one in blocks for line in one.lines if line)
    return TextBlock(top, max(_MIN_SHARE, min(shares, default=1.0)), tuple(blocks))


def _compare_widths(spans: Iterable[Span], font: str) -> float:
    """Return the width of a line in the deck's font as a share of that in Inter; 1 at most."""
    wanted = needed = 0.0
    for span in spans:
        own = _PDF_CODE_FONT if span.code else PDF_FONT
        wanted += load_font_metrics(_PDF_CODE_FONT if span.code else font, span.bold).measure_width_pt(span.text, 10)
        needed += load_font_metrics(own, span.bold).measure_width_pt(span.text, 10)
    return min(1.0, wanted / needed) if needed else 1.0


def render_paragraphs(block: TextBlock, ink: SlideInk, color: str = "", heading: str = "") -> Iterator[str]:
    """Render paragraphs; list items that follow one another share one list.

    Args:
        block: the paragraphs.
        ink: colors and links.
        color: CSS color if the layout sets it; otherwise empty.
        heading: the tag of the title of the slide; empty for other text.
    """
    open_list = ""
    for number, one in enumerate(block.paras):
        para = one.para
        kind = {"none": "", "number": "ol"}.get(para.bullet, "ul")
        if kind != open_list:
            yield f"</{open_list}>" if open_list else ""
            yield f'<{kind} start="{para.number}">' if kind == "ol" else f"<{kind}>" if kind else ""
            open_list = kind
        if not any(one.lines) and not kind:
            gap = len(one.lines) * line_pitch_pt(para) + (para.before_pt if number else 0)
            yield f'<div style="height:{format_number(gap)}pt"></div>'
            continue
        tag = "li" if kind else (heading if heading and not number else "p")
        style = _style_paragraph(one, block.share, color or ink.css_color(para.color), is_first=not number)
        direction = ' dir="rtl"' if is_right_to_left(para.text) else ""
        yield f'<{tag}{direction} style="{style}">{render_lines(one.lines, ink)}</{tag}>'
    yield f"</{open_list}>" if open_list else ""


def _style_paragraph(one: LaidOutPara, share: float, color: str, *, is_first: bool) -> str:
    para = one.para
    pitch = line_pitch_pt(para)
    size = para.size_pt * share
    rules = [f"font-size:{format_number(size)}pt", f"line-height:{format_number(pitch)}pt", f"color:{color}"]
    if not is_first and para.before_pt:
        rules.append(f"margin-top:{format_number(para.before_pt)}pt")
    if para.indent_in:
        rules.append(f"margin-left:{format_number(para.indent_in * POINTS_PER_INCH)}pt")
    if para.align != "left":
        rules.append(f"text-align:{para.align}")
    if para.bullet == "dash":
        rules.append(f"list-style-type:&quot;{BULLETS['dash']} &quot;")
    return ";".join(rules)


def render_lines(lines: Iterable[tuple[Span, ...]], ink: SlideInk) -> str:
    """Render lines of spans as inline HTML, with a break after each but the last."""
    return "<br>".join("".join(_render_span(span, ink) for span in line) for line in lines)


def _render_span(span: Span, ink: SlideInk) -> str:
    text = escape(span.text)
    href = ink.resolve_link(span.href) if span.href else None
    color = f' style="color:{ink.css_color(span.color)}"' if span.color else ""
    if href:
        # Elements inside a link would become links of their own in a tagged PDF.
        names = " ".join(letter for name, letter in _CLASSES if getattr(span, name))
        return f'<a class="{names}" style="color:#{ink.link}" href="{escape(href)}">{text}</a>'
    for wanted, tag in ((span.code, "code"), (span.italic, "em"), (span.bold, "strong")):
        text = f"<{tag}>{text}</{tag}>" if wanted else text
    return f"<span{color}>{text}</span>" if color else text


def refit_drawing(drawing: Drawing, font: str) -> Drawing:
    """Return a drawing that was measured in a font with type so small that no line is wider in Inter."""
    return replace(drawing, shapes=tuple(_refit_shape(shape, font) for shape in drawing.shapes))


def _refit_shape(shape: object, font: str) -> object:
    if not isinstance(shape, DrawnBox | Label) or not shape.lines:
        return shape
    return replace(shape, lines=tuple(_refit_line(line, font) for line in shape.lines))


def _refit_line(line: Line, font: str) -> Line:
    share = _compare_widths((Span(line.text, bold=line.bold),), font)
    return line if share == 1 else replace(line, size_pt=line.size_pt * max(_MIN_SHARE, share))
