"""Find out which PDF engines this computer can run, in the background: the first import takes a second."""

import threading
from collections.abc import Callable

from msgspec import Struct

from golive.support.problems import OutputError


class PdfEngineState(Struct, frozen=True):
    """A PDF engine on this computer.

    Attributes:
        name: its name, such as `typst`.
        version: its name and version in words, such as `Typst 0.13.4`; empty if it cannot run.
        problem: why it cannot run; empty if it can.
        fix: what to install then.
    """

    name: str
    version: str = ""
    problem: str = ""
    fix: str = ""


class PdfEngineCheck:
    """Knows the PDF engines once they were looked for. Safe to use from several threads.

    Args:
        wait_s: how long a page waits for the answer, in seconds.
    """

    def __init__(self, wait_s: float = 0.1) -> None:
        self._wait_s = wait_s
        self._lock = threading.Lock()
        self._states: tuple[PdfEngineState, ...] = ()
        self._is_known = threading.Event()
        self._is_started = False

    def read(self, report: Callable[[], None]) -> tuple[PdfEngineState, ...]:
        """Return the engines, the usual one first; none while they are being looked for.

        Args:
            report: called from another thread once they are known, if this is the first call.
        """
        with self._lock:
            if not self._is_started:
                self._is_started = True
                threading.Thread(target=self._look, args=(report,), name="engines", daemon=True).start()
        self._is_known.wait(self._wait_s)
        return self._states

    def _look(self, report: Callable[[], None]) -> None:
        self._states = find_pdf_engines()
        self._is_known.set()
        report()


def find_pdf_engines() -> tuple[PdfEngineState, ...]:
    """Return the PDF engines, the usual one first, each as far as this computer can run it."""
    from golive.render.pdf.engines import ENGINES

    found = []
    for name, engine in ENGINES.items():
        try:
            versions = engine.get_versions()
        except OutputError as error:
            problem = error.problems[0]
            found.append(PdfEngineState(name, "", problem.message, problem.hint))
        else:
            part = next(part for part in versions if part.lower() == name)
            found.append(PdfEngineState(name, f"{part} {versions[part]}"))
    return tuple(found)
