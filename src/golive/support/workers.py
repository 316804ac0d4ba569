"""Limit a process, and run work one item after the other in a process with limits.

Each worker is a fresh interpreter, which shares no memory with this process: forking a process with threads, such as a
progress bar, may deadlock. Ctrl-C is left to this process: a worker is born with the signal blocked.
"""

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct

from golive.support.garbage_collection import collect_rarely

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from types import FrameType

Item = TypeVar("Item")
Result = TypeVar("Result")
_PARENT_SECONDS: Final = 0.2


class Limits(Struct, frozen=True):
    """Limits of a process; None for no limit. Windows has none of them.

    Attributes:
        cpu_seconds: processor time of one item, from its start on.
        memory_bytes: size of the address space.
        file_bytes: size of any file that it writes.
    """

    cpu_seconds: float | None = None
    memory_bytes: int | None = None
    file_bytes: int | None = None


def set_limits(limits: Limits) -> None:
    """Limit this process from now on; what the system already limits further stays so. No core dump is written."""
    if sys.platform == "win32":
        return
    import resource

    wanted = {resource.RLIMIT_CORE: 0}
    if limits.cpu_seconds is not None:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        wanted[resource.RLIMIT_CPU] = int(usage.ru_utime + usage.ru_stime + limits.cpu_seconds) + 1
    # macOS accepts no limit of the address space.
    if limits.memory_bytes is not None and sys.platform == "linux":
        wanted[resource.RLIMIT_AS] = limits.memory_bytes
    if limits.file_bytes is not None:
        wanted[resource.RLIMIT_FSIZE] = limits.file_bytes
    for what, most in wanted.items():
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def get_memory_limit() -> int | None:
    """Return the bytes that this process may take; None if nothing limits them."""
    if sys.platform == "win32":
        return None
    import resource

    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if most == resource.RLIM_INFINITY else most


@contextlib.contextmanager
def hold_ctrl_c() -> Iterator[None]:
    """Hold Ctrl-C back while a worker is started; it comes afterwards, and never to the worker, which inherits this.

    Other threads of this process may receive the signal meanwhile, so its handler waits, too.
    """
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # it would let the signal through again when the first worker starts it
    before, handler = signal.pthread_sigmask(signal.SIG_BLOCK, ()), signal.getsignal(signal.SIGINT)
    waits = callable(handler) and threading.current_thread() is threading.main_thread()
    held: list[tuple[int, FrameType | None]] = []
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        if waits:
            signal.signal(signal.SIGINT, lambda number, frame: held.append((number, frame)))
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if waits:
            signal.signal(signal.SIGINT, handler)
    if held and callable(handler):
        handler(*held[0])


def end_with_process(process_id: int) -> None:
    """End this process soon after the one that started it has ended, even if that was killed (not on Windows)."""
    if sys.platform != "win32":
        threading.Thread(target=_wait_for_parent, args=(process_id,), name="parent", daemon=True).start()


def _wait_for_parent(process_id: int) -> None:
    while os.getppid() == process_id:
        time.sleep(_PARENT_SECONDS)
    os._exit(1)


def run_bounded(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    limits: Limits,
    get_cpu_seconds: Callable[[Item], float] | None = None,
) -> Iterator[tuple[Item, Result | None]]:
    """Run a function on each item in a worker process with limits, one after the other.

    Args:
        function: a function of a module, which pickle finds by its name.
        items: the items.
        limits: the limits of the worker; the processor time is that of each item.
        get_cpu_seconds: the processor time of an item, if it differs from item to item.

    Yields:
        Each item with its result; None if it stopped the worker. The next item gets a new one.
    """
    # Imported late: it is slow.
    from concurrent.futures.process import BrokenProcessPool

    pool = _start_worker(limits)
    try:
        for item in items:
            seconds = limits.cpu_seconds if get_cpu_seconds is None else get_cpu_seconds(item)
            with hold_ctrl_c():
                future = pool.submit(_run_limited, function, item, Limits(cpu_seconds=seconds))
            try:
                result = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False)
                pool = _start_worker(limits)
                yield item, None
            else:
                yield item, result
    except BaseException:  # Ctrl-C, or nobody wants the next result: what the worker does is not waited for
        for process in (getattr(pool, "_processes", None) or {}).values():
            process.kill()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_worker(limits: Limits) -> "ProcessPoolExecutor":
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, mp_context=context, initializer=_prepare_worker, initargs=(limits,))


def _prepare_worker(limits: Limits) -> None:
    """Prepare a worker; it prints nothing when it is stopped, as engines in Rust do that lack memory."""
    prepare_process()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if limits.memory_bytes is not None or limits.file_bytes is not None:
        set_limits(Limits(memory_bytes=limits.memory_bytes, file_bytes=limits.file_bytes))


def prepare_process() -> None:
    """Prepare the process of a worker: it leaves Ctrl-C to its parent process, and ends when that has ended."""
    from multiprocessing import parent_process

    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := parent_process():
        end_with_process(parent.pid or 0)


def _run_limited(function: Callable[[Item], Result], item: Item, limits: Limits) -> Result:
    set_limits(limits)
    return function(item)
