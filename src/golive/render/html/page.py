"""Document → HTML: a complete page without its style sheet."""

from collections.abc import Mapping
from html import escape

from msgspec.structs import replace

from golive.figures.drawing import Color, Frame
from golive.markdown.chart import Chart
from golive.markdown.document import Document, Meta
from golive.render.html.block_rules import check_blocks
from golive.render.html.blocks import BlockWriter, LayoutArea
from golive.render.html.explainer import explainer_html
from golive.render.html.head import head_html
from golive.render.html.paper_size import DocumentForm, get_sheet
from golive.render.html.picture import FigureDrawer, draw_figure_or_chart
from golive.render.html.runbook import runbook_html
from golive.render.html.style_sheet import DEFAULT_SCALE, TypeScale
from golive.render.palette import PALETTE
from golive.render.svg import render_svg

FONT_FAMILY = "Inter"
_TEXT_PT = 9.0
_MIN_TEXT_PT = 7.0
_MAX_ALT_LENGTH = 580


def render_html(  # noqa: PLR0913 - all that a page depends on
    document: Document,
    meta: Meta,
    draw_figure: FigureDrawer,
    form: DocumentForm,
    *,
    palette: Mapping[Color, str] = PALETTE,
    type_scale: TypeScale = DEFAULT_SCALE,
) -> str:
    """Render a document as HTML.

    Args:
        document: the document.
        meta: its metadata.
        draw_figure: draws the figure with a given name into a frame.
        form: "runbook" or "explainer".
        palette: figure colors: six hexadecimal digits by color name.
        type_scale: scale of the text in figures.

    Raises:
        ContentError: the document contains unsupported blocks; lists every place.
    """
    check_blocks(document, form)

    def illustrate(shown: str | Chart, room: LayoutArea, prefix: str) -> str:
        frame = Frame(room.width_in, room.max_figure_height_in, _TEXT_PT * type_scale.scale, _MIN_TEXT_PT, FONT_FAMILY)
        drawing = draw_figure_or_chart(shown, draw_figure, frame)
        # WeasyPrint takes a figure's text alternative from the title of its SVG.
        return render_svg(replace(drawing, title=shorten_alt_text(drawing.alt)), palette, FONT_FAMILY, prefix)

    writer = BlockWriter(document, illustrate, is_numbered=form == "runbook")
    sheet = get_sheet(meta.paper_size, form)
    body = (runbook_html if form == "runbook" else explainer_html)(document, meta, writer, sheet)
    root = f'<html lang="{escape(meta.language)}">'
    return f'<!DOCTYPE html>\n{root}\n{head_html(meta)}<body class="{form}">\n{body}</body></html>\n'


def shorten_alt_text(text: str) -> str:
    """Shorten a text alternative to a length suitable for screen readers; the tables contain all details."""
    return text if len(text) <= _MAX_ALT_LENGTH else f"{text[:_MAX_ALT_LENGTH].rsplit(' ', 1)[0].rstrip(' ,;')} …"
