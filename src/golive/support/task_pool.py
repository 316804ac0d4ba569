"""Run many tasks in worker processes, so that a task that kills its worker, or never ends, costs only itself.

`concurrent.futures` loses all waiting tasks when one worker dies, and neither ends a task that never does nor replaces
a worker that has grown. Here, the task of a dead worker is tried once more in a new one, and then reported with the
reason and the step that it was at. Tasks are taken from their iterator one at a time and results are handed on at
once, so that the size of this process does not depend on the number of tasks. Nothing waits for a worker to end.
"""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from golive.support.garbage_collection import collect_frozen
from golive.support.workers import Limits, hold_ctrl_c, prepare_process, set_limits

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Item = TypeVar("Item")
Result = TypeVar("Result")
StepReporter = Callable[[str], None]
"""Receives the step that a task is at, such as `runbook`."""
Task = Callable[[Item, StepReporter], Result]
"""A function of a module, which pickle finds by its name."""
_THREADS_VARIABLE: Final = "RAYON_NUM_THREADS"
"""Environment variable with the number of threads of Typst, which are of no use where each core has a worker."""
_POLL_SECONDS: Final = 0.5
_MANY_OBJECTS: Final = 200_000
"""Frozen objects of a task that are worth a collection; those of a runbook are three times as many."""
_ATTEMPTS: Final = 2
_END_SECONDS: Final = 5.0


class TaskLimits(Struct, frozen=True):
    """Limits of a worker.

    Attributes:
        seconds: time of one task by the clock on the wall.
        memory_bytes: size of the address space (Linux).
        recycle_bytes: a worker that holds more memory after a task is replaced (Linux).
        recycle_tasks: a worker that has done so many tasks is replaced.
    """

    seconds: float = 1800
    memory_bytes: int = 6_000_000_000
    recycle_bytes: int = 320_000_000
    recycle_tasks: int = 200


class Outcome(Struct, Generic[Item, Result], frozen=True):
    """The end of a task.

    Attributes:
        item: the task's item.
        result: its result; None if it has none.
        stopped: why there is none, as in `took more than 30 minutes`.
        step: the step that it was at when it stopped; may be empty.
    """

    item: Item
    result: Result | None = None
    stopped: str = ""
    step: str = ""


class _Message(Struct, frozen=True):
    """What a worker sends: the step that it is at, or the end of its task."""

    step: str = ""
    result: Any = None
    stopped: str = ""
    error: BaseException | None = None
    is_end: bool = False
    is_leaving: bool = False


class _Worker(Struct):
    """A worker process and the task that it is at."""

    process: "BaseProcess"
    connection: "Connection"
    item: Any = None
    attempt: int = 0
    step: str = ""
    deadline: float = 0.0
    is_busy: bool = False


def run_tasks(
    function: "Task[Item, Result]",
    items: Iterable[Item],
    count: int,
    limits: TaskLimits | None = None,
    report_step: StepReporter = lambda _step: None,
) -> Iterator[Outcome[Item, Result]]:
    """Run a function on each item in worker processes; yield the outcomes as they come, in any order.

    Args:
        function: called with an item, and with a function that it may tell its steps.
        items: the items; pickled one at a time.
        count: number of workers.
        limits: limits of each worker; an exception of the function itself is raised here.
        report_step: receives the steps of all tasks.
    """
    with open_task_pool(function, count, limits) as run:
        yield from run(items, report_step)


@contextlib.contextmanager
def open_task_pool(
    function: "Task[Item, Result]", count: int, limits: TaskLimits | None = None
) -> "Iterator[Callable[[Iterable[Item], StepReporter], Iterator[Outcome[Item, Result]]]]":
    """Open a pool whose workers stay from one call to the next; arguments as for `run_tasks`.

    Yields:
        A function that runs tasks. Workers start when they are first needed.
    """
    pool = _Pool(function, count, limits or TaskLimits())
    try:
        yield pool.run
    finally:
        pool.stop()


