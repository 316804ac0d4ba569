"""Worker processes: a limit stops one item, and never the next."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from golive.support.task_pool import TaskLimits, run_tasks
from golive.support.workers import Limits, hold_ctrl_c, run_bounded


def work(item: str) -> str:
    if item == "die":
        os._exit(3)
    if item == "memory":
        try:
            bytearray(4_000_000_000)
        except MemoryError:
            return "refused"
    while item == "forever":
        pass
    if item == "a while":
        end = time.process_time() + 0.7
        while time.process_time() < end:
            pass
    return item.upper()


def test_an_item_that_stops_its_worker_is_named_and_the_next_gets_another() -> None:
    assert list(run_bounded(work, ["a", "die", "b", "die"], Limits())) == [
        ("a", "A"), ("die", None), ("b", "B"), ("die", None),
    ]  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limits")
def test_time_and_memory_of_each_item_are_limited() -> None:
    limits = Limits(cpu_seconds=1, memory_bytes=2_000_000_000)
    # Twice 0.7 seconds: the processor time is that of each item, not of all.
    items = ["a while", "a while", "forever", "memory", "a"]

    assert list(run_bounded(work, items, limits)) == [
        *[("a while", "A WHILE")] * 2, ("forever", None), ("memory", "refused"), ("a", "A"),
    ]  # fmt: skip


def interrupt_a_busy_worker() -> None:
    for _ in run_bounded(work, ["a", "forever"], Limits()):
        main = threading.main_thread().ident or 0
        threading.Timer(0.3, signal.pthread_kill, (main, signal.SIGINT)).start()


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let Ctrl-C interrupt this process, which a shell that runs it in the background has it ignore."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of threads are those of POSIX")
@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_ends_a_worker_without_waiting_for_its_item() -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupt_a_busy_worker()


class InterruptingNumber(float):
    """A number that sends Ctrl-C to the process that unpickles it."""

    def __reduce__(self) -> tuple[object, tuple[float]]:
        return send_ctrl_c, (float(self),)


def send_ctrl_c(number: float) -> float:
    os.kill(os.getpid(), signal.SIGINT)
    return number


@pytest.mark.skipif(sys.platform == "win32", reason="signals of threads are those of POSIX")
@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_while_a_worker_is_still_starting_reaches_this_process_only(capfd: pytest.CaptureFixture[str]) -> None:
    limits = Limits(cpu_seconds=InterruptingNumber(60))
    assert list(run_bounded(work, ["a", "b"], limits)) == [("a", "A"), ("b", "B")]
    found = run_tasks(repeat, ["a"], 1, TaskLimits(seconds=InterruptingNumber(60)))
    assert [one.result for one in found] == ["aa"]
    assert capfd.readouterr().err == ""

    is_over = threading.Event()
    other = threading.Thread(target=is_over.wait)  # it may receive the signal in place of the main thread
    other.start()
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        start_something(done)
    is_over.set()
    assert done


def start_something(done: list[str]) -> None:
    with hold_ctrl_c():
        send_ctrl_c(0)
        done.append("what must not be cut short")


def repeat(item: str, report_step: Callable[[str], None]) -> str:
    report_step(item)
    return item * 2


def report_and_sleep(item: str) -> None:
    print(item, flush=True)  # noqa: T201 - read by the test
    time.sleep(60)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not say that a parent process has ended")
def test_no_worker_outlives_a_process_that_is_killed() -> None:
    program = "import test_workers as t; list(t.run_bounded(t.report_and_sleep, ['at work'], t.Limits()))"
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "at work\n"
    process.kill()

    process.communicate(timeout=10)  # returns when nobody holds the output open any more, so when the worker has ended
