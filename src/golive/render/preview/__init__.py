"""Previews: a planned deck as pictures, without Office. The geometry is the deck's own; nothing is decided here."""

from golive.markdown.document import Document, Meta
from golive.render.slides.layout.form import FigureSource
from golive.render.slides.model import Deck
from golive.render.slides.theme.theme import Theme

__all__ = ["make", "to_page", "to_svgs"]


def make(
    document: Document, meta: Meta, theme: bytes | Theme, figure: FigureSource, *, single: bool = False
) -> tuple[tuple[str, bytes], ...]:
    """Plan a document as the deck does, and draw it.

    Args:
        document: what a template said.
        meta: what the margins and the title slide say.
        theme: a template that the slides stand on: its bytes, or what was read from them.
        figure: draws a figure by its name for exactly the frame that is asked for.
        single: whether it must be one slide.

    Returns:
        Files by their path beside the deck: a picture of each slide, and `{stem}.html` with all of them.

    Raises:
        GoliveError: as the deck itself.
    """
    from golive.render.slides.layout.plan import plan
    from golive.render.slides.layout.single_slide import plan_single
    from golive.render.slides.theme.theme import read_theme

    read = read_theme(theme) if isinstance(theme, bytes) else theme
    deck = (plan_single if single else plan)(document, meta, read, figure)
    folder = "preview-slide" if single else "preview"
    pictures = tuple((f"{folder}/{name}", content) for name, content in to_svgs(deck, read))
    return (("{stem}.html", to_page(deck, read)), *pictures)


def to_svgs(deck: Deck, theme: Theme) -> tuple[tuple[str, bytes], ...]:
    """Every slide as a file of its own: name and bytes. Equal decks on equal themes give equal bytes."""
    from golive.render.preview.slide import ink_of, slide_svg

    digits = max(2, len(str(len(deck.slides))))
    names = {slide.key: f"{slide.number:0{digits}}-{slide.key}.svg" for slide in deck.slides}

    def target(href: str) -> str | None:
        return names.get(href[1:]) if href.startswith("#") else href

    ink = ink_of(theme, target)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return tuple((names[s.key], f"{head}{slide_svg(s, deck, theme, ink)}\n".encode()) for s in deck.slides)


def to_page(deck: Deck, theme: Theme) -> bytes:
    """All slides as one HTML page that needs nothing else. Equal decks on equal themes give equal bytes."""
    from golive.render.preview.page import to_html

    return to_html(deck, theme).encode()
