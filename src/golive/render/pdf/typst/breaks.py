"""Find the words that may be wider than their line, and the places inside of them where a line may end.

Typst breaks a line only between words; a style sheet breaks a word anywhere that fits no line of its own.
"""

import re
from collections.abc import Iterator

from golive.typography.metrics import load_font_metrics
from golive.typography.no_break import NO_BREAK_SPACE

_EAST_ASIAN = r"[\u2e80-\ud7ff\uf900-\uffdc\U00020000-\U0003ffff]"
"""Characters of scripts whose lines may end after any character: Typst breaks them itself."""
_BREAKABLE = re.compile(rf"(?:[ \t\n]|{_EAST_ASIAN})+")
_WORDS = re.compile(rf"{_BREAKABLE.pattern}|(?:(?!{_EAST_ASIAN})[^ \t\n])+")
_SOFT_ENDS = re.compile(rf"{NO_BREAK_SPACE}|/++(?![.,:;!?)\]}}])|-++(?![\d.,:;!?)\]}}/])|(?<=\D)[.,](?=\d)")
"""Where a line may end inside of a word: after a slash, a hyphen before no number, a full stop before a number."""
_ADDRESS = "://"
_MAX_LETTER_WIDTH = 1.2  # relative to the text size
_CERTAIN_SHARE = 0.9
"""A word up to this share of its line fits, whatever the difference between measuring and setting."""


def split_wide_words(
    text: str, room_pt: float, size_pt: float, *, is_code: bool = False
) -> list[str | tuple[str, ...]]:
    """Split a text into texts that are set as they are, and words that may be wider than their line.

    A word is a tuple of pieces; a line may end after each. All parts together are the text. Web addresses are words
    of this kind at any width, since Typst would break them at other places.

    Args:
        text: the text.
        room_pt: width of a line, in points.
        size_pt: size of the text, in points.
        is_code: whether it is set in the font for code.
    """
    longest = max(map(len, _WORDS.findall(text)), default=0)
    if longest * size_pt * _MAX_LETTER_WIDTH <= room_pt and _ADDRESS not in text:
        return [text]
    parts: list[str | tuple[str, ...]] = []
    sure_pt = _CERTAIN_SHARE * room_pt
    for word in _WORDS.findall(text):
        is_sure = _BREAKABLE.match(word) or measure_bold_width_pt(word, size_pt, is_code=is_code) <= sure_pt
        if not is_sure or _ADDRESS in word:
            parts.append(tuple(_split_at_soft_ends(word)))
        elif parts and isinstance(parts[-1], str):
            parts[-1] += word
        else:
            parts.append(word)
    return parts or [text]


def measure_bold_width_pt(text: str, size_pt: float, *, is_code: bool = False) -> float:
    """Return the width of a text in bold, in points: as wide as it may be."""
    return load_font_metrics("JetBrains Mono" if is_code else "Inter", bold=True).measure_width_pt(text, size_pt)


def _split_at_soft_ends(word: str) -> Iterator[str]:
    start = 0
    for found in _SOFT_ENDS.finditer(word):
        yield word[start : found.end()]
        start = found.end()
    if start < len(word):
        yield word[start:]
