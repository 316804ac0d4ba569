"""Plans of steps one after another, counted out day by day.

Mondays that everything here is counted from: 5 Oct, 2 Nov, 7 Dec 2026; 4 Jan, 1 Feb, 1 Mar, 5 Apr, 3 May, 7 Jun, 1 Nov,
6 Dec 2027; 3 Jan, 28 Feb, 6 Nov 2028.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Case:
    """One plan.

    Attributes:
        name: what it is about.
        days: business days of each step.
        expected: first and last day of each step, `2026-10-19..2026-10-21`.
        start: where the first step may begin; empty in a plan that is counted back.
        go_live: the day that the last step must have ended before; empty in a plan that is counted on.
        holidays: whose holidays.
        off: days off beside them.
        worked: days worked although they are closed.
        pauses: stretches in which no work is done.
    """

    name: str
    days: tuple[int, ...]
    expected: tuple[str, ...]
    start: str = ""
    go_live: str = ""
    holidays: str = "us-federal"
    off: tuple[str, ...] = ()
    worked: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()

    @property
    def spans(self) -> tuple[tuple[date, date], ...]:
        """What is expected, as days."""
        return tuple(parse_span(text) for text in self.expected)


def parse_span(text: str) -> tuple[date, date]:
    first, _, last = text.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last)


CASES = (
    # Mon 19, Tue 20, Wed 21 Oct.
    Case("three days of one week", (3,), ("2026-10-19..2026-10-21",), "2026-10-19"),
    # Thu 22, Fri 23, Mon 26 Oct.
    Case("over a weekend", (3,), ("2026-10-22..2026-10-26",), "2026-10-22"),
    # Sat 24 and Sun 25 are closed: Mon 26 Oct.
    Case("from a Saturday", (1,), ("2026-10-26..2026-10-26",), "2026-10-24"),
    # Fri 9; Mon 12 Oct is Columbus Day; Tue 13.
    Case("over Columbus Day", (2,), ("2026-10-09..2026-10-13",), "2026-10-09"),
    # Without holidays Mon 12 counts.
    Case("without holidays", (2,), ("2026-10-09..2026-10-12",), "2026-10-09", holidays="none"),
    # 6 7 8 | Fri 9, 13 14 15 16 (5), 19 20 21 22 23 (10); 12 Oct is closed.
    Case(
        "discovery and design", (3, 10), ("2026-10-06..2026-10-08", "2026-10-09..2026-10-23"), "2026-10-06"
    ),
    # 9 10 . 12 13, 16: Wed 11 Nov is Veterans Day | 17-20 (4), 23 24 25 (7), 27 (8), 30 (9), 1 Dec (10): 26 closed.
    Case("Veterans Day and Thanksgiving", (5, 10), ("2026-11-09..2026-11-16", "2026-11-17..2026-12-01"), "2026-11-09"),
    # 21-24 (4), Fri 25 closed, 28-31 (8), Fri 1 Jan closed, 4 and 5 Jan (10).
    Case("over the year's end", (10,), ("2026-12-21..2027-01-05",), "2026-12-21"),
    # 21-23 (3), nothing until 1 Jan, 4-8 Jan (8), 11 and 12 (10).
    Case(
        "over the year's end with a freeze that pauses",
        (10,),
        ("2026-12-21..2027-01-12",),
        "2026-12-21",
        pauses=("2026-12-24..2027-01-01",),
    ),
    # Christmas 2027 and New Year 2028 are Saturdays, kept on the Fridays: 20-23 (4), 27-30 (8), 3 and 4 Jan (10).
    Case("holidays kept on Fridays", (10,), ("2027-12-20..2028-01-04",), "2027-12-20"),
    # The Federal Reserve keeps no Saturday's holiday: 20-24 (5), 27-31 (10).
    Case("banks work on those Fridays", (10,), ("2027-12-20..2027-12-31",), "2027-12-20", holidays="federal-reserve"),
    # Thu 2; Fri 3 Jul 2026 stands for Sat 4; Mon 6.
    Case("Independence Day on a Saturday", (2,), ("2026-07-02..2026-07-06",), "2026-07-02"),
    Case("the same at the bank", (2,), ("2026-07-02..2026-07-03",), "2026-07-02", holidays="federal-reserve"),
    # Mon 28, Tue 29 Feb, Wed 1 Mar 2028.
    Case("a leap day is a day", (3,), ("2028-02-28..2028-03-01",), "2028-02-28"),
    # Thu 17; Fri 18 Jun 2027 stands for Sat 19; Mon 21.
    Case("Juneteenth on a Saturday", (2,), ("2027-06-17..2027-06-21",), "2027-06-17"),
    # Back from Tue 9 Mar: Mon 8, Fri 5, 4, 3, Tue 2.
    Case("a week before go-live", (5,), ("2027-03-02..2027-03-08",), go_live="2027-03-09"),
    # Tue 16; Mon 15 Feb is closed; Fri 12, Thu 11.
    Case("back over Washington's Birthday", (3,), ("2027-02-11..2027-02-16",), go_live="2027-02-17"),
    # Mon 4 Jan, Thu 31, 30, 29, Mon 28 Dec | Thu 24, 23, Tue 22.
    Case("back over year's end", (3, 5), ("2026-12-22..2026-12-24", "2026-12-28..2027-01-04"), go_live="2027-01-05"),
    # Mon 3 Jan; Fri 31 Dec stands for Sat 1 Jan; Thu 30, 29, Tue 28.
    Case("back over a New Year kept on a Friday", (4,), ("2027-12-28..2028-01-03",), go_live="2028-01-04"),
    # Mon 3 Jan, Fri 31, 30, Wed 29 Dec.
    Case("the same at banks", (4,), ("2027-12-29..2028-01-03",), go_live="2028-01-04", holidays="federal-reserve"),
    # UAT 26-30, 19-23, 12-16, 5-9 Apr | SIT 29 Mar - 2 Apr, 22-26, 15-19, 8-12 Mar | coding 1-5 Mar (5), 22-26 (10),
    # 16-19 (14), 8-12 (19), Fri 5 Feb (20) | design 1-4 Feb (4), 25-29 (9), Fri 22 Jan (10) | 19-21 Jan, Mon 18 closed.
    Case(
        "the typical process at its shortest, back",
        (3, 10, 20, 20, 20),
        (
            "2027-01-19..2027-01-21",
            "2027-01-22..2027-02-04",
            "2027-02-05..2027-03-05",
            "2027-03-08..2027-04-02",
            "2027-04-05..2027-04-30",
        ),
        go_live="2027-05-03",
    ),
    # As before, then ten days more of coding: 1-4 Feb (24), 25-29 Jan (29), Fri 22 (30) | 19-21 (3), 11-15 (8), 8,
    # Thu 7 (10) | 4-6 Jan.
    Case(
        "the typical process at its longest, back",
        (3, 10, 30, 20, 20),
        (
            "2027-01-04..2027-01-06",
            "2027-01-07..2027-01-21",
            "2027-01-22..2027-03-05",
            "2027-03-08..2027-04-02",
            "2027-04-05..2027-04-30",
        ),
        go_live="2027-05-03",
    ),
    # 4-6 Jan | 7 8 (2), 11-15 (7), 19-21 (10) | Fri 22 (1), 25-29 (6), 1-5 Feb (11), 8-12 (16), 16-19 (20) | 22-26,
    # 1-5, 8-12, 15-19 Mar | 22-26, 29 Mar - 2 Apr, 5-9, 12-16 Apr | Mon 19.
    Case(
        "the typical process at its shortest, with its go-live",
        (3, 10, 20, 20, 20, 1),
        (
            "2027-01-04..2027-01-06",
            "2027-01-07..2027-01-21",
            "2027-01-22..2027-02-19",
            "2027-02-22..2027-03-19",
            "2027-03-22..2027-04-16",
            "2027-04-19..2027-04-19",
        ),
        "2027-01-04",
    ),
    # Thu 26 Nov is Thanksgiving, Fri 27 the biller's own day off: Mon 30, Tue 1 Dec.
    Case("the biller's own day off", (2,), ("2026-11-30..2026-12-01",), "2026-11-26", off=("2026-11-27",)),
    # Fri 12, Sat 13, Mon 15 Mar.
    Case("a Saturday that is worked", (3,), ("2027-03-12..2027-03-15",), "2027-03-12", worked=("2027-03-13",)),
    # Sat 13, Fri 12 Mar.
    Case("the same, back", (2,), ("2027-03-12..2027-03-13",), go_live="2027-03-15", worked=("2027-03-13",)),
    # Tue 10, Wed 11, Thu 12 Nov.
    Case("a holiday that is worked", (3,), ("2026-11-10..2026-11-12",), "2026-11-10", worked=("2026-11-11",)),
    # Clocks go forward on Sun 14 Mar 2027: Fri 12, Mon 15.
    Case("over the night that loses an hour", (2,), ("2027-03-12..2027-03-15",), "2027-03-12"),
    # Clocks go back on Sun 7 Nov 2027: Fri 5, Thu 4.
    Case("back over the night that gains an hour", (2,), ("2027-11-04..2027-11-05",), go_live="2027-11-08"),
    # Tue 19; Mon 18 closed; 11-15 paused; Fri 8, Thu 7.
    Case(
        "back over a freeze that pauses",
        (3,),
        ("2027-01-07..2027-01-19",),
        go_live="2027-01-20",
        pauses=("2027-01-11..2027-01-15",),
    ),
    # Thu 9; Fri 10 Nov 2028 stands for Sat 11; Mon 13.
    Case("Veterans Day on a Saturday", (2,), ("2028-11-09..2028-11-13",), "2028-11-09"),
    Case("the bank works on that Friday", (2,), ("2028-11-09..2028-11-10",), "2028-11-09", holidays="federal-reserve"),
)  # fmt: skip
