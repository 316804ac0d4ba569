"""Guess what a person meant by a value that is not in the required form: `12/18/2026` is `2026-12-18`.

A guess is offered only if it is certain to be valid; nothing is ever changed.
"""

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any, Final

from golive.schema.introspection import Slot
from golive.schema.values import (
    EMAIL_PATTERN,
    FIRST_DATE,
    IDENTIFIER_PATTERN,
    LAST_DATE,
    URL_PATTERN,
    VERSION_PATTERN,
)
from golive.yaml_io.number_hints import guess_number

_MAX_LENGTH: Final = 60  # characters of a value that is worth a guess
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_US_DATE: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[/.-]?(\d{1,2})[/.-]?(\d{1,2})(?:[T ].*)?")
_MONTH_FIRST: Final = re.compile(r"(?:[a-z]+day,? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})")
_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})? ?(a\.?m\.?|p\.?m\.?)?(?: ?[a-z]{2,4})?")
_CLOCK_WORDS: Final = {"noon": "12:00", "midday": "12:00", "midnight": "00:00", "24:00": "00:00"}
_YES_NO: Final = {"y": "yes", "n": "no", "x": "yes", "ja": "yes", "si": "yes", "sí": "yes"}
_TRUNCATED_VERSION: Final = re.compile(r"v?\.?(\d+(?:\.\d+){0,2})")

_SYNONYMS: Final = {
    "delimited": ("csv", "tsv", "comma separated", "pipe delimited"),
    "fixed-width": ("fixed", "flat", "flat file", "fixed length"),
    "spreadsheet": ("excel", "xls", "xlsx"),
    "nacha": ("ach", "ach file"),
    "images": ("tif", "tiff", "png", "jpg", "jpeg"),
    "daily": ("nightly", "every day", "every night", "each day"),
    "business-daily": ("weekdays", "business days", "every business day", "every weekday"),
    "once": ("one time", "onetime"),
    "on-demand": ("ad hoc", "as needed", "on request"),
    "real-time": ("api", "web service", "call", "calls"),
    "batch": ("file", "files"),
    "sftp": ("ftp", "ftps", "file server"),
    "card": ("credit card", "debit card", "credit", "debit", "cards"),
    "ach": ("echeck", "e check", "bank account", "bank draft"),
    "ivr": ("phone", "telephone"),
    "web": ("online", "website", "portal"),
    "text": ("sms", "text message"),
    "agent": ("csr", "call center"),
    "utility": ("water", "electric", "gas", "power", "sewer"),
    "school": ("school district", "university", "college"),
}
"""Words of the trade that people write in place of an allowed word."""


def guess_word(text: str, allowed: tuple[str, ...]) -> str:
    """Return the allowed word that means the same as a text; empty if none is known."""
    folded = re.sub(r"[\s_-]+", " ", text).strip().lower()
    return next((word for word in allowed if folded in _SYNONYMS.get(word, ())), "")


def guess_value(value: Any, slot: Slot, key: str = "") -> str:  # noqa: ANN401 - whatever the YAML held
    """Return how a value was probably meant, in the form that its field requires; empty if there is no guess.

    Args:
        value: what was written.
        slot: what the field allows.
        key: its key, which may name a unit, such as `response_ms`.
    """
    if not isinstance(value, str) or len(value) > _MAX_LENGTH:
        return ""
    text = re.sub(r"[\s\u200b]+", " ", value).strip(" '\"\u2018\u2019\u201c\u201d").lower()
    if slot.value_type in {int, Decimal}:
        number = guess_number(text, key)
        return number if slot.value_type is Decimal or number.lstrip("-").isdecimal() else ""
    guess = _GUESSES.get(slot.value_type)
    if guess:
        return guess(text)
    pattern = next((mark.pattern for mark in slot.markers if getattr(mark, "pattern", None)), "")
    return _PATTERN_GUESSES[pattern](text) if pattern in _PATTERN_GUESSES else ""


def _guess_date(text: str) -> str:
    if found := _YEAR_FIRST.fullmatch(text):
        return _format_date(*found.groups())
    if found := _US_DATE.fullmatch(text):
        month, day, year = found.groups()
        year = year if len(year) > 2 else f"20{year}"  # noqa: PLR2004 - digits of a year
        return _format_date(year, month, day) or _format_date(year, day, month)
    if found := _MONTH_FIRST.fullmatch(text):
        return _format_date(found[3], _find_month(found[1]), found[2])
    if found := _DAY_FIRST.fullmatch(text):
        return _format_date(found[3], _find_month(found[2]), found[1])
    return ""


def _find_month(word: str) -> str:
    return str(_MONTHS.index(word[:3]) + 1) if word[:3] in _MONTHS else "0"


def _format_date(year: str, month: str, day: str) -> str:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return ""
    return found.isoformat() if FIRST_DATE <= found <= LAST_DATE else ""


def _guess_time(text: str) -> str:
    if text in _CLOCK_WORDS:
        return _CLOCK_WORDS[text]
    found = _CLOCK.fullmatch(text)
    if not found or not (found[2] or found[3]):
        return ""
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if half and not 1 <= hour <= 12:  # noqa: PLR2004 - the 12-hour clock
        return ""
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    try:
        return time(hour, minute).isoformat("minutes")
    except ValueError:
        return ""


def _guess_identifier(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.replace("'", "")).strip("-") if text.isascii() else ""


def _guess_version(text: str) -> str:
    found = _TRUNCATED_VERSION.fullmatch(text)
    if not found:
        return ""
    parts = [str(int(part)) for part in found[1].split(".")]
    return ".".join(parts if len(parts) > 1 else [*parts, "0"])


def _guess_url(text: str) -> str:
    if " " in text or "." not in text:
        return ""
    found = f"https://{text.removeprefix('http://').removeprefix('https://')}"
    return found if re.search(URL_PATTERN, found) else ""


def _guess_email(text: str) -> str:
    found = text.removeprefix("mailto:").strip("<> ").replace(" (at) ", "@").replace(" at ", "@")
    return found if re.search(EMAIL_PATTERN, found) else ""


_GUESSES: Final[dict[Any, Callable[[str], str]]] = {
    date: _guess_date,
    time: _guess_time,
    bool: lambda text: _YES_NO.get(text, ""),
}
_PATTERN_GUESSES: Final[dict[str, Callable[[str], str]]] = {
    IDENTIFIER_PATTERN: _guess_identifier,
    VERSION_PATTERN: _guess_version,
    URL_PATTERN: _guess_url,
    EMAIL_PATTERN: _guess_email,
}
