"""Document → HTML: one text, complete but for its style sheet."""

from collections.abc import Mapping
from html import escape

from msgspec.structs import replace

from golive.figures.drawing import Color, Frame
from golive.markdown.chart import Chart
from golive.markdown.document import Document, Meta
from golive.render.html.block_rules import check
from golive.render.html.blocks import Room, Writer
from golive.render.html.explainer import explainer_html
from golive.render.html.head import head_html
from golive.render.html.paper_size import Form, sheet_of
from golive.render.html.picture import Figure, drawing_of
from golive.render.html.runbook import runbook_html
from golive.render.html.style_sheet import AS_IS, Size
from golive.render.palette import PALETTE
from golive.render.svg import to_svg

FAMILY = "Inter"
_TEXT_PT = 9.0
_LEAST_PT = 7.0
_LONGEST_ALT = 580


def to_html(  # noqa: PLR0913 - all that a page depends on
    document: Document,
    meta: Meta,
    figure: Figure,
    form: Form,
    *,
    palette: Mapping[Color, str] = PALETTE,
    size: Size = AS_IS,
) -> str:
    """A document as HTML.

    Args:
        document: what it says.
        meta: what it says about itself.
        figure: draws a figure into a frame, by its name.
        form: "runbook" or "explainer".
        palette: the colours of the figures: six hexadecimal digits by their meaning.
        size: how large the figures' text is, beside the style sheet's.

    Raises:
        ContentError: what has no form on paper, every place at once.
    """
    check(document, form)

    def illustrate(shown: str | Chart, room: Room, prefix: str) -> str:
        frame = Frame(room.width_in, room.height_in, _TEXT_PT * size.scale, _LEAST_PT, FAMILY)
        drawing = drawing_of(shown, figure, frame)
        # A tagged PDF takes a figure's description from the title of its SVG.
        return to_svg(replace(drawing, title=_shortened(drawing.alt)), palette, FAMILY, prefix)

    writer = Writer(document, illustrate, numbers=form == "runbook")
    sheet = sheet_of(meta.paper, form)
    body = (runbook_html if form == "runbook" else explainer_html)(document, meta, writer, sheet)
    root = f'<html lang="{escape(meta.language)}">'
    return f'<!DOCTYPE html>\n{root}\n{head_html(meta)}<body class="{form}">\n{body}</body></html>\n'


def _shortened(text: str) -> str:
    """A description as long as a reader's software should speak; what it leaves out stands in the tables."""
    return text if len(text) <= _LONGEST_ALT else f"{text[:_LONGEST_ALT].rsplit(' ', 1)[0].rstrip(' ,;')} …"
