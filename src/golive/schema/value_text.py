"""Format values for documents: one function per kind of value, so that documents are consistent.

The vendor's settings (`formats` of the organization) apply inside `use_formats`; outside of it values are written as
in the United States. Names of months, signs and patterns come from the Unicode CLDR, through Babel.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from golive.schema.formats import DAY_NAMES, DateStyle, Formats, HourClock
from golive.support.number_symbols import NumberSymbols, use_number_symbols
from golive.translation import use_language

if TYPE_CHECKING:
    from babel.core import Locale

DEFAULT_LOCALE = "en-US"
_CLOSED_DASH, _SPACED_DASH = "–", " – "
# Narrow spaces are missing in many fonts of brand templates.
_TEXT_SPACES = str.maketrans({"\u202f": " ", "\u2009": " "})
_NUMBER_SPACES = str.maketrans({"\u202f": "\u00a0", "\u2009": "\u00a0"})
_ISO_PATTERN = "yyyy-MM-dd"
_MONTH_NAME = "MMM"
_MIDNIGHT_HOUR = re.compile(r"\b0?0\b")
_TENTH_OF_MEGABYTE = 100_000
_MINUTES = (("day", 1440), ("hour", 60), ("minute", 1))


class ValueFormats(Struct, frozen=True):
    """The current formats of dates, times and numbers.

    Attributes:
        locale: tag of the locale, such as `en-US`.
        dates: style of dates.
        clock: hours of the clock; the locale's own if None.
        first_weekday: the day that starts a week, 0 for Monday.
    """

    locale: str = DEFAULT_LOCALE
    dates: DateStyle = "medium"
    clock: HourClock | None = None
    first_weekday: int = 0


_DEFAULT_FORMATS = ValueFormats()
_CURRENT: ContextVar[ValueFormats] = ContextVar("value_formats", default=_DEFAULT_FORMATS)


@contextmanager
def use_formats(formats: Formats, language: str = DEFAULT_LOCALE) -> Iterator[None]:
    """Write values as an organization wants them, until the block ends.

    Args:
        formats: the organization's settings.
        language: the language of the document; its formats apply if the settings name no locale, or one in which a
            Spanish document would have English months.
    """
    is_english = language.startswith("en")
    has_own_locale = formats.locale and (is_english or formats.locale.startswith(language.partition("-")[0]))
    tag = formats.locale if formats.locale and has_own_locale else language
    # In Spanish text, months are not abbreviated: "23 de marzo de 2027".
    dates = formats.dates if is_english or formats.dates != "medium" else "long"
    first_weekday = DAY_NAMES.index(formats.first_day_of_week)
    token = _CURRENT.set(ValueFormats(tag, dates, formats.clock, first_weekday))
    try:
        with use_number_symbols(_get_number_symbols(tag)), use_language(language):
            yield
    finally:
        _CURRENT.reset(token)


def get_current_formats() -> ValueFormats:
    """Return the formats in use; part of the key of every cache of formatted text."""
    return _CURRENT.get()


def format_date(value: date) -> str:
    """Format a date: `Jan 12, 2027`."""
    return _format_date(value, _CURRENT.get())


def format_weekday(value: date, *, long: bool = False) -> str:
    """Format the day of the week: `Mon`, or `Monday` if `long`."""
    return _format_pattern(value, "EEEE" if long else "EEE", _CURRENT.get().locale)


def format_weekday_and_date(value: date) -> str:
    """Format a date with its day of the week: `Mon, May 3, 2027`."""
    return f"{format_weekday(value)}, {format_date(value)}"


def format_month(value: date) -> str:
    """Format a month with its year: `Jan 2027`."""
    return _format_skeleton(value, "yMMM", _CURRENT.get().locale)


def format_month_name(value: date) -> str:
    """Format a month without its year: `Jan`."""
    return _format_pattern(value, "LLL", _CURRENT.get().locale)


def format_day_and_month(value: date) -> str:
    """Format a date without its year: `Jan 12`; as a whole in a style of numbers."""
    formats = _CURRENT.get()
    if _is_numeric(_get_date_pattern(formats)):
        return format_date(value)
    return _format_skeleton(value, "MMMMd" if formats.dates == "long" else "MMMd", formats.locale)


def format_date_range(first: date, last: date) -> str:
    """Format a range of days without repeating what both share: `Jan 8–12, 2027`, `Dec 8, 2026 – Jan 16, 2027`.

    The dash is an en dash, closed up between two numbers and spaced between longer parts.
    """
    formats = _CURRENT.get()
    pattern = _get_date_pattern(formats)
    if first == last:
        return format_date(first)
    if first.year != last.year or _is_numeric(pattern) or pattern.startswith("y"):
        return f"{format_date(first)}{_SPACED_DASH}{format_date(last)}"
    if first.month != last.month:
        return f"{format_day_and_month(first)}{_SPACED_DASH}{format_date(last)}"
    days = f"'{first.day}{_CLOSED_DASH}{last.day}'"
    return _format_pattern(last, pattern.replace("dd", "d").replace("d", days, 1), formats.locale)


def format_time(value: time, zone_label: str = "") -> str:
    """Format a time of day: `2:00 AM ET`, or `02:00 ET` on the 24-hour clock."""
    return f"{_format_time(value, _CURRENT.get())} {zone_label}".rstrip()


def format_hour(hour: int) -> str:
    """Format a full hour of a scale from 0 to 24: `6 AM`, or `06:00` on the 24-hour clock."""
    formats = _CURRENT.get()
    if _has_12_hours(formats):
        return _format_skeleton(time(hour % 24), "h", formats.locale)
    text = _format_time(time(hour % 24), formats)
    return _MIDNIGHT_HOUR.sub("24", text, count=1) if hour == 24 else text  # noqa: PLR2004 - the end of the day


IDENTIFYING_NUMBERS: Final = frozenset({"port"})
"""Fields whose numbers name something and count nothing: they have no thousands separators, and do not rise or fall."""


def format_number(value: int | Decimal) -> str:
    """Format a number with thousands separators (`1,250`), and a decimal without trailing zeros (`0.5`)."""
    return _format_number(value, _CURRENT.get().locale)


def format_count(value: int, singular: str, plural: str | None = None) -> str:
    """Format a count with its noun: `1 record`, `1,250 records`; pass `plural` for irregular nouns."""
    return f"{format_number(value)} {singular if value == 1 else plural or f'{singular}s'}"


def format_file_size(size_bytes: int) -> str:
    """Format the size of a file: `3 kB`, `1.2 MB`; no file has less than 1 kB."""
    if size_bytes < _TENTH_OF_MEGABYTE:
        return f"{max(1, size_bytes // 1000)} kB"
    return f"{format_number(Decimal(f'{size_bytes / 1e6:.1f}'))} MB"


def format_percent(value: int | Decimal) -> str:
    """Format a percentage: `62%`, `99.95%`."""
    from babel.numbers import format_percent as format_share

    share = Decimal(value).scaleb(-2)
    text = format_share(share, locale=_load_locale(_CURRENT.get().locale), decimal_quantization=False)
    return text.translate(_NUMBER_SPACES)


def format_dollars(value: int | Decimal) -> str:
    """Format an amount in US dollars with cents: `$1,204.50`."""
    from babel.numbers import format_currency

    text = format_currency(Decimal(value), "USD", locale=_load_locale(_CURRENT.get().locale))
    return text.translate(_NUMBER_SPACES)


def format_yes_no(value: bool) -> str:  # noqa: FBT001 - the value itself
    """Format a boolean as `Yes` or `No`."""
    return "Yes" if value else "No"


def format_duration(value: int) -> str:
    """Format a duration in minutes, in the largest unit that divides it: `45 minutes`, `2 hours`, `1 day`."""
    unit, size = next(((unit, size) for unit, size in _MINUTES if value and value % size == 0), _MINUTES[-1])
    return _format_unit(value // size, unit)


def format_seconds(value: int | Decimal) -> str:
    """Format a duration in seconds: `1 second`, `2.5 seconds`."""
    return _format_unit(value, "second")


def lower_label(label: str) -> str:
    """Convert a label for use within a sentence: `fixed-width`; names in capitals such as `NACHA` are unchanged."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Join words to an enumeration: `a`, `a and b`, `a, b and c`; empty when there are none."""
    if len(words) < 2:  # noqa: PLR2004 - two words need a joint
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _format_unit(value: int | Decimal, unit: str) -> str:
    from babel.units import format_unit

    locale = _load_locale(_CURRENT.get().locale)
    text = format_unit(_drop_trailing_zeros(value), f"duration-{unit}", "long", locale=locale)
    return text.translate(_NUMBER_SPACES)


