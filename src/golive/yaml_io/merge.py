"""Merge two YAML nodes: the second overrides the first."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from golive.yaml_io.gaps import parse_tbd
from golive.yaml_io.nodes import MappingEntry, Node, make_list_node, make_mapping_node
from golive.yaml_io.source import Source

MATCH_KEYS: Final[Mapping[str, str]] = {"records": "id", "fields": "name", "totals": "field"}
"""Lists whose items are merged, with the key that identifies an item; any other list is replaced as a whole."""


def merge_nodes(base: Node, override: Node, name: str = "") -> Node:
    """Merge two nodes: mappings key by key, lists in `MATCH_KEYS` item by item; otherwise `override` wins.

    Args:
        base: the values to start from.
        override: the values that win; the result has its offsets.
        name: the key that both are values of.
    """
    if parse_tbd(override.value) is not None:  # `TBD: ask the bank` is a mapping, and replaces what the base says
        return override
    if isinstance(base.children, Mapping) and isinstance(override.children, Mapping):
        entries = dict(override.children)
        for key, entry in base.children.items():
            own = entries.get(key)
            entries[key] = MappingEntry(own.start, own.end, merge_nodes(entry.node, own.node, key)) if own else entry
        return make_mapping_node(override, entries)
    if name in MATCH_KEYS and isinstance(base.children, tuple) and isinstance(override.children, tuple):
        return make_list_node(override, _merge_items(base.children, override.children, MATCH_KEYS[name]))
    return override


def _merge_items(base: Sequence[Node], override: Sequence[Node], key: str) -> tuple[Node, ...]:
    """Merge the items of two lists.

    A new item is inserted after the item that it follows in `override`; new items before any match are appended.
    """
    items = list(base)
    at = len(items)
    for node in override:
        names = [_get_match_value(item, key) for item in items]
        own = _get_match_value(node, key)
        if own is not None and own in names:
            index = names.index(own)
            items[index] = merge_nodes(items[index], node)
            at = index + 1
        else:
            items.insert(at, node)
            at += 1
    return tuple(items)


def _get_match_value(node: Node, key: str) -> str | None:
    return node.value.get(key) if isinstance(node.value, dict) else None


def shift_offsets(node: Node, by: int) -> Node:
    """Return a node with all its offsets moved."""
    children = node.children
    if isinstance(children, Mapping):
        moved = {key: MappingEntry(e.start + by, e.end + by, shift_offsets(e.node, by)) for key, e in children.items()}
        return Node(node.start + by, node.end + by, node.value, moved)
    return Node(node.start + by, node.end + by, node.value, tuple(shift_offsets(child, by) for child in children))


def append_files(source: Source, files: Sequence[tuple[int, Source]]) -> Source:
    """Return a source that also includes other files, each with its first offset."""
    return replace(source, included=(*source.included, *files)) if files else source
