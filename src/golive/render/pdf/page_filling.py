"""A page that is nearly empty, since what follows found no room on it: the section before it begins there, too."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from golive.render.html.outline import Entry
from golive.render.pdf.write import Layout, Leaf, lay_out

_EMPTY = 0.25
_ENOUGH = 0.28
"""Share of a page's height that both pages have to fill afterwards."""
_APART = 0.08
"""Share of the height between two headings that do not stand right below each other."""


def evened(html: str, css: str, entries: Sequence[Entry]) -> Layout:
    """Lay a document out; where pages are nearly empty, once more with what would fill them, if that helps.

    Args:
        html: the whole document.
        css: its style sheet.
        entries: its headings, in reading order.

    Raises:
        OutputError: as `lay_out`.
    """
    layout = lay_out(html, css)
    leaves = layout.leaves
    anchors = [anchor for page in _empty(leaves, entries) if (anchor := _before(leaves, page, entries))]
    if not anchors:
        return layout
    names = ",".join(f'[id="{_quoted(anchor)}"]' for anchor in anchors)
    again = lay_out(html, f"{css}\n{names}{{break-before:page}}")
    fewer = len(list(_empty(again.leaves, entries))) < len(list(_empty(leaves, entries)))
    return again if fewer else layout


def _empty(leaves: Sequence[Leaf], entries: Sequence[Entry]) -> Iterator[int]:
    """The numbers, from 0, of pages that are nearly empty and are not the last of a part."""
    first = next((entry.anchor for entry in entries if entry.level == 1 and entry.number), "")
    for number, (leaf, after) in enumerate(pairwise(leaves)):
        ends = first in after.starts or (after.turned and not leaf.turned)
        if number and leaf.filled < _EMPTY and not ends:
            yield number


def _before(leaves: Sequence[Leaf], page: int, entries: Sequence[Entry]) -> str | None:
    """The last section of the page before with which a page is filled enough, and the one before still is."""
    before = leaves[page - 1]
    heads = {entry.anchor: before.starts[entry.anchor] for entry in entries if entry.anchor in before.starts}
    levels = {entry.anchor: entry.level for entry in entries}
    for anchor, start in sorted(heads.items(), key=lambda head: -head[1]):
        alone = all(not 0 < start - other < _APART for other in heads.values())
        enough = start >= _ENOUGH and leaves[page].filled + before.filled - start >= _ENOUGH
        if levels[anchor] > 1 and alone and enough and before.turned == leaves[page].turned:
            return anchor
    return None


def _quoted(anchor: str) -> str:
    return anchor.replace("\\", "\\\\").replace('"', '\\"')
