"""Tune the garbage collector for short-lived processes.

Almost every object of a build is either needed until its end or freed by reference counting.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARE_THRESHOLDS = (200_000, 20, 20)  # new objects between two collections, about 20 MB; Python's default is 700
_left_objects = 0
"""Number of frozen objects that were in use when they were last collected."""


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


def collect_frozen(most_objects: int) -> None:
    """Collect what was frozen, if more than so many objects were frozen since this was last done.

    What is left stays frozen: collecting it again and again would take longer than the work.
    """
    global _left_objects  # noqa: PLW0603 - the garbage collector belongs to the process
    if gc.get_freeze_count() - _left_objects > most_objects:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        _left_objects = gc.get_freeze_count()
