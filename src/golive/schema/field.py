"""Base class and markers for all models of the spec.

The annotation of a field defines everything about it: its type, its description (used by JSON Schema, docs and
runbook), its label in documents, and who may see it.
"""

from typing import Any

from msgspec import Struct
from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema

FORMER_KEY_KEYWORD = "formerKey"
"""Keyword in the JSON Schema of a field whose key was renamed; `golive schema` replaces it."""


class Model(BaseModel):
    """A part of the spec: immutable, and closed against keys it does not know."""

    # `defer_build`: only the validators of root models are used, so the nested models need none.
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, defer_build=True)


class FormerKey(Struct, frozen=True):
    """Marks a field whose key was renamed: `Annotated[Prose | None, FormerKey("behaviour")]`.

    Files may still use the former key; `golive fmt` rewrites it. Digests of content keep using it, so that releases and
    approvals made before the change stay valid.

    Attributes:
        key: the key that the field had in its first release.
    """

    key: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), FORMER_KEY_KEYWORD: self.key}


class FormerDefault(Struct, frozen=True):
    """Marks a field that once had a default, and is empty now where a spec does not say: `FormerDefault("UTF-8")`.

    Documents print only what a spec says. Digests of content still leave this value out, so that releases and approvals
    made before the change stay valid where the spec said it.

    Attributes:
        value: what the field was when it was left out.
    """

    value: Any


class NamesItemOf(Struct, frozen=True):
    """Marks a field that names an item of a list: `Annotated[Identifier, NamesItemOf("timeline.activities")]`.

    Attributes:
        named_list: the path of the list.
    """

    named_list: str


class Internal:
    """Marks a field that is never shown in documents for billers: `Annotated[Text | None, Internal()]`."""


def describe(description: str, label: str | None = None, **limits: Any) -> Any:  # noqa: ANN401 - FieldInfo is not what mypy must see
    """Describe a field.

    Args:
        description: what the field means, in one sentence; goes into the JSON Schema.
        label: name of the field in documents; by default derived from its key.
        limits: pydantic's constraints and settings (`min_length`, `ge`, `default`, ...).
    """
    return Field(description=description, title=label, **limits)


def get_field_label(name: str, info: FieldInfo) -> str:
    """Return the name of a field in documents: its label, or its key in words ("Drop by" for `drop_by`)."""
    return info.title or name.replace("_", " ").capitalize()


def is_internal_field(info: FieldInfo) -> bool:
    """Return whether a field must not be shown in documents for billers."""
    return any(isinstance(mark, Internal) for mark in info.metadata)
