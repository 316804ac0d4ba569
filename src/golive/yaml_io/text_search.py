"""Find the value in a spec that a text in a document comes from, so that layout errors can be located."""

import re
from collections.abc import Iterator
from typing import Final

from golive.yaml_io.nodes import Node, Tree

_MARKUP: Final = re.compile(r"[\s*_`\\\[\]]+|\]\([^)]*\)")
_MIN_SHARE: Final = 1 / 3
"""Smallest share of the text that a value must make up to count as its origin."""


def locate_text(tree: Tree, text: str) -> tuple[int, int] | None:
    """Find the value that a text was made from.

    Args:
        tree: a parsed file.
        text: text of a document: the value, a part of it, or several values combined.

    Returns:
        Start and end offset; None when no value makes up enough of the text.
    """
    wanted = _strip_markup(text)
    best: tuple[int, Node] | None = None
    for node in _iterate_texts(tree.root):
        said = _strip_markup(node.value)
        shared = len(said) if said in wanted else len(wanted) if wanted in said else 0
        if shared >= max(_MIN_SHARE * len(wanted), 1) and (best is None or shared > best[0]):
            best = shared, node
    if best is None:
        return None
    start, end = best[1].start, best[1].end
    source, begin = tree.source.find_file(start)
    inside = source.text.find(text.strip(), begin, begin + end - start)
    return (start + inside - begin, start + inside - begin + len(text.strip())) if inside >= 0 else (start, end)


def _strip_markup(text: str) -> str:
    """Reduce a text to its letters: remove white space, Markdown and the final period, and fold case."""
    return _MARKUP.sub("", text).casefold().rstrip(".")


def _iterate_texts(node: Node) -> Iterator[Node]:
    """Yield every text below a node, in file order."""
    if isinstance(node.value, str):
        yield node
    children = node.children
    for child in children if isinstance(children, tuple) else (entry.node for entry in children.values()):
        yield from _iterate_texts(child)
