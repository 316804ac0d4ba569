"""Quotes alike: double ones, and single ones around text that holds a quotation mark or a backslash."""

import re
from typing import Final

from golive.yaml_io.formatter.comments import scalars
from golive.yaml_io.nodes import Node, Tree

_PLAIN_ESCAPES: Final = re.compile(r'(?:[^\\]|\\[\\"])*')


def quoted_alike(tree: Tree) -> str:
    """The text of a file with its quoted values in one kind of quotes; values of several lines stay as they are."""
    text, parts, at = tree.source.text, [], 0
    for node in scalars(tree.root):
        if node.start >= at and (new := _quoted(node, text[node.start : node.end])):
            parts += [text[at : node.start], new]
            at = node.end
    return "".join(parts) + text[at:]


def _quoted(node: Node, written: str) -> str:
    """A value in the quotes that it gets; empty where it stays as it is written."""
    value = node.value
    if not isinstance(value, str) or written[:1] not in {'"', "'"} or not value.isprintable() or "\n" in written:
        return ""
    if written[0] == '"' and not _PLAIN_ESCAPES.fullmatch(written[1:-1]):
        return ""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'
