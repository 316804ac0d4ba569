"""Two parts of YAML → one: the second says what differs from the first."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from golive.yaml_io.nodes import Entry, Node, mapping, sequence
from golive.yaml_io.source import Source

KEYS: Final[Mapping[str, str]] = {"records": "id", "fields": "name", "totals": "field"}
"""Lists whose items are matched, and by what; any other list replaces the one before it."""


def merge(below: Node, above: Node, name: str = "") -> Node:
    """Lay one part over another: keys of both are merged, and so are the items of matched lists; else `above` counts.

    Args:
        below: what holds where nothing else is said.
        above: what differs; its place is that of the whole.
        name: the key that both stand behind.
    """
    if isinstance(below.children, Mapping) and isinstance(above.children, Mapping):
        entries = dict(above.children)
        for key, entry in below.children.items():
            own = entries.get(key)
            entries[key] = Entry(own.start, own.end, merge(entry.node, own.node, key)) if own else entry
        return mapping(above, entries)
    if name in KEYS and isinstance(below.children, tuple) and isinstance(above.children, tuple):
        return sequence(above, _matched(below.children, above.children, KEYS[name]))
    return above


def _matched(below: Sequence[Node], above: Sequence[Node], key: str) -> tuple[Node, ...]:
    """The items of both. A new one follows the item that it follows in `above`, the first one comes last."""
    items = list(below)
    at = len(items)
    for node in above:
        names = [_name(item, key) for item in items]
        own = _name(node, key)
        if own is not None and own in names:
            index = names.index(own)
            items[index] = merge(items[index], node)
            at = index + 1
        else:
            items.insert(at, node)
            at += 1
    return tuple(items)


def _name(node: Node, key: str) -> str | None:
    return node.value.get(key) if isinstance(node.value, dict) else None


def shifted(node: Node, by: int) -> Node:
    """A part with all its offsets moved."""
    children = node.children
    if isinstance(children, Mapping):
        moved = {key: Entry(e.start + by, e.end + by, shifted(e.node, by)) for key, e in children.items()}
        return Node(node.start + by, node.end + by, node.value, moved)
    return Node(node.start + by, node.end + by, node.value, tuple(shifted(child, by) for child in children))


def joined(source: Source, files: Sequence[tuple[int, Source]]) -> Source:
    """A text whose offsets reach on into other files."""
    return replace(source, included=(*source.included, *files)) if files else source
