"""Check and create numbers: digits, and amounts of money."""

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from golive.data_files.value_format import random_digits

if TYPE_CHECKING:
    from random import Random

MILLION: Final = 1_000_000
_TENS: Final = tuple(int("1" + "0" * power) for power in range(19))
_OVERPUNCH: Final = "{ABCDEFGHI}JKLMNOPQR"
"""The last digit with its sign: `{` and A to I are +0 to +9, `}` and J to R are -0 to -9."""
_SIGNS: Final = {
    "front": ", a minus sign before a credit",
    "behind": ", a minus sign behind a credit",
    "last": ", the sign in the last digit",
}
_MOST_CENTS: Final = 50_000  # of a made amount, where the field holds that much


class DigitsFormat(Struct, frozen=True):
    """A whole number without a sign.

    Attributes:
        least: the fewest digits.
        most: the most.
        low: the least number; None if there is no limit.
        high: the greatest number.
        bare: whether leading zeros are forbidden.
    """

    least: int
    most: int
    low: int | None = None
    high: int | None = None
    bare: bool = False

    @property
    def expected(self) -> str:
        """Describe the expected value."""
        count = f"{self.most}" if self.least == self.most else f"{self.least} to {self.most}"
        range_ = f" from {self.low} to {self.high}" if self.low is not None else ""
        zeros = " without leading zeros" if self.bare else ""
        return f"{count} digit{'s' * (self.most != 1)}{range_}{zeros}"

    @property
    def is_exact(self) -> bool:
        """Tell whether the pattern suffices: it does not check ranges or leading zeros."""
        return self.low is None and not self.bare

    @property
    def width(self) -> int:
        """Return the number of digits if it is fixed, else 0."""
        return self.most if self.least == self.most else 0

    def pattern(self, banned: str) -> str:
        """Return a pattern of ASCII digits; digits of other scripts do not match."""
        return f"[0-9]{{{self.least},{self.most}}}"

    def fault(self, text: str) -> int | None:
        """Return the offset of the first character that is not a digit, or of the first surplus one.

        A number that is too short, too high, too low or has a leading zero is at fault from its start.
        """
        wrong = _not_a_digit(text)
        if wrong is not None:
            return wrong
        if len(text) > self.most:
            return self.most
        if len(text) < self.least or (self.bare and len(text) > 1 and text[0] == "0"):
            return 0
        if self.low is not None and self.high is not None and not self.low <= int(text) <= self.high:
            return 0
        return None

    def make(self, random: "Random", hint: str, varied: bool) -> str:
        """Return the hint if it is valid and need not vary, or a random number within the limits."""
        if hint and not varied and self.fault(hint) is None:
            return hint
        if self.low is not None and self.high is not None:
            return str(random.randint(self.low, min(self.high, 10**self.most - 1))).rjust(self.least, "0")
        width = self.most if self.least == self.most else min(self.most, max(self.least, len(hint) or 4))
        first = str(random.randrange(1, 10)) if self.bare or not hint.startswith("0") else "0"
        return first + random_digits(random, width - 1)

    def number(self, text: str) -> int:
        """Return the number in millionths."""
        return int(text) * MILLION


