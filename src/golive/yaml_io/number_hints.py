"""Guess what was meant by a number in another form: `22k` is `22000`, and `2 seconds` of `response_ms` is `2000`."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

_NUMBER: Final = re.compile(r"[$€£]? ?(-?\d{1,3}(?:,\d{3})+|-?\d+)(\.\d+)?((?: ?(?:%|[a-z]+))*)")
_MULTIPLES: Final = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "mm": 1_000_000, "million": 1_000_000}
_MILLISECONDS: Final = {
    ("ms", "millisecond", "milliseconds"): 1,
    ("s", "sec", "secs", "second", "seconds"): 1_000,
    ("min", "mins", "minute", "minutes"): 60_000,
    ("h", "hr", "hrs", "hour", "hours"): 3_600_000,
    ("d", "day", "days"): 86_400_000,
    ("week", "weeks"): 604_800_000,
}
"""The length of each unit of time, by the words for it."""


def guess_number(text: str, key: str) -> str:
    """Return a number as its field requires it; empty if it is none, or if its unit may not be that of the field.

    Args:
        text: what was written, in small letters.
        key: the key of the field, whose last word may name a unit, such as `response_ms`; may be empty.
    """
    if not (found := _NUMBER.fullmatch(text)):
        return ""
    try:
        number = Decimal((found[1] + (found[2] or "")).replace(",", ""))
    except InvalidOperation:
        return ""
    words = found[3].split()
    if words and words[0] in _MULTIPLES:
        number *= _MULTIPLES[words.pop(0)]
    written = next((length for word in words if (length := _get_length(word))), 0)
    required = _get_length(key.rpartition("_")[2])
    if required and written:
        number = number * written / required
    elif written and written < _get_length("day"):
        return ""
    return str(int(number)) if number == number.to_integral_value() else f"{number.normalize():f}"


def _get_length(word: str) -> int:
    """Return the length of a unit of time in milliseconds; 0 if a word is none."""
    return next((length for words, length in _MILLISECONDS.items() if word in words), 0)
