"""What an engine needs to lay out a document."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from golive.figures.drawing import Color
from golive.markdown.document import Meta
from golive.render.html.paper_size import DocumentForm
from golive.render.html.style_sheet import TypeScale


class PageInput(Struct, frozen=True):
    """A document as HTML, at any type scale.

    Attributes:
        render_html: renders the whole page, with figures drawn for a type scale.
        css: the template's style sheet; Typst has styles of its own.
        meta: the metadata.
        form: "runbook" or "explainer".
        palette: six hexadecimal digits by color name.
    """

    render_html: Callable[[TypeScale], str]
    css: str
    meta: Meta
    form: DocumentForm
    palette: Mapping[Color, str]
