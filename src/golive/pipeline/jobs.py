"""Many documents: which ones, and where they are made - in this process or in a pool of them."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct

from golive.pipeline.build import OUTPUTS, Made, Output, outputs_of
from golive.pipeline.formats import formats_of
from golive.project.project import Project
from golive.support.garbage_collection import collect_rarely
from golive.support.problems import GoliveError, Problem

if TYPE_CHECKING:
    from concurrent.futures import Executor


class Job(Struct, frozen=True):
    """One document to be made in one format, with its preview or without."""

    project: Project
    kind: str
    preview: bool = False
    format: str = ""


class Done(Struct, frozen=True):
    """A job's end: its document, or why there is none."""

    job: Job
    made: Made | None
    problems: tuple[Problem, ...] = ()


def jobs_of(
    projects: tuple[Project, ...],
    kinds: frozenset[str],
    *,
    preview: bool = False,
    formats: frozenset[str] = frozenset(),
) -> tuple[Job, ...]:
    """Every document that was asked for, in a fixed order; each in its own format where `formats` names none."""
    return tuple(
        Job(project, row.kind, preview, row.format)
        for project in projects
        for own in outputs_of(project, kinds)
        for row in formats_of(own)
        if row.format in (formats or {own.format})
    )


def run(jobs: tuple[Job, ...], executor: "Executor | None" = None) -> Iterator[Done]:
    """Make every document; results come in the order of the jobs, as soon as each is there.

    Args:
        jobs: what to make.
        executor: where; this process when left out.
    """
    yield from executor.map(_do, jobs) if executor else map(_do, jobs)


@contextmanager
def processes(count: int) -> "Iterator[Executor | None]":
    """A pool of processes for `run`; None when one process is enough."""
    if min(count, os.cpu_count() or 1) < 2:  # noqa: PLR2004 - two are a pool
        yield None
        return
    # Only where there is a pool: they take as long to import as a slide takes to make.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A fresh interpreter each: a fork of a process with threads (a progress bar's) may deadlock.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(count, os.cpu_count() or 1), mp_context=context, initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """What a process of the pool does first: it leaves Ctrl-C to its parent."""
    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(job: Job) -> Done:
    own = next(row for row in OUTPUTS if row.kind == job.kind)
    output = next((row for row in formats_of(own) if row.format == job.format), own)
    try:
        return Done(job, _make(job.project, output, preview=job.preview))
    except GoliveError as error:
        return Done(job, None, error.problems)


def _make(project: Project, output: Output, *, preview: bool) -> Made:
    """The document; in a process of its own where the workspace has templates of its own."""
    from golive.pipeline.sandbox import is_foreign, make_apart, make_here

    return (make_apart if is_foreign(project, output) else make_here)(project, output, preview=preview)
