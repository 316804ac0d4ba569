"""Document → PDF: render HTML once, and lay it out with one of the PDF engines."""

from collections.abc import Mapping
from functools import partial

from golive.figures.drawing import Color, Drawing, Frame
from golive.markdown.document import Document, Meta
from golive.render.html.outline import build_outline
from golive.render.html.page import render_html
from golive.render.html.paper_size import DocumentForm
from golive.render.html.picture import FigureDrawer
from golive.render.html.style_sheet import DEFAULT_SCALE, TypeScale
from golive.render.palette import PALETTE
from golive.render.pdf import font_coverage, size_limits
from golive.render.pdf.attachment import Attachment
from golive.render.pdf.engines import ENGINES, PdfEngineName
from golive.render.pdf.layout import PdfLayout
from golive.render.pdf.one_page_fit import fit_on_one_page
from golive.render.pdf.page_filling import lay_out_filling_pages
from golive.render.pdf.page_input import PageInput

__all__ = ["Attachment", "render_pdf"]


def render_pdf(  # noqa: PLR0913 - entry point with all inputs
    document: Document,
    meta: Meta,
    css: str,
    draw_figure: FigureDrawer,
    form: DocumentForm,
    *,
    attachments: tuple[Attachment, ...] = (),
    palette: Mapping[Color, str] = PALETTE,
    engine: PdfEngineName = "weasyprint",
) -> bytes:
    """Render a document as a PDF.

    Args:
        document: the document.
        meta: its metadata.
        css: the style sheet of its form, which uses the palette's custom properties.
        draw_figure: draws the figure with a given name into a frame.
        form: "runbook" (a cover and chapters) or "explainer" (exactly one page).
        attachments: files to embed.
        palette: six hexadecimal digits by color name.
        engine: the PDF engine; Typst has styles of its own instead of `css`.

    Returns:
        The PDF; equal input gives equal bytes.

    Raises:
        ContentError: a block is unsupported, no font has a character, or the document is too large.
        LayoutError: an explainer does not fit on its page.
        OutputError: the PDF engine is missing.
    """
    size_limits.check_size_limits(document)
    drawn: list[Drawing] = []

    def keep(name: str, frame: Frame) -> Drawing:
        drawn.append(draw_figure(name, frame))
        return drawn[-1]

    html = render_html(document, meta, keep, form, palette=palette)
    font_coverage.check_font_coverage(document, meta, drawn)

    def render(type_scale: TypeScale) -> str:
        if type_scale == DEFAULT_SCALE:
            return html
        return render_html(document, meta, draw_figure, form, palette=palette, type_scale=type_scale)

    set_pages = ENGINES[engine].open_page(PageInput(render, css, meta, form, palette))
    if form == "runbook":
        layout = lay_out_filling_pages(partial(set_pages, DEFAULT_SCALE), build_outline(document))
        return layout.write(meta, attachments)
    fitting: dict[TypeScale, PdfLayout] = {}

    def count_pages(size: TypeScale) -> int:
        layout = set_pages(size)
        if layout.page_count == 1:
            fitting[size] = layout
        return layout.page_count

    return fitting[fit_on_one_page(document, count_pages)].write(meta, attachments)
