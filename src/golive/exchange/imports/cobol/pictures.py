"""Say what a COBOL picture holds: how many bytes, which type, and how the value is written.

Source: IBM Enterprise COBOL for z/OS Language Reference, "PICTURE clause" and "USAGE clause".
"""

import re
from typing import Final, NamedTuple

from golive.support.whole_numbers import parse_whole_number

_REPEAT: Final = re.compile(r"(.)\((\d{1,6})\)")
_SYMBOLS: Final = re.compile(r"(?:[SVPXAN9GZB0/,.*+$E-]|CR|DB)+")
_PLAIN_EDITED: Final = re.compile(r"[Z9]+(?:\.(9+))?(-?)")
_MAX_SIZE: Final = 100_000
_HALF_WORD_DIGITS: Final = 4
_WORD_DIGITS: Final = 9
_DOUBLE_WORD_DIGITS: Final = 18
_CENTS: Final = 2
_OVERPUNCH_FIRST: Final = "[0-9{}A-R]"
USAGE_WORDS: Final = {
    "binary": "binary (COMP)",
    "packed": "packed decimal (COMP-3)",
    "float": "floating point (COMP-1)",
    "double": "floating point (COMP-2)",
    "index": "an index or pointer",
    "national": "two bytes per character",
}
"""How usages other than DISPLAY store a value; none of them is text."""
_FIXED_SIZES: Final = {"float": 4, "double": 8, "index": 4}


class CobolPicture(NamedTuple):
    """A picture with its repetitions written out.

    Attributes:
        symbols: the symbols, such as `S999V99`.
        digits: how many digits it has.
        decimals: how many of them stand behind the implied or written point.
        is_number: whether it has only digits, a sign and an implied point.
    """

    symbols: str
    digits: int
    decimals: int
    is_number: bool


class WrittenValue(NamedTuple):
    """How a field's value is written, as a spec says it."""

    type: str
    format: str = ""
    pattern: str = ""


def parse_picture(text: str) -> CobolPicture | None:
    """Return a picture; None if it is none, or holds more than 100,000 characters."""
    counts = [parse_whole_number(count) for _, count in _REPEAT.findall(text)]
    if not text or any(count is None or count > _MAX_SIZE for count in counts) or sum(filter(None, counts)) > _MAX_SIZE:
        return None
    symbols = _REPEAT.sub(lambda found: found[1] * int(found[2]), text)
    if not _SYMBOLS.fullmatch(symbols) or "(" in symbols:
        return None
    point = "V" if "V" in symbols else "."
    behind = symbols.partition(point)[2]
    is_number = set(symbols) <= set("S9VP")
    digits = sum(one in "9Z*" for one in symbols)
    return CobolPicture(symbols, digits, sum(one in "9Z*" for one in behind), is_number)


def count_bytes(picture: CobolPicture | None, usage: str, sign: str) -> int | None:
    """Return how many bytes a value takes; None if its usage needs a picture and has none.

    Args:
        picture: its picture, if it has one.
        usage: how it is stored, as `copybook_items` names it.
        sign: its sign clause; a separate sign takes a byte.
    """
    if usage in _FIXED_SIZES:
        return _FIXED_SIZES[usage]
    if picture is None:
        return None
    if usage == "packed":
        return picture.digits // 2 + 1
    if usage == "binary":
        if picture.digits <= _HALF_WORD_DIGITS:
            return 2
        return 4 if picture.digits <= _WORD_DIGITS else 8 if picture.digits <= _DOUBLE_WORD_DIGITS else 16
    body = re.sub("[SVP]", "", picture.symbols)
    wide = sum(one in "NG" for one in body) + (len(body) if usage == "national" and "N" not in body else 0)
    return len(body) + wide + (sign.endswith("separate") and "S" in picture.symbols)


def describe_value(picture: CobolPicture | None, usage: str, sign: str, written: str) -> WrittenValue:
    """Return the type and the format of a value.

    Args:
        picture: its picture, if it has one.
        usage: how it is stored.
        sign: its sign clause.
        written: the picture as the copybook writes it.
    """
    if usage in USAGE_WORDS:
        detail = f", PIC {written}" if written else ""
        return WrittenValue("alphanumeric", f"Not text: {USAGE_WORDS[usage]}{detail}")
    if picture is None or not picture.is_number:
        return _describe_text(picture, written)
    scaled = f" (scaled: PIC {written})" if "P" in picture.symbols else ""
    decimals = _name_decimals(picture.decimals)
    if "S" not in picture.symbols:
        if picture.decimals == _CENTS:
            return WrittenValue("amount", f"Leading zeros, {decimals}{scaled}")
        return WrittenValue("numeric", f"Leading zeros{f', {decimals}' * bool(picture.decimals)}{scaled}")
    if sign == "leading":
        end = f"[0-9]{{{picture.digits - 1}}}" if picture.digits > 1 else ""
        words = f"Leading zeros, {decimals}, the sign in the first digit (overpunch){scaled}"
        return WrittenValue("alphanumeric", words, _OVERPUNCH_FIRST + end)
    place = {
        "leading separate": "a minus or plus sign in front",
        "trailing separate": "the sign behind the digits",
    }.get(sign, "zoned: the sign in the last digit (overpunch)")
    return WrittenValue("amount", f"Leading zeros, {decimals}, {place}{scaled}")


def _describe_text(picture: CobolPicture | None, written: str) -> WrittenValue:
    symbols = picture.symbols if picture else "X"
    edited = _PLAIN_EDITED.fullmatch(symbols)
    if edited and "Z" in symbols and picture is not None:
        sign = ", the minus sign behind the digits" if edited[2] else ""
        if edited[1] and len(edited[1]) == _CENTS and not edited[2]:
            return WrittenValue("amount", f"Right-aligned, 2 decimals with a point{sign}")
        return WrittenValue("alphanumeric", f"Right-aligned, edited as PIC {written}{sign}")
    if set(symbols) - set("XAN"):
        return WrittenValue("alphanumeric", f"Edited as PIC {written}")
    return WrittenValue("alphanumeric")


def _name_decimals(count: int) -> str:
    return f"{count or 'no'} implied decimal{'s' * (count != 1)}"
