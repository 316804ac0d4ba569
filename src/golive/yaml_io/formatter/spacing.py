"""Blank lines and blanks at the ends of lines, outside of values that are lines themselves."""

from golive.yaml_io.formatter.comments import scalars
from golive.yaml_io.nodes import Node, Tree


def evenly_spaced(tree: Tree) -> str:
    """The text of a file with one blank line at most between two others, none at its start and end, no idle blanks."""
    kept = _inside(tree)
    lines: list[tuple[str, bool]] = []
    for number, line in enumerate(tree.source.text.split("\n")):
        stays = number in kept
        if stays or line.strip() or (lines and lines[-1] != ("", False)):
            lines.append((line, True) if stays else (line.rstrip(" \t"), False))
    while lines and lines[-1] == ("", False):
        lines.pop()
    ended = not lines or not lines[-1][1] or lines[-1][0]
    return "\n".join(line for line, _ in lines) + ("\n" if ended else "")


def _inside(tree: Tree) -> set[int]:
    """Numbers of the lines, from 0, whose blanks may belong to a value."""
    text, found = tree.source.text, set[int]()
    for node in scalars(tree.root):
        written = text[node.start : node.end]
        if "\n" in written or written[:1] in {"|", ">"}:
            first = text.count("\n", 0, node.start)
            found.update(range(first + (written[0] not in {'"', "'"}), _last(text, node, written) + 1))
    return found


def _last(text: str, node: Node, written: str) -> int:
    """The last line of a value; `|+` keeps the blank lines behind it, too."""
    end = node.end
    if "+" in written.partition("\n")[0][:3] and written[:1] in {"|", ">"}:
        end += len(text[end:]) - len(text[end:].lstrip(" \t\n"))
    return text.count("\n", 0, end)
