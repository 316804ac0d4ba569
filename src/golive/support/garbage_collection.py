"""When Python's garbage collector looks: seldom, and never at what stays.

Almost all that a build makes is either needed to its end or freed by counting references.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (200_000, 20, 20)  # new objects between two looks, some 20 MB; Python's own default is 700


def collect_rarely() -> None:
    """Collect seldom in this process from now on."""
    gc.set_threshold(*_SELDOM)


@contextmanager
def freeze_results() -> Iterator[None]:
    """Do work whose results live as long as the process: no collection meanwhile, and never a look at them later."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
