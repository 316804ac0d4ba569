"""Define the protocol for value formats, and parse the format words of a spec."""

import re
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from random import Random

NO_CONTROLS: Final = "\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff"
"""Control characters and halves of surrogate pairs, for a class of a regular expression."""
_MOST_DIGITS: Final = 400  # that are made at a time; Python reads and writes at most 4,300
_NUMBERS: Final = {"no": 0, "one": 1, "two": 2, "three": 3, "four": 4}
_IMPLIED: Final = re.compile(r"\b(\d|one|two|three|four|no) implied decimals?", re.IGNORECASE)
_POINT: Final = re.compile(r"\bdecimal point|\b(\d|two|three|four) decimals? with a point", re.IGNORECASE)
_BEHIND: Final = re.compile(r"\b(?:sign|minus)(?: sign)? (?:behind|after|at the end)|\btrailing (?:sign|minus)")
_RANGE: Final = re.compile(r"^(\d+) to (\d+)\b")
_EITHER: Final = re.compile(r"^(\S{1,10}) or (\S{1,10})$")


class ValueFormat(Protocol):
    """The format of a value, without padding.

    Attributes:
        expected: what is expected, in words that follow "expected": `8 digits`.
        is_exact: whether the pattern alone tells right from wrong; else `fault` must be asked too.
        width: how many characters every value has; 0 when that differs.
    """

    @property
    def expected(self) -> str: ...  # noqa: D102 - said above
    @property
    def is_exact(self) -> bool: ...  # noqa: D102
    @property
    def width(self) -> int: ...  # noqa: D102

    def pattern(self, banned: str) -> str:
        """Return a regular expression that every right value matches as a whole, without the characters of a class."""
        ...

    def fault(self, text: str) -> int | None:
        """Return the offset of the first error, from 0; None if the value is right."""
        ...

    def make(self, random: "Random", hint: str, varied: bool) -> str:
        """Create a valid value like the hint, if any; a different one each time if `varied`."""
        ...

    def number(self, text: str) -> int:
        """Return what a valid value adds to a sum, in millionths.

        Raises:
            ValueError: it is no number.
        """
        ...


def random_digits(random: "Random", count: int) -> str:
    """Return `count` uniformly random digits."""
    if count > _MOST_DIGITS:
        return random_digits(random, _MOST_DIGITS) + random_digits(random, count - _MOST_DIGITS)
    return str(random.randrange(int("1" + "0" * count))).rjust(count, "0") if count else ""


def parse_implied_decimals(words: str) -> int | None:
    """Parse the number of implied decimals; None if not stated."""
    found = _IMPLIED.search(words)
    return _count(found[1]) if found else None


def parse_point_decimals(words: str) -> int | None:
    """Parse the number of decimals after a point; None if no point is stated."""
    found = _POINT.search(words)
    return None if found is None else _count(found[1]) if found[1] else 2


def is_signed(words: str) -> bool:
    """Tell whether a sign is allowed."""
    low = words.casefold()
    if parse_sign_position(words) == "last":
        return True
    return "minus" in low or ("sign" in low and "no sign" not in low and "unsigned" not in low)


def parse_sign_position(words: str) -> str:
    """Parse where a sign stands: `front`, `behind`, or `last`, in the last digit."""
    low = words.casefold()
    if "overpunch" in low or "zoned" in low:
        return "last"
    return "behind" if _BEHIND.search(low) else "front"


def parse_range(words: str) -> tuple[int, int] | None:
    """Parse the bounds of a range such as `01 to 20`."""
    found = _RANGE.match(words)
    return (int(found[1]), int(found[2])) if found else None


def parse_either(words: str) -> tuple[str, ...]:
    """Parse the two words of `Y or N`."""
    found = _EITHER.match(words)
    return (found[1], found[2]) if found else ()


def is_padded(words: str) -> bool | None:
    """Tell whether numbers are zero-padded; None if not stated."""
    low = words.casefold()
    if "no leading zeros" in low or "without leading zeros" in low:
        return False
    return True if "leading zeros" in low or "padded with zeros" in low or "zero-filled" in low else None


def parse_alignment(words: str) -> str:
    """Parse the alignment: `left` or `right`; empty if not stated."""
    low = words.casefold()
    return "left" if "left-aligned" in low else "right" if "right-aligned" in low else ""


def _count(word: str) -> int:
    return _NUMBERS.get(word.casefold(), 0) if not word.isdecimal() else int(word)
