"""Random edits of a YAML file, and what must hold for each of them."""

import difflib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from golive.editing.edits import Path as ValuePath
from golive.editing.emission import find_slot
from golive.editing.proof import find_comments
from golive.editing.text_editor import TextEditor
from golive.editing.values import read_plain_value
from golive.schema import Integration
from golive.schema.introspection import Slot, choose_model, get_slots
from golive.yaml_io.formatter import format_source
from golive.yaml_io.nodes import Node
from golive.yaml_io.source import Source

TEXTS = (
    *("Plain words", "with: colon", "# not a comment", "yes", "1.10", "null", "~", "- dash", "TBD", "07", ""),
    *(
        'it\'s "both"',
        "trailing ",
        " lead",
        "ünï ✓",
        "{brace}",
        "[x]",
        "a # b",
        "*star",
        "&amp",
        "|",
        "> q",
        "%x",
        "@y",
    ),
    *("two\nlines", "three\n\n  lines\n", "\nfirst empty", "tab\there", "back\\slash", "!tag", "a,b", "? q", "x: # y"),
    *("Long text " * 20 + "end", "a" * 150, "u\u2028v", "k: [v]", "--- x", "...", "'", '"', "end\n\n\n"),
)
SPEC = Slot(Integration)


def open_text(text: str) -> TextEditor:
    """Open a spec that is only a text."""
    return TextEditor(Source(Path("spec.yaml"), text), SPEC)


def list_scalars(node: Node, path: ValuePath = ()) -> list[ValuePath]:
    """List the paths of all values that are no lists or groups."""
    if not node.children:
        return [path]
    return [found for step, child in iterate_children(node) for found in list_scalars(child, (*path, step))]


def list_lists(node: Node, path: ValuePath = ()) -> list[ValuePath]:
    """List the paths of all lists with at least one item."""
    below = [found for step, child in iterate_children(node) for found in list_lists(child, (*path, step))]
    return [path, *below] if isinstance(node.children, tuple) and node.children else below


def iterate_children(node: Node) -> list[tuple[str | int, Node]]:
    """Return the steps and nodes directly below a node."""
    if isinstance(node.children, tuple):
        return list(enumerate(node.children))
    return [(key, entry.node) for key, entry in node.children.items()]


def list_missing_keys(editor: TextEditor) -> list[ValuePath]:
    """List the paths of all keys that the models allow and the file does not have."""
    found: list[ValuePath] = []
    todo: list[ValuePath] = [()]
    while todo:
        path = todo.pop()
        node = editor.tree.find_node(path)
        assert node is not None
        model = choose_model(find_slot(SPEC, editor.tree.root.value, path), node.value)
        if model and isinstance(node.value, dict):
            found += [(*path, key) for key in get_slots(model) if key not in node.value]
        todo += [(*path, step) for step, _ in iterate_children(node)]
    return found


def check_edit(before: TextEditor, edit: Callable[[TextEditor], None], wanted: object) -> TextEditor:
    """Make an edit, and check that all values are as wanted, comments are kept, and the text is still formatted."""
    text = before.text
    after = open_text(text)
    edit(after)
    tree = open_text(after.text).tree
    assert read_plain_value(tree.root) == wanted
    lost = Counter(one.text for one in find_comments(before.tree)) - Counter(one.text for one in find_comments(tree))
    assert sorted(lost.elements()) == sorted(after.removed_comments)
    if format_source(Source(Path("spec.yaml"), text)) == text:
        assert format_source(Source(Path("spec.yaml"), after.text)) == after.text
    return after


def count_changed_lines(before: str, after: str) -> int:
    """Count the lines that a unified diff adds or removes."""
    diff = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return sum(line[:1] in "+-" and line[:3] not in {"+++", "---"} for line in diff)
