"""Format a YAML file: present keys, ordered as in the models, uniform quotes and blank lines; nothing else changes."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from golive.schema.field import Model
from golive.yaml_io.formatter.comments import find_comments, iterate_scalars
from golive.yaml_io.formatter.file_kinds import detect_model
from golive.yaml_io.formatter.key_order import order_keys
from golive.yaml_io.formatter.quotes import unify_quotes
from golive.yaml_io.formatter.spacing import normalize_blank_lines
from golive.yaml_io.nodes import Node, Tree
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.renamed_keys import rename_former_keys, replace_former_keys
from golive.yaml_io.source import Source

_BOM: Final = "\ufeff"
_BREAK: Final = re.compile(r"\r\n?")

FormatStep = Callable[[Tree, type[Model] | None], str]


def format_source(source: Source) -> str:
    """Return the formatted text of a file.

    Every step is verified: if it would change a value or lose a comment, which can happen in files with unusual
    formatting, it is skipped.

    Args:
        source: the file; it need not be valid, only YAML.

    Returns:
        The text, with the line ending of its first line and its byte order mark.

    Raises:
        SpecError: the text is not YAML or uses a feature that is not allowed.
    """
    tree = parse_yaml(source)
    kind = detect_model(tree)
    text = source.text.removeprefix(_BOM)
    mark = source.text[: len(source.text) - len(text)]
    first = _BREAK.search(text)
    ending = first[0] if first and "\n" not in text[: first.start()] else "\n"
    text = _end_with_line_break(_BREAK.sub("\n", text), source.path)
    for step in (_apply_key_names, _apply_key_order, _apply_quotes, _apply_spacing):
        text = _apply_if_safe(step, text, source, kind)
    return mark + text.replace("\n", ending)


def _apply_key_names(tree: Tree, kind: type[Model] | None) -> str:
    """Return the text with the present keys of fields whose key was renamed."""
    return replace_former_keys(tree, kind) if kind else tree.source.text


def _apply_key_order(tree: Tree, kind: type[Model] | None) -> str:
    return order_keys(tree, kind)


def _apply_quotes(tree: Tree, _kind: type[Model] | None) -> str:
    return unify_quotes(tree)


def _apply_spacing(tree: Tree, _kind: type[Model] | None) -> str:
    return normalize_blank_lines(tree)


def _apply_if_safe(step: FormatStep, text: str, source: Source, kind: type[Model] | None) -> str:
    """Return the result of a step; the unchanged text if a value or a comment would be lost."""
    from golive.support.problems import SpecError

    before = parse_yaml(Source(source.path, text))
    new = step(before, kind)
    if new == text:
        return text
    try:
        after = parse_yaml(Source(source.path, new))
    except SpecError:
        return text
    wanted = rename_former_keys(before, kind) if step is _apply_key_names and kind else before
    same = _collect_plain_values(wanted.root) == _collect_plain_values(after.root) and sorted(
        find_comments(before)
    ) == sorted(find_comments(after))
    return new if same else text


def _end_with_line_break(text: str, path: Path) -> str:
    """Return the text with a line break at its end that is not part of its last value."""
    if text.endswith("\n"):
        return text
    before, after = parse_yaml(Source(path, text)), parse_yaml(Source(path, f"{text}\n"))
    if before.root.value == after.root.value:
        return after.source.text
    # A block scalar would include the line break; `-` after its indicator excludes it.
    last = max(iterate_scalars(before.root), key=lambda node: node.start)
    sign = re.compile(r"[|>][0-9]?").search(text, last.start)
    if sign is None:
        return text
    return f"{text[: sign.end()]}-{text[sign.end() :].removeprefix('+')}\n"


def _collect_plain_values(node: Node) -> Any:  # noqa: ANN401 - any YAML
    """Return a value including its keys without a value."""
    if isinstance(node.children, tuple):
        return [_collect_plain_values(child) for child in node.children] if node.children else node.value
    return {key: _collect_plain_values(entry.node) for key, entry in node.children.items()}
