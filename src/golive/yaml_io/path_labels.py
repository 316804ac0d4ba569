"""Say in words where a value stands in a spec: "Timeline › Activities › Coding › After"."""

from typing import Any, Final

from golive.schema.field import Model, get_field_label
from golive.schema.introspection import Slot, choose_model, get_slots
from golive.support.problems import PathStep
from golive.yaml_io.message_text import shorten_for_message

SEPARATOR: Final = " › "
_NAME_KEYS: Final = ("name", "title", "id")


def format_path_label(model: type[Model], root: Any, path: tuple[PathStep, ...]) -> str:  # noqa: ANN401 - plain values
    """Return the label chain of a path.

    A key is shown as documents show its field, an item of a list by its name, or else by its number, counted from 1.

    Args:
        model: the model of the whole file.
        root: the plain values of the whole file: dicts, lists, texts and None.
        path: keys and list positions, from the root; it may name what is missing or unknown.

    Returns:
        The labels, joined by `SEPARATOR`; empty for an empty path.
    """
    labels = []
    slot, value = Slot(model), root
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
            slot = slot.item_slot if slot.is_list else Slot(None)
            labels.append(name_list_item(slot, value) or f"{step + 1}")
        else:
            chosen = choose_model(slot, value)
            slot = get_slots(chosen).get(step, Slot(None)) if chosen else Slot(None)
            value = value.get(step) if isinstance(value, dict) else None
            labels.append(_label_key(step, slot))
    return SEPARATOR.join(labels)


def name_list_item(slot: Slot, item: object) -> str:
    """Return the name of a list item: its name, title or id, or its first field if that is text; may be empty.

    Args:
        slot: what the models allow for the item.
        item: its plain value.
    """
    if isinstance(item, str):
        return shorten_for_message(item.strip())
    if not isinstance(item, dict):
        return ""
    chosen = choose_model(slot, item)
    first = next(iter(get_slots(chosen)), "") if chosen else ""
    names = (item.get(key) for key in (*_NAME_KEYS, first))
    return next((shorten_for_message(name.strip()) for name in names if isinstance(name, str) and name.strip()), "")


def _label_key(key: str, slot: Slot) -> str:
    return get_field_label(key, slot.field_info) if slot.field_info else shorten_for_message(key)
