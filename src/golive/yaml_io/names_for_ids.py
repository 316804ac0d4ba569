"""Accept the name of a contact or another item where its id is required: `owner: Karen Lindqvist`."""

from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from golive.schema.field import Model
from golive.schema.introspection import resolve_location

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def replace_names_by_ids(value: Any, errors: Sequence["ErrorDetails"], model: type[Model]) -> Any:  # noqa: ANN401 - whatever the YAML held
    """Return the values with the id in place of each name that exactly one item has; None if there is none.

    Args:
        value: the plain values of the file; they are not changed.
        errors: the validation errors; only values that are refused as ids are looked at.
        model: the model of the file.
    """
    new: Any = None
    for error in errors:
        written = error["input"]
        if error["type"] != "string_pattern_mismatch" or not isinstance(written, str):
            continue
        path, slot = resolve_location(model, error["loc"])
        found = _find_ids(value, slot.refers_to, written)
        if len(found) != 1:
            continue
        new = deepcopy(value) if new is None else new
        above = new
        for step in path[:-1]:
            above = above[step]
        above[path[-1]] = found[0]
    return new


def _find_ids(value: Any, section: str, name: str) -> list[str]:  # noqa: ANN401 - whatever the YAML held
    items = value.get(section) if section and isinstance(value, dict) else None
    if not isinstance(items, list):
        return []
    named = [(item.get("id"), item.get("name")) for item in items if isinstance(item, dict)]
    return [one for one, own in named if isinstance(one, str) and isinstance(own, str) and _fold(own) == _fold(name)]


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
