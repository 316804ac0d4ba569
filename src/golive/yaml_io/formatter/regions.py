"""Which lines of a file belong to which key."""

import re
from typing import Final

from golive.yaml_io.nodes import Node

_DASHES: Final = re.compile(r"[ ]*(?:-[ ]+)*-[ ]+\Z")
_OWN_DASH: Final = re.compile(r"^[ ]*-(?=[ \n])", re.MULTILINE)
_FIXED: Final = ("---", "%", "# yaml-language-server:")
"""How lines start that stay at the top of a file."""


def line_start(text: str, at: int) -> int:
    """The offset of the first character of a line."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """The offset of a line's break, or of the end of the text."""
    found = text.find("\n", at)
    return found if found >= 0 else len(text)


def column(text: str, at: int) -> int:
    """How many characters stand before a place on its line."""
    return at - line_start(text, at)


def begins_line(text: str, at: int, *, blank: bool = False) -> bool:
    """Whether a place is the first of its line; with `blank`, whether only blanks stand before it."""
    before = text[line_start(text, at) : at]
    return not (before.strip(" ") if blank else before)


def dash_behind(text: str, start: int) -> int | None:
    """The dash of the list item that begins at an offset; None when it is not written in the usual way."""
    top = line_start(text, start)
    if found := _DASHES.match(text[top:start]):
        return top + found[0].rindex("-")
    # `-`, then the item on lines below it, perhaps behind comments
    while top > 0:
        top = line_start(text, top - 1)
        line = text[top : line_end(text, top)].strip()
        if dash := _OWN_DASH.match(text, top):
            rest = text[dash.end() : line_end(text, top)].strip()
            return dash.end() - 1 if not rest or rest.startswith("#") else None
        if line and not line.startswith("#"):
            return None
    return None


def lead_start(text: str, behind: int, at: int, limit: int) -> int:
    """Where the lines begin that belong to a key rather than to the value before it.

    Comments that are indented further than the key belong to what stands above them; blank lines, and the other
    comments, to the key.

    Args:
        text: the file.
        behind: the end of the value before.
        at: the key's column.
        limit: where the key stands.
    """
    top, end = line_end(text, behind) + 1, line_start(text, limit) if limit < len(text) else limit
    found = None
    while top < end:
        line = text[top : line_end(text, top)]
        if line.strip() and len(line) - len(line.lstrip(" ")) > at:
            found = None
        elif found is None:
            found = top
        if line.strip() and found is not None:
            break
        top += len(line) + 1
    return end if found is None else found


def last_of(text: str, node: Node) -> int:
    """The end of the last value below a node: the parser counts the comments behind a group as a part of it."""
    children = node.children
    if not children or text[node.start] in "{[":
        return node.end
    if isinstance(children, tuple):
        last, end = children[-1], 0
    else:
        entry = list(children.values())[-1]
        last, end = entry.node, entry.end
    inside = node.start <= last.start and last.end <= node.end
    return max(last_of(text, last), end) if inside else node.end


def head_of(text: str, first: int) -> int:
    """The end of the lines at the top that belong to the file, not to its first key.

    They are all but the comment that stands right above the key.
    """
    end = line_start(text, first)
    top = end
    while top > 0:
        above = line_start(text, top - 1)
        line = text[above : top - 1]
        if not line.startswith("#") or line.startswith(_FIXED):
            break
        top = above
    return top if top > 0 else end


def unindented(lead: str) -> str:
    """The comments of some lines, without blanks before them and without blank lines between."""
    return "".join(f"{line.strip()}\n" for line in lead.splitlines() if line.strip())
