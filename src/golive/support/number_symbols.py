"""The signs between the digits of a number, in documents: set with the vendor's other formats."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import cache

from msgspec import Struct


class NumberSymbols(Struct, frozen=True):
    """The decimal sign, and the sign between thousands."""

    decimal: str = "."
    group: str = ","


_DEFAULT_SYMBOLS = NumberSymbols()
_CURRENT: ContextVar[NumberSymbols] = ContextVar("number_symbols", default=_DEFAULT_SYMBOLS)


@contextmanager
def use_number_symbols(symbols: NumberSymbols) -> Iterator[None]:
    """Read and write numbers with these signs until the block ends."""
    token = _CURRENT.set(symbols)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def format_fixed(value: Decimal, decimal_places: int) -> str:
    """Format a number with a fixed number of decimal places: `1,250.0`."""
    symbols = _CURRENT.get()
    whole, _, rest = f"{value:,.{decimal_places}f}".partition(".")
    whole = whole.replace(",", symbols.group)
    return f"{whole}{symbols.decimal}{rest}" if rest else whole


def parse_number(text: str) -> Decimal | None:
    """Parse a number as documents write it (`1,250.5`, or `1250.5`); return None for any other text."""
    symbols = _CURRENT.get()
    if not _compile_pattern(symbols).fullmatch(text):
        return None
    return Decimal(text.replace(symbols.group, "").replace(symbols.decimal, "."))


@cache
def _compile_pattern(symbols: NumberSymbols) -> re.Pattern[str]:
    group, decimal = re.escape(symbols.group), re.escape(symbols.decimal)
    return re.compile(rf"([0-9]{{1,3}}({group}[0-9]{{2,3}})*{group}[0-9]{{3}}|[0-9]+)({decimal}[0-9]+)?")
