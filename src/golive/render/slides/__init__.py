"""Convert a Document into a native, editable PowerPoint deck.

`read_theme` reads a template, `plan` lays a document out as a Deck, `write` writes the file; `make_deck` does all.
"""

from typing import TYPE_CHECKING

from golive.markdown.document import Document, Meta
from golive.render.slides.layout.form import FigureSource

if TYPE_CHECKING:
    from golive.render.slides.theme.theme import Theme

__all__ = ["make_deck"]


def make_deck(
    document: Document, meta: Meta, theme: "bytes | Theme", figure: FigureSource, *, single: bool = False
) -> bytes:
    """Build a presentation from a document.

    Args:
        document: the parsed Markdown, as docs/markdown.md describes.
        meta: metadata for the title slide, the footers and the file properties.
        theme: the PowerPoint template for the slides: its bytes, or the Theme read from them.
        figure: function that draws the named figure for a given frame.
        single: whether the document must fit on one slide.

    Returns:
        A .pptx. Equal input gives equal bytes.

    Raises:
        ThemeError: the template cannot be used.
        ContentError: a block cannot be shown on a slide.
        LayoutError: a text does not fit on any slide, even at the smallest size.
    """
    # Imported here to keep slow imports off unrelated commands.
    from golive.render.slides.layout.plan import plan_slides
    from golive.render.slides.layout.single_slide import plan_single_slide
    from golive.render.slides.pptx.write import write_deck
    from golive.render.slides.theme.theme import read_theme

    read = read_theme(theme) if isinstance(theme, bytes) else theme
    return write_deck((plan_single_slide if single else plan_slides)(document, meta, read, figure), read)
