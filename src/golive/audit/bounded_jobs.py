"""Audit many files in a worker process with memory and time limits, so that a hostile file stops only the worker."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from golive.audit.files import audit_file
from golive.audit.rules import make_finding
from golive.support.problems import Problem
from golive.support.workers import Limits, run_bounded

LIMITS: Final = Limits(cpu_seconds=10, memory_bytes=1_000_000_000)
"""The limits of an audit; a large file has a second more for each megabyte."""


def audit_files(paths: Iterable[Path]) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Audit files one after the other, in a worker process.

    Args:
        paths: presentations, PDFs, or anything.

    Yields:
        Each file with its findings; one that stopped the process has that as its finding.
    """
    for path, findings in run_bounded(audit_file, paths, LIMITS, _compute_seconds):
        yield path, (_make_stopped_finding(path),) if findings is None else findings


def _compute_seconds(path: Path) -> float:
    """Return the processor time that a file may take."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return (LIMITS.cpu_seconds or 0) + size // 1_000_000


def _make_stopped_finding(path: Path) -> Problem:
    most = f"{_compute_seconds(path):.0f} s of processor time or {(LIMITS.memory_bytes or 0) / 1e9:g} GB of memory"
    message = f"The file takes more than {most}, or made a validation engine stop."
    return make_finding("audit-stopped", "", message)._replace(path=path)
