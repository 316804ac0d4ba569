"""Do one thing for a page in the background, such as looking for the edits of a deck, and report how far it is."""

import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from golive.support.problems import GoliveError, Problem

T = TypeVar("T")
ReportStep = Callable[[int, int], None]
"""Called with the number of steps that are done, and the number of all steps."""
_LOGGER = logging.getLogger(__name__)


class JobState(Struct, Generic[T], frozen=True):
    """How far a job is.

    Attributes:
        subject: what it is about, such as the digest of a deck; tells a page whether the result is about what it shows.
        is_running: whether it goes on.
        done: the number of steps that are done.
        total: the number of steps; 0 while it is not known.
        result: what it found; None before it has ended, and if it failed.
        problems: why it failed; empty if it did not.
    """

    subject: str = ""
    is_running: bool = False
    done: int = 0
    total: int = 0
    result: T | None = None
    problems: tuple[Problem, ...] = ()


class BackgroundJob(Generic[T]):
    """Does one thing at a time in a thread. Safe to use from several threads.

    Args:
        report_progress: called from another thread after every step.
    """

    def __init__(self, report_progress: Callable[[], None]) -> None:
        self._report_progress = report_progress
        self._lock = threading.Lock()
        self._state: JobState[T] = JobState()

    @property
    def state(self) -> JobState[T]:
        """How far it is."""
        return self._state

    def start(self, subject: str, work: Callable[[ReportStep], T]) -> bool:
        """Begin; return False if it goes on already.

        Args:
            subject: what it is about.
            work: does it; called in another thread.
        """
        with self._lock:
            if self._state.is_running:
                return False
            self._state = JobState(subject, is_running=True)
        threading.Thread(target=self._run, args=(work,), name="job", daemon=True).start()
        return True

    def forget(self) -> None:
        """Forget the result, unless the job goes on."""
        with self._lock:
            if not self._state.is_running:
                self._state = JobState()

    def _run(self, work: Callable[[ReportStep], T]) -> None:
        try:
            result = work(self._note_step)
            self._state = replace(self._state, is_running=False, result=result)
        except GoliveError as error:
            self._state = replace(self._state, is_running=False, problems=tuple(error.problems))
        except Exception as error:
            _LOGGER.exception("a job failed")
            message = f"golive failed: {type(error).__name__}"
            hint = "This is a mistake of golive; the terminal that runs golive studio shows the details."
            self._state = replace(self._state, is_running=False, problems=(Problem(None, 0, 0, message, hint),))
        self._report_progress()

    def _note_step(self, done: int, total: int) -> None:
        self._state = replace(self._state, done=done, total=total)
        self._report_progress()
