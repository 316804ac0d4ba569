"""Time zones of billers, and the one that a city and state is in."""

from typing import Final

TIME_ZONE_LABELS: Final = {
    "America/New_York": "ET",
    "America/Chicago": "CT",
    "America/Denver": "MT",
    "America/Phoenix": "MST",
    "America/Los_Angeles": "PT",
    "America/Anchorage": "AKT",
    "Pacific/Honolulu": "HT",
    "America/Puerto_Rico": "AST",
}
"""Time zones of billers, with the label written after a time."""
_STATES: Final = {
    "America/New_York": {
        "ct": "connecticut", "de": "delaware", "dc": "district of columbia", "ga": "georgia", "me": "maine",
        "md": "maryland", "ma": "massachusetts", "nh": "new hampshire", "nj": "new jersey", "ny": "new york",
        "nc": "north carolina", "oh": "ohio", "pa": "pennsylvania", "ri": "rhode island", "sc": "south carolina",
        "vt": "vermont", "va": "virginia", "wv": "west virginia",
    },
    "America/Chicago": {
        "al": "alabama", "ar": "arkansas", "il": "illinois", "ia": "iowa", "la": "louisiana", "mn": "minnesota",
        "ms": "mississippi", "mo": "missouri", "ok": "oklahoma", "wi": "wisconsin",
    },
    "America/Denver": {"co": "colorado", "mt": "montana", "nm": "new mexico", "ut": "utah", "wy": "wyoming"},
    "America/Los_Angeles": {"ca": "california", "wa": "washington"},
    "Pacific/Honolulu": {"hi": "hawaii"},
    "America/Puerto_Rico": {"pr": "puerto rico"},
}  # fmt: skip
"""States that lie in one time zone as a whole, by zone; the others have two, or two rules for the clock."""


def find_time_zone(location: str) -> str:
    """Return the time zone of a city and state, such as `Tulsa, Oklahoma`; empty unless its state has only one."""
    state = " ".join(location.rpartition(",")[2].replace(".", "").casefold().split())
    return next((zone for zone, states in _STATES.items() if state in states or state in states.values()), "")
