"""Text on paper → the value in a spec that it comes from: so that what cannot be set is named where it was written."""

import re
from collections.abc import Iterator
from typing import Final

from golive.yaml_io.nodes import Node, Tree

_MARKS: Final = re.compile(r"[\s*_`\\\[\]]+|\]\([^)]*\)")
_LEAST: Final = 1 / 3
"""Share of the text that a value must make up to be taken for its origin."""


def locate(tree: Tree, text: str) -> tuple[int, int] | None:
    """Find the value that a text was made of.

    Args:
        tree: a file as it was understood.
        text: what paper was to show: the value, a part of it, or something made of several.

    Returns:
        The offsets between which to point; None when no value makes up a good part of the text.
    """
    wanted = _bare(text)
    best: tuple[int, Node] | None = None
    for node in _scalars(tree.root):
        said = _bare(node.value)
        shared = len(said) if said in wanted else len(wanted) if wanted in said else 0
        if shared >= max(_LEAST * len(wanted), 1) and (best is None or shared > best[0]):
            best = shared, node
    if best is None:
        return None
    start, end = best[1].start, best[1].end
    source, begin = tree.source.at(start)
    inside = source.text.find(text.strip(), begin, begin + end - start)
    return (start + inside - begin, start + inside - begin + len(text.strip())) if inside >= 0 else (start, end)


def _bare(text: str) -> str:
    """Letters alone: titles and sentences change the first and the last, Markdown what stands between."""
    return _MARKS.sub("", text).casefold().rstrip(".")


def _scalars(node: Node) -> Iterator[Node]:
    """Every text below a node, in the order of the file."""
    if isinstance(node.value, str):
        yield node
    children = node.children
    for child in children if isinstance(children, tuple) else (entry.node for entry in children.values()):
        yield from _scalars(child)
