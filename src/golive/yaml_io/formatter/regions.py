"""Find the lines of a file that belong to a key."""

import re
from typing import Final

from golive.yaml_io.nodes import Node

_DASHES: Final = re.compile(r"[ ]*(?:-[ ]+)*-[ ]+\Z")
_OWN_DASH: Final = re.compile(r"^[ ]*-(?=[ \n])", re.MULTILINE)
_HEAD_LINES: Final = ("---", "%", "# yaml-language-server:")
"""Prefixes of lines that stay at the top of a file."""


def find_line_start(text: str, at: int) -> int:
    """Return the offset of the first character of the line."""
    return text.rfind("\n", 0, at) + 1


def find_line_end(text: str, at: int) -> int:
    """Return the offset of the line break, or of the end of the text."""
    found = text.find("\n", at)
    return found if found >= 0 else len(text)


def count_column(text: str, at: int) -> int:
    """Return the number of characters before an offset on its line."""
    return at - find_line_start(text, at)


def is_line_start(text: str, at: int, *, blank: bool = False) -> bool:
    """Return whether an offset is at the start of its line; with `blank`, after any spaces."""
    before = text[find_line_start(text, at) : at]
    return not (before.strip(" ") if blank else before)


def find_item_dash(text: str, start: int) -> int | None:
    """Return the offset of the dash of the list item that begins at an offset; None for unusual formatting."""
    top = find_line_start(text, start)
    if found := _DASHES.match(text[top:start]):
        return top + found[0].rindex("-")
    # `-` alone on its line, then the item on lines below, perhaps after comments
    while top > 0:
        top = find_line_start(text, top - 1)
        line = text[top : find_line_end(text, top)].strip()
        if dash := _OWN_DASH.match(text, top):
            rest = text[dash.end() : find_line_end(text, top)].strip()
            return dash.end() - 1 if not rest or rest.startswith("#") else None
        if line and not line.startswith("#"):
            return None
    return None


def find_lead_start(text: str, behind: int, at: int, limit: int) -> int:
    """Return the offset where the lines begin that belong to a key, not to the value before it.

    Comments that are indented further than the key belong to the value before; blank lines and all other comments
    belong to the key.

    Args:
        text: the file.
        behind: end offset of the value before.
        at: the column of the key.
        limit: offset of the key.
    """
    top, end = find_line_end(text, behind) + 1, find_line_start(text, limit) if limit < len(text) else limit
    found = None
    while top < end:
        line = text[top : find_line_end(text, top)]
        if line.strip() and len(line) - len(line.lstrip(" ")) > at:
            found = None
        elif found is None:
            found = top
        if line.strip() and found is not None:
            break
        top += len(line) + 1
    return end if found is None else found


def find_last_value_end(text: str, node: Node) -> int:
    """Return the end of the last value below a node; the node's own end would include the comments after it."""
    children = node.children
    if not children or text[node.start] in "{[":
        return node.end
    if isinstance(children, tuple):
        last, end = children[-1], 0
    else:
        entry = list(children.values())[-1]
        last, end = entry.node, entry.end
    inside = node.start <= last.start and last.end <= node.end
    return max(find_last_value_end(text, last), end) if inside else node.end


def find_head_end(text: str, first: int) -> int:
    """Return the end of the lines at the top that belong to the file, not to its first key.

    These are all lines except the comment directly above the key.
    """
    end = find_line_start(text, first)
    top = end
    while top > 0:
        above = find_line_start(text, top - 1)
        line = text[above : top - 1]
        if not line.startswith("#") or line.startswith(_HEAD_LINES):
            break
        top = above
    return top if top > 0 else end


def unindent_comments(lead: str) -> str:
    """Return the comments of some lines, without indentation and without blank lines."""
    return "".join(f"{line.strip()}\n" for line in lead.splitlines() if line.strip())
