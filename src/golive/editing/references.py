"""Rename an id: the item itself, and everything in the spec that refers to it."""

import re
from collections.abc import Iterator
from typing import Any, Final

from golive.editing.edits import Path, RenameId, SetValue
from golive.editing.values import get_plain_value, set_plain_value
from golive.schema import Integration
from golive.schema.introspection import Slot, choose_model, get_slots
from golive.schema.values import IDENTIFIER_PATTERN
from golive.support.problems import EditError, report_at
from golive.yaml_io.gaps import find_gaps
from golive.yaml_io.message_text import format_path

_RECORD_KEYS: Final = frozenset({"after", "without", "field", "of", "less", "since", "same_as"})
"""Keys of an interface whose values name a record, alone or as `record.FIELD`."""


def list_rename_edits(values: Any, edit: RenameId) -> tuple[SetValue, ...]:  # noqa: ANN401 - whatever the YAML holds
    """Return the edits that rename an item and everything that refers to it.

    Args:
        values: the plain values of the spec, with its includes and presets.
        edit: the path of the list item, and its new id.

    Raises:
        EditError: there is no such item, or the new id is taken or is no id.
    """
    item, siblings = get_plain_value(values, edit.path), get_plain_value(values, edit.path[:-1])
    old = item.get("id") if isinstance(item, dict) else None
    if not isinstance(old, str) or not isinstance(siblings, list):
        raise EditError(report_at(edit.path, f"`{format_path(edit.path)}` is no list item with an id", "Name one."))
    if not re.fullmatch(IDENTIFIER_PATTERN, edit.new_id):
        message, hint = f"`{edit.new_id}` is no id", "Write small letters, digits and hyphens, such as `bill-file`."
        raise EditError(report_at(edit.path, message, hint))
    if get_plain_value(values, (*edit.path[:2], "use")) and "records" in edit.path:
        message = f"`{old}` is a record of a layout that comes from a preset, by `use`"
        raise EditError(report_at(edit.path, message, "Copy the layout into the spec, without `use`, to rename it."))
    taken = [one.get("id") for one in siblings if isinstance(one, dict)]
    if edit.new_id in taken or taken.count(old) > 1:
        both = edit.new_id if edit.new_id in taken else old
        raise EditError(report_at(edit.path, f"`{both}` is the id of another item of the list", "Use another id."))
    found = [SetValue((*edit.path, "id"), edit.new_id), *_find_references(values, edit.path, old, edit.new_id)]
    return (*found, *_rename_notes(values, found, old, edit.new_id))


def _find_references(values: Any, item: Path, old: str, new: str) -> Iterator[SetValue]:  # noqa: ANN401 - any YAML
    names = tuple(step for step in item if isinstance(step, str))
    if len(names) == 1:
        for path, slot in _iterate_scalars(values, Slot(Integration)):
            if get_plain_value(values, path) == old and slot.refers_to == names[0]:
                yield SetValue(path, new)
    for path, _ in _iterate_scalars(values, Slot(Integration)):
        text = get_plain_value(values, path)
        keys = [step for step in path if isinstance(step, str)]
        if text == old and keys[-1] == "after" and _is_in_order_with(path, item):
            yield SetValue(path, new)
        elif names[-1:] == ("records",) and path[: len(item) - 2] == item[:-2] and keys[-1] in _RECORD_KEYS:
            head, dot, rest = str(text).partition(".")
            if head == old:
                yield SetValue(path, f"{new}{dot}{rest}")
        elif keys == ["silence", "at"] and (moved := _rename_step(str(text), names, old, new)) != text:
            yield SetValue(path, moved)


def _is_in_order_with(path: Path, item: Path) -> bool:
    """Return whether `after` at a path names items of the list that an item lies in: its own list, or the plan's."""
    is_plan = item[:-1] == ("timeline", "activities") and path[0] == "timeline"
    return is_plan or path[: len(item) - 1] == item[:-1]


def _iterate_scalars(value: Any, slot: Slot, path: Path = ()) -> Iterator[tuple[Path, Slot]]:  # noqa: ANN401 - any YAML
    """Yield the path of every single value of a spec, with what the models allow there or in its list."""
    if isinstance(value, dict):
        model = choose_model(slot, value)
        slots = get_slots(model) if model else {}
        for key, inner in value.items():
            yield from _iterate_scalars(inner, slots.get(key, Slot(None)), (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            item = slot.item_slot if slot.is_list else Slot(None)
            yield from _iterate_scalars(inner, Slot(item.value_type, (*item.markers, *slot.markers)), (*path, index))
    elif value is not None:
        yield path, slot


def _rename_step(text: str, names: tuple[str, ...], old: str, new: str) -> str:
    """Return a path by ids, such as `interfaces/bill-file`, with an id renamed behind the name of its list."""
    steps = text.split("/")
    for at in range(1, len(steps)):
        if steps[at] == old and steps[at - 1] == names[-1]:
            steps[at] = new
    return "/".join(steps)


def _rename_notes(values: Any, changes: list[SetValue], old: str, new: str) -> Iterator[SetValue]:  # noqa: ANN401 - any YAML
    """Yield the edits of notes on open items, whose ids contain the ids of what is open."""
    notes = get_plain_value(values, ("open_items",))
    ids = {at: str(note.get("id")) for at, note in enumerate(notes or []) if isinstance(note, dict)}
    if not ids:
        return
    after = values
    for change in changes:
        after = set_plain_value(after, change.path, change.value)
    named = frozenset(ids.values())
    before = {gap.id: gap.path for gap in find_gaps(values, Integration, named)}
    later = {
        gap.path: gap.id for gap in find_gaps(after, Integration, named | {one.replace(old, new) for one in named})
    }
    for at, name in ids.items():
        moved = later.get(before.get(name, ()), name)
        if moved != name:
            yield SetValue(("open_items", at, "id"), moved)
