"""The node tree of a YAML file: values with their offsets in the text."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from golive.schema.field import Model
from golive.schema.reserved_keys import INCLUDE_KEY
from golive.support.problems import PathStep, Problem
from golive.yaml_io.path_labels import format_path_label
from golive.yaml_io.source import Source, SourceSpan


class Node(NamedTuple):
    """A value with its start and end offsets.

    Attributes:
        start: offset of its first character.
        end: offset after its last one, without trailing white space.
        value: text, None, a list or a dict. A dict leaves out the keys whose value is None.
        children: the nodes below, by index or key; keys whose value is None are among them.
    """

    start: int
    end: int
    value: Any
    children: "tuple[Node, ...] | Mapping[str, MappingEntry]" = ()


class MappingEntry(NamedTuple):
    """A key of a mapping with its start and end offsets, and the node of its value."""

    start: int
    end: int
    node: Node


class Tree(Struct, frozen=True):
    """A parsed YAML file.

    Attributes:
        source: its text.
        root: the value of the whole file.
        has_empty: whether some key has no value.
        has_include: whether some key includes another file.
    """

    source: Source
    root: Node
    has_empty: bool
    has_include: bool = False

    def find_node(self, path: tuple[PathStep, ...]) -> Node | None:
        """Return the node at a path such as `("interfaces", 2, "schedule")`; None when there is none."""
        node: Node | None = self.root
        for step in path:
            node = _get_child(node, step) if node else None
        return node

    def make_span(self, path: tuple[PathStep, ...], *, key: bool = False) -> SourceSpan:
        """Return the span of the value at a path, or of its key.

        Raises:
            KeyError: there is nothing at that path; or no key, as with an item of a list.
        """
        if key:
            above = self.find_node(path[:-1])
            entries = above.children if above and isinstance(above.children, Mapping) else {}
            entry = entries[str(path[-1])]
            return self.source.make_span(entry.start, entry.end)
        node = self.find_node(path)
        if node is None:
            raise KeyError(path)
        return self.source.make_span(node.start, node.end)

    def find_path(self, offset: int) -> tuple[PathStep, ...]:
        """Return the path of the innermost value or key that contains an offset; empty if there is none."""
        return _find_path(self.root, offset) or ()

    def make_problem(
        self, where: tuple[PathStep, ...], message: str, hint: str = "", model: type[Model] | None = None
    ) -> Problem:
        """Return a Problem at the value of a path, or at the nearest key above it if there is no such value.

        Args:
            where: the path from the root of the file.
            message: what was found.
            hint: what to do about it.
            model: the model of the whole file, for the label; without it, the label stays empty.
        """
        problem = self.source.make_problem(*self.find_caret_offsets(where), message, hint)
        return self.add_where(problem, where, model)

    def add_where(self, problem: Problem, where: tuple[PathStep, ...], model: type[Model] | None = None) -> Problem:
        """Return a located Problem with the path of its value, and with its label if the model is known."""
        label = format_path_label(model, self.root.value, where) if model else ""
        return problem._replace(where=where, label=label)

    def find_caret_offsets(self, path: tuple[PathStep, ...], *, key: bool = False) -> tuple[int, int]:
        """Return the offsets that a caret should underline for a path: its value or its key.

        If there is nothing at the path, point to the nearest part above it.

        Args:
            path: where to look.
            key: whether to point at the key even where there is a value that fits on a line.
        """
        node, name = self.root, (self.root.start, self.root.start)
        for step in path:
            below = _get_child(node, step)
            if below is None:
                key = True
                break
            entry = node.children[step] if isinstance(node.children, Mapping) else None  # type: ignore[index]
            node, name = below, (entry.start, entry.end) if entry else (below.start, below.start)
        if not key and not node.children:
            return node.start, node.end
        return name if name[1] > name[0] else _find_caret_target(node)


def _get_child(node: Node, step: str | int) -> Node | None:
    if isinstance(node.children, Mapping):
        entry = node.children.get(str(step)) if isinstance(step, str) else None
        return entry.node if entry else None
    return node.children[step] if isinstance(step, int) and step < len(node.children) else None


def _find_path(node: Node, offset: int) -> tuple[PathStep, ...] | None:
    """Return the path to the innermost key or value that contains an offset; None if the node does not contain it.

    All children are searched, because those of an included file lie outside the range of the value that includes it.
    """
    if isinstance(node.children, Mapping):
        for key, entry in node.children.items():
            if entry.start <= offset < entry.end:
                return (key,)
            if (below := _find_path(entry.node, offset)) is not None:
                return (key, *below)
    else:
        for i, child in enumerate(node.children):
            if (below := _find_path(child, offset)) is not None:
                return (i, *below)
    return () if node.start <= offset < node.end else None


def _find_caret_target(node: Node) -> tuple[int, int]:
    """Return the offsets of a mapping's first key, or of the whole node."""
    if isinstance(node.children, Mapping) and node.children:
        first = next(iter(node.children.values()))
        return (first.start, first.end) if first.start >= node.start else (node.start, node.end)
    return node.start, node.end


def make_mapping_node(replaced: Node, entries: Mapping[str, MappingEntry]) -> Node:
    """Build a mapping node at the offsets of the node that it replaces; an expanded `include` stays expanded."""
    expanded = {INCLUDE_KEY} - set(replaced.value or ())
    value = {
        key: entry.node.value for key, entry in entries.items() if entry.node.value is not None and key not in expanded
    }
    return Node(replaced.start, replaced.end, value, entries)


def make_list_node(replaced: Node, items: tuple[Node, ...]) -> Node:
    """Build a list node at the offsets of the node that it replaces."""
    return Node(replaced.start, replaced.end, [item.value for item in items], items)
