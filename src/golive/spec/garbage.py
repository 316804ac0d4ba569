"""Work that makes nothing but what stays: Python's garbage collector would walk over all of it, again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """Do work whose results live as long as the process: no collection meanwhile, and never a look at them later."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
