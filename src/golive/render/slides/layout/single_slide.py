"""Lay out a document that must fit on exactly one slide."""

from msgspec.structs import replace

from golive.markdown.document import Container, Document, Meta
from golive.render.slides.layout.form import FigureSource
from golive.render.slides.layout.plan import plan_slides
from golive.render.slides.layout.problems import make_template_problem
from golive.render.slides.model import Deck
from golive.render.slides.theme.theme import Theme
from golive.support.problems import LayoutError


def plan_single_slide(document: Document, meta: Meta, theme: Theme, figure: FigureSource) -> Deck:
    """Lay a document out on one slide; omit the figures if they do not fit next to the text.

    Args:
        document: the parsed Markdown: one `##` and its content.
        meta: metadata for the footers and the file properties.
        theme: the template of the slide.
        figure: function that draws the named figure for a given frame.

    Raises:
        ContentError: a block cannot be shown on a slide.
        LayoutError: the text takes more than one slide, even at the smallest size.
    """
    deck = plan_slides(document, meta, theme, figure)
    if len(deck.slides) == 1:
        return deck
    words = tuple(b for b in document.blocks if not (isinstance(b, Container) and b.name == "figure"))
    deck = plan_slides(replace(document, blocks=words), meta, theme, figure)
    if len(deck.slides) == 1:
        return deck
    hint = "Shorten the longest names of the spec, or list fewer things in the template."
    raise LayoutError(
        make_template_problem(document.source, 0, f"what should be one slide takes {len(deck.slides)}", hint)
    )
