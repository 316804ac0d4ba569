"""Check that this machine has the software that golive needs, and say how to install the rest."""

import platform
import shutil
import sys

from msgspec import Struct

from golive.support.problems import OutputError

OLDEST = (3, 11)


class EnvironmentCheck(Struct, frozen=True):
    """Result of looking for one piece of software.

    Attributes:
        what: its name and purpose.
        ok: True if it is installed.
        needed: True if documents cannot be built without it.
        detail: the version or path that was found.
        fix: how to install it; empty if nothing is missing.
    """

    what: str
    ok: bool
    needed: bool
    detail: str
    fix: str = ""


def check_environment() -> tuple[EnvironmentCheck, ...]:
    """Check all software that golive uses."""
    return (
        _check_python(),
        _check_pango(),
        _check_cjk_fonts(),
        _check_program("soffice", "LibreOffice, to look at decks", "libreoffice-impress", "libreoffice"),
        _check_program("pdftoppm", "Poppler, to look at PDFs", "poppler-utils", "poppler"),
    )


def _check_python() -> EnvironmentCheck:
    found = platform.python_version()
    return EnvironmentCheck(
        "Python", sys.version_info >= OLDEST, needed=True, detail=found, fix="Install Python 3.11 or newer."
    )


def _check_pango() -> EnvironmentCheck:
    from golive.render.pdf.weasyprint.engine import describe_engine_version

    what = "Pango, for PDFs"
    try:
        found = describe_engine_version()
    except OutputError as error:
        missing = "not found; decks can be made, PDFs cannot"
        return EnvironmentCheck(what, ok=False, needed=True, detail=missing, fix=error.problems[0].hint)
    return EnvironmentCheck(what, ok=True, needed=True, detail=found)


def _check_cjk_fonts() -> EnvironmentCheck:
    from golive.render.pdf.fonts import has_cjk_fonts

    what, found = "Fonts for Chinese, Japanese and Korean in PDFs", has_cjk_fonts()
    detail = "golive[fonts]" if found else "not found"
    return EnvironmentCheck(
        what, ok=found, needed=False, detail=detail, fix="Only such texts use it. pip install 'golive[fonts]'."
    )


def _check_program(name: str, what: str, debian: str, brew: str) -> EnvironmentCheck:
    path = shutil.which(name)
    mend = f"Only `make look` uses it. Debian and Ubuntu: apt-get install {debian}. macOS: brew install {brew}."
    return EnvironmentCheck(what, ok=bool(path), needed=False, detail=path or "not found", fix=mend)
