"""What every model and every field of the spec shares.

The annotation of a field says everything about it: its type, its description (JSON Schema, docs and
runbook read it), its label on paper, and who may see it.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo


class Model(BaseModel):
    """A part of the spec: immutable, and closed against keys it does not know."""

    # `defer_build`: only the root model's validator is ever used, so the parts need none of their own.
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, defer_build=True)


class Internal:
    """Marks a field that the biller's documents never show: `Annotated[Text | None, Internal()]`."""


def about(description: str, label: str | None = None, **limits: Any) -> Any:  # noqa: ANN401 - FieldInfo is not what mypy must see
    """Describe a field.

    Args:
        description: what the field means, in one sentence; goes into the JSON Schema.
        label: what the field is called on paper; the field's name, in words, when left out.
        limits: pydantic's constraints and settings (`min_length`, `ge`, `default`, ...).
    """
    return Field(description=description, title=label, **limits)


def label_of(name: str, info: FieldInfo) -> str:
    """What a field is called on paper: its label, or its name in words (`drop_by` is "Drop by")."""
    return info.title or name.replace("_", " ").capitalize()


def is_internal(info: FieldInfo) -> bool:
    """Whether the biller's documents must not show the field."""
    return any(isinstance(mark, Internal) for mark in info.metadata)
