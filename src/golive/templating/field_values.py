"""What a field of a model holds, read from its annotation: so a new field needs no line here."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from annotated_types import Le
from pydantic.fields import FieldInfo

from golive.schema import value_text
from golive.schema.field import Model, is_internal, label_of

# Numbers that name something instead of counting it: 8443 has no thousands.
_NAMES = frozenset({"port"})


def shown_fields(model: type[Model]) -> Iterator[tuple[str, FieldInfo]]:
    """The fields that paper may show, with their names; a discriminator that others repeat is one of them."""
    for name, info in model.model_fields.items():
        if not is_internal(info):
            yield name, info


def fact_label(name: str, info: FieldInfo, within: str) -> str:
    """What a field is called among the facts of the model around it.

    A label of its own says enough; a name in words needs to say of what: "Account number: length". The `kind` of a part
    is what the part is.
    """
    own = label_of(name, info)
    if not within or info.title:
        return own
    return within if name == "kind" else f"{within}: {own[:1].lower()}{own[1:]}"


@lru_cache(maxsize=2048)
def refers_to(model: type[Model], name: str) -> str:
    """Which part of the spec a field's ids belong to: "team", "connections", "interfaces"…; empty for other fields."""
    for info in _marks(model.model_fields[name]):
        extra = getattr(info, "json_schema_extra", None)
        if isinstance(extra, dict) and "refersTo" in extra:
            return str(extra["refersTo"])
    return ""


@lru_cache(maxsize=2048)
def is_literal(model: type[Model], name: str) -> bool:
    """Whether a field holds one of a few fixed words."""
    return any(get_origin(part) is Literal for part in _parts(model.model_fields[name].annotation))


def number_words(model: type[Model], name: str, value: int | Decimal) -> str:
    """A number as its field means it: a count, a share, an amount of money, or a name."""
    if name in _NAMES:
        return str(value)
    marks = tuple(_marks(model.model_fields[name]))
    if isinstance(value, Decimal) and any(isinstance(mark, Le) and mark.le == 100 for mark in marks):  # noqa: PLR2004 - a share ends there
        return value_text.percent(value)
    if isinstance(value, Decimal) and any(getattr(mark, "decimal_places", None) is not None for mark in marks):
        return value_text.dollars(value)
    return value_text.number(value)


def _parts(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever a field is annotated with
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _marks(info: FieldInfo) -> Iterator[Any]:
    """Everything the annotation says beside the type, inside optional and repeated values too."""
    yield info
    yield from info.metadata
    for part in _parts(info.annotation):
        for mark in getattr(part, "__metadata__", ()):
            yield mark
            if isinstance(mark, FieldInfo):
                yield from mark.metadata
