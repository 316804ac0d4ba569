"""A text as kinds of characters, one byte for each, in which runs of digits or letters are found at once."""

from collections import Counter
from collections.abc import Iterator
from math import log2
from typing import AnyStr, Final

from golive.yaml_io.source import Source

_DIGITS, _CAPITALS, _SMALL = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz"


def _table(*kinds: tuple[bytes, bytes]) -> bytes:
    """A translation that makes one kind of each group of characters, and a point of all others."""
    table = bytearray(b"." * 256)
    for characters, kind in kinds:
        for character in characters:
            table[character] = kind[0]
    return bytes(table)


_KINDS: Final = _table((_DIGITS, b"0"), (_CAPITALS, b"A"), (b" -", b" "))
_WORDS: Final = _table((_DIGITS + _CAPITALS + _SMALL + b"+_=", b"w"))


def kinds_of(source: Source) -> bytes:
    """`0` for a digit, `A` for a capital, a blank for a blank or hyphen, a point for all others."""
    return source.text.encode("latin-1", "replace").translate(_KINDS)


def words_of(source: Source) -> bytes:
    """`w` for what a long random word is made of, a point for all others."""
    return source.text.encode("latin-1", "replace").translate(_WORDS)


def places(text: AnyStr, wanted: AnyStr) -> Iterator[int]:
    """Where a word begins."""
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


def runs(kinds: bytes, kind: bytes, least: int) -> Iterator[int]:
    """Where at least so many characters of a kind begin; each run once."""
    at = kinds.find(kind * least)
    while at >= 0:
        yield at
        end = at + least
        while kinds[end : end + 1] == kind:
            end += 1
        at = kinds.find(kind * least, end)


def is_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing that belongs to a number or a mask touches a stretch."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before in {"*", "_", "-", "."} or behind.isalnum() or behind in {"_", "-", "*"})


def line_at(text: str, at: int) -> str:
    """The line that a character stands in."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def entropy(text: str) -> float:
    """Shannon entropy of a text's letters, in bits for each letter."""
    return -sum(count / len(text) * log2(count / len(text)) for count in Counter(text).values())
