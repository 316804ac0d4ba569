"""Many files, each in a process of its own bounds: a file that eats memory or time stops that process, not us."""

import multiprocessing
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from golive.audit.files import audit
from golive.audit.finding import Finding
from golive.audit.rules import found

MOST_MEMORY: Final = 3_000_000_000
MOST_SECONDS: Final = 120


def audit_all(paths: Iterable[Path]) -> Iterator[tuple[Path, tuple[Finding, ...]]]:
    """Look at files one after the other, in another process.

    Args:
        paths: presentations, PDFs, or anything.

    Yields:
        Each file with its findings; one that stopped the process has that as its finding.
    """
    pool = _pool()
    try:
        for path in paths:
            future: Future[tuple[Finding, ...]] = pool.submit(_audit, path)
            try:
                yield path, future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False)
                pool = _pool()
                yield path, (replace(found("audit-stopped"), file=str(path)),)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool() -> ProcessPoolExecutor:
    # A fresh interpreter: it has nothing of ours in memory that could be harmed.
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_limit_memory)


def _audit(path: Path) -> tuple[Finding, ...]:
    _limit_time()
    return audit(path)


def _limit_memory() -> None:
    """Let the process have no more than `MOST_MEMORY`, where the system can see to it."""
    if sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        least = MOST_MEMORY if most == resource.RLIM_INFINITY else min(MOST_MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (least, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    """Give the process `MOST_SECONDS` of the processor from now on, where the system can see to it."""
    if sys.platform != "win32":
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        end = int(usage.ru_utime + usage.ru_stime) + MOST_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (end if most == resource.RLIM_INFINITY else min(end, most), most))
