"""Read how to show a model field from its annotation, so that new fields need no code here."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from annotated_types import Le
from pydantic.fields import FieldInfo

from golive.schema import value_text
from golive.schema.field import Model, get_field_label, is_internal_field

_UNIT_IN_LABEL = re.compile(r" \((minutes|seconds|ms|hours|days|business days)\)$")
_MS_PER_S = 1000


def format_field_label(name: str, info: FieldInfo) -> str:
    """Return the label of a field on paper, without its unit, which stands with each value."""
    return _UNIT_IN_LABEL.sub("", get_field_label(name, info))


def _format_with_unit(info: FieldInfo, value: int | Decimal) -> str | None:
    """Return a number with the unit that its label names: "30 minutes", "5 seconds"; None where it names none."""
    found = _UNIT_IN_LABEL.search(info.title or "")
    if found is None:
        return None
    if found[1] == "minutes" and isinstance(value, int):
        return value_text.format_duration(value)
    if found[1] == "ms":
        if value < _MS_PER_S:
            return f"{value_text.format_number(value)} ms"
        value = Decimal(value) / _MS_PER_S
        return f"{value_text.format_number(value)} {'second' if value == 1 else 'seconds'}"
    unit = found[1]
    return f"{value_text.format_number(value)} {unit.removesuffix('s') if value == 1 else unit}"


def list_public_fields(model: type[Model]) -> Iterator[tuple[str, FieldInfo]]:
    """Return the names of the fields that documents may show.

    A discriminator is omitted if another field repeats it.
    """
    for name, info in model.model_fields.items():
        if not is_internal_field(info):
            yield name, info


def format_fact_label(name: str, info: FieldInfo, within: str) -> str:
    """Return the label of a field in the facts table of the model around it.

    A label of its own says enough; a name in words needs to say of what: "Account number: length". The `kind` of a part
    is what the part is.
    """
    own = format_field_label(name, info)
    if not within or info.title:
        return own
    return within if name == "kind" else f"{within}: {own[:1].lower()}{own[1:]}"


@lru_cache(maxsize=2048)
def get_reference_target(model: type[Model], name: str) -> str:
    """Return the part of the spec that a field's ids refer to: "team", "connections", "interfaces"….

    Empty for other fields.
    """
    for info in _list_annotation_metadata(model.model_fields[name]):
        extra = getattr(info, "json_schema_extra", None)
        if isinstance(extra, dict) and "refersTo" in extra:
            return str(extra["refersTo"])
    return ""


@lru_cache(maxsize=2048)
def is_literal_field(model: type[Model], name: str) -> bool:
    """Return whether a field allows only fixed words."""
    return any(get_origin(part) is Literal for part in _walk_annotation(model.model_fields[name].annotation))


def format_number_field(model: type[Model], name: str, value: int | Decimal) -> str:
    """Format a number according to its field: a count, a percentage, an amount of money, or a name."""
    if name in value_text.IDENTIFYING_NUMBERS:
        return str(value)
    if (text := _format_with_unit(model.model_fields[name], value)) is not None:
        return text
    marks = tuple(_list_annotation_metadata(model.model_fields[name]))
    if isinstance(value, Decimal) and any(isinstance(mark, Le) and mark.le == 100 for mark in marks):  # noqa: PLR2004 - a share ends there
        return value_text.format_percent(value)
    if isinstance(value, Decimal) and any(getattr(mark, "decimal_places", None) is not None for mark in marks):
        return value_text.format_dollars(value)
    return value_text.format_number(value)


def _walk_annotation(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever a field is annotated with
    yield annotation
    for part in get_args(annotation):
        yield from _walk_annotation(part)


def _list_annotation_metadata(info: FieldInfo) -> Iterator[Any]:
    """Return all metadata of an annotation, including that inside optional and repeated values."""
    yield info
    yield from info.metadata
    for part in _walk_annotation(info.annotation):
        for mark in getattr(part, "__metadata__", ()):
            yield mark
            if isinstance(mark, FieldInfo):
                yield from mark.metadata
