"""Closed lists about days: holiday calendars, business days, and handling of closed days."""

from golive.schema.word import Word


class HolidaysOf(Word):
    """Whose holidays are days off."""

    US_FEDERAL = "us-federal"
    FEDERAL_RESERVE = "federal-reserve"
    NONE = "none"


class FileCalendar(Word):
    """Whose business days a file follows."""

    BILLER = "biller"
    BANK = "bank"


class ClosedDay(Word):
    """What happens to the items of a day on which business rests."""

    SENT = "sent"
    NEXT_FILE = "next-file"
    NO_ITEMS = "no-items"


class AchWindow(Word):
    """A same-day window of the ACH network; the times are the Federal Reserve's, see `golive.planning.cutoff_chain`."""

    FIRST = "same-day-1"
    SECOND = "same-day-2"
    THIRD = "same-day-3"
