"""The PDF engines: one row each, and the choice between them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct

from golive.render.pdf.layout import PageSetter
from golive.render.pdf.page_input import PageInput
from golive.support.problems import OutputError

PdfEngineName = Literal["weasyprint", "typst"]


class PdfEngine(Struct, frozen=True):
    """A PDF engine.

    Attributes:
        name: its name for `--engine`.
        open_page: returns a function that lays out a document.
        get_versions: returns the versions of all libraries that affect the bytes of a PDF, by name.
        reads_style_sheets: whether the style sheet of a template counts.
    """

    name: PdfEngineName
    open_page: Callable[[PageInput], PageSetter]
    get_versions: Callable[[], dict[str, str]]
    reads_style_sheets: bool


def _open_weasyprint_page(page: PageInput) -> PageSetter:
    from golive.render.pdf.weasyprint.pages import open_page

    return open_page(page)


def _open_typst_page(page: PageInput) -> PageSetter:
    from golive.render.pdf.typst.pages import open_page

    return open_page(page)


def _get_weasyprint_versions() -> dict[str, str]:
    from golive.render.pdf.weasyprint.engine import get_component_versions

    return get_component_versions()


def _get_typst_versions() -> dict[str, str]:
    from golive.render.pdf.typst.engine import get_component_versions

    return get_component_versions()


ENGINES: Final[Mapping[PdfEngineName, PdfEngine]] = MappingProxyType(
    {
        "weasyprint": PdfEngine("weasyprint", _open_weasyprint_page, _get_weasyprint_versions, reads_style_sheets=True),
        "typst": PdfEngine("typst", _open_typst_page, _get_typst_versions, reads_style_sheets=False),
    }
)
"""The engines by name; the first one is the default."""


def is_available(name: PdfEngineName) -> bool:
    """Return whether an engine can be used on this machine."""
    try:
        ENGINES[name].get_versions()
    except OutputError:
        return False
    return True
