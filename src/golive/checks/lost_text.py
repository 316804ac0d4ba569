"""Checks for text that YAML takes for something else: behind ` #`, and bullets that became part of the text above."""

import re
from collections.abc import Iterator
from typing import Final

from golive.checks.check import Check
from golive.support.problems import Problem
from golive.yaml_io.message_text import shorten_for_message
from golive.yaml_io.nodes import Node, Tree

_LOST: Final = re.compile(r"[ \t]+(#(?=\S| *\d)[^\r\n]*)")  # `Call extension #5`, `Suite # 200`; not `# a comment`
_BULLET: Final = re.compile(r"\n[ \t]*(- \S[^\r\n]*)")
_QUOTES_AND_BLOCKS: Final = "'\"|>"


def nothing_is_lost_behind_a_number_sign(tree: Tree) -> Iterator[Problem]:
    """No text without quotes goes on behind ` #`, where YAML begins a comment."""
    text = tree.source.text
    if " #" not in text:
        return
    for node in _list_plain_texts(tree.root, text):
        if node.end < len(text) and (found := _LOST.match(text, node.end)) and not found[1].startswith("#-"):
            message = f"`{shorten_for_message(found[1])}` is a comment, and not part of the text before it"
            yield tree.source.make_problem(found.start(1), found.end(1), message)._replace(
                where=tree.find_path(node.start)
            )


def bullets_are_items(tree: Tree) -> Iterator[Problem]:
    """No line that starts with `- ` is swallowed by the text above it."""
    text = tree.source.text
    for node in _list_plain_texts(tree.root, text):
        if node.end > len(text):
            continue
        for found in _BULLET.finditer(text, node.start, node.end):
            message = f"`{shorten_for_message(found[1])}` is part of the text above, and not an item of the list"
            yield tree.source.make_problem(found.start(1), found.end(1), message)._replace(
                where=tree.find_path(node.start)
            )


def _list_plain_texts(node: Node, text: str) -> Iterator[Node]:
    """Yield the values that are text without quotes or block signs, in the order of the file."""
    todo = [node]
    while todo:
        one = todo.pop()
        below = one.children if isinstance(one.children, tuple) else [entry.node for entry in one.children.values()]
        todo += below[::-1]
        is_text = not one.children and isinstance(one.value, str)
        if is_text and text[one.start : one.start + 1] not in _QUOTES_AND_BLOCKS:
            yield one


LOST_TEXT_CHECKS: Final = (
    Check(
        nothing_is_lost_behind_a_number_sign,
        "The rest of the line is in no document: `Call extension #5` says only `Call extension`.",
        "Put the whole text in quotes; or, if it is a comment, write a blank behind `#`.",
        "warning",
    ),
    Check(
        bullets_are_items,
        "Two items are printed as one, with a dash between them.",
        "Start it in the same column as the `- ` above; or put the whole text in quotes.",
        "warning",
    ),
)
