"""Change plain values as an edit wants them changed: what the proof of an edit compares with."""

from typing import Any

from golive.editing.edits import Path, PlainValue
from golive.yaml_io.nodes import Node


def read_plain_value(node: Node) -> PlainValue | None:
    """Return the value of a node, with its keys that have no value."""
    if isinstance(node.children, tuple):
        if node.children:
            return [read_plain_value(child) for child in node.children]  # type: ignore[misc]
        return node.value  # type: ignore[no-any-return]
    return {key: read_plain_value(entry.node) for key, entry in node.children.items()}  # type: ignore[misc]


def set_plain_value(value: PlainValue | None, path: Path, new: PlainValue) -> PlainValue:
    """Return a value with another one at a path; missing groups on the way are created."""
    if not path:
        return new
    step, *rest = path
    if isinstance(step, int):
        items = list(value) if isinstance(value, list) else []
        items[step] = set_plain_value(items[step], tuple(rest), new)
        return items
    group = dict(value) if isinstance(value, dict) else {}
    group[step] = set_plain_value(group.get(step), tuple(rest), new)
    return group


def insert_plain_item(value: PlainValue, path: Path, index: int, new: PlainValue) -> PlainValue:
    """Return a value with an item inserted into the list at a path."""
    items = get_plain_value(value, path)
    present = items if isinstance(items, list) else []
    return set_plain_value(value, path, [*present[:index], new, *present[index:]])


def move_plain_item(value: PlainValue, path: Path, to: int) -> PlainValue:
    """Return a value with a list item moved to another index of its list."""
    moved = list(get_plain_value(value, path[:-1]))
    moved.insert(to, moved.pop(int(path[-1])))
    return set_plain_value(value, path[:-1], moved)


def remove_plain_value(value: PlainValue, path: Path) -> PlainValue:
    """Return a value without the item or key at a path."""
    step, *rest = path
    copy: list[PlainValue] | dict[str, PlainValue]
    copy = list(value) if isinstance(value, list) else dict(value)  # type: ignore[arg-type]
    if rest:
        copy[step] = remove_plain_value(copy[step], tuple(rest))  # type: ignore[index]
    else:
        del copy[step]  # type: ignore[arg-type]
    return copy


def get_plain_value(value: Any, path: Path) -> Any:  # noqa: ANN401 - whatever the YAML held
    """Return the value at a path; None when there is none."""
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value
