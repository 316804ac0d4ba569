"""Compile Typst source with the bundled fonts only, and turn its errors into problems.

The compiler gets one source text and may read one folder, that of the fonts. It loads no packages: the source comes
from golive alone, and all text in it is in string literals.
"""

import importlib.metadata
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from golive.render.pdf.fonts import FONT_FOLDER, list_font_folders
from golive.support.problems import MissingEngineError, OutputError, make_problem

_STANDARDS: Final = ["ua-1", "a-3a"]
_COMPILATIONS_KEPT: Final = 10
_compiled: Final[list[str]] = []
"""The dates of the documents that were compiled since the compiler's memory was freed."""
_INSTALL_HINT: Final = "pip install 'golive[typst]'."
_OTHER_ENGINE_HINT: Final = (
    "Use the other engine: golive build --engine weasyprint. Please report this: it is a fault of golive."
)


def get_component_versions() -> dict[str, str]:
    """Return the versions of all libraries that affect the bytes of a PDF, by name.

    Raises:
        MissingEngineError: the engine is missing; the hint says what to install.
    """
    _load_typst()
    names = {"Typst": "typst", "pikepdf": "pikepdf"}
    import pikepdf

    versions = {name: importlib.metadata.version(package) for name, package in names.items()}
    return {**versions, "qpdf": pikepdf.__libqpdf_version__}


def compile_source(source: str, text: str, date: str) -> bytes:
    """Compile a source to a tagged PDF.

    Args:
        source: the whole source.
        text: all text in it, which decides about the fonts.
        date: ISO date of the document.

    Raises:
        OutputError: the engine reports an error or a warning, or, as a MissingEngineError, is missing.
    """
    typst = _load_typst()
    fonts = _load_fonts(list_font_folders(text))
    _compiled.append(date)
    day = datetime.fromisoformat(date).replace(tzinfo=UTC)
    try:
        compiler = typst.Compiler(
            input=source.encode(), root=str(FONT_FOLDER), font_paths=fonts, ignore_system_fonts=True
        )
        content, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=_STANDARDS, timestamp=day)
    except typst.TypstError as error:
        raise create_engine_error([error.message, *error.hints]) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise create_engine_error([str(error)]) from error
    if warnings:
        raise create_engine_error(sorted({warning.message for warning in warnings}))
    made: bytes = content
    return made


def free_old_pages() -> None:
    """Free what the compiler keeps of earlier documents; it forgets what ten compilations in a row did not use."""
    if not _compiled:
        return
    _compiled.clear()
    compiler = _load_typst().Compiler(
        root=str(FONT_FOLDER), font_paths=_load_fonts((FONT_FOLDER,)), ignore_system_fonts=True
    )
    for _ in range(_COMPILATIONS_KEPT + 1):
        compiler.compile(input=b"", format="pdf", timestamp=0)


def create_engine_error(messages: Sequence[str]) -> OutputError:
    """Return an error for what the engine reports, in one line."""
    found = "; ".join(" ".join(message.split()) for message in messages)
    return OutputError(make_problem(f"the PDF engine Typst reports: {found}", _OTHER_ENGINE_HINT))


def _load_typst() -> Any:  # noqa: ANN401 - optional: it may be missing
    try:
        import typst
    except ImportError as error:
        raise MissingEngineError(make_problem("the PDF engine Typst is not installed", _INSTALL_HINT)) from error
    return typst


@cache
def _load_fonts(folders: tuple[Path, ...]) -> Any:  # noqa: ANN401
    """Return the fonts in some folders; nothing else may be used."""
    typst = _load_typst()
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(map(str, folders)))
