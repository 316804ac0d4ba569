"""The table of contents: one line for each chapter and section, a leader, a page number."""

from html import escape

from golive.publish.page.inline import label, target
from golive.publish.page.outline import Entry


def contents_html(entries: tuple[Entry, ...]) -> str:
    """The contents as a list of links.

    The number and the leader stand outside the link, which holds text alone. The page number is set by CSS
    (`target-counter`), which works in blocks but not in flex.
    """
    lines = []
    for entry in entries:
        if entry.listed:
            anchor = escape(entry.anchor)
            number = f'<span class="number">{entry.number}</span> '
            link = f'<a class="entry" href="#{anchor}">{label(entry.runs)}</a>'
            lines.append(f'<li class="level-{entry.level}" {target(f"#{entry.anchor}")}>{number}{link}</li>\n')
    return f'<nav class="contents"><ol>\n{"".join(lines)}</ol></nav>\n'
