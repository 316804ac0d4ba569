"""Ways to insert a key into a group, or an item into a list."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from golive.editing.block_lines import find_first_lead, is_flow, list_block_items, list_children
from golive.editing.edits import Path, PlainValue
from golive.editing.emission import find_slots, write_entry, write_flow, write_item, write_key
from golive.editing.line_endings import Splice
from golive.editing.proof import Candidate
from golive.editing.scalars import MAX_LINE
from golive.schema.introspection import Slot, choose_model
from golive.schema.reserved_keys import INCLUDE_KEY
from golive.yaml_io.formatter.file_kinds import list_keys_in_order
from golive.yaml_io.formatter.regions import count_column, find_head_end, find_line_end, find_line_start, is_line_start
from golive.yaml_io.nodes import Node, Tree


class _NewEntry(NamedTuple):
    """A key to add, its value, and what the models allow there."""

    key: str
    value: PlainValue
    slot: Slot


def list_key_insertions(tree: Tree, group: Path, slot: Slot, key: str, value: PlainValue) -> Iterator[Candidate]:
    """Yield the ways to add a key to a group that has at least one key, in the order of its model.

    Args:
        tree: the file.
        group: path of the group.
        slot: what the models allow there.
        key: the new key.
        value: its value.
    """
    node = tree.find_node(group)
    assert node is not None
    assert isinstance(node.children, Mapping)
    before = _count_keys_before(list(node.children), key, slot, node.value)
    inner = find_slots(slot, node.value).get(key, Slot(None))
    if is_flow(tree.source.text, node):
        new = f"{write_key(key)}: {write_flow(value, inner)}"
        ranges = [(e.start, max(e.end, e.node.end)) for e in node.children.values()]
        yield from _insert_into_brackets(tree.source.text, ranges, before, new)
        return
    yield from _insert_key_lines(tree, node, before, _NewEntry(key, value, inner), is_root=not group)


def list_item_insertions(tree: Tree, path: Path, slot: Slot, index: int, value: PlainValue) -> Iterator[Candidate]:
    """Yield the ways to insert an item into a list that has at least one item."""
    node, text = tree.find_node(path), tree.source.text
    assert node is not None
    children = list_children(node)
    item_slot = slot.item_slot if slot.is_list else Slot(None)
    flow = write_flow(value, item_slot)
    if is_flow(text, node):
        yield from _insert_into_brackets(text, [(c.start, c.end) for c in children], index, flow)
        return
    items = list_block_items(text, node)
    if items is None:
        return
    column = count_column(text, items[0].start)
    near = children[min(index, len(children) - 1)]
    lines = write_item(value, item_slot, column)
    if not isinstance(value, str) and is_flow(text, near) and column + 2 + len(flow) <= MAX_LINE:
        lines = [f"- {flow}"]
    body = "\n".join((" " * column + lines[0], *lines[1:])) + "\n"
    spaced = len(items) > 1 and all(text[one.lead : one.lead + 1] == "\n" for one in items[1:])
    blank = "\n" if spaced else ""
    if index >= len(items):
        yield from (_insert_line(at, blank + body) for at in _list_ends(text, items[-1].end))
    elif index:
        yield _insert_line(items[index].lead, blank + body)
    elif is_line_start(text, items[0].start, blank=True):
        yield _insert_line(items[0].lead, body + blank)
    else:
        yield _insert_line(items[0].start, body[column:] + " " * column)


def list_first_insertions(tree: Tree, path: Path, slot: Slot, value: PlainValue) -> Iterator[Candidate]:
    """Yield the ways to replace an empty value, `[]` or `{}` by a list or group, or any value by another kind of it."""
    node, text = tree.find_node(path), tree.source.text
    assert node is not None
    above = tree.find_node(path[:-1])
    assert above is not None
    flow = write_flow(value, slot)
    removed = ((node.start, max(node.end, node.start)),)
    head = "" if node.end > node.start or text[node.start - 1 : node.start] in {" ", ""} else " "
    inline = Candidate((Splice(node.start, node.end, head + flow),), removed)
    if is_flow(text, above) or not isinstance(above.children, Mapping):
        yield inline
        return
    entry = above.children[str(path[-1])]
    colon = text.index(":", entry.end) + 1
    column = count_column(text, entry.start)
    lines = write_entry(str(path[-1]), value, slot, column)
    first = lines[0].partition(":")[2] if write_key(str(path[-1])) == text[entry.start : entry.end] else None
    end = find_line_end(text, node.end)
    if first == "" and not isinstance(value, str):
        body = "\n" + "\n".join(lines[1:])
        if "\n" in text[colon : node.start]:
            yield Candidate((Splice(colon, find_line_end(text, node.end), body),), ((colon, end),))
        else:
            yield Candidate((Splice(colon, node.end, ""), Splice(end, end, body)), removed)
    elif first is not None:
        yield Candidate((Splice(colon, node.end, "\n".join((first, *lines[1:]))),), ((colon, node.end),))
    yield inline


def _count_keys_before(present: list[str], key: str, slot: Slot, value: object) -> int:
    """Return how many of the present keys stay before a new key."""
    model = choose_model(slot, value)
    names = (INCLUDE_KEY, *(list_keys_in_order(model) if model else ()))
    if key not in names:
        return len(present)
    place = names.index(key)
    earlier = [at for at, name in enumerate(present) if name in names and names.index(name) < place]
    if not earlier:
        return 0
    last = earlier[-1] + 1
    while last < len(present) and present[last] not in names:
        last += 1  # an unknown key stays after the key that it follows
    return last


def _insert_key_lines(tree: Tree, node: Node, before: int, new: _NewEntry, *, is_root: bool) -> Iterator[Candidate]:
    text = tree.source.text
    items = list_block_items(text, node)
    if items is None:
        return
    column = count_column(text, items[0].start)
    lines = write_entry(*new, column)
    body = "\n".join((" " * column + lines[0], *lines[1:])) + "\n"
    if before >= len(items):
        yield from (_insert_line(at, body) for at in _list_ends(text, items[-1].end))
    elif before:
        yield from (_insert_line(at, body) for at in _list_ends(text, items[before].lead))
    elif not is_line_start(text, items[0].start, blank=True):
        yield _insert_line(items[0].start, body[column:] + " " * column)
    else:
        head = find_head_end(text, items[0].start) if is_root else find_first_lead(text, items[0].start)
        yield _insert_line(head, body)
        yield _insert_line(find_line_start(text, items[0].start), body)


def _insert_into_brackets(text: str, ranges: list[tuple[int, int]], index: int, new: str) -> Iterator[Candidate]:
    """Yield the ways to insert a part into a list or group in brackets; on a line of its own where the line is full."""
    if index:
        at = ranges[index - 1][1]
        line = text[find_line_start(text, at) : find_line_end(text, at)]
        if len(line) + len(new) + 2 > MAX_LINE:
            pad = " " * count_column(text, ranges[0][0])
            yield _insert_line(at, f",\n{pad}{new}")
        yield _insert_line(at, f", {new}")
    else:
        yield _insert_line(ranges[0][0], f"{new}, ")


def _list_ends(text: str, end: int) -> Iterator[int]:
    """Yield the offsets at which lines can be added after others; blank lines may belong to the value before."""
    yield end
    at = end
    while at < len(text) and text[at] == "\n":
        at += 1
    if at > end:
        yield at


def _insert_line(at: int, new: str) -> Candidate:
    return Candidate((Splice(at, at, new),))
