"""Load WeasyPrint and turn its warnings into errors. No other module imports it first."""

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

from golive.support.problems import MissingEngineError, OutputError, make_problem

_MAX_FROZEN_OBJECTS = 1_000_000  # objects, about 100 MB: fewer than those of a long runbook
_INSTALL_HINT = (
    "It needs Pango. Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
    "Fedora: dnf install pango. macOS: brew install pango. "
    "Windows: install MSYS2, then run `pacman -S mingw-w64-ucrt-x86_64-pango`. "
    "Decks and documents of other formats do not need it."
)


def load_weasyprint() -> ModuleType:
    """Import WeasyPrint with only the bundled fonts; Fontconfig reads its configuration once, at the first import.

    Raises:
        MissingEngineError: WeasyPrint cannot be loaded; the hint says what to install.
    """
    from golive.render.pdf.fonts import FONT_FOLDER

    os.environ["FONTCONFIG_FILE"] = str(FONT_FOLDER / "fonts.conf")
    try:
        # Suppresses the link that WeasyPrint prints when a library is missing; the error below says what to install.
        with warnings.catch_warnings(), _load_libraries_by_name(), contextlib.redirect_stdout(io.StringIO()):
            warnings.filterwarnings("ignore", message="No fonts configured")
            import weasyprint
    except OSError as error:
        raise MissingEngineError(make_problem(f"the PDF engine cannot start: {error}", _INSTALL_HINT)) from error
    engine: ModuleType = weasyprint
    return engine


@contextmanager
def _load_libraries_by_name() -> Iterator[None]:
    """On Linux, disable `ctypes.util.find_library` so that libraries are loaded by their Linux names.

    WeasyPrint first tries the names of other platforms, and Python searches for those with ldconfig, gcc and ld:
    54 processes and 0.25 s before it reaches the Linux name.
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


def get_component_versions() -> dict[str, str]:
    """Return the versions of all libraries that affect the bytes of a PDF, by name.

    Raises:
        MissingEngineError: the PDF engine is missing; the hint says what to install.
    """
    engine = load_weasyprint()
    import pydyf
    from weasyprint.text.ffi import harfbuzz, pango

    major, rest = divmod(pango.pango_version(), 10_000)
    return {
        "WeasyPrint": engine.__version__,
        "pydyf": pydyf.__version__,
        "Pango": f"{major}.{rest // 100}.{rest % 100}",
        "HarfBuzz": _find_highest_version(harfbuzz.hb_version_atleast),
    }


def _find_highest_version(at_least: Callable[[int, int, int], bool]) -> str:
    """Find the version of a library from a function that only compares with a minimum version."""
    found = [0, 0, 0]
    for place in range(len(found)):
        while at_least(*(number + (place == other) for other, number in enumerate(found))):
            found[place] += 1
    return ".".join(map(str, found))


class _LogCollector(logging.Handler):
    """Collects the engine's warnings; without it, missing images and unknown CSS rules would only be logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def free_old_pages() -> None:
    """Free the layout boxes of earlier documents if there are many; `raise_engine_warnings` froze them."""
    if gc.get_freeze_count() > _MAX_FROZEN_OBJECTS:
        gc.unfreeze()
        gc.collect()


@contextmanager
def raise_engine_warnings() -> Iterator[None]:
    """Run the engine without garbage collection (layout boxes form one large cycle), and raise its warnings.

    Raises:
        OutputError: the engine requested an external resource, or logged a warning.
    """
    from weasyprint.urls import FatalURLFetchingError

    listener, log, collecting = _LogCollector(), logging.getLogger("weasyprint"), gc.isenabled()
    log.addHandler(listener)
    gc.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # the engine leaves its color profile open
            yield
    except FatalURLFetchingError as error:
        raise OutputError(
            make_problem(f"the PDF engine was stopped: {error}", "Documents may only use files of this workspace.")
        ) from error
    finally:
        log.removeHandler(listener)
        if collecting:
            gc.freeze()  # excludes the boxes from later collections, including the one at exit
            gc.enable()
    if listener.messages:
        raise OutputError(
            *(make_problem(f"the PDF engine reports: {text}") for text in dict.fromkeys(listener.messages))
        )
