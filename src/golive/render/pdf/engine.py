"""WeasyPrint: how it is started, and how it is watched while it works. Nothing else starts it."""

import contextlib
import gc
import io
import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

from golive.support.problems import OutputError, problem

_MOST_KEPT = 1_000_000  # objects, some 100 MB: fewer than those of a long runbook
_ADVICE = (
    "It needs Pango. Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0. macOS: brew install pango. "
    "Windows: install MSYS2, run `pacman -S mingw-w64-ucrt-x86_64-pango`, and add its bin folder to PATH. "
    "The deck needs none of this: golive build --only deck."
)


def start() -> ModuleType:
    """WeasyPrint, told to see no font but ours. Fontconfig reads its setting once, when it is first loaded.

    Raises:
        OutputError: it cannot be started; the hint says what to install on this system.
    """
    from golive.render.pdf.fonts import FONT_FOLDER

    os.environ["FONTCONFIG_FILE"] = str(FONT_FOLDER / "fonts.conf")
    try:
        # It prints where its manual is when a library is missing; our error says what to install.
        with warnings.catch_warnings(), _by_name(), contextlib.redirect_stdout(io.StringIO()):
            warnings.filterwarnings("ignore", message="No fonts configured")
            import weasyprint
    except OSError as error:
        raise OutputError(problem(f"the PDF engine cannot start: {error}", _ADVICE)) from error
    engine: ModuleType = weasyprint
    return engine


@contextmanager
def _by_name() -> Iterator[None]:
    """On Linux, load libraries by their names alone.

    WeasyPrint first tries the names they have elsewhere, and Python looks for those with ldconfig, gcc and ld: 54
    processes, a quarter of a second, before it comes to the name that Linux has.
    """
    if sys.platform != "linux" or "weasyprint" in sys.modules:
        yield
        return
    import ctypes.util

    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None  # noqa: ARG005 - ctypes' own signature
    try:
        yield
    finally:
        ctypes.util.find_library = search


def version() -> str:
    """What sets the pages here: the engine's version and Pango's.

    Raises:
        OutputError: the engine is missing; its hint says what to install on this system.
    """
    return ", ".join(f"{name} {number}" for name, number in versions().items() if name in {"WeasyPrint", "Pango"})


def versions() -> dict[str, str]:
    """The versions of everything that decides about the bytes of a PDF, by name.

    Raises:
        OutputError: the engine is missing; its hint says what to install on this system.
    """
    engine = start()
    import pydyf
    from weasyprint.text.ffi import harfbuzz, pango

    major, rest = divmod(pango.pango_version(), 10_000)
    return {
        "WeasyPrint": engine.__version__,
        "pydyf": pydyf.__version__,
        "Pango": f"{major}.{rest // 100}.{rest % 100}",
        "HarfBuzz": _newest(harfbuzz.hb_version_atleast),
    }


def _newest(at_least: Callable[[int, int, int], bool]) -> str:
    """The version of a library that only says whether it is at least some version."""
    found = [0, 0, 0]
    for place in range(len(found)):
        while at_least(*(number + (place == other) for other, number in enumerate(found))):
            found[place] += 1
    return ".".join(map(str, found))


class _Listener(logging.Handler):
    """Keeps what the engine complains about: it would carry on without an image or a rule it does not know."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def discard() -> None:
    """Free the boxes of earlier pages, where there are many: `watched` keeps them out of every collection."""
    if gc.get_freeze_count() > _MOST_KEPT:
        gc.unfreeze()
        gc.collect()


@contextmanager
def watched() -> Iterator[None]:
    """Run the engine without collecting garbage (the boxes are one large cycle), and raise what it logs.

    Raises:
        OutputError: it has asked for something outside, or found something that it would leave out or set wrongly.
    """
    from weasyprint.urls import FatalURLFetchingError

    listener, log, collecting = _Listener(), logging.getLogger("weasyprint"), gc.isenabled()
    log.addHandler(listener)
    gc.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # the engine leaves its colour profile open
            yield
    except FatalURLFetchingError as error:
        raise OutputError(
            problem(f"the PDF engine was stopped: {error}", "Documents are made from this workspace alone.")
        ) from error
    finally:
        log.removeHandler(listener)
        if collecting:
            gc.freeze()  # nobody looks through the boxes: not the next collection, and not the last one, at exit
            gc.enable()
    if listener.heard:
        raise OutputError(*(problem(f"the PDF engine says: {text}") for text in dict.fromkeys(listener.heard)))
