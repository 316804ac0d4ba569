"""The table of contents: one line for each chapter and section, a leader, a page number."""

from html import escape

from golive.render.html.inline import label, target
from golive.render.html.outline import Entry


def contents_html(entries: tuple[Entry, ...]) -> str:
    """The contents on paper."""
    return f'<nav class="contents">{listed(entries, paged=True)}</nav>\n'


def listed(entries: tuple[Entry, ...], *, paged: bool = False) -> str:
    """The contents as a list of links, for paper with what the style sheet takes their pages from.

    The number and the leader stand outside the link, which holds text alone. The page number is set by CSS
    (`target-counter`), which works in blocks but not in flex.
    """
    lines = []
    for entry in entries:
        if entry.listed:
            anchor = escape(entry.anchor)
            number = f'<span class="number">{entry.number}</span> '
            link = f'<a class="entry" href="#{anchor}">{label(entry.runs)}</a>'
            page = f" {target(f'#{entry.anchor}')}" if paged else ""
            lines.append(f'<li class="level-{entry.level}"{page}>{number}{link}</li>\n')
    return f"<ol>\n{''.join(lines)}</ol>"
