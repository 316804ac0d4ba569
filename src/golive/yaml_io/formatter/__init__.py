"""A YAML file in one form: keys in the order of the models, quotes and blank lines alike; nothing else is touched."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from golive.schema.field import Model
from golive.yaml_io.formatter.comments import remarks, scalars
from golive.yaml_io.formatter.file_kinds import kind_of
from golive.yaml_io.formatter.key_order import in_order
from golive.yaml_io.formatter.quotes import quoted_alike
from golive.yaml_io.formatter.spacing import evenly_spaced
from golive.yaml_io.nodes import Node, Tree
from golive.yaml_io.parser import parse
from golive.yaml_io.source import Source

_BOM: Final = "\ufeff"
_BREAK: Final = re.compile(r"\r\n?")

Step = Callable[[Tree, type[Model] | None], str]


def tidied(source: Source) -> str:
    """The text of a file in its one form.

    Every step is proven: when a file is written so unusually that a step would change a value or lose a comment, that
    step is left out.

    Args:
        source: the file; it need not be valid, only YAML.

    Returns:
        The text. Its line endings are those of the first line, its byte order mark stays.

    Raises:
        SpecError: it is not YAML, or YAML that is not used here.
    """
    tree = parse(source)
    kind = kind_of(tree)
    text = source.text.removeprefix(_BOM)
    mark = source.text[: len(source.text) - len(text)]
    first = _BREAK.search(text)
    ending = first[0] if first and "\n" not in text[: first.start()] else "\n"
    text = _ended(_BREAK.sub("\n", text), source.path)
    for step in (_in_order, _quoted, _spaced):
        text = _proven(step, text, source, kind)
    return mark + text.replace("\n", ending)


def _in_order(tree: Tree, kind: type[Model] | None) -> str:
    return in_order(tree, kind)


def _quoted(tree: Tree, _kind: type[Model] | None) -> str:
    return quoted_alike(tree)


def _spaced(tree: Tree, _kind: type[Model] | None) -> str:
    return evenly_spaced(tree)


def _proven(step: Step, text: str, source: Source, kind: type[Model] | None) -> str:
    """What a step makes of a text; the text itself when a value or a comment would not survive."""
    from golive.support.problems import SpecError

    before = parse(Source(source.path, text))
    new = step(before, kind)
    if new == text:
        return text
    try:
        after = parse(Source(source.path, new))
    except SpecError:
        return text
    same = _plain(before.root) == _plain(after.root) and sorted(remarks(before)) == sorted(remarks(after))
    return new if same else text


def _ended(text: str, path: Path) -> str:
    """The text with a line break at its end, which must not become part of its last value."""
    if text.endswith("\n"):
        return text
    before, after = parse(Source(path, text)), parse(Source(path, f"{text}\n"))
    if before.root.value == after.root.value:
        return after.source.text
    # A block of lines would gain the break; `-` behind its sign says that it has none.
    last = max(scalars(before.root), key=lambda node: node.start)
    sign = re.compile(r"[|>][0-9]?").search(text, last.start)
    if sign is None:
        return text
    return f"{text[: sign.end()]}-{text[sign.end() :].removeprefix('+')}\n"


def _plain(node: Node) -> Any:  # noqa: ANN401 - any YAML
    """A value with its empty keys."""
    if isinstance(node.children, tuple):
        return [_plain(child) for child in node.children] if node.children else node.value
    return {key: _plain(entry.node) for key, entry in node.children.items()}
