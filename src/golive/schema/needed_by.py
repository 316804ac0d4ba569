"""Mark fields with the phase that needs them: `Annotated[Text | None, NeededBy(Phase.SIT, 24)]`.

Before that phase, the field may be missing or say `TBD`; its value is then None, an empty list, or a group of empty
fields. `golive.yaml_io.gaps` finds open fields; docs/phases.md lists all fields with their phases.
"""

from typing import Any

from msgspec import Struct
from pydantic import Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from golive.schema.words import Phase, RoleName


class NeededBy(Struct, frozen=True):
    """Marks a field that is only needed from some phase on.

    Attributes:
        phase: the first phase that needs the field.
        item_number: number of its open item. Never reused and never changed, because people refer to "item 24".
        asked_role: role that answers it: the first contact of the team in that role, if any.
        unless: a key of the same group and words of it; with one of these, the field is not needed.
        unless_given: a key of the same group; with any value there, the field is not needed.
        may_be_absent: whether a missing field means "there is none"; then only `TBD` marks it as open.
    """

    phase: Phase
    item_number: int
    asked_role: RoleName | None = None
    may_be_absent: bool = False
    unless: tuple[str, frozenset[str]] = ("", frozenset())
    unless_given: str = ""

    def is_needed_in(self, group: object) -> bool:
        """Return whether a field is needed beside the other values of its group: a model, or plain values."""
        key, words = self.unless
        if self.unless_given and _get_value(group, self.unless_given):
            return False
        return not key or str(_get_value(group, key)) not in words

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        found = {**handler(schema), "neededBy": self.phase.value}
        return {**found, "mayLack": True} if self.may_be_absent else found


def _get_value(group: object, key: str) -> object:
    return group.get(key) if isinstance(group, dict) else getattr(group, key, None)


def describe_group(description: str, label: str | None = None) -> Any:  # noqa: ANN401 - as `describe`
    """Describe a group of keys that may be missing as a whole; all its fields are then empty."""
    return Field(description=description, title=label, default_factory=dict)
