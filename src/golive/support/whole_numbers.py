"""Read whole numbers from texts that anybody may have written."""

from typing import Final

_MOST_DIGITS: Final = 18


def parse_whole_number(text: str) -> int | None:
    """Return the number that a text of decimal digits writes.

    Python raises an error for more than 4,300 digits, and for signs that are digits and no decimals, such as `²`.

    Returns:
        The number; None if the text holds anything but digits, or more of them than any number that is meant.
    """
    if not text.isdecimal():
        return None
    digits = text.lstrip("0") if text.isascii() else text
    return int(digits or "0") if len(digits) <= _MOST_DIGITS else None
