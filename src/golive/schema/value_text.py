"""Format values for documents: one function per kind of value, so that documents are consistent."""

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def format_date(value: date) -> str:
    """Format a date: `12 Jan 2027`."""
    return f"{value.day} {format_month(value)}"


def format_month(value: date) -> str:
    """Format a month with its year: `Jan 2027`."""
    return f"{format_month_name(value)} {value.year}"


def format_month_name(value: date) -> str:
    """Format a month without its year: `Jan`."""
    return _MONTHS[value.month - 1]


def format_day_and_month(value: date) -> str:
    """Format a date without its year: `12 Jan`."""
    return f"{value.day} {format_month_name(value)}"


def format_date_range(first: date, last: date) -> str:
    """Format a range of days without repeating what both share: `8-12 Jan 2027`, `8 Dec 2026 - 16 Jan 2027`.

    The dash is an en dash, closed up between two numbers and spaced between longer parts.
    """
    if first == last:
        return format_date(first)
    if first.year != last.year:
        return f"{format_date(first)} – {format_date(last)}"
    if first.month != last.month:
        return f"{format_day_and_month(first)} – {format_date(last)}"
    return f"{first.day}–{format_date(last)}"


def format_time(value: time, zone_label: str = "") -> str:
    """Format a time of day on the 24-hour clock: `02:00 ET`."""
    return f"{value:%H:%M} {zone_label}".rstrip()


def format_number(value: int | Decimal) -> str:
    """Format a number with thousands separators (`1,250`), and a decimal without trailing zeros (`0.5`)."""
    if isinstance(value, int):
        return f"{value:,}"
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_count(value: int, singular: str, plural: str | None = None) -> str:
    """Format a count with its noun: `1 record`, `1,250 records`; pass `plural` for irregular nouns."""
    return f"{format_number(value)} {singular if value == 1 else plural or f'{singular}s'}"


def format_percent(value: int | Decimal) -> str:
    """Format a percentage: `62%`, `99.95%`."""
    return f"{format_number(value)}%"


def format_dollars(value: int | Decimal) -> str:
    """Format an amount in US dollars with cents: `$1,204.50`."""
    return f"${Decimal(value):,.2f}"


def format_yes_no(value: bool) -> str:  # noqa: FBT001 - the value itself
    """Format a boolean as `Yes` or `No`."""
    return "Yes" if value else "No"


def format_duration(value: int) -> str:
    """Format a duration in minutes, in the largest unit that divides it: `45 minutes`, `2 hours`, `1 day`."""
    if value and value % 1440 == 0:
        return format_count(value // 1440, "day")
    if value and value % 60 == 0:
        return format_count(value // 60, "hour")
    return format_count(value, "minute")


def lower_label(label: str) -> str:
    """Convert a label for use within a sentence: `fixed-width`; names in capitals such as `NACHA` are unchanged."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Join words to an enumeration: `a`, `a and b`, `a, b and c`; empty when there are none."""
    if len(words) < 2:  # noqa: PLR2004 - two words need a joint
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