@lru_cache(maxsize=64)
def _load_locale(tag: str) -> "Locale":
    from babel.core import Locale

    return Locale.parse(tag, sep="-")


@lru_cache(maxsize=64)
def _get_number_symbols(tag: str) -> NumberSymbols:
    from babel.numbers import get_decimal_symbol, get_group_symbol

    locale = _load_locale(tag)
    return NumberSymbols(get_decimal_symbol(locale), get_group_symbol(locale).translate(_NUMBER_SPACES))


@lru_cache(maxsize=64)
def _get_date_pattern(formats: ValueFormats) -> str:
    if formats.dates == "iso":
        return _ISO_PATTERN
    locale = _load_locale(formats.locale)
    if formats.dates == "numeric":
        return str(locale.datetime_skeletons["yMd"].pattern)  # the short format has two digits of the year
    return str(locale.date_formats[formats.dates].pattern)


def _is_numeric(date_pattern: str) -> bool:
    return _MONTH_NAME not in date_pattern


@lru_cache(maxsize=64)
def _has_12_hours(formats: ValueFormats) -> bool:
    if formats.clock:
        return formats.clock == "12-hour"
    return "a" in str(_load_locale(formats.locale).time_formats["short"].pattern)


@lru_cache(maxsize=4096)
def _format_date(value: date, formats: ValueFormats) -> str:
    return _format_pattern(value, _get_date_pattern(formats), formats.locale)


@lru_cache(maxsize=4096)
def _format_time(value: time, formats: ValueFormats) -> str:
    return _format_skeleton(value, "hm" if _has_12_hours(formats) else "Hm", formats.locale)


def _format_pattern(value: date | time, pattern: str, locale: str) -> str:
    from babel.dates import parse_pattern

    return parse_pattern(pattern).apply(value, _load_locale(locale)).translate(_TEXT_SPACES)


def _format_skeleton(value: date | time, skeleton: str, locale: str) -> str:
    known = _load_locale(locale).datetime_skeletons
    return _format_pattern(value, str(known[skeleton].pattern), locale)


@lru_cache(maxsize=4096)
def _format_number(value: int | Decimal, locale: str) -> str:
    from babel.numbers import format_decimal

    number = _drop_trailing_zeros(value)
    text = format_decimal(number, locale=_load_locale(locale), decimal_quantization=False)
    return text.translate(_NUMBER_SPACES)


def _drop_trailing_zeros(value: int | Decimal) -> int | Decimal:
    """Return an equal number that is not written with an exponent or trailing zeros."""
    return value if isinstance(value, int) or value != value.to_integral_value() else int(value)
