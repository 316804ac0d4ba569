"""Add comments to a new spec: the meaning above each key, once per model, and the fields needed later."""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Final

from golive.schema.field import Model
from golive.schema.introspection import Slot, choose_model, get_slots
from golive.schema.needed_by import NeededBy
from golive.yaml_io.nodes import Node
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.source import Source

_WIDTH: Final = 110
_MOST_WORDS: Final = 8
_HEADER: Final = """\
# A new integration. Fill in what is known, and leave the rest: TBD and missing values are open items.
# `golive check` lists problems and open items, and `golive fmt` formats the file.

"""


def add_field_comments(source: Source, model: type[Model]) -> str:
    """Add a comment above each key of a file.

    Args:
        source: the file, with keys on lines of their own.
        model: the model of the file.

    Returns:
        The text; sections are separated by a blank line, and fields needed in later phases are listed last.
    """
    root = parse_yaml(source).root
    above = dict(_find_comments(root, Slot(model), source, set()))
    sections = _find_section_lines(root, source)
    lines: list[str] = []
    for number, line in enumerate(source.text.splitlines(), start=1):
        if number in sections and lines and lines[-1]:
            lines.append("")
        indent = line[: len(line) - len(line.lstrip(" "))]
        room = _WIDTH - len(indent)
        lines += [f"{indent}# {part}" for comment in above.get(number, ()) for part in wrap(comment, room)]
        lines.append(line)
    return _HEADER + "\n".join([*lines, "", *_list_later_fields(model, root)]) + "\n"


def _find_section_lines(root: Node, source: Source) -> set[int]:
    """Return the line numbers of top-level keys with more than one line."""
    entries = root.children.values() if isinstance(root.children, Mapping) else ()
    return {source.make_span(one.start, one.end).line for one in entries if one.node.children}


def _find_comments(
    node: Node, slot: Slot, source: Source, seen: set[tuple[type[Model], str]]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the line numbers of keys, with the comments above them."""
    if isinstance(node.children, tuple):
        for child in node.children:
            yield from _find_comments(child, slot.item_slot, source, seen)
        return
    kind = choose_model(slot, node.value)
    slots = get_slots(kind) if kind else {}
    for name, entry in node.children.items():
        below = slots.get(name)
        if kind is None or below is None:
            continue
        if source.text[node.start] != "{" and (kind, name) not in seen:
            seen.add((kind, name))
            yield (
                source.make_span(entry.start, entry.end).line,
                [comment for comment in (_build_comment(below),) if comment],
            )
        yield from _find_comments(entry.node, below, source, seen)


def _build_comment(slot: Slot) -> str:
    words = slot.allowed_words or (slot.item_slot.allowed_words if slot.is_list else ())
    listed = f" One of: {', '.join(words)}." if len(words) > 1 else ""
    return f"{slot.description}{listed.replace('One', 'Some', 1) if slot.is_list else listed}".strip()


def _list_later_fields(model: type[Model], root: Node) -> Iterator[str]:
    """Yield comment lines that list the missing fields, by the phase that needs them."""
    missing = [(name, slot) for name, slot in get_slots(model).items() if name not in root.value]
    needed: dict[str, list[tuple[str, Slot]]] = {}
    for name, slot in missing:
        for mark in slot.markers:
            if isinstance(mark, NeededBy):
                needed.setdefault(mark.phase.value, []).append((name, slot))
    for phase, fields in needed.items():
        yield f"# Needed when the status becomes `{phase}`:"
        yield from (f"#   {name}: {slot.description}" for name, slot in fields)
