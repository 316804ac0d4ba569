"""Describe the differences between a file and a spec in a few words."""

from collections.abc import Mapping
from typing import Any, Final

from golive.exchange.imports.merge import Difference
from golive.schema.value_text import format_count

_COUNTED: Final = {
    "request": "request field",
    "response": "response field",
    "errors": "error",
    "fields": "field",
    "values": "value",
}
_MAX_VALUE: Final = 70


def find_place(change: Difference, places: Mapping[str, str]) -> str:
    """Return the place of a difference in the imported file; empty if the file says nothing about it.

    Args:
        change: the difference.
        places: the place of each value of the file, by its path in the spec.
    """
    path = "/".join(change.names)
    return next((places[key] for key in (path, f"{path}/id", f"{path}/name", f"{path}/code") if key in places), "")


def describe_value(value: Any) -> str:  # noqa: ANN401 - a plain value
    """Return a value between backquotes, shortened; a group or a list by what it holds."""
    if isinstance(value, list):
        return f"{len(value)} item{'s' * (len(value) != 1)}"
    if isinstance(value, dict):
        lists = [
            format_count(len(inner), _COUNTED[key]) if key in _COUNTED else f"{len(inner)} {key}"
            for key, inner in value.items()
            if isinstance(inner, list)
        ]
        name = next((str(value[key]) for key in ("type", "name", "meaning", "host", "kind") if key in value), "")
        return ", ".join(filter(None, (name, *lists))) or f"{len(value)} values"
    text = str(value)
    return f"`{text if len(text) <= _MAX_VALUE else text[: _MAX_VALUE - 1] + '…'}`"
