"""Choose the PDF engine: the one that was asked for, or WeasyPrint, or Typst where WeasyPrint cannot run."""

from pathlib import Path

from golive.project.project import Project
from golive.project.workspace import get_bundled_root
from golive.render.pdf.engines import ENGINES, PdfEngineName, is_available
from golive.support.problems import MissingEngineError, TemplateError, make_problem

_OWN_STYLES_HINT = (
    "Build with `--engine weasyprint`, or remove the file to use golive's own styles, which both engines support."
)
_SWITCH_HINT = "Typst, the other engine, does not need Pango: pip install 'golive[typst]'."


def choose_pdf_engine(project: Project, style_sheet: Path) -> PdfEngineName:
    """Choose the engine for a document.

    Args:
        project: the project; its own choice counts before the vendor's.
        style_sheet: the style sheet of the document.

    Raises:
        MissingEngineError: the engine that was asked for is missing, or there is none.
        TemplateError: Typst was asked for, and the workspace has a style sheet of its own.
    """
    asked = project.pdf_engine or project.organization.pdf_engine
    if asked == "typst":
        ENGINES["typst"].get_versions()  # raises an error with a hint if it is missing
        if has_own_styles(style_sheet):
            raise TemplateError(
                make_problem(
                    "is a style sheet of this workspace, which the PDF engine Typst cannot use",
                    _OWN_STYLES_HINT,
                    path=style_sheet,
                )
            )
        return "typst"
    if asked or is_available("weasyprint"):
        return "weasyprint"
    if is_available("typst") and not has_own_styles(style_sheet):
        return "typst"
    try:
        ENGINES["weasyprint"].get_versions()
    except MissingEngineError as error:
        problem = error.problems[0]
        raise MissingEngineError(make_problem(problem.message, f"{problem.hint} {_SWITCH_HINT}")) from error
    return "weasyprint"


def has_own_styles(style_sheet: Path) -> bool:
    """Return whether a style sheet differs from golive's own of that name."""
    own = get_bundled_root() / "templates" / "runbook" / style_sheet.name
    return _read_lines(style_sheet) != _read_lines(own)


def _read_lines(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")
