"""Map a text to character classes, one byte per character, to find runs of digits or letters quickly."""

from collections import Counter
from collections.abc import Iterator
from math import log2
from typing import AnyStr, Final

from golive.yaml_io.source import Source

_DIGITS, _UPPERCASE, _LOWERCASE = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz"


def _build_translation(*kinds: tuple[bytes, bytes]) -> bytes:
    """Build a translation table that maps each group of characters to its class, and all others to `.`."""
    table = bytearray(b"." * 256)
    for characters, kind in kinds:
        for character in characters:
            table[character] = kind[0]
    return bytes(table)


_CHARACTER_KINDS: Final = _build_translation((_DIGITS, b"0"), (_UPPERCASE, b"A"), (b" -", b" "))
_WORD_CHARACTERS: Final = _build_translation((_DIGITS + _UPPERCASE + _LOWERCASE + b"+_=", b"w"))


def classify_characters(source: Source) -> bytes:
    """Return the text as classes: `0` for digits, `A` for capitals, a space for spaces and hyphens, else `.`."""
    return source.text.encode("latin-1", "replace").translate(_CHARACTER_KINDS)


def classify_word_characters(source: Source) -> bytes:
    """Return the text as classes: `w` for letters, digits, `+`, `_` and `=`, else `.`."""
    return source.text.encode("latin-1", "replace").translate(_WORD_CHARACTERS)


def find_occurrences(text: AnyStr, wanted: AnyStr) -> Iterator[int]:
    """Yield the offset of each occurrence of a substring."""
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


def find_runs(kinds: bytes, kind: bytes, min_length: int) -> Iterator[int]:
    """Yield the start offset of each run of at least `min_length` characters of a class."""
    at = kinds.find(kind * min_length)
    while at >= 0:
        yield at
        end = at + min_length
        while kinds[end : end + 1] == kind:
            end += 1
        at = kinds.find(kind * min_length, end)


def is_isolated(text: str, start: int, end: int) -> bool:
    """Return whether text[start:end] is not part of a longer number, word or masked value."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before in {"*", "_", "-", "."} or behind.isalnum() or behind in {"_", "-", "*"})


def get_line_at(text: str, at: int) -> str:
    """Return the line that contains the character at an offset."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def compute_entropy(text: str) -> float:
    """Compute the Shannon entropy of a text, in bits per character."""
    return -sum(count / len(text) * log2(count / len(text)) for count in Counter(text).values())
