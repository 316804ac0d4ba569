"""Width of text, from bundled tables of advance widths and pair kerning.

The tables are made by `tools/make_metrics.py` from fonts with the metrics of the named families: Carlito for
Calibri, Liberation Sans for Arial. A family that has no table is measured as Arial.
"""

import json
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import accumulate, repeat
from operator import add
from pathlib import Path

from golive.typography.graphemes import is_wide

_TABLES = Path(__file__).parent / "tables"
_FAMILIES = {
    "calibri": "calibri",
    "carlito": "calibri",
    "arial": "arial",
    "helvetica": "arial",
    "liberation sans": "arial",
    "inter": "inter",
    "jetbrains mono": "jetbrains-mono",
}
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc"})
_REMEMBERED = 16_384
_POSITIONS_REMEMBERED = 2_048


class Face:
    """One family in one weight."""

    __slots__ = ("_advances", "_kerns", "_measured", "_positioned", "units")

    def __init__(self, units: int, advances: Mapping[str, int], kerns: Mapping[str, int]) -> None:
        self.units = units
        self._advances = _Advances(units, advances)
        self._kerns = dict(kerns)
        self._measured = lru_cache(maxsize=_REMEMBERED)(self._measure)
        self._positioned = lru_cache(maxsize=_POSITIONS_REMEMBERED)(self._position)

    def width(self, text: str, size_pt: float) -> float:
        """Width of one line of text, in points."""
        return self._measured(text) * size_pt / self.units

    def advance(self, character: str) -> int:
        """Width of one character, in font units."""
        return self._advances[character]

    def kern(self, pair: str) -> int:
        """What is added between two characters that stand side by side, in font units; mostly negative."""
        return self._kerns.get(pair, 0)

    def positions(self, text: str) -> list[int]:
        """Where each character ends, in font units from the start of the text; 0 first. Not to be changed."""
        return self._positioned(text)

    def _position(self, text: str) -> list[int]:
        advances = list(map(self._advances.__getitem__, text))
        advances[1:] = map(add, advances[1:], self._kerned(text))
        return list(accumulate(advances, initial=0))

    def _measure(self, text: str) -> int:
        return sum(map(self._advances.__getitem__, text)) + sum(self._kerned(text))

    def _kerned(self, text: str) -> Iterator[int]:
        """The kerning of each two neighbours; without a loop of Python's, since all text passes through here."""
        return map(self._kerns.get, map(add, text, text[1:]), repeat(0))


class _Advances(dict[str, int]):
    """Widths of characters, in font units; those that are not known are guessed, and then remembered.

    A character that the table does not know is taken for rather a wide one: text that is said to fit must fit.
    """

    def __init__(self, units: int, advances: Mapping[str, int]) -> None:
        super().__init__(advances)
        self._units = units
        widest = max(advances[c] for c in _LETTERS)
        self._fallback = min(round(1.2 * sum(advances[c] for c in _LETTERS) / len(_LETTERS)), widest)

    def __missing__(self, character: str) -> int:
        self[character] = guessed = self._guess(character)
        return guessed

    def _guess(self, character: str) -> int:
        if character == "\t":
            return self._units
        if unicodedata.category(character) in _UNSEEN:
            return 0
        return self._units if is_wide(character) else self._fallback


def is_known(family: str) -> bool:
    """Whether the family's own widths are known; other families are measured as Arial."""
    return family.casefold() in _FAMILIES


@lru_cache(maxsize=64)
def face(family: str, bold: bool = False) -> Face:  # noqa: FBT001, FBT002 - reads as face("Inter", bold=True)
    """The face of a family in one weight; Arial's where the family is not known."""
    return _load(f"{_FAMILIES.get(family.casefold(), 'arial')}-{'bold' if bold else 'regular'}")


@cache
def _load(name: str) -> Face:
    data = zlib.decompress((_TABLES / f"{name}.json.z").read_bytes())
    table = json.loads(data)
    return Face(table["units"], dict(_ungrouped(table["advances"], 1)), dict(_ungrouped(table["kerns"], 2)))


def _ungrouped(groups: Mapping[str, str], length: int) -> Iterator[tuple[str, int]]:
    for value, texts in groups.items():
        number = int(value)
        for start in range(0, len(texts), length):
            yield texts[start : start + length], number
