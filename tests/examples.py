"""How many examples a law draws: few in `make test`, many more in `make laws`, which CI runs as well."""

import os

FACTOR = float(os.environ.get("GOLIVE_LAWS", "0.5"))
"""`make laws` sets it to 4: then each law draws eight times as many examples as in `make test`."""
_FEWEST = 5  # of a law that draws no more, each example counts


def examples(count: int) -> int:
    """Return the number of examples for a law: half of `count` in `make test`, four times as many in `make laws`."""
    return max(min(count, _FEWEST), round(count * FACTOR))
