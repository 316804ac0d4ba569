"""Decide whether an edit that was made on an older version of a file still means the same on the present one."""

from typing import Any

from golive.editing import Edit, InsertItem, MoveItem, RemoveItem
from golive.support.problems import PathStep

_NAME_KEYS = ("id", "name", "title")
_ABSENT = object()


def is_still_meant(edit: Edit, seen: Any, present: Any) -> bool:  # noqa: ANN401 - plain values
    """Return whether an edit finds the value that the person saw.

    A value that nobody else changed may be set; every list item above it must be the same item, and a list whose items
    are inserted, moved or removed must have the same items.

    Args:
        edit: the edit.
        seen: the plain values of the version that the person saw.
        present: the plain values of the present version.
    """
    if seen == present:
        return True
    if not _are_same_items(edit.path, seen, present):
        return False
    if isinstance(edit, InsertItem):
        return _list_keys(_get(seen, edit.path)) == _list_keys(_get(present, edit.path))
    if isinstance(edit, MoveItem):
        above = edit.path[:-1]
        return _list_keys(_get(seen, above)) == _list_keys(_get(present, above))
    if isinstance(edit, RemoveItem) and edit.path and isinstance(edit.path[-1], int):
        above = edit.path[:-1]
        same_items = _list_keys(_get(seen, above)) == _list_keys(_get(present, above))
        return same_items and _get(seen, edit.path) == _get(present, edit.path)
    return bool(_get(seen, edit.path) == _get(present, edit.path))


def find_value(values: Any, path: tuple[PathStep, ...]) -> Any:  # noqa: ANN401 - plain values
    """Return the value at a path; None if there is none."""
    found = _get(values, path)
    return None if found is _ABSENT else found


def _get(values: Any, path: tuple[PathStep, ...]) -> Any:  # noqa: ANN401 - plain values
    for step in path:
        if isinstance(step, int):
            values = values[step] if isinstance(values, list) and step < len(values) else _ABSENT
        else:
            values = values.get(step, _ABSENT) if isinstance(values, dict) else _ABSENT
    return values


def _are_same_items(path: tuple[PathStep, ...], seen: Any, present: Any) -> bool:  # noqa: ANN401 - plain values
    """Return whether every list item along a path is the same one in both versions."""
    for length, step in enumerate(path):
        if not isinstance(step, int):
            continue
        before, after = _list_keys(_get(seen, path[:length])), _list_keys(_get(present, path[:length]))
        if len(before) != len(after):
            return False
        is_compared_later = length + 1 == len(path) or (length + 2 == len(path) and path[-1] in _NAME_KEYS)
        if not is_compared_later and before[step : step + 1] != after[step : step + 1]:
            return False
    return True


def _list_keys(values: Any) -> list[Any]:  # noqa: ANN401 - plain values
    """Return what tells the items of a list from each other: id, name or title; else only that there is one."""
    items = values if isinstance(values, list) else []
    return [
        next((item[key] for key in _NAME_KEYS if key in item), "") if isinstance(item, dict) else item for item in items
    ]
