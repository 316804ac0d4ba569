"""Write src/golive/planning/holidays.csv from the library `holidays`: `python tools/make_holidays.py`.

One row per closed day from Monday to Friday, with who is closed: `us-federal`, `federal-reserve`, or both.
"""

from datetime import date
from pathlib import Path

import holidays

TABLE = Path(__file__).resolve().parents[1] / "src" / "golive" / "planning" / "holidays.csv"
FIRST, LAST = 2000, 2080
_SATURDAY = 5


def make_table() -> str:
    """Return the rows, by day."""
    years = range(FIRST, LAST + 1)
    # A New Year's Day that is a Saturday is kept in the year before, which the library counts to the later year.
    federal = _list_weekdays(holidays.country_holidays("US", years=[*years, LAST + 1]))
    bank = _list_weekdays(holidays.financial_holidays("XFED", years=list(years)))
    rows = []
    for day in sorted({*federal, *bank}):
        closed = [who for who, days in (("us-federal", federal), ("federal-reserve", bank)) if day in days]
        rows.append(f"{day},{' '.join(closed)},{federal.get(day) or bank[day]}\n")
    return "".join(rows)


def _list_weekdays(found: holidays.HolidayBase) -> dict[date, str]:
    names = {day: name.removesuffix(" (observed)") for day, name in found.items()}
    return {day: name for day, name in names.items() if day.weekday() < _SATURDAY and FIRST <= day.year <= LAST}


if __name__ == "__main__":
    TABLE.write_text(make_table(), encoding="utf-8", newline="\n")
