"""Unify quotes: double ones, or single ones around text that contains a double quote or a backslash."""

import re
from typing import Final

from golive.yaml_io.formatter.comments import iterate_scalars
from golive.yaml_io.nodes import Node, Tree

_PLAIN_ESCAPES: Final = re.compile(r'(?:[^\\]|\\[\\"])*')


def unify_quotes(tree: Tree) -> str:
    """Return the text of a file with uniform quotes; multi-line values are unchanged."""
    text, parts, at = tree.source.text, [], 0
    for node in iterate_scalars(tree.root):
        if node.start >= at and (new := _requote_value(node, text[node.start : node.end])):
            parts += [text[at : node.start], new]
            at = node.end
    return "".join(parts) + text[at:]


def _requote_value(node: Node, written: str) -> str:
    """Return a value in its new quotes; empty if it should not change."""
    value = node.value
    if not isinstance(value, str) or written[:1] not in {'"', "'"} or not value.isprintable() or "\n" in written:
        return ""
    if written[0] == '"' and not _PLAIN_ESCAPES.fullmatch(written[1:-1]):
        return ""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'
