"""How many examples a law draws: few in `make test`, many more in `make laws`."""

import os

FACTOR = int(os.environ.get("GOLIVE_LAWS", "1"))
"""`make laws` sets it to 4: then each law draws four times as many examples."""


def examples(count: int) -> int:
    """Return the number of examples for a law that draws `count` in `make test`."""
    return count * FACTOR
