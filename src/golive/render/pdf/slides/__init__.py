"""Deck → PDF: one page per slide, with its text as text, lists as lists and tables as tables (PDF/UA-1, PDF/A-3a).

Places and line breaks are those of the deck. Type is Inter, which golive brings along, set so small that every line
takes no more room than in the font of the deck.
"""

from golive.render.pdf.slides.document import render_slides_pdf

__all__ = ["render_slides_pdf"]
