"""Measure text width with bundled tables of advance widths and kerning pairs.

`tools/make_metrics.py` creates the tables. A family without a table is measured as another one, plus a margin:
see `families`.
"""

import json
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import accumulate, repeat
from operator import add
from pathlib import Path

from golive.typography.families import find_family_widths
from golive.typography.graphemes import is_wide

_TABLES_FOLDER = Path(__file__).parent / "tables"
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ZERO_WIDTH_CATEGORIES = frozenset({"Mn", "Me", "Cf", "Cc"})
_TWINS = {"\u00a0": " ", "\u2011": "-"}
"""Characters that no line breaks at, and those that look the same; programs draw them where a font lacks the former."""
_WIDTH_CACHE_SIZE = 16_384
_POSITIONS_CACHE_SIZE = 2_048


class FontMetrics:
    """Metrics of one font family in one weight."""

    __slots__ = ("_advances", "_cached_positions", "_cached_width", "_kerns", "units_per_em")

    def __init__(
        self, units: int, advances: Mapping[str, int], kerns: Mapping[str, int], margin_percent: int = 0
    ) -> None:
        # A smaller em is what makes every width larger by the margin.
        self.units_per_em = round(units * 100 / (100 + margin_percent))
        self._advances = _AdvanceWidths(self.units_per_em, advances)
        self._kerns = dict(kerns)
        self._cached_width = lru_cache(maxsize=_WIDTH_CACHE_SIZE)(self._compute_width)
        self._cached_positions = lru_cache(maxsize=_POSITIONS_CACHE_SIZE)(self._compute_positions)

    def measure_width_pt(self, text: str, size_pt: float) -> float:
        """Return the width of one line of text in points."""
        return self._cached_width(text) * size_pt / self.units_per_em

    def kerning(self, pair: str) -> int:
        """Return the kerning of a pair of characters in font units; usually zero or negative."""
        return self._kerns.get(pair, 0)

    def end_positions(self, text: str) -> list[int]:
        """Return the end position of each character in font units, after a leading 0. Do not modify the list."""
        return self._cached_positions(text)

    def _compute_positions(self, text: str) -> list[int]:
        advances = list(map(self._advances.__getitem__, text))
        advances[1:] = map(add, advances[1:], self._pair_kernings(text))
        return list(accumulate(advances, initial=0))

    def _compute_width(self, text: str) -> int:
        return sum(map(self._advances.__getitem__, text)) + sum(self._pair_kernings(text))

    def _pair_kernings(self, text: str) -> Iterator[int]:
        """Return the kerning of each adjacent pair; avoids a Python loop, because this is a hot path."""
        return map(self._kerns.get, map(add, text, text[1:]), repeat(0))


class _AdvanceWidths(dict[str, int]):
    """Character widths in font units; unknown characters are estimated and cached.

    The estimate is deliberately wide, so that text measured as fitting does fit.
    """

    def __init__(self, units: int, advances: Mapping[str, int]) -> None:
        super().__init__(advances)
        self._units = units
        widest = max(advances[c] for c in _LETTERS)
        self._fallback = min(round(1.2 * sum(advances[c] for c in _LETTERS) / len(_LETTERS)), widest)

    def __missing__(self, character: str) -> int:
        self[character] = guessed = self._estimate_width(character)
        return guessed

    def _estimate_width(self, character: str) -> int:
        if character == "\t":
            return self._units
        if character in _TWINS:
            return self[_TWINS[character]]
        if unicodedata.category(character) in _ZERO_WIDTH_CATEGORIES:
            return 0
        return self._units if is_wide(character) else self._fallback


def has_metrics(family: str) -> bool:
    """Return whether the widths of a font family are known; other families are measured as one near to it."""
    return find_family_widths(family).is_exact


@lru_cache(maxsize=64)
def load_font_metrics(family: str, bold: bool = False) -> FontMetrics:  # noqa: FBT001, FBT002 - reads as face("Inter", bold=True)
    """Load the metrics of a font family in one weight; those of a similar family, and wider, if they are not known."""
    widths = find_family_widths(family)
    weight = "bold" if bold or widths.is_heavy else "regular"
    return _load_metrics_table(f"{widths.table}-{weight}", widths.margin_percent)


@cache
def _load_metrics_table(name: str, margin_percent: int) -> FontMetrics:
    data = zlib.decompress((_TABLES_FOLDER / f"{name}.json.z").read_bytes())
    table = json.loads(data)
    advances, kerns = dict(_split_groups(table["advances"], 1)), dict(_split_groups(table["kerns"], 2))
    return FontMetrics(table["units"], advances, kerns, margin_percent)


def _split_groups(groups: Mapping[str, str], length: int) -> Iterator[tuple[str, int]]:
    for value, texts in groups.items():
        number = int(value)
        for start in range(0, len(texts), length):
            yield texts[start : start + length], number
