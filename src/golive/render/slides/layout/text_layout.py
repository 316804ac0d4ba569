"""Text with its dress: runs → spans, where their lines break, how high they stand, and how they are divided."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.markdown.document import Runs
from golive.render.slides.model import Para, Span, TextStyle
from golive.typography.lines import LINE_PITCH, break_lines
from golive.typography.metrics import Face, face

POINTS: Final = 72
"""Points in an inch."""

MONOSPACE: Final = "Consolas"
"""What code is set in; it is measured as JetBrains Mono, which is a little wider than it."""

_MEASURED_AS: Final = "JetBrains Mono"
_TITLE: Final = TextStyle("", 28, bold=True)
_COVER: Final = TextStyle("", 44, bold=True)
_LINE_BREAK: Final = "\u2028"


class Fonts(Struct, frozen=True):
    """The family of titles and the family of everything else, and how the theme sets titles."""

    heading: str
    body: str
    title: TextStyle = _TITLE
    cover: TextStyle = _COVER
    section: TextStyle = _COVER


def spans_of(runs: Runs, keys: Collection[str] = ()) -> tuple[Span, ...]:
    """Runs as spans: `keys` are the slides that a `#key` link may lead to; other such links become plain text."""
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


class _Dressed(Face):
    """A paragraph's own face: it knows which of its characters is set how. One unit is a thousandth of its size."""

    __slots__ = ("_ends",)

    def __init__(self, spans: tuple[Span, ...], family: str) -> None:
        self.units = 1000
        ends = [0.0]
        for span in spans:
            own = face(_MEASURED_AS if span.code else family, span.bold)
            start, scale = ends[-1], 1000 / own.units
            ends.extend(start + scale * end for end in own.positions(span.text)[1:])
        self._ends = [round(end) for end in ends]

    def positions(self, text: str) -> list[int]:
        """Where each character ends; the text is always the whole of the spans."""
        return self._ends[: len(text) + 1]

    def kern(self, pair: str) -> int:  # noqa: ARG002 - the signature is the face's
        """Nothing is won back at the start of a line."""
        return 0


@lru_cache(maxsize=1024)
def _dressed(spans: tuple[Span, ...], family: str) -> _Dressed:
    return _Dressed(spans, family)


@lru_cache(maxsize=32_768)
def line_texts(spans: tuple[Span, ...], width_pt: float, size_pt: float, family: str) -> tuple[str, ...]:
    """The lines that spans make in a given width.

    Args:
        spans: the text.
        width_pt: the room, in points.
        size_pt: text size, in points.
        family: what it is set in, where it is not code.
    """
    if not spans:
        return ("",)
    first = spans[0]
    if len(spans) == 1:
        own = face(_MEASURED_AS if first.code else family, first.bold)
        return tuple(break_lines(first.text, width_pt, size_pt, own))
    lines: list[str] = []
    for part in _paragraphs(spans):
        text = "".join(span.text for span in part)
        lines += break_lines(text, width_pt, size_pt, _dressed(part, family)) if text else [""]
    return tuple(lines)


def _paragraphs(spans: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    """Spans, parted at their line breaks."""
    parts: list[list[Span]] = [[]]
    for span in spans:
        for number, text in enumerate(span.text.split("\n")):
            if number:
                parts.append([])
            if text:
                parts[-1].append(replace(span, text=text))
    return [tuple(part) for part in parts]


def para_lines(para: Para, width_pt: float, family: str) -> tuple[str, ...]:
    """The lines of a paragraph in a box of a given width, in points."""
    return line_texts(
        shown(para.spans) if para.caps else para.spans,
        max(width_pt - para.indent_in * POINTS, 1.0),
        para.size_pt,
        family,
    )


def para_height(para: Para, width_pt: float, family: str) -> float:
    """Height of a paragraph with the space above it, in points."""
    return para.before_pt + len(para_lines(para, width_pt, family)) * LINE_PITCH * para.spacing * para.size_pt


def height_in(paras: Iterable[Para], width_in: float, family: str) -> float:
    """Height of paragraphs one below the other, in inches, with a hair to spare."""
    points = sum(para_height(para, width_in * POINTS, family) for para in paras)
    return (points + 0.1) / POINTS


def divide(para: Para, line_count: int, width_pt: float, family: str) -> tuple[Para, Para]:
    """Part a paragraph after some of its lines; the second part has no bullet of its own."""
    text = para.text
    rest = place = _line_ends(para, width_pt, family)[line_count - 1]
    while rest < len(text) and text[rest] in _BLANKS:
        rest += 1
    return (
        replace(para, spans=_cut(para.spans, 0, place)),
        replace(para, spans=_cut(para.spans, rest, len(text)), bullet="none"),
    )


def between(para: Para, first: int, stop: int, width_pt: float, family: str) -> Para:
    """The lines of a paragraph from `first` to before `stop`."""
    text, ends = para.text, _line_ends(para, width_pt, family)
    start = ends[first - 1] if first else 0
    while first and start < len(text) and text[start] in _BLANKS:
        start += 1
    return replace(para, spans=_cut(para.spans, start, ends[stop - 1] if stop < len(ends) else len(text)))


def torn(para: Para, width_pt: float, family: str) -> frozenset[int]:
    """The numbers of lines after which a word goes on: it had a hyphen there, or was longer than a line."""
    text, ends = para.text, _line_ends(para, width_pt, family)
    return frozenset(n for n, end in enumerate(ends, 1) if end < len(text) and not text[end].isspace())


@lru_cache(maxsize=1024)
def _line_ends(para: Para, width_pt: float, family: str) -> list[int]:
    """Where each line of a paragraph ends in its text. Not to be changed."""
    text, ends, place = para.text, [], 0
    for line in para_lines(para, width_pt, family):
        place = text.index(line, place) + len(line)
        ends.append(place)
    return ends


def _cut(spans: tuple[Span, ...], start: int, stop: int) -> tuple[Span, ...]:
    pieces = []
    at = 0
    for span in spans:
        text = span.text[max(start - at, 0) : max(stop - at, 0)]
        if text:
            pieces.append(replace(span, text=text))
        at += len(span.text)
    return tuple(pieces)


def fit_size(spans: tuple[Span, ...], sizes: Iterable[float], room: tuple[float, float], family: str) -> float | None:
    """The first size at which spans fit a width and a height in inches; None where none does."""
    width, height = room
    for size in sizes:
        if height_in((Para(spans, size),), width, family) <= height:
            return size
    return None


def shown(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The text as capitals, for measuring what the template shows so."""
    return tuple(replace(span, text=span.text.upper()) for span in spans)


def bold(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The same text, bold."""
    return tuple(replace(span, bold=True) for span in spans)


def unlinked(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The same text without links: for coloured ground, on which a link's colour cannot be read."""
    return tuple(replace(span, href=None) for span in spans)
