"""How dates, times and numbers are written in documents: `formats` of `data/organization.yaml`."""

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from golive.schema.field import Model, describe

DateStyle = Literal["medium", "long", "numeric", "iso"]
HourClock = Literal["12-hour", "24-hour"]
DayName = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DAY_NAMES: tuple[DayName, ...] = get_args(DayName)
LOCALE_EXAMPLES = ("en-US", "en-CA", "en-GB", "es-US", "es-MX", "fr-CA")
_MAX_LOCALE_CHARACTERS = 20


def _require_known_locale(text: str) -> str:
    from babel.core import Locale, UnknownLocaleError

    try:
        Locale.parse(text, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        examples = {"examples": ", ".join(LOCALE_EXAMPLES)}
        raise PydanticCustomError("locale", "must be a known locale such as {examples}", examples) from None
    return text


LocaleTag = Annotated[str, Field(max_length=_MAX_LOCALE_CHARACTERS), AfterValidator(_require_known_locale)]


class Formats(Model):
    """How documents, `golive status`, `golive plan` and `golive diff` write values."""

    locale: Annotated[
        LocaleTag | None,
        describe("Whose habits dates, times and numbers follow, such as en-US; those of the language when left out."),
    ] = None
    dates: Annotated[
        DateStyle,
        describe("How a date is written: Mar 23, 2027 (medium), March 23, 2027 (long), 3/23/27 (numeric), or ISO."),
    ] = "medium"
    clock: Annotated[
        HourClock | None, describe("Whether a day has twice 12 hours, or 24; as the locale has it when left out.")
    ] = None
    paper: Annotated[Literal["letter", "a4"], describe("Size of printed pages.")] = "letter"
    first_day_of_week: Annotated[DayName, describe("The day that starts a week in the timeline.")] = "monday"
