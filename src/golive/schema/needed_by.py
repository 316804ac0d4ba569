"""From which phase on a field must be filled. Said beside the field: `Annotated[Text | None, NeededBy(Phase.SIT, 24)]`.

Until then it may be missing or say `TBD`, and reads as None, a list as empty, a group as one whose fields all are.
`golive.yaml_io.gaps` finds what is open; docs/phases.md lists all fields with their phases.
"""

from typing import Any

from msgspec import Struct
from pydantic import Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from golive.schema.words import Phase, RoleName


class NeededBy(Struct, frozen=True):
    """Marks a field that the first phases can do without.

    Attributes:
        phase: the first phase that cannot.
        number: of the open item that its gap is. Never given to another field, never changed: people say "item 24".
        asks: whose answer it is: the first contact of the team in that role, if there is one.
        may_lack: whether leaving it out says that there is none; then only `TBD` says that it is open.
    """

    phase: Phase
    number: int
    asks: RoleName | None = None
    may_lack: bool = False

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        found = {**handler(schema), "neededBy": self.phase.value}
        return {**found, "mayLack": True} if self.may_lack else found


def group(description: str, label: str | None = None) -> Any:  # noqa: ANN401 - as `about`
    """Describe a group of keys that may be missing as a whole: it then reads as one whose fields are empty."""
    return Field(description=description, title=label, default_factory=dict)
