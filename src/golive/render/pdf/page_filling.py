"""Avoid nearly empty pages by moving the start of the previous section onto them."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from golive.render.html.outline import OutlineEntry
from golive.render.pdf.layout import PageLayout, PdfLayout

_NEARLY_EMPTY = 0.27  # a little more than a quarter: readers see text end above the box that holds it
_MIN_FILLED = 0.28
"""Minimum share of the page height that both pages must fill after the move."""
_MIN_HEADING_DISTANCE = 0.08
"""Minimum distance between two headings, as a share of the page height, to count as not adjacent."""


def lay_out_filling_pages(
    set_pages: Callable[[frozenset[str]], PdfLayout], entries: Sequence[OutlineEntry]
) -> PdfLayout:
    """Lay out a document; if pages are nearly empty, try again with earlier page breaks and keep the better layout.

    Args:
        set_pages: lays out the document; headings with the given anchors begin a new page.
        entries: its headings, in reading order.

    Raises:
        OutputError: see `golive.render.pdf.layout.PageSetter`.
    """
    layout = set_pages(frozenset())
    leaves = layout.page_layouts
    anchors = [
        anchor
        for page in _find_nearly_empty_pages(leaves, entries)
        if (anchor := _find_section_to_move(leaves, page, entries))
    ]
    if not anchors:
        return layout
    again = set_pages(frozenset(anchors))
    fewer = len(list(_find_nearly_empty_pages(again.page_layouts, entries))) < len(
        list(_find_nearly_empty_pages(leaves, entries))
    )
    return again if fewer else layout


def _find_nearly_empty_pages(leaves: Sequence[PageLayout], entries: Sequence[OutlineEntry]) -> Iterator[int]:
    """Yield the indices of pages that are nearly empty and not the last page of a part."""
    first = next((entry.anchor for entry in entries if entry.level == 1 and entry.number), "")
    for number, (leaf, after) in enumerate(pairwise(leaves)):
        ends = first in after.anchor_positions or (after.is_landscape and not leaf.is_landscape)
        if number and leaf.filled_share < _NEARLY_EMPTY and not ends:
            yield number


def _find_section_to_move(leaves: Sequence[PageLayout], page: int, entries: Sequence[OutlineEntry]) -> str | None:
    """Return the anchor of the last section on the previous page that can move so that both pages are filled enough."""
    before = leaves[page - 1]
    heads = {
        entry.anchor: before.anchor_positions[entry.anchor]
        for entry in entries
        if entry.anchor in before.anchor_positions
    }
    levels = {entry.anchor: entry.level for entry in entries}
    for anchor, start in sorted(heads.items(), key=lambda head: -head[1]):
        alone = all(not 0 < start - other < _MIN_HEADING_DISTANCE for other in heads.values())
        enough = start >= _MIN_FILLED and leaves[page].filled_share + before.filled_share - start >= _MIN_FILLED
        if levels[anchor] > 1 and alone and enough and before.is_landscape == leaves[page].is_landscape:
            return anchor
    return None
