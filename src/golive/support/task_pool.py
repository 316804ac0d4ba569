"""Run many tasks in worker processes, so that a task that kills its worker, or never ends, costs only itself.

`concurrent.futures` loses all waiting tasks when one worker dies, and neither ends a task that never does nor replaces
a worker that has grown. Here, the task of a dead worker is tried once more in a new one, and then reported with the
reason and the step that it was at. Tasks are taken from their iterator one at a time and results are handed on at
once, so that the size of this process does not depend on the number of tasks.
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

from golive.support.garbage_collection import collect_rarely
from golive.support.workers import Limits, set_limits

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Item = TypeVar("Item")
Result = TypeVar("Result")
StepReporter = Callable[[str], None]
"""Receives the step that a task is at, such as `runbook`."""
Task = Callable[[Item, StepReporter], Result]
"""A function of a module, which pickle finds by its name."""
_POLL_SECONDS: Final = 0.5
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
    pool = _Pool(function, limits or TaskLimits())
    waiting, exhausted = iter(items), False
    try:
        while True:
            while not exhausted and len(pool.workers) < count:
                try:
                    pool.start(next(waiting))
                except StopIteration:
                    exhausted = True
            if not pool.workers:
                return
            for worker in pool.wait():
                for outcome in pool.receive(worker, report_step):
                    yield outcome
                    if not exhausted and (idle := pool.find_idle()):
                        try:
                            pool.give(idle, next(waiting))
                        except StopIteration:
                            exhausted = True
            if exhausted:
                pool.dismiss_idle()
    finally:
        pool.stop()


class _Pool:
    """The workers of one call of `run_tasks`."""

    def __init__(self, function: Callable[..., Any], limits: TaskLimits) -> None:
        import multiprocessing

        self._function, self._limits = function, limits
        # Forking a process with threads, such as a progress bar, may deadlock.
        self._context = multiprocessing.get_context("spawn")
        self.workers: list[_Worker] = []

    def start(self, item: Any, attempt: int = 1) -> None:  # noqa: ANN401 - any item
        """Start a worker on an item."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._function, self._limits), daemon=False)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self.workers.append(worker)
        self.give(worker, item, attempt)

    def give(self, worker: _Worker, item: Any, attempt: int = 1) -> None:  # noqa: ANN401 - any item
        """Send an item to an idle worker."""
        worker.item, worker.attempt, worker.step, worker.is_busy = item, attempt, "", True
        worker.deadline = time.monotonic() + self._limits.seconds
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it died: `receive` finds out
            worker.connection.send(item)

    def find_idle(self) -> _Worker | None:
        """Return a worker without a task."""
        return next((one for one in self.workers if not one.is_busy), None)

    def dismiss_idle(self) -> None:
        """End the workers without a task; closing its connection ends a worker."""
        for worker in [one for one in self.workers if not one.is_busy]:
            self._remove(worker)

    def wait(self) -> list[_Worker]:
        """Return the workers that have sent something, died, or passed their deadline."""
        from multiprocessing.connection import wait

        ready = set(wait([one.connection for one in self.workers], timeout=_POLL_SECONDS))
        now = time.monotonic()
        return [one for one in self.workers if one.connection in ready or now > one.deadline]

    def receive(self, worker: _Worker, report_step: StepReporter) -> Iterator[Outcome[Any, Any]]:
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
            self._remove(worker)
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
            self.start(worker.item, worker.attempt + 1)
            return
        yield Outcome(worker.item, None, f"ended its process twice: {_explain_exit(worker.process)}", worker.step)

    def _remove(self, worker: _Worker, *, kill: bool = False) -> None:
        self.workers.remove(worker)
        if kill:
            worker.process.kill()
        worker.connection.close()
        worker.process.join(_END_SECONDS)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()

    def stop(self) -> None:
        """End all workers at once."""
        for worker in self.workers[:]:
            self._remove(worker, kill=True)


def _explain_exit(process: "BaseProcess") -> str:
    code = process.exitcode or 0
    if code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
        return f"it was killed by {name}, as the system does when memory runs out" if name == "SIGKILL" else name
    return f"exit code {code}"


def _format_seconds(seconds: float) -> str:
    minutes = seconds / 60
    return f"{minutes:g} minutes" if minutes > 1 else f"{seconds:g} seconds"


def _serve(connection: "Connection", function: Callable[..., Any], limits: TaskLimits) -> None:
    """Run in a worker: do the tasks that come, until the connection is closed."""
    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is left to the parent process
    set_limits(Limits(memory_bytes=limits.memory_bytes))
    done = 0
    while True:
        try:
            item = connection.recv()
        except (EOFError, OSError):
            return
        message = _run_task(connection, function, item, limits)
        done += 1
        is_leaving = message.is_leaving or done >= limits.recycle_tasks or _measure_memory() > limits.recycle_bytes
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


def _measure_memory() -> int:
    """Return the memory that this process holds, in bytes; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    with open("/proc/self/statm", "rb") as stream:  # noqa: PTH123 - after every task
        return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
