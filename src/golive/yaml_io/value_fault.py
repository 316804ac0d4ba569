"""A fault in a value: found by the validator or by the search for gaps, not yet worded for people."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from golive.schema.introspection import Slot
from golive.support.problems import PathStep
from golive.yaml_io.message_text import format_path


class ValueFault(Struct, frozen=True):
    """One fault in a value.

    Attributes:
        kind: pydantic's error type, or one of our own.
        path: the path to the value in the file.
        value: the value found there.
        context: numbers and names that the message needs, such as `max_length`.
        slot: what the models allow there.
        keys: the keys allowed there, for an unknown key.
        places: where an unknown key is known, if anywhere near.
    """

    kind: str
    path: tuple[PathStep, ...]
    value: Any
    context: Mapping[str, Any]
    slot: Slot
    keys: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


Explanation = tuple[str, str]


def format_subject(fault: ValueFault) -> str:
    """Return the subject of a message: the path in backticks, or "the file"."""
    return f"`{format_path(fault.path)}`" if fault.path else "the file"
