"""Working days and holidays."""

from typing import Annotated

from golive.schema.change_level import MINOR
from golive.schema.day_rules import HolidaysOf
from golive.schema.field import FormerDefault, Model, describe
from golive.schema.values import Date, Text


class CalendarDay(Model):
    """A day that differs from what its calendar says."""

    date: Annotated[Date, describe("The day.")]
    name: Annotated[Text, describe("Why.", max_length=80)]


class Calendar(Model):
    """The days on which the biller works, from Monday to Friday."""

    holidays: Annotated[
        HolidaysOf | None,
        MINOR,
        FormerDefault(HolidaysOf.US_FEDERAL),
        describe("Whose holidays are days off; days are counted with those of the US when it is left out."),
    ] = None
    days_off: Annotated[
        tuple[CalendarDay, ...], MINOR, describe("Other days off.", "Additional days off", max_length=400)
    ] = ()
    days_worked: Annotated[
        tuple[CalendarDay, ...],
        MINOR,
        describe("Holidays, Saturdays and Sundays that are worked.", "Exception workdays", max_length=400),
    ] = ()
