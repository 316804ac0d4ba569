"""Tasks in worker processes: one that dies, hangs or grows is named, and the others are done."""

import atexit
import ctypes
import gc
import itertools
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typst

from golive.support.task_pool import Outcome, StepReporter, TaskLimits, open_task_pool, run_tasks

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def work(item: str, report_step: StepReporter) -> str | int:
    what, _, rest = item.partition(" ")
    report_step(what)
    if what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "die-once" and not Path(rest).exists():
        Path(rest).touch()
        os._exit(7)
    if what == "sleep":
        time.sleep(60)
    if what == "grow":
        bytearray(3_000_000_000)
    if what == "wrong":
        raise ValueError(rest)
    return os.getpid() if what == "pid" else item.upper()


def run(items: list[str], count: int = 2, **limits: float) -> dict[str, Outcome[str, str | int]]:
    found = list(run_tasks(work, items, count, TaskLimits(**limits)))  # type: ignore[arg-type]
    assert len(found) == len(items)
    return {one.item: one for one in found}


def test_a_task_that_kills_its_worker_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    once = f"die-once {tmp_path / 'flag'}"
    found = run(["a", "die", "b", once, "c"])

    assert {name: one.result for name, one in found.items()} == {
        "a": "A", "b": "B", "c": "C", "die": None, once: once.upper(),
    }  # fmt: skip
    stopped = found["die"]
    assert (
        stopped.stopped == "ended its process twice: it was killed by SIGKILL, as the system does when memory runs out"
    )
    assert stopped.step == "die"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limit")
def test_a_task_that_hangs_or_takes_too_much_memory_is_named_with_the_limit() -> None:
    found = run(["sleep", "grow", "a"], seconds=3, memory_bytes=2_000_000_000)

    assert found["sleep"].stopped == "took more than 3 seconds"
    assert found["grow"].stopped == "needed more than 2 GB of memory"
    assert found["a"].result == "A"


def test_a_worker_that_has_grown_or_done_much_is_replaced() -> None:
    names = [f"pid {number}" for number in range(4)]
    assert len({one.result for one in run(names, count=1).values()}) == 1
    assert len({one.result for one in run(names, count=1, recycle_tasks=2).values()}) == 2
    if sys.platform == "linux":
        assert len({one.result for one in run(names[:2], count=1, recycle_bytes=1).values()}) == 2


def test_workers_stay_for_the_next_call_and_one_that_is_busy_when_a_call_ends_is_replaced() -> None:
    with open_task_pool(work, 1) as run:

        def find_pid() -> str | int | None:
            (one,) = run(["pid"], print)
            return one.result

        first = find_pid()
        assert find_pid() == first
        results = run(["a", "sleep"], print)
        assert next(results).result == "A"
        results.close()  # type: ignore[attr-defined]
        assert find_pid() != first
    assert not multiprocessing.active_children()


def test_a_mistake_of_the_function_is_raised_and_no_worker_stays() -> None:
    with pytest.raises(ValueError, match="of mine"):
        list(run_tasks(work, ["sleep", "wrong of mine"], 2))
    assert not multiprocessing.active_children()


def test_items_are_taken_one_at_a_time() -> None:
    taken = 0

    def count() -> Iterator[str]:
        nonlocal taken
        for number in itertools.count():
            taken += 1
            yield str(number)

    results = run_tasks(work, count(), 1)
    assert {next(results).result for _ in range(5)} == {"0", "1", "2", "3", "4"}
    assert taken <= 6
    results.close()  # type: ignore[attr-defined]


def make_frozen_cycles(_number: int, _report: StepReporter) -> int:
    """Leave a cycle of many frozen objects, as the layout of a document does; return how many were left before."""
    left = gc.get_freeze_count()
    boxes: list[Any] = [[] for _ in range(300_000)]
    boxes.append(boxes)
    gc.freeze()
    return left


def test_a_worker_frees_what_a_task_left_frozen() -> None:
    outcomes = run_tasks(make_frozen_cycles, range(3), 1, TaskLimits(recycle_bytes=10**12))
    counts = [outcome.result for outcome in outcomes]
    assert all(count is not None and count < 300_000 for count in counts), counts


_kept: list[bytes] = []


def fragment_memory(_number: int, _report: StepReporter) -> int:
    """Free 80 MB of small pieces below one that stays; return the bytes that were held before."""
    held = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    pieces = [bytes(2_000) for _ in range(40_000)]
    _kept.append(bytes(2_000))
    del pieces
    return held


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="another system or C library"
)
def test_what_a_task_freed_is_given_back_to_the_system() -> None:
    first, *later = (outcome.result or 0 for outcome in run_tasks(fragment_memory, range(3), 1))
    assert all(held < first + 40_000_000 for held in later), (first, later)


def note_exit(path: Path, _report: StepReporter) -> None:
    atexit.register(path.touch)


def test_a_worker_ends_without_taking_its_interpreter_down(tmp_path: Path) -> None:
    ends = [tmp_path / "one", tmp_path / "two"]
    assert len(list(run_tasks(note_exit, ends, 1, TaskLimits(recycle_tasks=1)))) == len(ends)
    assert not any(path.exists() for path in ends)


THREADS = Path("/proc/self/task")


def count_typst_threads(_number: int, _report: StepReporter) -> int:
    before = len(list(THREADS.iterdir()))
    typst.compile(b"= Title", format="pdf", ignore_system_fonts=True)
    return len(list(THREADS.iterdir())) - before


@pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) == 1,
    reason="nothing to count, as Typst has a thread a core",
)
def test_typst_takes_one_core_where_each_core_has_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAYON_NUM_THREADS", raising=False)
    assert [outcome.result for outcome in run_tasks(count_typst_threads, [1], 2)] == [1]
    (alone,) = (outcome.result for outcome in run_tasks(count_typst_threads, [1], 1))
    assert alone is not None
    assert alone > 1
