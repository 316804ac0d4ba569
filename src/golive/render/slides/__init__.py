"""The deck: Document → slides that PowerPoint opens as its own.

`read_theme` makes a Theme of a template, `plan` a Deck of a document, `write` a file of a deck; `make` does all three.
"""

from typing import TYPE_CHECKING

from golive.markdown.document import Document, Meta
from golive.render.slides.layout.form import FigureSource

if TYPE_CHECKING:
    from golive.render.slides.theme.theme import Theme

__all__ = ["make"]


def make(
    document: Document, meta: Meta, theme: "bytes | Theme", figure: FigureSource, *, single: bool = False
) -> bytes:
    """Make a presentation.

    Args:
        document: what a template said, as docs/markdown.md describes.
        meta: what the title slide, the margins and the properties say.
        theme: a template whose master and layouts the slides stand on: its bytes, or what was read from them.
        figure: draws a figure by its name for exactly the frame that is asked for.
        single: whether it must be one slide.

    Returns:
        A .pptx. Equal input gives equal bytes.

    Raises:
        ThemeError: the template cannot be used.
        ContentError: a block has no form on a slide.
        LayoutError: a text fits no slide, however it is set.
    """
    # Imported here, so that the names of the stages stay the names of their modules.
    from golive.render.slides.layout.plan import plan
    from golive.render.slides.layout.single_slide import plan_single
    from golive.render.slides.pptx.write import write
    from golive.render.slides.theme.theme import read_theme

    read = read_theme(theme) if isinstance(theme, bytes) else theme
    return write((plan_single if single else plan)(document, meta, read, figure), read)
