"""Document → one HTML page: for a browser, by keyboard, by screen reader, and for its printer.

The blocks are written as for paper; what is around them is made for a screen: landmarks, the contents beside the text,
colours for the dark, and a policy by which the page reads nothing from outside and runs nothing.
"""

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from pathlib import Path

from golive.figures.drawing import Color
from golive.markdown.chart import Chart
from golive.markdown.document import Document, Meta
from golive.render.html.block_rules import check
from golive.render.html.blocks import Room, Writer
from golive.render.html.contents import listed
from golive.render.html.explainer import explainer_html
from golive.render.html.head import head_html
from golive.render.html.inline import label
from golive.render.html.paper_size import Form, sheet_of
from golive.render.html.picture import Figure
from golive.render.web.characters import clean
from golive.render.web.colors import screen_rules
from golive.render.web.contents import divide
from golive.render.web.figures import drawn, inline_svg
from golive.render.web.links import join_links

# No template gives a part such a key.
_MAIN = "golive.main"
# The text of a screen is larger than that of paper; widths of tables are judged by paper's.
_ENLARGED = 1.25
_ROOM = Room(7.6, 4.4, paged=False, scrolls=True)


def to_page(document: Document, meta: Meta, figure: Figure, form: Form, palette: Mapping[Color, str]) -> bytes:
    """A document as one HTML page that reads nothing from outside and holds no script.

    Args:
        document: what it says.
        meta: what it says about itself.
        figure: draws a figure into a frame, by its name.
        form: "runbook" (a head, chapters, and the contents beside them) or "explainer".
        palette: six hexadecimal digits for every colour, made for white paper.

    Returns:
        UTF-8; equal input gives equal bytes.

    Raises:
        ContentError: what has no form on a page, every place at once.
    """
    check(document, form)
    document = join_links(document)

    def illustrate(shown: str | Chart, room: Room, prefix: str) -> str:
        drawing = drawn(shown, figure, room.width_in * _ENLARGED, room.height_in * _ENLARGED)
        return inline_svg(drawing, palette, prefix)

    css = screen_rules(palette) + (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    is_runbook = form == "runbook"
    writer = Writer(document, illustrate, numbers=is_runbook, top=2 if is_runbook else 1)
    body = _runbook(document, meta, writer) if is_runbook else _explainer(document, meta, writer)
    html = (
        f'<!DOCTYPE html>\n<html lang="{escape(meta.language)}">\n{head_html(meta, _more(css))}'
        f'<body class="{form}">\n{body}<footer><p>{_about(meta)}</p></footer>\n</body></html>\n'
    )
    return clean(html).encode()


def _more(css: str) -> str:
    """What a screen needs to know, a style sheet, and the policy that allows this style sheet alone.

    Widths of columns are attributes, which have no sums: they are allowed as attributes.
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


def _runbook(document: Document, meta: Meta, writer: Writer) -> str:
    """A head, the contents, and the chapters; the chapter that held the contents on paper stands beside the others."""
    parts = divide(document.blocks)
    before = writer.write(parts.before, _ROOM)
    # Written as the heading that it is, so that it keeps its anchor and its place in the outline.
    title = writer.write(parts.title, _ROOM) or '<p class="level-1">Contents</p>\n'
    name = label(parts.title[0].runs) if parts.title else "Contents"
    after = writer.write(parts.after, _ROOM)
    return (
        f'<a class="skip" href="#{_MAIN}">Skip to the text</a>\n{_cover(meta)}'
        f'<div class="frame">\n<nav aria-label="{name}">\n{title}{listed(writer.entries)}</nav>\n'
        f'<main id="{_MAIN}" tabindex="-1">\n{before}{after}</main>\n</div>\n'
    )


def _cover(meta: Meta) -> str:
    """What a cover says, as the head of the page."""
    facts = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in meta.facts)
    parts = [
        f'<p class="kicker">{escape(meta.subject)}</p>',
        f"<h1>{escape(meta.title)}</h1>",
        f'<p class="subtitle">{escape(meta.subtitle)}</p>' if meta.subtitle != meta.title else "",
        f'<p class="draft">{escape(meta.draft)}</p>' if meta.draft else "",
        f"<dl>{facts}</dl>" if facts else "",
    ]
    return f'<header class="cover"><div>{"".join(parts)}</div></header>\n'


def _explainer(document: Document, meta: Meta, writer: Writer) -> str:
    return f"<main>\n{explainer_html(document, meta, writer, sheet_of(meta.paper, 'explainer'))}</main>\n"


def _about(meta: Meta) -> str:
    """What the foot of every sheet says on paper."""
    said = (meta.draft, meta.subject, meta.title, f"Version {meta.version}", meta.date_on_paper, meta.status)
    return escape("  ·  ".join(filter(None, dict.fromkeys(said))))
