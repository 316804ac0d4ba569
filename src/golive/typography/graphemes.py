"""Find the boundaries of user-perceived characters (grapheme clusters).

Implements a subset of Unicode UAX 29: enough never to separate a letter from its accent or split an emoji.
"""

import unicodedata

_JOINER = "\u200d"
_WIDE = frozenset("WF")


def is_wide(character: str) -> bool:
    """Return whether a character is full-width: East Asian scripts and most emoji."""
    return character > "\u10ff" and (
        unicodedata.east_asian_width(character) in _WIDE
        or _is_flag_letter(character)
        or "\U0001f000" <= character < "\U00020000"
    )


def is_grapheme_extender(character: str) -> bool:
    """Return whether a character extends the one before it: accents, joiners, skin tones, emoji tags."""
    if character < "\u0300":
        return False
    return (
        character == _JOINER
        or unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
        or "\u1160" <= character <= "\u11ff"
    )


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def grapheme_boundaries(text: str) -> list[int]:
    """Return the start index of each user-perceived character, followed by the length of the text."""
    if text.isascii():
        return list(range(len(text) + 1))
    starts = [0]
    flag_letters = 0
    for index in range(1, len(text)):
        before, here = text[index - 1], text[index]
        flag_letters = flag_letters + 1 if _is_flag_letter(before) else 0
        half_a_flag = flag_letters % 2 == 1 and _is_flag_letter(here)
        if not (is_grapheme_extender(here) or before == _JOINER or half_a_flag):
            starts.append(index)
    if text:
        starts.append(len(text))
    return starts
