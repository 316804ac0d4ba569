"""Find the comments and the scalar values of a YAML file."""

import re
from collections.abc import Iterator
from typing import Final

from golive.yaml_io.nodes import Node, Tree

COMMENT: Final = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)


def iterate_scalars(node: Node) -> Iterator[Node]:
    """Yield every scalar value below a node in file order, without keys and without what aliases repeat."""
    children = node.children if isinstance(node.children, tuple) else [one.node for one in node.children.values()]
    if not children:
        yield node
    for child in children:
        if node.start <= child.start and child.end <= node.end:
            yield from iterate_scalars(child)


def find_comments(tree: Tree) -> list[str]:
    """Return every comment of a file in file order, without trailing spaces."""
    text = tree.source.text
    parts, at = [], 0
    for node in iterate_scalars(tree.root):
        parts.append(text[at : node.start])
        # A placeholder replaces each value, so that a `#` within it is not taken for a comment.
        parts.append("-")
        at = max(at, node.end)
    parts.append(text[at:])
    return [found[0].rstrip() for found in COMMENT.finditer("".join(parts))]
