"""Measure formatted text: convert runs to spans, break lines, compute heights and divide paragraphs."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.markdown.document import Runs
from golive.render.slides.model import Para, Span, TextStyle
from golive.typography.lines import LINE_HEIGHT_FACTOR, break_lines
from golive.typography.metrics import FontMetrics, load_font_metrics
from golive.typography.units import POINTS_PER_INCH

"""Points in an inch."""

MONOSPACE: Final = "Consolas"
"""Font of code; it is measured as JetBrains Mono, which is slightly wider."""

_MONOSPACE_METRICS_FONT: Final = "JetBrains Mono"
_DEFAULT_TITLE: Final = TextStyle("", 28, bold=True)
_DEFAULT_COVER_TITLE: Final = TextStyle("", 44, bold=True)
_LINE_BREAK: Final = "\u2028"


class Fonts(Struct, frozen=True):
    """The font families of headings and body text, and the title styles of the theme."""

    heading: str
    body: str
    title: TextStyle = _DEFAULT_TITLE
    cover: TextStyle = _DEFAULT_COVER_TITLE
    section: TextStyle = _DEFAULT_COVER_TITLE


def convert_runs(runs: Runs, keys: Collection[str] = ()) -> tuple[Span, ...]:
    """Convert runs to spans; links are kept for https, mailto and `#key` with a key in `keys`."""
    spans = []
    for run in runs:
        href = run.href
        if href and not (href.startswith(("https:", "mailto:")) or (href[:1] == "#" and href[1:] in keys)):
            href = None
        text = run.text.replace(_LINE_BREAK, "\n").replace("\r\n", "\n")
        if text:
            spans.append(Span(text, run.bold, run.italic, run.code, href))
    return tuple(spans)


_BLANKS: Final = " \n\t"


class _SpansMetrics(FontMetrics):
    """Font metrics of a paragraph with mixed formatting; one unit is 1/1000 of the font size."""

    __slots__ = ("_ends",)

    def __init__(self, spans: tuple[Span, ...], family: str) -> None:
        self.units_per_em = 1000
        ends = [0.0]
        for span in spans:
            own = load_font_metrics(_MONOSPACE_METRICS_FONT if span.code else family, span.bold)
            start, scale = ends[-1], 1000 / own.units_per_em
            ends.extend(start + scale * end for end in own.end_positions(span.text)[1:])
        self._ends = [round(end) for end in ends]

    def end_positions(self, text: str) -> list[int]:
        """Return the end position of each character; `text` is always the full text of the spans."""
        return self._ends[: len(text) + 1]

    def kerning(self, pair: str) -> int:  # noqa: ARG002 - signature of the base class
        """Return 0: kerning is already included in the positions."""
        return 0


@lru_cache(maxsize=1024)
def _load_spans_metrics(spans: tuple[Span, ...], family: str) -> _SpansMetrics:
    return _SpansMetrics(spans, family)


@lru_cache(maxsize=32_768)
def break_span_lines(spans: tuple[Span, ...], width_pt: float, size_pt: float, family: str) -> tuple[str, ...]:
    """Break spans into lines of a given width.

    Args:
        spans: formatted text.
        width_pt: available width, in points.
        size_pt: text size, in points.
        family: font family of text that is not code.
    """
    if not spans:
        return ("",)
    first = spans[0]
    if len(spans) == 1:
        own = load_font_metrics(_MONOSPACE_METRICS_FONT if first.code else family, first.bold)
        return tuple(break_lines(first.text, width_pt, size_pt, own))
    lines: list[str] = []
    for part in _split_at_line_breaks(spans):
        text = "".join(span.text for span in part)
        lines += break_lines(text, width_pt, size_pt, _load_spans_metrics(part, family)) if text else [""]
    return tuple(lines)


def _split_at_line_breaks(spans: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    """Split spans at their line breaks."""
    parts: list[list[Span]] = [[]]
    for span in spans:
        for number, text in enumerate(span.text.split("\n")):
            if number:
                parts.append([])
            if text:
                parts[-1].append(replace(span, text=text))
    return [tuple(part) for part in parts]


def break_para_lines(para: Para, width_pt: float, family: str) -> tuple[str, ...]:
    """Break a paragraph into the lines of a box; `width_pt` is its width in points."""
    return break_span_lines(
        uppercase_spans(para.spans) if para.caps else para.spans,
        max(width_pt - para.indent_in * POINTS_PER_INCH, 1.0),
        para.size_pt,
        family,
    )


def measure_para_height_pt(para: Para, width_pt: float, family: str) -> float:
    """Return the height of a paragraph including the space above it, in points."""
    return (
        para.before_pt
        + len(break_para_lines(para, width_pt, family)) * LINE_HEIGHT_FACTOR * para.spacing * para.size_pt
    )


def measure_height_in(paras: Iterable[Para], width_in: float, family: str) -> float:
    """Return the total height of paragraphs, in inches, with a small tolerance."""
    points = sum(measure_para_height_pt(para, width_in * POINTS_PER_INCH, family) for para in paras)
    return (points + 0.1) / POINTS_PER_INCH


def split_para_after_line(para: Para, line_count: int, width_pt: float, family: str) -> tuple[Para, Para]:
    """Split a paragraph after `line_count` lines; the second part has no bullet."""
    text = para.text
    rest = place = find_line_ends(para, width_pt, family)[line_count - 1]
    while rest < len(text) and text[rest] in _BLANKS:
        rest += 1
    return (
        replace(para, spans=slice_spans(para.spans, 0, place)),
        replace(para, spans=slice_spans(para.spans, rest, len(text)), bullet="none"),
    )


def slice_para_lines(para: Para, first: int, stop: int, width_pt: float, family: str) -> Para:
    """Return the lines `first:stop` of a paragraph as a paragraph."""
    text, ends = para.text, find_line_ends(para, width_pt, family)
    start = ends[first - 1] if first else 0
    while first and start < len(text) and text[start] in _BLANKS:
        start += 1
    return replace(para, spans=slice_spans(para.spans, start, ends[stop - 1] if stop < len(ends) else len(text)))


def find_mid_word_breaks(para: Para, width_pt: float, family: str) -> frozenset[int]:
    """Return the 1-based numbers of lines that end inside a word (at a hyphen or in an overlong word)."""
    text, ends = para.text, find_line_ends(para, width_pt, family)
    return frozenset(n for n, end in enumerate(ends, 1) if end < len(text) and not text[end].isspace())


@lru_cache(maxsize=1024)
def find_line_ends(para: Para, width_pt: float, family: str) -> list[int]:
    """Return the end index of each line in the text of a paragraph. Do not modify the cached list."""
    text, ends, place = para.text, [], 0
    for line in break_para_lines(para, width_pt, family):
        place = text.index(line, place) + len(line)
        ends.append(place)
    return ends


def slice_spans(spans: tuple[Span, ...], start: int, stop: int) -> tuple[Span, ...]:
    """Return the spans of the characters `start:stop`."""
    pieces = []
    at = 0
    for span in spans:
        text = span.text[max(start - at, 0) : max(stop - at, 0)]
        if text:
            pieces.append(replace(span, text=text))
        at += len(span.text)
    return tuple(pieces)


def find_fitting_size(
    spans: tuple[Span, ...], sizes: Iterable[float], room: tuple[float, float], family: str
) -> float | None:
    """Return the first size at which spans fit `room` (width, height in inches); None if none does."""
    width, height = room
    for size in sizes:
        if measure_height_in((Para(spans, size),), width, family) <= height:
            return size
    return None


def uppercase_spans(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans in upper case, to measure text that the template shows in capitals."""
    return tuple(replace(span, text=span.text.upper()) for span in spans)


def make_bold(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans in bold."""
    return tuple(replace(span, bold=True) for span in spans)


def remove_links(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans without links, for colored backgrounds on which links are unreadable."""
    return tuple(replace(span, href=None) for span in spans)
