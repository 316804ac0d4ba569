"""Write a whole value as YAML: keys in the order of the model, short lists in brackets."""

from collections.abc import Mapping
from typing import Any

from golive.editing.edits import Path, PlainValue
from golive.editing.scalars import MAX_LINE, write_proven_block, write_word
from golive.schema.batch import CodeValue, RecordField
from golive.schema.introspection import Slot, choose_model, get_slots
from golive.schema.realtime import MessageField
from golive.yaml_io.formatter.file_kinds import list_keys_in_order

_MAX_BRACKETED = 80  # characters of a list that is written in brackets
_TABLE_MODELS = (CodeValue, MessageField, RecordField)
"""Models whose items are rows of a long table, with one line each."""


def write_flow(value: PlainValue, slot: Slot) -> str:
    """Return a value on one line, in brackets if it is a list or a group."""
    if isinstance(value, str):
        return write_word(value, in_flow=True)
    if isinstance(value, list):
        return f"[{', '.join(write_flow(item, get_item_slot(slot)) for item in value)}]"
    slots = find_slots(slot, value)
    parts = [
        f"{write_key(key)}: {write_flow(value[key], slots.get(key, Slot(None)))}" for key in order_keys(slot, value)
    ]
    return "{" + ", ".join(parts) + "}"


def write_entry(key: str, value: PlainValue, slot: Slot, column: int) -> list[str]:
    """Return the lines of a key and its value in block style, without the indentation of the first line."""
    name = f"{write_key(key)}:"
    if isinstance(value, str):
        return f"{name} {write_block_scalar(value, column + 2, len(name))}".split("\n")
    if not value:
        return [f"{name} {'[]' if isinstance(value, list) else '{}'}"]
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        bracketed = write_flow(value, slot)
        if len(bracketed) <= _MAX_BRACKETED and column + len(name) + 1 + len(bracketed) <= MAX_LINE:
            return [f"{name} {bracketed}"]
    pad = " " * (column + 2)
    inner = write_lines(value, slot, column + 2)
    return [name, *_indent_first(inner, pad)]


def write_lines(value: PlainValue, slot: Slot, column: int) -> list[str]:
    """Return the lines of a list or group in block style; the first one lacks its indentation."""
    pad = " " * column
    lines: list[str] = []
    if isinstance(value, list):
        for item in value:
            new = _write_table_row(item, get_item_slot(slot), column) or write_item(item, get_item_slot(slot), column)
            lines += _indent_first(new, pad if lines else "")
    elif isinstance(value, dict):
        slots = find_slots(slot, value)
        for key in order_keys(slot, value):
            entry = write_entry(key, value[key], slots.get(key, Slot(None)), column)
            lines += _indent_first(entry, pad if lines else "")
    return lines


def _write_table_row(value: PlainValue, slot: Slot, column: int) -> list[str]:
    """Return the line of an item of a new table of fields or codes, in brackets; no line where it needs several."""
    if not isinstance(value, dict) or not value or choose_model(slot, value) not in _TABLE_MODELS:
        return []
    line = f"- {write_flow(value, slot)}"
    return [line] if column + len(line) <= MAX_LINE else []


def write_item(value: PlainValue, slot: Slot, column: int) -> list[str]:
    """Return the lines of a list item with its dash, which stands at `column`; the first one lacks its indentation."""
    if isinstance(value, str):
        lines = write_block_scalar(value, column + 2, 1).split("\n")
    elif not value:
        lines = ["[]" if isinstance(value, list) else "{}"]
    elif isinstance(value, list):
        lines = [write_flow(value, slot)]
    else:
        lines = write_lines(value, slot, column + 2)
    return [f"- {lines[0]}", *lines[1:]]


def write_block_scalar(value: str, indent: int, lead: int) -> str:
    """Return a text as a scalar where block scalars are possible: plain, quoted, or on lines of its own."""
    too_long = len(value) + indent + lead > MAX_LINE and " " in value and value == value.strip()
    block = write_proven_block(value, indent) if too_long or "\n" in value else ""
    return block or write_word(value, in_flow=False)


def write_key(key: str) -> str:
    """Return a key, in quotes if it needs them."""
    return write_word(key, in_flow=True)


def order_keys(slot: Slot, value: Mapping[str, PlainValue]) -> list[str]:
    """Return the keys of a group in the order of its model; unknown keys come last."""
    model = choose_model(slot, value)
    names = list_keys_in_order(model) if model else ()
    return sorted(value, key=lambda key: names.index(key) if key in names else len(names))


def find_slots(slot: Slot, value: object) -> Mapping[str, Slot]:
    """Return the slots of the keys of a group; empty when its model is not known."""
    model = choose_model(slot, value)
    return get_slots(model) if model else {}


def find_slot(slot: Slot, value: Any, path: Path) -> Slot:  # noqa: ANN401 - whatever the YAML held
    """Return what the models allow at a path below a value; an empty slot for what they do not know."""
    for step in path:
        if isinstance(step, str):
            slot = find_slots(slot, value).get(step, Slot(None))
            value = value.get(step) if isinstance(value, dict) else None
        else:
            slot = get_item_slot(slot)
            value = value[step] if isinstance(value, list) and step < len(value) else None
    return slot


def get_item_slot(slot: Slot) -> Slot:
    """Return the slot of a list's items; an empty one when the models know no list there."""
    return slot.item_slot if slot.is_list else Slot(None)


def _indent_first(lines: list[str], pad: str) -> list[str]:
    return [pad + lines[0], *lines[1:]] if lines else []