class _Pool:
    """Workers, and those that are about to end."""

    def __init__(self, function: Callable[..., Any], count: int, limits: TaskLimits) -> None:
        import multiprocessing

        self._function, self._count, self._limits = function, count, limits
        # Forking a process with threads, such as a progress bar, may deadlock.
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._leaving: list[_Worker] = []

    def run(self, items: Iterable[Any], report_step: StepReporter) -> Iterator[Outcome[Any, Any]]:
        """Run the function on each item; yield the outcomes as they come."""
        waiting = iter(items)
        try:
            self._fill(waiting)
            while any(worker.is_busy for worker in self._workers):
                for worker in self._wait():
                    for outcome in self._receive(worker, report_step):
                        self._fill(waiting)
                        yield outcome
        finally:
            for worker in [one for one in self._workers if one.is_busy]:
                self._remove(worker, kill=True)

    def _fill(self, waiting: Iterator[Any]) -> None:
        """Give items to idle workers, and to new ones as long as there are too few."""
        while (idle := self._find_idle()) or len(self._workers) < self._count:
            try:
                item = next(waiting)
            except StopIteration:
                return
            if idle:
                self._give(idle, item)
            else:
                self._start(item)

    def _start(self, item: Any, attempt: int = 1) -> None:  # noqa: ANN401 - any item
        """Start a worker on an item."""
        ours, theirs = self._context.Pipe()
        shares = self._count > 1
        arguments = theirs, self._function, self._limits, shares
        process = self._context.Process(target=_serve, args=arguments, daemon=False)
        worker = _Worker(process, ours)
        with hold_ctrl_c():
            process.start()
            self._workers.append(worker)
        theirs.close()
        self._give(worker, item, attempt)

    def _give(self, worker: _Worker, item: Any, attempt: int = 1) -> None:  # noqa: ANN401 - any item
        """Send an item to an idle worker."""
        worker.item, worker.attempt, worker.step, worker.is_busy = item, attempt, "", True
        worker.deadline = time.monotonic() + self._limits.seconds
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it died: `_receive` finds out
            worker.connection.send(item)

    def _find_idle(self) -> _Worker | None:
        """Return a worker without a task."""
        return next((one for one in self._workers if not one.is_busy), None)

    def _wait(self) -> list[_Worker]:
        """Return the workers that have sent something, died, or passed their deadline."""
        from multiprocessing.connection import wait

        ready = set(wait([one.connection for one in self._workers], timeout=_POLL_SECONDS))
        now = time.monotonic()
        for worker in [one for one in self._leaving if not one.process.is_alive()]:
            self._leaving.remove(worker)
            _await_end(worker)
        return [one for one in self._workers if one.connection in ready or now > one.deadline]

    def _receive(self, worker: _Worker, report_step: StepReporter) -> Iterator[Outcome[Any, Any]]:
        """Take what a worker has sent; yield the outcome if its task ended."""
        if not worker.connection.poll():
            yield from self._end_late(worker)
            return
        try:
            message: _Message = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._replace_dead(worker)
            return
        if not message.is_end:
            worker.step = message.step
            report_step(message.step)
            return
        item, step, worker.is_busy = worker.item, worker.step, False
        worker.deadline = float("inf")
        if message.is_leaving:
            self._workers.remove(worker)
            self._leaving.append(worker)
        if message.error:
            raise message.error
        yield Outcome(item, message.result, message.stopped, step if message.stopped else "")

    def _end_late(self, worker: _Worker) -> Iterator[Outcome[Any, Any]]:
        if time.monotonic() > worker.deadline:
            self._remove(worker, kill=True)
            yield Outcome(worker.item, None, f"took more than {_format_seconds(self._limits.seconds)}", worker.step)

    def _replace_dead(self, worker: _Worker) -> Iterator[Outcome[Any, Any]]:
        """Try the task of a dead worker once more; then report it."""
        self._remove(worker)
        if not worker.is_busy:
            return
        if worker.attempt < _ATTEMPTS:
            self._start(worker.item, worker.attempt + 1)
            return
        yield Outcome(worker.item, None, f"ended its process twice: {_explain_exit(worker.process)}", worker.step)

    def _remove(self, worker: _Worker, *, kill: bool = False) -> None:
        self._workers.remove(worker)
        if kill:
            worker.process.kill()
        _await_end(worker)

    def stop(self) -> None:
        """End all workers at once."""
        for worker in self._workers:
            worker.process.kill()
        for worker in (*self._workers, *self._leaving):
            _await_end(worker)
        self._workers, self._leaving = [], []


def _await_end(worker: _Worker) -> None:
    """Close the connection, which ends a worker, and wait for that."""
    worker.connection.close()
    worker.process.join(_END_SECONDS)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()


def _explain_exit(process: "BaseProcess") -> str:
    code = process.exitcode or 0
    if code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
        return f"it was killed by {name}, as the system does when memory runs out" if name == "SIGKILL" else name
    return f"exit code {code}"


def _format_seconds(seconds: float) -> str:
    minutes = seconds / 60
    return f"{minutes:g} minutes" if minutes > 1 else f"{seconds:g} seconds"


def _serve(
    connection: "Connection",
    function: Callable[..., Any],
    limits: TaskLimits,
    shares: bool,  # noqa: FBT001 - pickled by position
) -> None:
    """Run in a worker: do the tasks that come, until the connection is closed; then end at once.

    Taking an interpreter down that holds hundreds of megabytes takes as long as half of a task.
    """
    if shares:
        os.environ.setdefault(_THREADS_VARIABLE, "1")
    _serve_tasks(connection, function, limits)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _serve_tasks(connection: "Connection", function: Callable[..., Any], limits: TaskLimits) -> None:
    prepare_process()
    set_limits(Limits(memory_bytes=limits.memory_bytes))
    done = 0
    while True:
        try:
            item = connection.recv()
        except (EOFError, OSError):
            return
        message = _run_task(connection, function, item, limits)
        done += 1
        is_leaving = message.is_leaving or done >= limits.recycle_tasks or _free_memory() > limits.recycle_bytes
        try:
            connection.send(replace(message, is_leaving=is_leaving))
        except (BrokenPipeError, ConnectionResetError):
            return
        if is_leaving:
            return


def _run_task(
    connection: "Connection",
    function: Callable[..., Any],
    item: Any,  # noqa: ANN401 - any item
    limits: TaskLimits,
) -> _Message:
    try:
        return _Message(result=function(item, lambda step: connection.send(_Message(step))), is_end=True)
    except MemoryError:
        size = f"{limits.memory_bytes / 1e9:g} GB"
        return _Message(stopped=f"needed more than {size} of memory", is_end=True, is_leaving=True)
    except Exception as error:  # noqa: BLE001 - raised again in the parent process
        import traceback

        error.add_note(f"In a worker process:\n{traceback.format_exc()}")
        return _Message(error=error, is_end=True)


def _free_memory() -> int:
    """Give back the memory that is free to the system; return the bytes that are held, 0 where nobody tells.

    The allocator of Linux keeps what was freed: 100 MB of 340 MB after a runbook. The boxes of its pages, which form
    one large cycle, are 70 MB.
    """
    collect_frozen(_MANY_OBJECTS)
    if sys.platform != "linux":
        return 0
    with contextlib.suppress(OSError, AttributeError):  # another C library
        import ctypes

        ctypes.CDLL(None).malloc_trim(0)
    with open("/proc/self/statm", "rb") as stream:  # noqa: PTH123 - after every task
        return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
