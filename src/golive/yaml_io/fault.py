"""One thing that is wrong with a value, as the validator or a walk over the file found it."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from golive.schema.introspection import Slot
from golive.support.problems import Step
from golive.yaml_io.naming import name_of


class Fault(Struct, frozen=True):
    """One thing that the validator found.

    Attributes:
        kind: the validator's name for it.
        path: where, in the file.
        value: what stands there.
        limits: numbers and names that belong to the kind.
        slot: what should stand there.
        keys: which keys are known in that place; for unknown keys.
    """

    kind: str
    path: tuple[Step, ...]
    value: Any
    limits: Mapping[str, Any]
    slot: Slot
    keys: tuple[str, ...] = ()


Saying = tuple[str, str]


def subject(fault: Fault) -> str:
    """What a message is about: the place, or the file."""
    return f"`{name_of(fault.path)}`" if fault.path else "the file"
