"""Normalize blank lines and trailing spaces, except within multi-line values."""

from golive.yaml_io.formatter.comments import iterate_scalars
from golive.yaml_io.nodes import Node, Tree


def normalize_blank_lines(tree: Tree) -> str:
    """Return the text without trailing spaces, with single blank lines, and with none at its start and end."""
    kept = _find_value_lines(tree)
    lines: list[tuple[str, bool]] = []
    for number, line in enumerate(tree.source.text.split("\n")):
        stays = number in kept
        if stays or line.strip() or (lines and lines[-1] != ("", False)):
            lines.append((line, True) if stays else (line.rstrip(" \t"), False))
    while lines and lines[-1] == ("", False):
        lines.pop()
    ended = not lines or not lines[-1][1] or lines[-1][0]
    return "\n".join(line for line, _ in lines) + ("\n" if ended else "")


def _find_value_lines(tree: Tree) -> set[int]:
    """Return the 0-based numbers of lines whose white space may belong to a value."""
    text, found = tree.source.text, set[int]()
    for node in iterate_scalars(tree.root):
        written = text[node.start : node.end]
        if "\n" in written or written[:1] in {"|", ">"}:
            first = text.count("\n", 0, node.start)
            found.update(range(first + (written[0] not in {'"', "'"}), _find_last_line(text, node, written) + 1))
    return found


def _find_last_line(text: str, node: Node, written: str) -> int:
    """Return the last line of a value, including the blank lines that `|+` keeps."""
    end = node.end
    if "+" in written.partition("\n")[0][:3] and written[:1] in {"|", ">"}:
        end += len(text[end:]) - len(text[end:].lstrip(" \t\n"))
    return text.count("\n", 0, end)
