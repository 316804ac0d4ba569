"""HTML + CSS → PDF with WeasyPrint.

Equal input gives equal bytes: only bundled fonts, dates of the version, no external resources.
The interface is narrow, so that another engine could replace it.
"""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from msgspec import Struct

from golive.markdown.document import Meta
from golive.render.pdf.attachment import Attachment
from golive.render.pdf.fonts import fonts_css
from golive.render.pdf.layout import PageLayout
from golive.render.pdf.weasyprint.engine import free_old_pages, load_weasyprint, raise_engine_warnings
from golive.render.seal import build_origin, seal_pdf

_VARIANT = "pdf/a-3a"
_MAX_TRIES = 4
_AMBIGUOUS_ENDING = b"\r\nendstream"
"""A stream that ends in a carriage return, which readers mistake for part of the line end. The compressed object list
ends this way in one of 256 files; writing one more empty object changes its last byte."""


class WeasyPrintLayout(Struct, frozen=True):
    """A document that WeasyPrint has laid out; see `golive.render.pdf.layout.PdfLayout`."""

    _document: Any

    @property
    def page_count(self) -> int:
        """Return the number of pages."""
        return len(self._document.pages)

    @property
    def page_layouts(self) -> tuple[PageLayout, ...]:
        """Return the layout of each page."""
        return tuple(map(_measure_page, self._document.pages))

    def write(self, meta: Meta, attachments: tuple[Attachment, ...] = ()) -> bytes:
        """Write the document as a tagged PDF (PDF/UA-1 and PDF/A-3a).

        Args:
            meta: metadata, with the date of the attachments.
            attachments: files to embed, in order.

        Raises:
            OutputError: the engine logged a warning.
        """
        with raise_engine_warnings():
            for padding in range(_MAX_TRIES):
                files = _build_attachments(meta, attachments)
                finish = partial(_finish_pdf, meta=meta, padding=padding)
                content: bytes = self._document.write_pdf(finisher=finish, pdf_variant=_VARIANT, attachments=files)
                if _AMBIGUOUS_ENDING not in content:
                    break
        return seal_pdf(content)


def _measure_page(page: Any) -> PageLayout:  # noqa: ANN401 - the engine has no types
    from weasyprint.formatting_structure.boxes import LineBox, ReplacedBox

    box = page._page_box  # noqa: SLF001 - the boxes are nowhere else
    top, height = box.content_box_y(), box.height
    set_boxes = (found for found in box.children[0].descendants() if isinstance(found, LineBox | ReplacedBox))
    bottom = max((found.position_y + found.height for found in set_boxes), default=top)
    starts = {name: (place[1] - top) / height for name, place in page.anchors.items()}
    return PageLayout((bottom - top) / height, bool(page.width > page.height), starts)


def lay_out(html: str, css: str) -> WeasyPrintLayout:
    """Lay out a document.

    Args:
        html: the whole document, without external resources.
        css: its style sheet, including sizes and colors.

    Raises:
        OutputError: the engine is missing, or logged a warning.
    """
    engine = load_weasyprint()
    free_old_pages()
    from weasyprint.text.fonts import FontConfiguration

    from golive.render.pdf.weasyprint.speedups import FastHTML
    from golive.render.pdf.weasyprint.url_fetcher import RestrictedFetcher

    with raise_engine_warnings():
        fonts, fetcher = FontConfiguration(), RestrictedFetcher({})
        sheet = engine.CSS(string=fonts_css(html) + css, url_fetcher=fetcher, font_config=fonts)
        page = FastHTML(html, css, fetcher)
        return WeasyPrintLayout(page.render(stylesheets=[sheet], font_config=fonts, pdf_variant=_VARIANT))


def to_pdf(html: str, css: str, meta: Meta, attachments: tuple[Attachment, ...] = ()) -> bytes:
    """Lay out a document and write it; see `lay_out` and `WeasyPrintLayout.write` for arguments and errors."""
    return lay_out(html, css).write(meta, attachments)


def count_pages(html: str, css: str) -> int:
    """Count the pages of a document."""
    return lay_out(html, css).page_count


def _build_attachments(meta: Meta, attachments: tuple[Attachment, ...]) -> list[Any]:
    engine = load_weasyprint()
    from golive.render.pdf.weasyprint.url_fetcher import ATTACHMENT_SCHEME, RestrictedFetcher

    day = datetime.fromisoformat(meta.date).replace(tzinfo=UTC)
    files = {str(number): attachment for number, attachment in enumerate(attachments)}
    fetcher = RestrictedFetcher(files)
    return [
        engine.Attachment(
            url=f"{ATTACHMENT_SCHEME}{number}",
            url_fetcher=fetcher,
            name=file.name,
            description=file.description,
            created=day,
            modified=day,
            relationship=file.relationship,
        )
        for number, file in files.items()
    ]


def _finish_pdf(document: Any, pdf: Any, *, meta: Meta, padding: int) -> None:  # noqa: ANN401 - the engine has no types
    import pydyf

    from golive.render.pdf.weasyprint.speedups import freeze_objects
    from golive.render.pdf.weasyprint.tags import finish_structure

    engine = f"WeasyPrint {load_weasyprint().__version__}"
    finish_structure(document, pdf, build_origin(meta, engine) if meta.id else {})
    for _ in range(padding):
        pdf.add_object(pydyf.Dictionary())
    freeze_objects(pdf)
