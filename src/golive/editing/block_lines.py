"""Find the lines of list items and keys in block style."""

from typing import NamedTuple

from golive.editing.edits import Path
from golive.yaml_io.formatter.regions import (
    count_column,
    find_item_dash,
    find_last_value_end,
    find_lead_start,
    find_line_end,
    find_line_start,
    is_line_start,
)
from golive.yaml_io.nodes import Node, Tree


class BlockItem(NamedTuple):
    """The lines of a list item or of a key.

    Attributes:
        lead: offset of the first line above it that belongs to it: blank lines and comments.
        start: offset of its dash or of its key.
        end: offset after its last line, with comments that are indented further.
    """

    lead: int
    start: int
    end: int


def is_flow(text: str, node: Node) -> bool:
    """Return whether a list or group is written in brackets."""
    return text[node.start : node.start + 1] in {"{", "["}


def is_inside_flow(tree: Tree, path: Path) -> bool:
    """Return whether the value at a path stands in brackets."""
    parents = (tree.find_node(path[:length]) for length in range(len(path)))
    return any(node is not None and is_flow(tree.source.text, node) for node in parents)


def is_shared(text: str, node: Node) -> bool:
    """Return whether a value is an alias, or marked with an anchor."""
    return node.end > node.start and text[node.start] in "&*"


def list_children(node: Node) -> list[Node]:
    """Return the nodes directly below a list or group."""
    return list(node.children) if isinstance(node.children, tuple) else [e.node for e in node.children.values()]


def list_block_items(text: str, node: Node) -> list[BlockItem] | None:
    """Return the lines of every item or key of a block list or group; None for unusual formatting."""
    children = list_children(node)
    if isinstance(node.children, tuple):
        dashes = [find_item_dash(text, child.start) for child in children]
        if None in dashes:
            return None
        starts = [dash for dash in dashes if dash is not None]
        ends = [max(dash + 1, find_last_value_end(text, child)) for dash, child in zip(starts, children, strict=True)]
    else:
        starts = [entry.start for entry in node.children.values()]
        ends = [max(e.end, find_last_value_end(text, e.node)) for e in node.children.values()]
    if not all(is_line_start(text, start, blank=True) for start in starts[1:]):
        return None
    column = count_column(text, starts[0])
    leads = [find_first_lead(text, starts[0])]
    leads += [find_lead_start(text, end, column, start) for end, start in zip(ends, starts[1:], strict=False)]
    stops = [*leads[1:], _find_last_line(text, ends[-1], column)]
    return [BlockItem(*parts) for parts in zip(leads, starts, stops, strict=True)]


def find_first_lead(text: str, start: int) -> int:
    """Return the offset of the comments directly above the first item or key, in its own column."""
    if not is_line_start(text, start, blank=True):
        return start
    return find_comment_lead(text, start, count_column(text, start))


def find_comment_lead(text: str, start: int, column: int, limit: int = 0) -> int:
    """Return the offset of the comment lines directly above an offset, without a blank line between.

    Args:
        text: the file.
        start: offset of an item or key.
        column: its column; comments in other columns do not count.
        limit: offset above which no line is looked at.
    """
    top = find_line_start(text, start)
    while top > limit:
        above = find_line_start(text, top - 1)
        line = text[above : top - 1]
        if not line.strip().startswith("#") or len(line) - len(line.lstrip(" ")) != column:
            break
        top = above
    return top


def _find_last_line(text: str, end: int, column: int) -> int:
    """Return the offset after the last line of the last item, with comments that are indented further than it."""
    at = min(len(text), find_line_end(text, end) + 1)
    while at < len(text):
        line = text[at : find_line_end(text, at)]
        if not line.strip().startswith("#") or len(line) - len(line.lstrip(" ")) <= column:
            break
        at += len(line) + 1
    return min(at, len(text))