class MoneyFormat(Struct, frozen=True):
    """An amount.

    Attributes:
        least: the fewest characters.
        most: the most.
        decimals: how many digits are the fraction.
        point: whether a point is written before them.
        signed: whether a sign is allowed.
        loose: whether whole amounts may be written without decimals, and a fraction without a zero in front.
        sign_at: where the sign stands: `front`, `behind`, or `last`, in the last digit (overpunch).
    """

    least: int
    most: int
    decimals: int
    point: bool
    signed: bool = False
    loose: bool = False
    sign_at: str = "front"

    @property
    def expected(self) -> str:
        """Describe the expected value."""
        sign = _SIGNS[self.sign_at] if self.signed else ""
        if self.point:
            decimals = f"{self.decimals} decimals" if not self.loose else f"up to {self.decimals} decimals"
            return f"an amount with a point and {decimals}{sign}"
        count = f"{self.most}" if self.least == self.most else f"{self.least} to {self.most}"
        return f"{count} digits with {self.decimals} implied decimals{sign}"

    @property
    def is_exact(self) -> bool:
        """Tell whether the pattern suffices: it does not count the characters of an amount with a point."""
        return not self.point

    @property
    def width(self) -> int:
        """Return the number of characters if it is fixed, else 0."""
        return self.most if self.least == self.most and not self.point else 0

    def pattern(self, banned: str) -> str:
        """Return a pattern of digits, with the point and the sign where they are allowed."""
        if not self.point:
            digits = f"[0-9]{{{self.least},{self.most}}}"
            fewer = f"[0-9]{{{max(self.least - 1, 1)},{max(self.most - 1, 1)}}}"
            if not self.signed:
                return digits
            if self.sign_at == "last":
                return f"[0-9]{{{max(self.least - 1, 0)},{self.most - 1}}}[0-9{_OVERPUNCH}]"
            return f"(?:{f'{fewer}[-+]' if self.sign_at == 'behind' else f'[-+]{fewer}'}|{digits})"
        if self.loose:
            core = rf"(?:[0-9]+(?:\.[0-9]{{1,{max(self.decimals, 1)}}})?|\.[0-9]{{1,{max(self.decimals, 1)}}})"
        else:
            core = rf"[0-9]+\.[0-9]{{{self.decimals}}}" if self.decimals else "[0-9]+"
        if not self.signed:
            return core
        return f"{core}[-+]?" if self.sign_at == "behind" else f"[-+]?{core}"

    def fault(self, text: str) -> int | None:
        """Return the offset of the first character that no amount contains, or of the first surplus one, or 0."""
        allowed = "0123456789" + "." * self.point
        start, end = 0, len(text)
        if self.signed and self.sign_at == "front":
            start = int(text.startswith(("-", "+")))
        elif self.signed:
            end -= text.endswith(("-", "+") if self.sign_at == "behind" else tuple(_OVERPUNCH))
        wrong = next((at for at in range(start, end) if text[at] not in allowed), None)
        if wrong is not None:
            return wrong
        if len(text) > self.most:
            return self.most
        return None if re.fullmatch(self.pattern(""), text) and len(text) >= self.least else 0

    def make(self, random: "Random", hint: str, varied: bool) -> str:
        """Return the hint if it is valid and need not vary, or a random amount below 500 dollars."""
        if hint and not varied and self.fault(hint) is None:
            return hint
        digits = max(self.most - self.point - (2 - self.decimals), 1)  # of the amount in cents
        return self.write(random.randrange(1, min(_MOST_CENTS, _TENS[min(digits, 18)])) * MILLION // 100)

    def number(self, text: str) -> int:
        """Return the amount in millionths; implied decimals after the sixth are cut off."""
        if text.isdecimal():
            return int(text) * MILLION // (1 if self.point else _TENS[self.decimals])
        minus = "-" in text
        if text[-1] in _OVERPUNCH:
            at = _OVERPUNCH.index(text[-1])
            minus, text = at > 9, text[:-1] + str(at % 10)  # noqa: PLR2004 - ten letters for plus, ten for minus
        text = text.strip("-+")
        if not self.point:
            value = int(text) * MILLION // _TENS[self.decimals]
        else:
            whole, _, part = text.partition(".")
            value = int(whole or "0") * MILLION + (int(part.ljust(6, "0")) if part else 0)
        return -value if minus else value

    def write(self, millionths: int) -> str:
        """Format millionths as an amount.

        Decimals that the form does not have are cut off, and so is the minus if the form has no sign. The amount is
        padded with zeros to the least number of characters.
        """
        whole = abs(millionths) * _TENS[self.decimals] // MILLION
        minus = "-" if millionths < 0 and self.signed else ""
        if self.point and self.decimals:
            text = str(whole).rjust(self.decimals + 1, "0")
            text = f"{text[: -self.decimals]}.{text[-self.decimals :]}"
        else:
            text = str(whole)
        if self.signed and self.sign_at == "last":
            text = text.rjust(self.least, "0")
            return text[:-1] + _OVERPUNCH[int(text[-1]) + 10 * bool(minus)]
        text = text.rjust(self.least - len(minus), "0")
        return text + minus if self.sign_at == "behind" else minus + text


def _not_a_digit(text: str) -> int | None:
    if text.isascii() and text.isdigit():
        return None
    return next((at for at, one in enumerate(text) if not "0" <= one <= "9"), None)
