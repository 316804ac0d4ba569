"""Render the table of contents: chapters and sections with leaders and page numbers."""

from html import escape

from golive.render.html.inline import label_html, page_reference_attribute
from golive.render.html.outline import OutlineEntry


def contents_html(entries: tuple[OutlineEntry, ...]) -> str:
    """Render the table of contents for print."""
    return f'<nav class="contents">{contents_list_html(entries, is_paged=True)}</nav>\n'


def contents_list_html(entries: tuple[OutlineEntry, ...], *, is_paged: bool = False) -> str:
    """Render the contents as a list of links; `is_paged` adds the attributes for page numbers.

    The number and the leader are outside the link, which contains only text. CSS sets the page number
    (`target-counter`), which works in block layout but not in flex layout.
    """
    lines = []
    for entry in entries:
        if entry.in_contents:
            anchor = escape(entry.anchor)
            number = f'<span class="number">{entry.number}</span> '
            link = f'<a class="entry" href="#{anchor}">{label_html(entry.runs)}</a>'
            page = f" {page_reference_attribute(f'#{entry.anchor}')}" if is_paged else ""
            lines.append(f'<li class="level-{entry.level}"{page}>{number}{link}</li>\n')
    return f"<ol>\n{''.join(lines)}</ol>"
