"""Ways to remove or move a list item or a key."""

from collections.abc import Iterator

from golive.editing.block_lines import BlockItem, find_comment_lead, is_flow, list_block_items, list_children
from golive.editing.edits import Path
from golive.editing.line_endings import Splice
from golive.editing.proof import Candidate
from golive.yaml_io.formatter.regions import count_column, find_line_start, is_line_start
from golive.yaml_io.nodes import Node, Tree


def list_removals(tree: Tree, path: Path) -> Iterator[Candidate]:
    """Yield the ways to remove an item or key that is not the only one of its list or group."""
    text, above = tree.source.text, tree.find_node(path[:-1])
    assert above is not None
    index = _find_index(above, path)
    if is_flow(text, above):
        yield from _remove_from_brackets(above, index)
        return
    items = list_block_items(text, above)
    if items is None:
        return
    item, column = items[index], count_column(text, items[0].start)
    if index or is_line_start(text, item.start, blank=True):
        begin, end = _find_removed_lines(text, items, index, column)
        yield Candidate((Splice(begin, end, ""),), ((begin, end),))
        return
    # The first key or item stands behind the dash of a list item: the next one takes its place.
    following = items[1]
    comments = [line.strip() for line in text[following.lead : find_line_start(text, following.start)].split("\n")]
    top = find_line_start(text, item.start)
    pad = " " * (len(text[top:]) - len(text[top:].lstrip(" ")))
    moved = "".join(f"{pad}{line}\n" for line in comments if line)
    yield Candidate((Splice(top, top, moved), Splice(item.start, following.start, "")), ((item.start, following.lead),))


def list_moves(tree: Tree, path: Path, to: int) -> Iterator[Candidate]:
    """Yield the ways to move a list item to another index of its list."""
    text, above = tree.source.text, tree.find_node(path[:-1])
    assert above is not None
    children = list_children(above)
    order = list(range(len(children)))
    order.insert(to, order.pop(_find_index(above, path)))
    if is_flow(text, above):
        ranges = [(child.start, child.end) for child in children]
    else:
        items = list_block_items(text, above)
        if items is None:
            return
        column = count_column(text, items[0].start)
        if not is_line_start(text, items[0].start, blank=True):
            ranges = [(one.start, one.end) for one in items]
        else:
            limits = [0, *(one.end for one in items)]
            leads = [find_comment_lead(text, one.start, column, limits[at]) for at, one in enumerate(items)]
            ranges = [(lead, one.end) for lead, one in zip(leads, items, strict=True)]
    texts = [text[start:end] for start, end in ranges]
    yield Candidate(
        tuple(
            Splice(*ranges[place], texts[origin]) for place, origin in enumerate(order) if texts[origin] != texts[place]
        )
    )


def _find_index(above: Node, path: Path) -> int:
    step = path[-1]
    return step if isinstance(step, int) else list(above.children).index(step)


def _find_removed_lines(text: str, items: list[BlockItem], index: int, column: int) -> tuple[int, int]:
    """Return the range of lines to remove, so that no blank line is left where there was none or one.

    Comments directly above an item are removed with it; those above the first one may be about all of them, and stay.
    """
    item = items[index]
    limit = items[index - 1].end if index else 0
    begin = find_comment_lead(text, item.start, column, limit) if index else find_line_start(text, item.start)
    end = item.end
    blank_before = begin == 0 or text[:begin].endswith("\n\n") or begin == 1
    if blank_before and text[end : end + 1] == "\n":
        end += 1
    elif end >= len(text):
        while text[:begin].endswith("\n\n"):
            begin -= 1
    return begin, end


def _remove_from_brackets(above: Node, index: int) -> Iterator[Candidate]:
    if isinstance(above.children, tuple):
        ranges = [(child.start, child.end) for child in above.children]
    else:
        ranges = [(e.start, max(e.end, e.node.end)) for e in above.children.values()]
    start, end = ranges[index]
    if index + 1 < len(ranges) and not index:
        yield Candidate((Splice(start, ranges[1][0], ""),), ((start, end),))
    elif index:
        yield Candidate((Splice(ranges[index - 1][1], end, ""),), ((start, end),))
    if len(ranges) > 1:
        other = (ranges[index - 1][1], end) if index + 1 == len(ranges) else (start, ranges[index + 1][0])
        yield Candidate((Splice(*other, ""),), (other,))
