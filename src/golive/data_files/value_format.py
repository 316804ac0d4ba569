"""What one value of a file looks like: the protocol that every form of value keeps, and what a spec's words mean."""

import re
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from random import Random

NO_CONTROLS: Final = "\\x00-\\x1f\\x7f-\\x9f"
_NUMBERS: Final = {"no": 0, "one": 1, "two": 2, "three": 3, "four": 4}
_IMPLIED: Final = re.compile(r"\b(\d|one|two|three|four|no) implied decimals?", re.IGNORECASE)
_POINT: Final = re.compile(r"\bdecimal point|\b(\d|two|three|four) decimals? with a point", re.IGNORECASE)
_RANGE: Final = re.compile(r"^(\d+) to (\d+)\b")
_EITHER: Final = re.compile(r"^(\S{1,10}) or (\S{1,10})$")


class Form(Protocol):
    """How a value is written, without the padding around it.

    Attributes:
        said: what is expected, in words that follow "expected": `8 digits`.
        exact: whether the pattern alone tells right from wrong; else `fault` must be asked too.
        width: how many characters every value has; 0 when that differs.
    """

    @property
    def said(self) -> str: ...  # noqa: D102 - said above
    @property
    def exact(self) -> bool: ...  # noqa: D102
    @property
    def width(self) -> int: ...  # noqa: D102

    def pattern(self, banned: str) -> str:
        """A regular expression that every right value matches as a whole, without the characters of a class."""
        ...

    def fault(self, text: str) -> int | None:
        """Where a value goes wrong, counted from 0; None when it is right."""
        ...

    def make(self, random: "Random", hint: str, varied: bool) -> str:
        """A right value: like the hint where there is one; another one each time, if it may vary."""
        ...

    def number(self, text: str) -> int:
        """What a right value counts in a sum, in millionths.

        Raises:
            ValueError: it is no number.
        """
        ...


def some_digits(random: "Random", count: int) -> str:
    """So many digits, of which each is as likely as the others."""
    return str(random.randrange(int("1" + "0" * count))).rjust(count, "0") if count else ""


def implied_decimals(words: str) -> int | None:
    """How many decimals a value has without a point; None when the words do not say."""
    found = _IMPLIED.search(words)
    return _count(found[1]) if found else None


def point_decimals(words: str) -> int | None:
    """How many decimals stand behind a point; None when the words do not say that there is one."""
    found = _POINT.search(words)
    return None if found is None else _count(found[1]) if found[1] else 2


def is_signed(words: str) -> bool:
    """Whether a minus may stand in front."""
    low = words.casefold()
    return "minus" in low or ("sign" in low and "no sign" not in low and "unsigned" not in low)


def range_of(words: str) -> tuple[int, int] | None:
    """The least and greatest number of `01 to 20`."""
    found = _RANGE.match(words)
    return (int(found[1]), int(found[2])) if found else None


def either_of(words: str) -> tuple[str, ...]:
    """The two words of `Y or N`."""
    found = _EITHER.match(words)
    return (found[1], found[2]) if found else ()


def is_padded(words: str) -> bool | None:
    """Whether zeros fill a number up; None when the words do not say."""
    low = words.casefold()
    if "no leading zeros" in low or "without leading zeros" in low:
        return False
    return True if "leading zeros" in low or "padded with zeros" in low or "zero-filled" in low else None


def side_of(words: str) -> str:
    """Which side a value stands on: `left` or `right`; empty when the words do not say."""
    low = words.casefold()
    return "left" if "left-aligned" in low else "right" if "right-aligned" in low else ""


def _count(word: str) -> int:
    return _NUMBERS.get(word.casefold(), 0) if not word.isdecimal() else int(word)
