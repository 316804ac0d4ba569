"""Audit many files in a worker process with memory and time limits, so that a hostile file stops only the worker."""

import multiprocessing
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from golive.audit.files import audit_file
from golive.audit.finding import Finding
from golive.audit.rules import make_finding

MAX_MEMORY_BYTES: Final = 3_000_000_000
MAX_CPU_SECONDS: Final = 120


def audit_files(paths: Iterable[Path]) -> Iterator[tuple[Path, tuple[Finding, ...]]]:
    """Audit files one after the other, in a worker process.

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
                yield path, (replace(make_finding("audit-stopped"), file=str(path)),)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool() -> ProcessPoolExecutor:
    # Start a fresh interpreter, which shares no memory with this process.
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_limit_memory)


def _audit(path: Path) -> tuple[Finding, ...]:
    _limit_time()
    return audit_file(path)


def _limit_memory() -> None:
    """Limit the memory of this process to `MAX_MEMORY_BYTES`, where the system supports it."""
    if sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        least = MAX_MEMORY_BYTES if most == resource.RLIM_INFINITY else min(MAX_MEMORY_BYTES, most)
        resource.setrlimit(resource.RLIMIT_AS, (least, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    """Limit this process to `MAX_CPU_SECONDS` more of processor time, where the system supports it."""
    if sys.platform != "win32":
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        end = int(usage.ru_utime + usage.ru_stime) + MAX_CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (end if most == resource.RLIM_INFINITY else min(end, most), most))
