"""Check and create dates and times by masks such as `YYYYMMDD` and `hh:mm`."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from random import Random

_TOKEN: Final = re.compile(r"CCYY|YYYY|YY|DDD|ddd|MM|DD|HH|hh|mm|SS|ss|[-/:.T ]")
_MASK: Final = re.compile(
    r"(?<![A-Za-z0-9])(?<![A-Za-z0-9][-/:.])"
    r"(?:CCYY|YYYY|YY|DDD|ddd|MM|DD|HH|hh|mm|SS|ss)(?:[-/:.T]?(?:CCYY|YYYY|YY|DDD|ddd|MM|DD|HH|hh|mm|SS|ss))+"
    r"(?![A-Za-z0-9])(?![-/:.][A-Za-z0-9])"
)
"""A mask that is a word of its own: in `M/D/YYYY`, `DD-MON-YYYY` and `hh:mm:ssZ` there is none."""
_LETTERS: Final = re.compile("YY|MM|DD|HH|hh|mm:|SS")
_PATTERNS: Final = {
    "year": "[0-9]{4}",
    "short year": "[0-9]{2}",
    "day of year": "(?:[0-2][0-9]{2}|3[0-5][0-9]|36[0-6])",
    "month": "(?:0[1-9]|1[0-2])",
    "day": "(?:0[1-9]|[12][0-9]|3[01])",
    "hour": "(?:[01][0-9]|2[0-3])",
    "minute": "[0-5][0-9]",
    "second": "[0-5][0-9]",
}
_NAMES: Final = {
    "CCYY": "year",
    "YYYY": "year",
    "YY": "short year",
    "DDD": "day of year",
    "ddd": "day of year",
    "DD": "day",
    "HH": "hour",
    "hh": "hour",
    "mm": "minute",
    "SS": "second",
    "ss": "second",
}
_WRITTEN: Final = {
    "year": "%Y",
    "short year": "%y",
    "day of year": "%j",
    "month": "%m",
    "day": "%d",
    "hour": "%H",
    "minute": "%M",
    "second": "%S",
}
# Default mask by type and length.
DEFAULT_MASKS: Final = {
    ("date", 6): "YYMMDD",
    ("date", 8): "YYYYMMDD",
    ("date", 10): "YYYY-MM-DD",
    ("time", 4): "HHMM",
    ("time", 5): "HH:MM",
    ("time", 6): "HHMMSS",
    ("time", 8): "HH:MM:SS",
    ("timestamp", 12): "YYYYMMDDHHMM",
    ("timestamp", 14): "YYYYMMDDHHMMSS",
    ("timestamp", 15): "YYYYMMDDTHHMMSS",
    ("timestamp", 19): "YYYY-MM-DDTHH:MM:SS",
}
_START: Final = datetime(2027, 1, 4, 6, 0, tzinfo=UTC)
_Part = tuple[int, int, str]


def is_written_otherwise(words: str) -> bool:
    """Return whether a field's format text describes a date or time in a way that is no mask, such as `M/D/YYYY`."""
    return not find_mask(words) and _LETTERS.search(words) is not None


def find_mask(words: str) -> str:
    """Return the mask in a field's format text; empty if there is none."""
    return max((found[0] for found in _MASK.finditer(words)), key=len, default="")


class DateFormat(Struct, frozen=True):
    """A date, a time or both.

    Attributes:
        mask: such as `YYYYMMDD`; `MM` behind hours are minutes.
        zeros: whether zeros may stand for none.
    """

    mask: str
    zeros: bool = False

    @property
    def expected(self) -> str:
        """Describe the expected value."""
        names = {name for _, _, name in _parts(self.mask)}
        day, clock = names & {"year", "short year", "day", "month", "day of year"}, names & {"hour", "minute"}
        kind = "a date and time" if day and clock else "a date" if day else "a time"
        return f"{kind} as {self.mask}{', or zeros' if self.zeros else ''}"

    @property
    def is_exact(self) -> bool:
        """Return whether the pattern suffices: not for days, which depend on the month, nor if zeros are allowed."""
        return not self.zeros and not {name for _, _, name in _parts(self.mask)} & {"day", "day of year"}

    @property
    def width(self) -> int:
        """Return the length of the mask."""
        return len(self.mask)

    def pattern(self, banned: str) -> str:
        """Return a pattern with the possible numbers of each part."""
        found = "".join(_PATTERNS.get(name) or re.escape(name) for _, _, name in _parts(self.mask))
        return f"(?:{found}|[-0:/. T]{{{len(self.mask)}}})" if self.zeros else found

    def fault(self, text: str) -> int | None:
        """Return the offset of the wrong part: the day if the month has no such day."""
        if self.zeros and text == re.sub("[A-Za-z]", "0", self.mask):
            return None
        return _find_wrong_part(self.mask, text)

    def make(self, random: "Random", hint: str, varied: bool) -> str:
        """Return the hint, or a moment in the first weeks of 2027."""
        if hint and not varied and self.fault(hint) is None:
            return hint
        moment = _START + timedelta(days=random.randrange(25), seconds=random.randrange(16 * 3600))
        return "".join(
            moment.strftime(_WRITTEN[name]) if name in _WRITTEN else name for _, _, name in _parts(self.mask)
        )

    def number(self, text: str) -> int:
        """Return the digits as a number."""
        return int(re.sub("[^0-9]", "", text)) * 1_000_000


@lru_cache(maxsize=256)
def _parts(mask: str) -> tuple[_Part, ...]:
    """Return start, end and kind of each part of a mask; a separator is its own kind."""
    found: list[_Part] = []
    hours = False
    for token in _TOKEN.finditer(mask):
        name = ("minute" if hours else "month") if token[0] == "MM" else _NAMES.get(token[0], token[0])
        hours = hours or name == "hour"
        found.append((token.start(), token.end(), name))
    return tuple(found)


@lru_cache(maxsize=8192)
def _find_wrong_part(mask: str, text: str) -> int | None:
    numbers: dict[str, int] = {}
    for start, end, name in _parts(mask):
        part = text[start:end]
        if not re.fullmatch(_PATTERNS.get(name) or re.escape(name), part):
            inside = next((at for at, one in enumerate(part) if not one.isdecimal()), 0) if name in _PATTERNS else 0
            return min(start + inside, max(len(text) - 1, 0))
        if name in _PATTERNS:
            numbers[name] = int(part)
    if len(text) > len(mask):
        return len(mask)
    return _no_such_day(mask, numbers)


def _no_such_day(mask: str, numbers: dict[str, int]) -> int | None:
    year = numbers.get("year", 2000 + numbers.get("short year", 0))
    at = {name: start for start, _, name in _parts(mask)}
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if "day of year" in numbers and not 1 <= numbers["day of year"] <= 365 + leap:
        return at["day of year"]
    if "day" not in numbers or "month" not in numbers:
        return None
    month = numbers["month"]
    days = 28 + leap if month == 2 else 30 if month in {4, 6, 9, 11} else 31  # noqa: PLR2004 - February
    return at["day"] if numbers["day"] > days else None
