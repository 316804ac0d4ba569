"""How values read on paper: one function per kind of value, so that the same fact reads the same everywhere."""

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date) -> str:
    """A date: `12 Jan 2027`."""
    return f"{value.day} {month(value)}"


def month(value: date) -> str:
    """A month with its year: `Jan 2027`."""
    return f"{month_name(value)} {value.year}"


def month_name(value: date) -> str:
    """A month without its year: `Jan`."""
    return _MONTHS[value.month - 1]


def day_of_year(value: date) -> str:
    """A date whose year is plain from what stands around it: `12 Jan`."""
    return f"{value.day} {month_name(value)}"


def day_range(first: date, last: date) -> str:
    """Days from first to last; what both share is said once: `8-12 Jan 2027`, `8 Dec 2026 - 16 Jan 2027`.

    The dash is an en dash, closed up between two numbers and spaced between longer parts.
    """
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{day_of_year(first)} – {day(last)}"
    return f"{first.day}–{day(last)}"


def clock(value: time, zone_label: str = "") -> str:
    """A time of day, on the 24-hour clock: `02:00 ET`."""
    return f"{value:%H:%M} {zone_label}".rstrip()


def number(value: int | Decimal) -> str:
    """A number with its thousands marked: `1,250`; a decimal without idle zeros: `0.5`."""
    if isinstance(value, int):
        return f"{value:,}"
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def count(value: int, singular: str, plural: str | None = None) -> str:
    """A number of things: `1 record`, `1,250 records`; `plural` where an s is not enough."""
    return f"{number(value)} {singular if value == 1 else plural or f'{singular}s'}"


def percent(value: int | Decimal) -> str:
    """A share in percent: `62%`, `99.95%`."""
    return f"{number(value)}%"


def dollars(value: int | Decimal) -> str:
    """An amount in US dollars, to the cent: `$1,204.50`."""
    return f"${Decimal(value):,.2f}"


def yes_no(value: bool) -> str:  # noqa: FBT001 - the value itself
    """`Yes` or `No`."""
    return "Yes" if value else "No"


def minutes(value: int) -> str:
    """A length of time given in minutes, in the largest unit that divides it: `45 minutes`, `2 hours`, `1 day`."""
    if value and value % 1440 == 0:
        return count(value // 1440, "day")
    if value and value % 60 == 0:
        return count(value // 60, "hour")
    return count(value, "minute")


def inline(label: str) -> str:
    """A label within a sentence: `fixed-width`; names in capitals stay as they are: `NACHA`."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def join(words: Sequence[str], last: str = "and") -> str:
    """Words in a row: `a`, `a and b`, `a, b and c`; empty when there are none."""
    if len(words) < 2:  # noqa: PLR2004 - two words need a joint
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
