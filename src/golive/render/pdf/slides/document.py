"""Put the pages of all slides together, and write them with WeasyPrint."""

from html import escape

from msgspec.structs import replace

from golive.figures.drawing import Drawing
from golive.markdown.document import Document, Meta
from golive.render.html.head import head_html
from golive.render.pdf.font_coverage import check_font_coverage
from golive.render.pdf.slides.page import SlidePage
from golive.render.preview.slide import build_ink
from golive.render.slides.layout.form import FigureSource
from golive.render.slides.layout.plan import plan_slides
from golive.render.slides.layout.single_slide import plan_single_slide
from golive.render.slides.model import Deck
from golive.render.slides.theme.theme import Theme, read_theme
from golive.render.svg import format_number
from golive.typography.units import POINTS_PER_INCH

_STYLE = """
* { box-sizing: border-box; margin: 0; padding: 0; }
html, body { font-family: Inter, "JetBrains Mono"; hyphens: none; }
section { position: relative; background-size: 100% 100%; background-repeat: no-repeat; overflow: hidden; }
section { break-after: page; }
section:last-child { break-after: auto; }
.box, table, figure { position: absolute; }
.box > * , td > *, th > * { white-space: pre; }
h1, h2 { font-size: inherit; font-weight: inherit; }
ul, ol { list-style-position: outside; }
code { font-family: "JetBrains Mono", Inter; }
strong { font-weight: 700; } em { font-style: italic; }
a { text-decoration: underline; } a.b { font-weight: 700; } a.i { font-style: italic; }
a.m { font-family: "JetBrains Mono", Inter; }
table { border-collapse: collapse; border-spacing: 0; table-layout: fixed; }
th { font-weight: inherit; text-align: left; }
svg { display: block; }
"""


def render_slides_pdf(
    document: Document, meta: Meta, theme: bytes | Theme, figure: FigureSource, *, single: bool = False
) -> bytes:
    """Plan a document as for the deck, and render the slides that a slide show shows as a PDF.

    Args:
        document: the document.
        meta: texts of the footers, the title slide and the properties.
        theme: slide template: its bytes, or the loaded theme.
        figure: draws a figure by its name for exactly the frame that is asked for.
        single: plan exactly one slide.

    Raises:
        GoliveError: the deck cannot be planned, or no font has a character.
    """
    from golive.render.pdf.weasyprint.write import to_pdf

    read = read_theme(theme) if isinstance(theme, bytes) else theme
    drawn: list[Drawing] = []

    def keep(name: str, frame: object) -> Drawing:
        drawn.append(figure(name, frame))  # type: ignore[arg-type]
        return drawn[-1]

    plan = plan_single_slide if single else plan_slides
    deck = _drop_hidden_slides(plan(document, meta, read, keep))
    check_font_coverage(document, meta, drawn)
    keys = {slide.key for slide in deck.slides}

    def resolve(href: str) -> str | None:
        return href if not href.startswith("#") or href[1:] in keys else None

    ink = build_ink(read, resolve)
    pages = [
        SlidePage(slide, deck, read, ink).render(heading="h2" if number else "h1")
        for number, slide in enumerate(deck.slides)
    ]
    root = f'<html lang="{escape(meta.language)}">'
    html = f"<!DOCTYPE html>\n{root}\n{head_html(meta)}<body>{''.join(pages)}</body></html>\n"
    return to_pdf(html, _page_css(deck) + _STYLE, meta)


def _drop_hidden_slides(deck: Deck) -> Deck:
    """Return the deck without the slides that a slide show skips; whole if it skips all."""
    shown = tuple(slide for slide in deck.slides if not slide.is_hidden)
    return replace(deck, slides=shown) if shown else deck


def _page_css(deck: Deck) -> str:
    width, height = (format_number(side * POINTS_PER_INCH) for side in (deck.width, deck.height))
    return f"@page{{size:{width}pt {height}pt;margin:0}}\nsection{{width:{width}pt;height:{height}pt}}\n"
