"""Where text may be cut without taking a letter from its accent, or an emoji apart.

A small part of Unicode's rules (UAX 29): enough never to split what a reader sees as one character.
"""

import unicodedata

_JOINER = "\u200d"
_WIDE = frozenset("WF")


def is_wide(character: str) -> bool:
    """Whether the character fills a square: East Asian scripts and most emoji."""
    return character > "\u10ff" and (
        unicodedata.east_asian_width(character) in _WIDE
        or _is_flag_letter(character)
        or "\U0001f000" <= character < "\U00020000"
    )


def is_attached(character: str) -> bool:
    """Whether the character belongs to the one before it: accents, joiners, skin tones, emoji tags."""
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


def boundaries(text: str) -> list[int]:
    """The indices at which a character, as a reader sees it, begins; and the length of the text."""
    if text.isascii():
        return list(range(len(text) + 1))
    starts = [0]
    flag_letters = 0
    for index in range(1, len(text)):
        before, here = text[index - 1], text[index]
        flag_letters = flag_letters + 1 if _is_flag_letter(before) else 0
        half_a_flag = flag_letters % 2 == 1 and _is_flag_letter(here)
        if not (is_attached(here) or before == _JOINER or half_a_flag):
            starts.append(index)
    if text:
        starts.append(len(text))
    return starts
