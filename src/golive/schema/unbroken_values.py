"""Keep dates, times and amounts whole: the spaces inside them become no-break spaces.

This is done to the text of a document, so that dates in prose are kept whole as well as those of fields, in every
program that breaks its lines. A range of dates may break after its dash.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from golive.schema.value_text import DEFAULT_LOCALE, get_current_formats
from golive.typography.no_break import NO_BREAK_SPACE

_ZONE = r"(?: (?:[A-Z]{1,3}T|UTC|GMT)\b)?"
_HALF_OF_DAY = r"(?:AM|PM|a\. ?m\.|p\. ?m\.)"
_AMOUNT = r"(?:\$ )?\d[\d.,]*(?: (?:USD|US\$|[$€%]|[KMG]B\b|ms\b))?"
_RANGE_DASH = re.compile(r"(?<=\d) –(?= )")
_HAS_SPACED_NUMBER = re.compile(r"\d | \d|\$ ")


def keep_values_whole(text: str) -> str:
    """Return a text of the same length in which no line ends inside a date, a time or an amount."""
    return _keep_whole(text, get_current_formats().locale) if _HAS_SPACED_NUMBER.search(text) else text


@lru_cache(maxsize=8192)
def _keep_whole(text: str, locale_tag: str) -> str:
    whole = _build_pattern(locale_tag).sub(_replace_spaces, text)
    return _RANGE_DASH.sub(f"{NO_BREAK_SPACE}–", whole)


def _replace_spaces(found: re.Match[str]) -> str:
    return found[0].replace(" ", NO_BREAK_SPACE)


@lru_cache(maxsize=16)
def _build_pattern(locale_tag: str) -> re.Pattern[str]:
    """Build the pattern of dates, times and amounts; texts of a spec are in English in every document."""
    locales = dict.fromkeys((DEFAULT_LOCALE, locale_tag))
    month, weekday = (_join_names(name for tag in locales for name in _list_names(tag, kind)) for kind in _KINDS)
    day_name = rf"(?:\b{weekday}\.?,? )?"
    dates = (
        rf"{day_name}\b{month}\.? \d{{1,2}}\b(?:[–-]\d{{1,2}}\b)?(?:,? \d{{4}}\b)?",
        rf"{day_name}\b\d{{1,2}}\.?(?:[–-]\d{{1,2}}\.?)? (?:de )?{month}\b\.?(?:,? (?:de )?\d{{4}}\b)?",
        rf"\b{month}\.? (?:de )?\d{{4}}\b",
        rf"\b{weekday}\.?,? \d{{1,4}}[-./]\d{{1,2}}[-./]\d{{1,4}}\b",
    )
    times = (
        rf"\b\d{{1,2}} h(?: \d{{2}})?{_ZONE}",
        rf"\b\d{{1,2}}(?::\d{{2}}){{0,2}} {_HALF_OF_DAY}{_ZONE}",
        rf"\b\d{{1,2}}:\d{{2}}{_ZONE}",
    )
    return re.compile("|".join((*dates, *times, _AMOUNT)))


_KINDS: Final = ("months", "days")


def _list_names(locale_tag: str, kind: str) -> list[str]:
    from babel.core import Locale

    names = getattr(Locale.parse(locale_tag, sep="-"), kind)
    widths = [names[form][width] for form in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    return [name for width in widths for name in width.values()]


def _join_names(names: Iterable[str]) -> str:
    words = {name.rstrip(".") for name in names if not name.isdigit()}
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))})"
