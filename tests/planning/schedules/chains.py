"""Cut-off chains worked out by hand: what the clocks on the walls say, and the instants in UTC.

The East is UTC-5 in winter and UTC-4 in summer; Chicago an hour more; Phoenix is UTC-7 and Honolulu UTC-10 all year.
In 2027 clocks go forward on Sun 14 Mar, and back on Sun 7 Nov.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chain:
    """One day of one file.

    Attributes:
        name: what it is about.
        zone: the biller's.
        day: the day of the cut-off.
        schedule: what differs from a file with drop-by alone.
        instants: name of the step and its instant in UTC, in order.
    """

    name: str
    zone: str
    day: str
    schedule: dict[str, object]
    instants: tuple[tuple[str, str], ...]


CHAINS = (
    # Fri 22:00 EST is 03:00 UTC; Sat 02:00 EST is 07:00 UTC.
    Chain(
        "a night like any other",
        "America/New_York",
        "2027-03-12",
        {"cut_off": "22:00", "drop_by": "02:00", "next_day": "true"},
        (("cut-off", "2027-03-13T03:00"), ("drop-by", "2027-03-13T07:00")),
    ),
    # Sat 22:00 EST; 02:30 of the next day does not exist: the clock says 03:30 EDT, 07:30 UTC.
    Chain(
        "an hour that does not exist",
        "America/New_York",
        "2027-03-13",
        {"cut_off": "22:00", "drop_by": "02:30", "next_day": "true"},
        (("cut-off", "2027-03-14T03:00"), ("drop-by", "2027-03-14T07:30")),
    ),
    # Sat 22:00 EDT is 02:00 UTC; Sun 02:00 EST is 07:00 UTC: five hours.
    Chain(
        "an hour that comes twice",
        "America/New_York",
        "2027-11-06",
        {"cut_off": "22:00", "drop_by": "02:00", "next_day": "true"},
        (("cut-off", "2027-11-07T02:00"), ("drop-by", "2027-11-07T07:00")),
    ),
    # 08:00 and 08:30 CST are 14:00 and 14:30 UTC; 10:30 EST is 15:30, 13:00 EST is 18:00.
    Chain(
        "the first window, from Chicago",
        "America/Chicago",
        "2027-01-12",
        {"cut_off": "07:00", "drop_by": "08:00", "bank": {"cut_off": "08:30", "window": "same-day-1"}},
        (
            ("cut-off", "2027-01-12T13:00"),
            ("drop-by", "2027-01-12T14:00"),
            ("bank", "2027-01-12T14:30"),
            ("window", "2027-01-12T15:30"),
            ("settled", "2027-01-12T18:00"),
        ),
    ),
    # Phoenix 07:00 is 14:00 UTC; 10:30 EDT is 14:30: half an hour.
    Chain(
        "Phoenix in summer",
        "America/Phoenix",
        "2027-07-12",
        {"drop_by": "06:00", "bank": {"cut_off": "07:00", "window": "same-day-1"}},
        (
            ("drop-by", "2027-07-12T13:00"),
            ("bank", "2027-07-12T14:00"),
            ("window", "2027-07-12T14:30"),
            ("settled", "2027-07-12T17:00"),
        ),
    ),
    # The same clock in winter: 10:30 EST is 15:30 UTC.
    Chain(
        "Phoenix in winter",
        "America/Phoenix",
        "2027-01-12",
        {"drop_by": "06:00", "bank": {"cut_off": "07:00", "window": "same-day-1"}},
        (
            ("drop-by", "2027-01-12T13:00"),
            ("bank", "2027-01-12T14:00"),
            ("window", "2027-01-12T15:30"),
            ("settled", "2027-01-12T18:00"),
        ),
    ),
    # Fri 12 Feb; the next banking day is Tue 16, for Mon 15 is Washington's Birthday.
    Chain(
        "a long weekend",
        "America/New_York",
        "2027-02-12",
        {
            "cut_off": "16:00",
            "drop_by": "17:00",
            "bank": {"cut_off": "16:15", "days_later": "1", "window": "same-day-3"},
        },
        (
            ("cut-off", "2027-02-12T21:00"),
            ("drop-by", "2027-02-12T22:00"),
            ("bank", "2027-02-16T21:15"),
            ("window", "2027-02-16T21:45"),
            ("settled", "2027-02-16T23:00"),
        ),
    ),
    # Honolulu 10:00 is 20:00 UTC; 16:45 EDT is 20:45, 18:00 EDT is 22:00; posted at 08:00 HST, 18:00 UTC.
    Chain(
        "from Honolulu to the posting",
        "Pacific/Honolulu",
        "2027-07-12",
        {
            "drop_by": "09:30",
            "bank": {"cut_off": "10:00", "window": "same-day-3"},
            "posted_by": "08:00",
            "posted_days_later": "1",
        },
        (
            ("drop-by", "2027-07-12T19:30"),
            ("bank", "2027-07-12T20:00"),
            ("window", "2027-07-12T20:45"),
            ("settled", "2027-07-12T22:00"),
            ("posted", "2027-07-13T18:00"),
        ),
    ),
)  # fmt: skip
