"""Where lines break, and how high they are, as a presentation program sets them.

Lines break greedily: at spaces, after hyphens and dashes unless a digit follows, between East Asian characters,
never at a slash. A word wider than the line is cut between two characters.
"""

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from golive.typography.graphemes import boundaries, is_attached, is_wide
from golive.typography.metrics import Face

LINE_PITCH = 1.2125
"""Height of a line as a multiple of the text size, whatever the font."""

SAFETY = 1.01
"""What measured widths are multiplied by, since no two programs agree to the last tenth of a point."""

_EXTRA_PT = 0.07
_LOOK_AHEAD = 16
_SPACES = frozenset(" \t\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u3000")
_DASHES = frozenset("-\u2010\u2012\u2013\u2014")
_STAYS_WITH_BEFORE = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】〟ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ!),.:;?]}%"
)
_STAYS_WITH_NEXT = frozenset("‘“（〔［｛〈《「『【〝([{$¥￥£＄")
_TRIMMED = "".join(sorted(_SPACES))
# Where `_may_break` says yes between two ASCII characters.
_ASCII_BREAK = re.compile(r"[ \t](?=[^ \t])|-(?=[^-0-9 \t])", re.DOTALL)


def break_lines(text: str, width_pt: float, size_pt: float, face: Face) -> list[str]:
    r"""Break text into lines that are no wider than a given width.

    Args:
        text: plain text; `\n` is a break that is always kept.
        width_pt: the room, in points.
        size_pt: text size, in points.
        face: the face it is set in.

    Returns:
        At least one line. Nothing is lost but the spaces at the ends of lines. Only a single character that is
        wider than the room makes a line too wide.
    """
    room = width_pt * face.units / (size_pt * SAFETY)
    return [line for paragraph in text.split("\n") for line in _broken(paragraph, room, face)]


def height_pt(line_count: int, size_pt: float) -> float:
    """Height of a block of lines, in points, without insets."""
    return line_count * LINE_PITCH * size_pt + _EXTRA_PT


def width_pt(text: str, size_pt: float, face: Face) -> float:
    """Width of one line, in points, with the safety that breaking uses."""
    return face.width(text, size_pt) * SAFETY


def longest_word_pt(text: str, size_pt: float, face: Face) -> float:
    """Width of the widest part that is not broken, in points: the narrowest column that takes the text well."""
    return _longest_word(text, face) * size_pt * SAFETY


@lru_cache(maxsize=16_384)
def _longest_word(text: str, face: Face) -> float:
    """The same for a size of one point, without the safety."""
    words = (
        paragraph[start:end].strip(_TRIMMED)
        for paragraph in text.split("\n")
        for start, end in pairwise([0, *_opportunities(paragraph)])
    )
    return max(face.width(word, 1) for word in words)


@lru_cache(maxsize=4096)
def _opportunities(text: str) -> list[int]:
    """The indices at which a new line may begin; the text's length comes last."""
    if text.isascii():
        return [found.end() for found in _ASCII_BREAK.finditer(text)] + [len(text)]
    return [i for i in range(1, len(text)) if _may_break(text[i - 1], text[i])] + [len(text)]


def _may_break(before: str, here: str) -> bool:
    if here in _SPACES:
        return False
    if before in _SPACES:
        return not is_attached(here)
    if before in _DASHES:
        return not (here.isdigit() or here in _DASHES or is_attached(here))
    if here < "\u1100" and before < "\u1100":
        return False
    if before == "\u200d" or is_attached(here) or here in _STAYS_WITH_BEFORE or before in _STAYS_WITH_NEXT:
        return False
    return (is_wide(before) or is_wide(here)) and not _may_be_one(before, here)


def _may_be_one(before: str, here: str) -> bool:
    """Two flag letters may be one flag: they are parted only where nothing else fits."""
    return "\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= here <= "\U0001f1ff"


class _Paragraph(Struct, frozen=True):
    """Text without hard breaks, with all that is needed to break it."""

    text: str
    room: float
    face: Face
    ends: list[int]
    places: list[int]

    def stop(self, start: int) -> int:
        """Where the line that begins at `start` ends."""
        origin = self.ends[start] + (self.face.kern(self.text[start - 1 : start + 1]) if start else 0)
        best = 0
        for number in range(bisect_right(self.places, start), len(self.places)):
            place = end = self.places[number]
            while end > start and self.text[end - 1] in _SPACES:
                end -= 1
            if end > start and self.ends[end] - origin > self.room:
                break
            best = place
        return best or self._cut(start, origin + self.room)

    def _cut(self, start: int, limit: float) -> int:
        """The last place between two characters that still fits; one character is always taken."""
        # One character more than fits, so that the end of what was looked at is not taken for a boundary.
        stop = min(bisect_right(self.ends, limit, start + 1), len(self.text))
        while True:
            inner = [start + b for b in boundaries(self.text[start:stop])[1:]]
            known = inner if stop == len(self.text) else inner[:-1]
            if known:
                fitting = [b for b in known if self.ends[b] <= limit]
                return fitting[-1] if fitting else known[0]
            stop = min(stop + _LOOK_AHEAD, len(self.text))


def _broken(text: str, room: float, face: Face) -> list[str]:
    ends = face.positions(text)
    if ends[-1] <= room:
        return [text.rstrip(_TRIMMED)]
    paragraph = _Paragraph(text, room, face, ends, _opportunities(text))
    lines: list[str] = []
    start = 0
    while start < len(text):
        stop = paragraph.stop(start)
        lines.append(text[start:stop].rstrip(_TRIMMED))
        start = stop
    return lines
