"""Comments for a new spec: above each key, once for each kind of part, what it means; and what is needed later."""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Final

from golive.schema.field import Model
from golive.schema.introspection import Slot, choose, slots_of
from golive.schema.needed_by import NeededBy
from golive.yaml_io.nodes import Node
from golive.yaml_io.parser import parse
from golive.yaml_io.source import Source

_WIDTH: Final = 110
_MOST_WORDS: Final = 8
_TOP: Final = """\
# A new integration. Say what is known, and leave the rest: what says TBD, and what is missing, is an open item.
# `golive check` says what is wrong or open, and `golive fmt` brings everything into order.

"""


def commented(source: Source, model: type[Model]) -> str:
    """The text of a file with a comment above each of its keys.

    Args:
        source: the file, with keys on lines of their own.
        model: what it holds.

    Returns:
        The text; sections are apart by a blank line, and what later phases need is listed at the end.
    """
    root = parse(source).root
    above = dict(_remarks(root, Slot(model), source, set()))
    sections = _sections(root, source)
    lines: list[str] = []
    for number, line in enumerate(source.text.splitlines(), start=1):
        if number in sections and lines and lines[-1]:
            lines.append("")
        indent = line[: len(line) - len(line.lstrip(" "))]
        room = _WIDTH - len(indent)
        lines += [f"{indent}# {part}" for said in above.get(number, ()) for part in wrap(said, room)]
        lines.append(line)
    return _TOP + "\n".join([*lines, "", *_later(model, root)]) + "\n"


def _sections(root: Node, source: Source) -> set[int]:
    """The lines of the keys at the top that stand for more than one line."""
    entries = root.children.values() if isinstance(root.children, Mapping) else ()
    return {source.span(one.start, one.end).line for one in entries if one.node.children}


def _remarks(
    node: Node, slot: Slot, source: Source, told: set[tuple[type[Model], str]]
) -> Iterator[tuple[int, list[str]]]:
    """The lines of keys, and what to say above them."""
    if isinstance(node.children, tuple):
        for child in node.children:
            yield from _remarks(child, slot.item, source, told)
        return
    kind = choose(slot, node.value)
    slots = slots_of(kind) if kind else {}
    for name, entry in node.children.items():
        below = slots.get(name)
        if kind is None or below is None:
            continue
        if source.text[node.start] != "{" and (kind, name) not in told:
            told.add((kind, name))
            yield source.span(entry.start, entry.end).line, [said for said in (_remark(below),) if said]
        yield from _remarks(entry.node, below, source, told)


def _remark(slot: Slot) -> str:
    words = slot.words or (slot.item.words if slot.is_list else ())
    listed = f" One of: {', '.join(words)}." if len(words) > 1 else ""
    return f"{slot.meaning}{listed.replace('One', 'Some', 1) if slot.is_list else listed}".strip()


def _later(model: type[Model], root: Node) -> Iterator[str]:
    """What is not there yet, by the phase that needs it."""
    missing = [(name, slot) for name, slot in slots_of(model).items() if name not in root.value]
    needed: dict[str, list[tuple[str, Slot]]] = {}
    for name, slot in missing:
        for mark in slot.marks:
            if isinstance(mark, NeededBy):
                needed.setdefault(mark.phase.value, []).append((name, slot))
    for phase, fields in needed.items():
        yield f"# Needed when the status becomes `{phase}`:"
        yield from (f"#   {name}: {slot.meaning}" for name, slot in fields)
