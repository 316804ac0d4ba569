"""The explainer form: one page that says it all."""

from html import escape

from golive.markdown.document import Block, Document, Heading, Meta, Paragraph
from golive.render.html.blocks import Room, Writer
from golive.render.html.cover import running
from golive.render.html.paper_size import Sheet

_FIGURE_HEIGHT_IN = 1.7


def explainer_html(document: Document, meta: Meta, writer: Writer, sheet: Sheet) -> str:
    """The body of an explainer: a head with the title and the paragraphs below it, then the rest."""
    kicker = " · ".join(filter(None, dict.fromkeys((meta.subject, meta.subtitle))))
    draft = f' <span class="draft">{escape(meta.draft)}</span>' if meta.draft else ""
    lead, rest = _lead(document.blocks)
    room = Room(sheet.text_width_in, _FIGURE_HEIGHT_IN, paged=False)
    head = f'<p class="kicker">{escape(kicker)}{draft}</p>\n{writer.write(lead, room)}'
    body = writer.write(rest, room)
    return f'<div class="one-page" {running(meta)}><header>{head}</header>\n{body}</div>\n'


def _lead(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    count = 0
    while count < len(blocks) and isinstance(blocks[count], Heading if count == 0 else Paragraph):
        count += 1
    return blocks[:count], blocks[count:]
