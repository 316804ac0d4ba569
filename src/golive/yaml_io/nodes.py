"""What a YAML file holds, and where each part of it stands."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from golive.support.problems import Step
from golive.yaml_io.source import Source, Span


class Node(NamedTuple):
    """A value and the offsets between which it stands.

    Attributes:
        start: offset of its first character.
        end: offset behind its last one; white space at the end does not count.
        value: text, None, a list or a dict. A dict leaves out the keys whose value is None.
        children: the nodes below, by index or key; keys whose value is None are among them.
    """

    start: int
    end: int
    value: Any
    children: "tuple[Node, ...] | Mapping[str, Entry]" = ()


class Entry(NamedTuple):
    """A key of a mapping, the offsets between which it stands, and its value."""

    start: int
    end: int
    node: Node


class Tree(Struct, frozen=True):
    """A YAML file as it was understood.

    Attributes:
        source: its text.
        root: the value of the whole file.
        has_empty: whether some key has no value.
        has_include: whether some key asks for another file.
    """

    source: Source
    root: Node
    has_empty: bool
    has_include: bool = False

    def find(self, path: tuple[Step, ...]) -> Node | None:
        """The node at a path such as `("interfaces", 2, "schedule")`; None when there is none."""
        node: Node | None = self.root
        for step in path:
            node = _child(node, step) if node else None
        return node

    def span(self, path: tuple[Step, ...], *, key: bool = False) -> Span:
        """Where the value at a path stands, or its key.

        Raises:
            KeyError: there is nothing at that path; or no key, as with an item of a list.
        """
        if key:
            above = self.find(path[:-1])
            entries = above.children if above and isinstance(above.children, Mapping) else {}
            entry = entries[str(path[-1])]
            return self.source.span(entry.start, entry.end)
        node = self.find(path)
        if node is None:
            raise KeyError(path)
        return self.source.span(node.start, node.end)

    def offsets(self, path: tuple[Step, ...], *, key: bool = False) -> tuple[int, int]:
        """What a caret underlines for a path: the value, or its key.

        For a path that leads nowhere it is the nearest part above.

        Args:
            path: where to look.
            key: whether to point at the key even where there is a value that fits on a line.
        """
        node, name = self.root, (self.root.start, self.root.start)
        for step in path:
            below = _child(node, step)
            if below is None:
                key = True
                break
            entry = node.children[step] if isinstance(node.children, Mapping) else None  # type: ignore[index]
            node, name = below, (entry.start, entry.end) if entry else (below.start, below.start)
        if not key and not node.children:
            return node.start, node.end
        return name if name[1] > name[0] else _head(node)


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node.children, Mapping):
        entry = node.children.get(str(step)) if isinstance(step, str) else None
        return entry.node if entry else None
    return node.children[step] if isinstance(step, int) and step < len(node.children) else None


def _head(node: Node) -> tuple[int, int]:
    """The first key of a mapping stands for the whole of it."""
    if isinstance(node.children, Mapping) and node.children:
        first = next(iter(node.children.values()))
        return (first.start, first.end) if first.start >= node.start else (node.start, node.end)
    return node.start, node.end


def mapping(like: Node, entries: Mapping[str, Entry]) -> Node:
    """A group of keys in the place of another node."""
    value = {key: entry.node.value for key, entry in entries.items() if entry.node.value is not None}
    return Node(like.start, like.end, value, entries)


def sequence(like: Node, items: tuple[Node, ...]) -> Node:
    """A list in the place of another node."""
    return Node(like.start, like.end, [item.value for item in items], items)
