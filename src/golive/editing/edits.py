"""The edits that a form, a workbook, an import or a migration can ask for."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, TypeAlias

from msgspec import Struct

from golive.support.problems import PathStep

PlainValue: TypeAlias = str | list["PlainValue"] | dict[str, "PlainValue"]
"""A value as YAML text holds it: every scalar is text, as in `golive.yaml_io.parser`."""

Path: TypeAlias = tuple[PathStep, ...]


class SetValue(Struct, frozen=True):
    """Set the value at a path, and create the groups above it that are missing.

    A list or a group is compared with the present one, and only what differs is written. Numbers, dates and flags are
    accepted in place of their text.
    """

    path: Path
    value: Any


class InsertItem(Struct, frozen=True):
    """Insert an item into the list at `path` before the item `index`; the list is created if it is missing."""

    path: Path
    index: int
    value: Any


class RemoveItem(Struct, frozen=True):
    """Remove the list item or the key at `path`; a list or group that becomes empty is removed too."""

    path: Path


class MoveItem(Struct, frozen=True):
    """Move the list item at `path` to the index `to` of the same list."""

    path: Path
    to: int


class RenameId(Struct, frozen=True):
    """Give the list item at `path` another id, and follow it in every reference."""

    path: Path
    new_id: str


Edit: TypeAlias = SetValue | InsertItem | RemoveItem | MoveItem | RenameId


def normalize_value(value: Any) -> PlainValue:  # noqa: ANN401, PLR0911 - whatever a form or a model holds; one line per type
    """Return a value as YAML text holds it; keys without a value are left out.

    Raises:
        TypeError: the value is of a kind that no spec holds.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return "".join(value)  # a plain `str`, without the class that a model gave it
    if isinstance(value, int | Decimal | float):
        return str(value)
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): normalize_value(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, Sequence):
        return [normalize_value(inner) for inner in value]
    raise TypeError(f"no spec holds a {type(value).__name__}")
