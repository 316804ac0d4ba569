"""Tune the garbage collector for short-lived processes.

Almost every object of a build is either needed until its end or freed by reference counting.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARE_THRESHOLDS = (200_000, 20, 20)  # new objects between two collections, about 20 MB; Python's default is 700


def collect_rarely() -> None:
    """Make garbage collection rare for the rest of this process."""
    gc.set_threshold(*_RARE_THRESHOLDS)


@contextmanager
def freeze_results() -> Iterator[None]:
    """Disable collection during a block, and exclude the objects that exist after it from later collections."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
