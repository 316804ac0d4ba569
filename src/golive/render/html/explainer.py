"""Render the explainer: a one-page summary."""

from html import escape

from golive.markdown.document import Block, Document, Heading, Meta, Paragraph
from golive.render.html.blocks import BlockWriter, LayoutArea
from golive.render.html.cover import running_header_attributes
from golive.render.html.paper_size import Sheet

_FIGURE_HEIGHT_IN = 1.7


def explainer_html(document: Document, meta: Meta, writer: BlockWriter, sheet: Sheet) -> str:
    """Render the body of an explainer: a header with the title and lead paragraphs, then the other blocks."""
    kicker = " · ".join(filter(None, dict.fromkeys((meta.subject, meta.subtitle))))
    draft = f' <span class="draft">{escape(meta.draft_mark)}</span>' if meta.draft_mark else ""
    lead, rest = _split_lead(document.blocks)
    room = LayoutArea(sheet.text_width_in, _FIGURE_HEIGHT_IN, is_paged=False)
    head = f'<p class="kicker">{escape(kicker)}{draft}</p>\n{writer.write(lead, room)}'
    body = writer.write(rest, room)
    return f'<div class="one-page" {running_header_attributes(meta)}><header>{head}</header>\n{body}</div>\n'


def _split_lead(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    count = 0
    while count < len(blocks) and isinstance(blocks[count], Heading if count == 0 else Paragraph):
        count += 1
    return blocks[:count], blocks[count:]
