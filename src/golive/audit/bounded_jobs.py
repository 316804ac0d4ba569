"""Audit many files in a worker process with memory and time limits, so that a hostile file stops only the worker."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from golive.audit.files import audit_file
from golive.audit.rules import make_finding
from golive.support.problems import Problem
from golive.support.workers import Limits, run_bounded

LIMITS: Final = Limits(cpu_seconds=120, memory_bytes=3_000_000_000)


def audit_files(paths: Iterable[Path]) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Audit files one after the other, in a worker process.

    Args:
        paths: presentations, PDFs, or anything.

    Yields:
        Each file with its findings; one that stopped the process has that as its finding.
    """
    for path, findings in run_bounded(audit_file, paths, LIMITS):
        yield path, (make_finding("audit-stopped")._replace(path=path),) if findings is None else findings
