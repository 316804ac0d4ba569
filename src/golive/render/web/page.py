"""Document → one HTML page for browsers, keyboard users, screen readers and printers.

Blocks are rendered as for PDFs; the page around them is made for screens: landmarks, the contents beside the text,
colors for dark mode, and a content security policy that forbids external resources and scripts.
"""

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from pathlib import Path

from golive.figures.drawing import Color
from golive.markdown.chart import Chart
from golive.markdown.document import Document, Meta
from golive.ooxml.xml_text import replace_invalid_characters
from golive.render.html.block_rules import check_blocks
from golive.render.html.blocks import BlockWriter, LayoutArea
from golive.render.html.contents import contents_list_html
from golive.render.html.explainer import explainer_html
from golive.render.html.head import head_html
from golive.render.html.inline import label_html
from golive.render.html.paper_size import DocumentForm, get_sheet
from golive.render.html.picture import FigureDrawer
from golive.render.web.colors import screen_css
from golive.render.web.contents import split_contents
from golive.render.web.figures import draw_for_screen, inline_svg
from golive.render.web.links import join_links
from golive.translation import translate

# Cannot collide with keys in templates.
_MAIN_ID = "golive.main"
# Screen text is larger than print text; table widths are computed for print text.
_FIGURE_SCALE = 1.25
_AREA = LayoutArea(7.6, 4.4, is_paged=False, is_scrollable=True)


def render_html_page(
    document: Document, meta: Meta, draw_figure: FigureDrawer, form: DocumentForm, palette: Mapping[Color, str]
) -> bytes:
    """Render a document as one HTML page without external resources and scripts.

    Args:
        document: the document.
        meta: its metadata.
        draw_figure: draws the figure with a given name into a frame.
        form: "runbook" (header, chapters, and the contents beside them) or "explainer".
        palette: six hexadecimal digits by color name, designed for white paper.

    Returns:
        UTF-8; equal input gives equal bytes.

    Raises:
        ContentError: the document contains unsupported blocks; lists every place.
    """
    check_blocks(document, form)
    document = join_links(document)

    def illustrate(shown: str | Chart, room: LayoutArea, prefix: str) -> str:
        drawing = draw_for_screen(
            shown, draw_figure, room.width_in * _FIGURE_SCALE, room.max_figure_height_in * _FIGURE_SCALE
        )
        return inline_svg(drawing, palette, prefix)

    css = screen_css(palette) + (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    is_runbook = form == "runbook"
    writer = BlockWriter(document, illustrate, is_numbered=is_runbook, top_level=2 if is_runbook else 1)
    body = _runbook_html(document, meta, writer) if is_runbook else _explainer_html(document, meta, writer)
    html = (
        f'<!DOCTYPE html>\n<html lang="{escape(meta.language)}">\n{head_html(meta, _head_extras_html(css))}'
        f'<body class="{form}">\n{body}<footer><p>{_footer_text(meta)}</p></footer>\n</body></html>\n'
    )
    return replace_invalid_characters(html).encode()


def _head_extras_html(css: str) -> str:
    """Render the viewport, the style sheet, and a content security policy that allows only this style sheet.

    Column widths are style attributes, which cannot be allowed by hash, so style attributes are allowed in general.
    """
    allowed = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{allowed}'; style-src-attr 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<style>{css}</style>\n"
    )


def _runbook_html(document: Document, meta: Meta, writer: BlockWriter) -> str:
    """Render the header, the contents as navigation beside the text, and the chapters."""
    parts = split_contents(document.blocks)
    before = writer.write(parts.before, _AREA)
    # Rendered as a regular heading, so that it keeps its anchor and its place in the outline.
    title = writer.write(parts.title, _AREA) or '<p class="level-1">Contents</p>\n'
    name = label_html(parts.title[0].runs) if parts.title else "Contents"
    after = writer.write(parts.after, _AREA)
    return (
        f'<a class="skip" href="#{_MAIN_ID}">Skip to the text</a>\n{_cover_html(meta)}'
        f'<div class="frame">\n<nav aria-label="{name}">\n{title}{contents_list_html(writer.entries)}</nav>\n'
        f'<main id="{_MAIN_ID}" tabindex="-1">\n{before}{after}</main>\n</div>\n'
    )


def _cover_html(meta: Meta) -> str:
    """Render the content of the cover as the page header."""
    facts = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in meta.facts)
    parts = [
        f'<p class="kicker">{escape(meta.subject)}</p>',
        f"<h1>{escape(meta.title)}</h1>",
        f'<p class="subtitle">{escape(meta.subtitle)}</p>' if meta.subtitle != meta.title else "",
        f'<p class="draft">{escape(meta.draft_mark)}</p>' if meta.draft_mark else "",
        f"<dl>{facts}</dl>" if facts else "",
    ]
    return f'<header class="cover"><div>{"".join(parts)}</div></header>\n'


def _explainer_html(document: Document, meta: Meta, writer: BlockWriter) -> str:
    return f"<main>\n{explainer_html(document, meta, writer, get_sheet(meta.paper_size, 'explainer'))}</main>\n"


def _footer_text(meta: Meta) -> str:
    """Return the text that the footer of every printed page shows."""
    said = (
        meta.draft_mark,
        meta.subject,
        meta.title,
        translate("version", version=meta.version),
        meta.display_date,
        meta.status,
    )
    return escape("  ·  ".join(filter(None, dict.fromkeys(said))))
