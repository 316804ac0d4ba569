"""Find the words that are wider than their line, and say where they may be broken.

Typst breaks a line only between words; a style sheet breaks a word anywhere that fits no line of its own.
"""

import re
from collections.abc import Iterator

from golive.typography.metrics import load_font_metrics

_PIECES = re.compile(r"[^-/\u00a0]*[-/\u00a0]*")
_WORDS = re.compile(r"[^ \t\n]+|[ \t\n]+")
_MAX_LETTER_WIDTH = 1.2  # relative to the text size
_SAFETY = 0.96


def split_wide_words(text: str, room_pt: float, size_pt: float, *, is_code: bool = False) -> list[str]:
    """Split a text where a line may end although no word does; the parts together are the text.

    Args:
        text: the text.
        room_pt: width of a line, in points.
        size_pt: size of the text, in points.
        is_code: whether it is set in the font for code.
    """
    if max(map(len, _WORDS.findall(text)), default=0) * size_pt * _MAX_LETTER_WIDTH <= room_pt:
        return [text]
    parts = [""]
    for word in _WORDS.findall(text):
        first, *others = _split_word(word, room_pt * _SAFETY, size_pt, is_code=is_code)
        parts[-1] += first
        parts += others
    return parts


def _split_word(word: str, room_pt: float, size_pt: float, *, is_code: bool) -> Iterator[str]:
    metrics = load_font_metrics("JetBrains Mono" if is_code else "Inter", bold=True)
    if word.isspace() or metrics.measure_width_pt(word, size_pt) <= room_pt:
        yield word
        return
    for piece in filter(None, _PIECES.findall(word)):
        if metrics.measure_width_pt(piece, size_pt) <= room_pt:
            yield piece
        else:
            yield from piece
