"""Break text into lines and measure their size, as presentation software does.

Lines break greedily: at spaces, after hyphens and dashes unless a digit follows, and between East Asian characters,
but never at a slash. A word wider than the line is broken between two characters.
"""

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from golive.typography.graphemes import grapheme_boundaries, is_grapheme_extender, is_wide
from golive.typography.metrics import FontMetrics

LINE_HEIGHT_FACTOR = 1.2125
"""Line height as a multiple of the text size, for every font."""

WIDTH_SAFETY_FACTOR = 1.01
"""Factor applied to measured widths, because programs differ by fractions of a point."""

_EXTRA_HEIGHT_PT = 0.07
_LOOK_AHEAD = 16
_SPACES = frozenset(" \t\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u3000")
_DASHES = frozenset("-\u2010\u2012\u2013\u2014")
_NO_BREAK_BEFORE = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】〟ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ!),.:;?]}%"
)
_NO_BREAK_AFTER = frozenset("‘“（〔［｛〈《「『【〝([{$¥￥£＄")
_TRAILING_SPACES = "".join(sorted(_SPACES))
# Where `_may_break` says yes between two ASCII characters.
_ASCII_BREAK = re.compile(r"[ \t](?=[^ \t])|-(?=[^-0-9 \t])", re.DOTALL)


def break_lines(text: str, width_pt: float, size_pt: float, face: FontMetrics) -> list[str]:
    r"""Break text into lines that are no wider than a given width.

    Args:
        text: plain text; `\n` is a hard line break.
        width_pt: maximum line width, in points.
        size_pt: text size, in points.
        face: metrics of the font.

    Returns:
        At least one line. Only trailing spaces are dropped. A line exceeds the width only if it is a single
        character that is wider than the maximum.
    """
    room = width_pt * face.units_per_em / (size_pt * WIDTH_SAFETY_FACTOR)
    return [line for paragraph in text.split("\n") for line in _break_paragraph(paragraph, room, face)]


def measure_height_pt(line_count: int, size_pt: float) -> float:
    """Return the height of a block of lines in points, without insets."""
    return line_count * LINE_HEIGHT_FACTOR * size_pt + _EXTRA_HEIGHT_PT


def measure_width_pt(text: str, size_pt: float, face: FontMetrics) -> float:
    """Return the width of one line in points, including the safety factor of `break_lines`."""
    return face.measure_width_pt(text, size_pt) * WIDTH_SAFETY_FACTOR


def measure_longest_word_pt(text: str, size_pt: float, face: FontMetrics) -> float:
    """Return the width of the widest unbreakable part, in points: the minimum column width for the text."""
    return _measure_longest_word(text, face) * size_pt * WIDTH_SAFETY_FACTOR


@lru_cache(maxsize=16_384)
def _measure_longest_word(text: str, face: FontMetrics) -> float:
    """Return the width of the longest word at a size of 1 pt, without the safety factor."""
    words = (
        paragraph[start:end].strip(_TRAILING_SPACES)
        for paragraph in text.split("\n")
        for start, end in pairwise([0, *_find_break_positions(paragraph)])
    )
    return max(face.measure_width_pt(word, 1) for word in words)


@lru_cache(maxsize=4096)
def _find_break_positions(text: str) -> list[int]:
    """Return the indices at which a new line may start, followed by the length of the text."""
    if text.isascii():
        return [found.end() for found in _ASCII_BREAK.finditer(text)] + [len(text)]
    return [i for i in range(1, len(text)) if _can_break_between(text[i - 1], text[i])] + [len(text)]


def _can_break_between(before: str, here: str) -> bool:
    if here in _SPACES:
        return False
    if before in _SPACES:
        return not is_grapheme_extender(here)
    if before in _DASHES:
        return not (here.isdigit() or here in _DASHES or is_grapheme_extender(here))
    if here < "\u1100" and before < "\u1100":
        return False
    if before == "\u200d" or is_grapheme_extender(here) or here in _NO_BREAK_BEFORE or before in _NO_BREAK_AFTER:
        return False
    return (is_wide(before) or is_wide(here)) and not _could_be_one_flag(before, here)


def _could_be_one_flag(before: str, here: str) -> bool:
    """Return whether both characters are regional indicators, which may form one flag."""
    return "\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= here <= "\U0001f1ff"


class _Paragraph(Struct, frozen=True):
    """Text without hard line breaks, with the positions needed to break it; widths are in font units."""

    text: str
    width_units: float
    face: FontMetrics
    end_positions: list[int]
    break_positions: list[int]

    def find_line_end(self, start: int) -> int:
        """Return the end index of the line that begins at `start`."""
        origin = self.end_positions[start] + (self.face.kerning(self.text[start - 1 : start + 1]) if start else 0)
        best = 0
        for number in range(bisect_right(self.break_positions, start), len(self.break_positions)):
            place = end = self.break_positions[number]
            while end > start and self.text[end - 1] in _SPACES:
                end -= 1
            if end > start and self.end_positions[end] - origin > self.width_units:
                break
            best = place
        return best or self._cut_word(start, origin + self.width_units)

    def _cut_word(self, start: int, limit: float) -> int:
        """Return the last character boundary that still fits; takes at least one character."""
        # Includes one character more than fits, so that the end of the slice is not mistaken for a boundary.
        stop = min(bisect_right(self.end_positions, limit, start + 1), len(self.text))
        while True:
            inner = [start + b for b in grapheme_boundaries(self.text[start:stop])[1:]]
            known = inner if stop == len(self.text) else inner[:-1]
            if known:
                fitting = [b for b in known if self.end_positions[b] <= limit]
                return fitting[-1] if fitting else known[0]
            stop = min(stop + _LOOK_AHEAD, len(self.text))


def _break_paragraph(text: str, room: float, face: FontMetrics) -> list[str]:
    ends = face.end_positions(text)
    if ends[-1] <= room:
        return [text.rstrip(_TRAILING_SPACES)]
    paragraph = _Paragraph(text, room, face, ends, _find_break_positions(text))
    lines: list[str] = []
    start = 0
    while start < len(text):
        stop = paragraph.find_line_end(start)
        lines.append(text[start:stop].rstrip(_TRAILING_SPACES))
        start = stop
    return lines
