"""What stands in a file beside its values: the comments."""

import re
from collections.abc import Iterator
from typing import Final

from golive.yaml_io.nodes import Node, Tree

_REMARK: Final = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)


def scalars(node: Node) -> Iterator[Node]:
    """Every single value below a node, keys not among them, in the order of the file; what an alias repeats is not."""
    children = node.children if isinstance(node.children, tuple) else [one.node for one in node.children.values()]
    if not children:
        yield node
    for child in children:
        if node.start <= child.start and child.end <= node.end:
            yield from scalars(child)


def remarks(tree: Tree) -> list[str]:
    """Every comment of a file, without the blanks at its end, in the order of the file."""
    text = tree.source.text
    parts, at = [], 0
    for node in scalars(tree.root):
        parts.append(text[at : node.start])
        # What stands for a value keeps `#` of a value from being taken for a comment, and one behind it apart from it.
        parts.append("-")
        at = max(at, node.end)
    parts.append(text[at:])
    return [found[0].rstrip() for found in _REMARK.finditer("".join(parts))]
