"""Render a planned deck as SVG pictures and an HTML page, without Office; the geometry comes from the deck."""

from golive.markdown.document import Document, Meta
from golive.render.slides.layout.form import FigureSource
from golive.render.slides.model import Deck
from golive.render.slides.theme.theme import Theme

__all__ = ["build_preview", "render_page", "render_svgs"]


def build_preview(
    document: Document, meta: Meta, theme: bytes | Theme, figure: FigureSource, *, single: bool = False
) -> tuple[tuple[str, bytes], ...]:
    """Plan a document as for the deck, and render its slides.

    Args:
        document: document to show.
        meta: texts of the footers and the title slide.
        theme: slide template: its bytes, or the loaded theme.
        figure: draws a figure by its name for exactly the frame that is asked for.
        single: plan exactly one slide.

    Returns:
        Files by path relative to the deck: a picture of each slide, and `{stem}.html` with all of them.

    Raises:
        GoliveError: the deck cannot be planned.
    """
    from golive.render.slides.layout.plan import plan_slides
    from golive.render.slides.layout.single_slide import plan_single_slide
    from golive.render.slides.theme.theme import read_theme

    read = read_theme(theme) if isinstance(theme, bytes) else theme
    deck = (plan_single_slide if single else plan_slides)(document, meta, read, figure)
    pictures = tuple((f"{{stem}}-slides/{name}", content) for name, content in render_svgs(deck, read))
    return (("{stem}.html", render_page(deck, read)), *pictures)


def render_svgs(deck: Deck, theme: Theme) -> tuple[tuple[str, bytes], ...]:
    """Render each slide as an SVG file: name and bytes. Equal decks on equal themes give equal bytes."""
    from golive.render.preview.slide import build_ink, render_slide

    digits = max(2, len(str(len(deck.slides))))
    names = {slide.key: f"{slide.number:0{digits}}-{slide.key}.svg" for slide in deck.slides}

    def target(href: str) -> str | None:
        return names.get(href[1:]) if href.startswith("#") else href

    ink = build_ink(theme, target)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return tuple((names[s.key], f"{head}{render_slide(s, deck, theme, ink)}\n".encode()) for s in deck.slides)


def render_page(deck: Deck, theme: Theme) -> bytes:
    """Render all slides as one self-contained HTML page. Equal decks on equal themes give equal bytes."""
    from golive.render.preview.page import render_deck_page

    return render_deck_page(deck, theme).encode()
