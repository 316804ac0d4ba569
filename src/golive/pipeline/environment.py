"""Check that this machine has the software that golive needs, and say how to install the rest."""

import platform
import shutil
import sys
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from golive.support.problems import OutputError

if TYPE_CHECKING:
    from golive.render.pdf.engines import PdfEngineName

OLDEST = (3, 11)
_NAMED_PARTS: Final = frozenset({"WeasyPrint", "Pango", "Typst"})


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
        *_check_pdf_engines(),
        _check_cjk_fonts(),
        _check_program("soffice", "LibreOffice, to look at decks", "libreoffice-impress", "libreoffice"),
        _check_program("pdftoppm", "Poppler, to look at PDFs", "poppler-utils", "poppler"),
    )


def _check_python() -> EnvironmentCheck:
    found = platform.python_version()
    return EnvironmentCheck(
        "Python", sys.version_info >= OLDEST, needed=True, detail=found, fix="Install Python 3.11 or newer."
    )


def _check_pdf_engines() -> tuple[EnvironmentCheck, EnvironmentCheck]:
    """Check both PDF engines; one of them is enough."""
    from golive.render.pdf.engines import is_available

    others = {"weasyprint": "Typst sets PDFs instead", "typst": "WeasyPrint sets PDFs"}
    has_typst = is_available("typst")
    pango = _check_pdf_engine("weasyprint", "Pango, for PDFs", others["weasyprint"] if has_typst else "")
    typst = _check_pdf_engine("typst", "Typst, the other PDF engine", others["typst"] if pango.ok else "")
    return pango, replace(typst, needed=False)  # the engine by default is the one to ask for


def _check_pdf_engine(name: "PdfEngineName", what: str, instead: str) -> EnvironmentCheck:
    """Check one PDF engine; `instead` says what is done without it, if anything can be."""
    from golive.render.pdf.engines import ENGINES

    try:
        found = ENGINES[name].get_versions()
    except OutputError as error:
        missing = f"not found; {instead or 'decks can be made, PDFs cannot'}"
        fix = error.problems[0].hint
        return EnvironmentCheck(what, ok=False, needed=not instead, detail=missing, fix=fix)
    shown = ", ".join(f"{part} {version}" for part, version in found.items() if part in _NAMED_PARTS)
    return EnvironmentCheck(what, ok=True, needed=not instead, detail=shown)


def _check_cjk_fonts() -> EnvironmentCheck:
    from golive.render.pdf.fonts import has_cjk_fonts

    what, found = "Fonts for Chinese, Japanese and Korean in PDFs", has_cjk_fonts()
    detail = "golive[fonts]" if found else "not found"
    return EnvironmentCheck(
        what, ok=found, needed=False, detail=detail, fix="Only such texts use it. pip install 'golive[fonts]'."
    )


def _check_program(name: str, what: str, debian: str, brew: str) -> EnvironmentCheck:
    path = shutil.which(name)
    fix = f"Only `make look` uses it. Debian and Ubuntu: apt-get install {debian}. macOS: brew install {brew}."
    return EnvironmentCheck(what, ok=bool(path), needed=False, detail=path or "not found", fix=fix)
