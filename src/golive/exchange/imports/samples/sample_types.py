"""Tell the type of a column from the values that a sample file has in it; what the values cannot show is left out."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

_DATES: Final = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), "YYYY-MM-DD", (0, 1, 2)),
    (re.compile(r"(\d\d)/(\d\d)/(\d{4})"), "MM/DD/YYYY", (2, 0, 1)),
    (re.compile(r"(\d{4})(\d\d)(\d\d)"), "YYYYMMDD", (0, 1, 2)),
)
_MOMENTS: Final = (
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"), "timestamp", "YYYY-MM-DDTHH:MM:SS"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"), "timestamp", "YYYY-MM-DD HH:MM:SS"),
    (
        re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d"),
        "timestamp",
        "YYYYMMDDHHMMSS",
    ),
    (re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d"), "time", "HH:MM"),
    (re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d"), "time", "HH:MM:SS"),
)
_MONEY: Final = re.compile(r"[-+]?\d+\.\d\d")
_WHOLE: Final = re.compile(r"\d{1,18}")
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2099
_FEW: Final = 2


class ColumnType(NamedTuple):
    """The type of a column as a spec says it.

    Attributes:
        type: the type.
        format: how its values are written; empty if nothing is to say.
        is_optional: whether some value is empty.
    """

    type: str
    format: str
    is_optional: bool


def find_column_type(values: Sequence[str], *, is_fixed: bool) -> ColumnType:
    """Return the type that fits every value.

    Args:
        values: the values of the column; in a file of fixed width with their padding.
        is_fixed: whether the file is of fixed width.
    """
    bare = [value.strip() for value in values]
    filled = [value for value in bare if value]
    is_optional = len(filled) < len(bare)
    if not filled:
        return ColumnType("filler" if is_fixed else "alphanumeric", "Blanks" if is_fixed else "", is_optional=True)
    for find in (_find_date, _find_moment, _find_words, _find_number):
        found = find(filled, values if is_fixed else ())
        if found is not None:
            return ColumnType(*found, is_optional=is_optional)
    return ColumnType("alphanumeric", "", is_optional)


def _find_date(filled: Sequence[str], _padded: Sequence[str]) -> tuple[str, str] | None:
    for pattern, mask, order in _DATES:
        parts = [pattern.fullmatch(value) for value in filled]
        if all(parts) and all(_is_day([int(one[at + 1]) for at in order]) for one in parts if one):
            is_certain = not mask.isalpha() or len(set(filled)) >= _FEW
            return ("date", mask) if is_certain or len(filled) == 1 else None
    return None


def _is_day(parts: list[int]) -> bool:
    try:
        return _FIRST_YEAR <= date(*parts).year <= _LAST_YEAR
    except ValueError:
        return False


def _find_moment(filled: Sequence[str], _padded: Sequence[str]) -> tuple[str, str] | None:
    return next(((kind, mask) for pattern, kind, mask in _MOMENTS if all(map(pattern.fullmatch, filled))), None)


def _find_words(filled: Sequence[str], _padded: Sequence[str]) -> tuple[str, str] | None:
    return ("boolean", "Y or N") if set(filled) == {"Y", "N"} else None


def _find_number(filled: Sequence[str], padded: Sequence[str]) -> tuple[str, str] | None:
    if all(map(_MONEY.fullmatch, filled)):
        signed = any(value[0] in "-+" for value in filled)
        aligned = "Right-aligned, " if padded else ""
        return "amount", f"{aligned}2 decimals with a point{', minus in front' if signed else ''}"
    if not all(map(_WHOLE.fullmatch, filled)):
        return None
    if padded:
        if all(value.strip() == value for value in padded if value.strip()):
            return "numeric", "Leading zeros"
        is_right = all(value.endswith(value.strip()) for value in padded)
        return ("numeric", "Right-aligned") if is_right else ("alphanumeric", "")
    has_zeros = any(len(value) > 1 and value[0] == "0" for value in filled)
    return ("code", "") if has_zeros else ("numeric", "")
