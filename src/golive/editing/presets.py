"""Edit values that an interface has from a preset: they become its own, and the preset's file stays."""

from typing import Any

from golive.editing.edits import InsertItem, MoveItem, Path, RemoveItem, SetValue, normalize_value
from golive.editing.files import EditedFiles
from golive.editing.values import get_plain_value
from golive.support.problems import EditError, make_problem
from golive.yaml_io.merge import MATCH_KEYS
from golive.yaml_io.message_text import format_path

_INTERFACE_LENGTH = 2  # steps of the path of an interface


def find_own_path(files: EditedFiles, edit: SetValue | InsertItem | RemoveItem | MoveItem) -> Path:
    """Return the path of an edit among the interface's own values, and create what it overrides of the preset.

    Items of records, fields and totals are found by their id or name; any other list is copied as a whole.

    Raises:
        EditError: the preset's items cannot be changed in this way.
    """
    path = edit.path
    if path[:1] != ("interfaces",) or len(path) <= _INTERFACE_LENGTH:
        return path
    values = files.read_expanded_values()
    if not uses_preset(values, edit):
        return path
    if not isinstance(edit, SetValue) and _names_merged_list(edit):
        message = f"`{format_path(path)}` is in a list that comes from a preset, by `use`"
        hint = "Change its values here, leave records out with `without`, or copy the layout without `use`."
        raise EditError(make_problem(message, hint, path=files.display_path(files.main)))
    own: Path = path[:_INTERFACE_LENGTH]
    for at in range(_INTERFACE_LENGTH, len(path)):
        step = path[at]
        own = (
            (*own, step) if isinstance(step, str) else _enter_item(files, own, get_plain_value(values, path[:at]), step)
        )
    return own


def uses_preset(values: Any, edit: SetValue | InsertItem | RemoveItem | MoveItem) -> bool:  # noqa: ANN401 - any YAML
    """Return whether an edit passes through a list of an interface that is merged with the one of its preset.

    Args:
        values: the plain values of the spec, with its presets.
        edit: the edit.
    """
    path = edit.path
    if path[:1] != ("interfaces",) or len(path) <= _INTERFACE_LENGTH:
        return False
    return bool(get_plain_value(values, (*path[:_INTERFACE_LENGTH], "use"))) and _passes_list(values, edit)


def _passes_list(values: Any, edit: SetValue | InsertItem | RemoveItem | MoveItem) -> bool:  # noqa: ANN401 - any YAML
    whole = isinstance(edit, InsertItem) and isinstance(get_plain_value(values, edit.path), list)
    return whole or any(isinstance(step, int) for step in edit.path[_INTERFACE_LENGTH:])


def _names_merged_list(edit: InsertItem | RemoveItem | MoveItem) -> bool:
    name = edit.path[-1] if isinstance(edit, InsertItem) else edit.path[-2]
    return name in MATCH_KEYS


def _enter_item(files: EditedFiles, own: Path, merged: Any, index: int) -> Path:  # noqa: ANN401 - any YAML
    """Return the path of a list item among the own values; create the item, or the list, if only the preset has it."""
    location = files.locate(own)
    editor = files.editors[location.file]
    node = editor.tree.find_node(location.path)
    present = node.value if node is not None and isinstance(node.value, list) else []
    key = MATCH_KEYS.get(str(own[-1]))
    if key is None or not isinstance(merged, list) or index >= len(merged):
        if not present and isinstance(merged, list):
            editor.set_value(location.path, normalize_value(merged))
        return (*own, index)
    name = merged[index].get(key) if isinstance(merged[index], dict) else None
    for at, item in enumerate(present):
        if isinstance(item, dict) and item.get(key) == name:
            return (*own, at)
    editor.insert_item(location.path, len(present), {key: str(name)})
    return (*own, len(present))
