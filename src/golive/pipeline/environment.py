"""What a machine has of what golive needs, and how to get the rest."""

import platform
import shutil
import sys
from importlib import metadata

from msgspec import Struct

from golive.support.problems import OutputError

OLDEST = (3, 11)


class Finding(Struct, frozen=True):
    """One thing looked for.

    Attributes:
        what: its name, and what it is for.
        ok: whether it is there.
        needed: whether documents cannot be made without it.
        detail: what was found.
        mend: what to install; empty when nothing is missing.
    """

    what: str
    ok: bool
    needed: bool
    detail: str
    mend: str = ""


def examine() -> tuple[Finding, ...]:
    """Look for everything that golive uses."""
    return (
        _python(),
        _slides(),
        _pango(),
        _fonts(),
        _program("soffice", "LibreOffice, to look at decks", "libreoffice-impress", "libreoffice"),
        _program("pdftoppm", "Poppler, to look at PDFs", "poppler-utils", "poppler"),
    )


def _python() -> Finding:
    found = platform.python_version()
    return Finding(
        "Python", sys.version_info >= OLDEST, needed=True, detail=found, mend="Install Python 3.11 or newer."
    )


def _slides() -> Finding:
    return Finding("python-pptx, for decks", ok=True, needed=True, detail=metadata.version("python-pptx"))


def _pango() -> Finding:
    from golive.render.pdf.engine import version

    what = "Pango, for PDFs"
    try:
        found = version()
    except OutputError as error:
        missing = "not found; decks can be made, PDFs cannot"
        return Finding(what, ok=False, needed=True, detail=missing, mend=error.problems[0].hint)
    return Finding(what, ok=True, needed=True, detail=found)


def _fonts() -> Finding:
    from golive.render.pdf.fonts import has_extra

    what, found = "Fonts for Chinese, Japanese and Korean in PDFs", has_extra()
    detail = "golive[fonts]" if found else "not found"
    return Finding(
        what, ok=found, needed=False, detail=detail, mend="Only such texts use it. pip install 'golive[fonts]'."
    )


def _program(name: str, what: str, debian: str, brew: str) -> Finding:
    path = shutil.which(name)
    mend = f"Only `make look` uses it. Debian and Ubuntu: apt-get install {debian}. macOS: brew install {brew}."
    return Finding(what, ok=bool(path), needed=False, detail=path or "not found", mend=mend)
