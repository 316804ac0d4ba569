"""Document → PDF: HTML, a style sheet, and an engine that sets them."""

from collections.abc import Mapping

from golive.figures.drawing import Color, Drawing, Frame
from golive.markdown.document import Document, Meta
from golive.render.html.outline import outline
from golive.render.html.page import to_html
from golive.render.html.paper_size import Form
from golive.render.html.picture import Figure
from golive.render.html.style_sheet import Size, style_sheet
from golive.render.palette import PALETTE
from golive.render.pdf import font_coverage, size_limits
from golive.render.pdf.attachment import Attachment
from golive.render.pdf.one_page_fit import fit
from golive.render.pdf.page_filling import evened
from golive.render.pdf.write import Layout, lay_out

__all__ = ["Attachment", "make"]


def make(  # noqa: PLR0913 - the whole of a page's making, in one place
    document: Document,
    meta: Meta,
    css: str,
    figure: Figure,
    form: Form,
    *,
    attachments: tuple[Attachment, ...] = (),
    palette: Mapping[Color, str] = PALETTE,
) -> bytes:
    """Set a document as a PDF.

    Args:
        document: what it says.
        meta: what it says about itself.
        css: the style sheet of its form, which names colours by the palette's custom properties.
        figure: draws a figure into a frame, by its name.
        form: "runbook" (a cover and chapters) or "explainer" (exactly one page).
        attachments: files to embed.
        palette: six hexadecimal digits for every colour of a drawing.

    Returns:
        The PDF; equal input gives equal bytes.

    Raises:
        ContentError: something has no form on paper, or no bundled font has a character, or there is too much of it.
        LayoutError: an explainer does not fit on its page.
        OutputError: the PDF engine is missing.
    """
    size_limits.check(document)
    drawn: list[Drawing] = []

    def keep(name: str, frame: Frame) -> Drawing:
        drawn.append(figure(name, frame))
        return drawn[-1]

    html = to_html(document, meta, keep, form, palette=palette)
    font_coverage.check(document, meta, drawn)
    if form == "explainer":
        fitting: dict[Size, Layout] = {}

        def pages(size: Size) -> int:
            html = to_html(document, meta, figure, form, palette=palette, size=size)
            layout = lay_out(html, style_sheet(css, meta, form, palette, size))
            if layout.pages == 1:
                fitting[size] = layout
            return layout.pages

        return fitting[fit(document, pages)].write(meta, attachments)
    return evened(html, style_sheet(css, meta, form, palette), outline(document)).write(meta, attachments)
