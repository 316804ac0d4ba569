"""Document → Deck of exactly one slide, for a document that is to stand alone."""

from msgspec.structs import replace

from golive.markdown.document import Container, Document, Meta
from golive.render.slides.layout.form import FigureSource
from golive.render.slides.layout.plan import plan
from golive.render.slides.layout.problems import fault
from golive.render.slides.model import Deck
from golive.render.slides.theme.theme import Theme
from golive.support.problems import LayoutError


def plan_single(document: Document, meta: Meta, theme: Theme, figure: FigureSource) -> Deck:
    """Lay a document out on one slide; its figures give way where they do not fit beside the words.

    Args:
        document: what a template said: one `##` and what stands below it.
        meta: what the margins and the properties say.
        theme: the template that the slide will stand on.
        figure: draws a figure by its name for exactly the frame that is asked for.

    Raises:
        ContentError: a block has no form on a slide.
        LayoutError: the words take more than a slide, however small.
    """
    deck = plan(document, meta, theme, figure)
    if len(deck.slides) == 1:
        return deck
    words = tuple(b for b in document.blocks if not (isinstance(b, Container) and b.name == "figure"))
    deck = plan(replace(document, blocks=words), meta, theme, figure)
    if len(deck.slides) == 1:
        return deck
    hint = "Shorten the longest names of the spec, or list fewer things in the template."
    raise LayoutError(fault(document.source, 0, f"what should be one slide takes {len(deck.slides)}", hint))
