"""Look up what the models allow at a path of a spec: field, type and allowed values."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import Struct
from pydantic.fields import FieldInfo

from golive.schema.field import FormerKey, Model
from golive.schema.values import PATTERN_EXAMPLES, Code, Prose, Verbatim
from golive.support.problems import PathStep


class Slot(Struct, frozen=True):
    """The values that the models allow at one path of a spec.

    Attributes:
        value_type: the type without `None` and markers: a class, a Literal, a tuple or a union of models.
        markers: the metadata of the annotation.
        field_info: pydantic's field info; None for list items and for the root.
    """

    value_type: Any
    markers: tuple[Any, ...] = ()
    field_info: FieldInfo | None = None

    @property
    def description(self) -> str:
        """The description of the field in one sentence; may be empty."""
        if self.field_info and self.field_info.description:
            return self.field_info.description
        return (self.value_type.__doc__ or "").partition("\n")[0] if _is_model(self.value_type) else ""

    @property
    def refers_to(self) -> str:
        """The list of the spec whose ids are allowed here; empty if it is no reference."""
        extras = (getattr(marker, "json_schema_extra", None) for marker in self.markers)
        found = (extra["refersTo"] for extra in extras if isinstance(extra, Mapping) and "refersTo" in extra)
        return str(next(found, ""))

    @property
    def models(self) -> tuple[type[Model], ...]:
        """The models allowed here; more than one where a key such as `method` distinguishes them."""
        choices = get_args(self.value_type) if get_origin(self.value_type) in {Union, UnionType} else (self.value_type,)
        bare = tuple(_strip_annotation(kind)[0] for kind in choices)
        return tuple(kind for kind in bare if _is_model(kind))

    @property
    def discriminator(self) -> tuple[str, "Slot"]:
        """The key that distinguishes the allowed models, and the slot of that key."""
        models = self.models
        tags = [tag for model in models for tag in _get_tags(model)]
        key = next(key for key, slot in get_slots(models[0]).items() if set(slot.allowed_words) & set(tags))
        return key, Slot(Literal[tuple(tags)], field_info=get_slots(models[0])[key].field_info)

    @property
    def allowed_words(self) -> tuple[str, ...]:
        """The closed list of allowed words; empty when there is none."""
        if isinstance(self.value_type, type) and issubclass(self.value_type, Enum):
            return tuple(str(word.value) for word in self.value_type)
        return tuple(map(str, get_args(self.value_type))) if get_origin(self.value_type) is Literal else ()

    @property
    def example(self) -> str:
        """An example value in YAML notation; empty when there is no simple one."""
        if self.allowed_words:
            return self.allowed_words[0]
        pattern = next((mark.pattern for mark in self.markers if getattr(mark, "pattern", None)), "")
        return PATTERN_EXAMPLES.get(pattern) or _TYPE_EXAMPLES.get(self.value_type, "")

    @property
    def item_slot(self) -> "Slot":
        """The slot of one item, if this is a list."""
        kind, marks = _strip_annotation(get_args(self.value_type)[0]) if self.is_list else (None, ())
        return Slot(kind, marks)

    @property
    def is_list(self) -> bool:
        """Return whether the value must be a list."""
        return get_origin(self.value_type) is tuple


_TYPE_EXAMPLES: Mapping[Any, str] = {
    int: "12",
    Decimal: "12.5",
    bool: "true",
    date: "2027-01-31",
    time: "02:00",
    str: "some text",
    Prose: "some text",
    Code: "'text'",
    Verbatim: "'text'",
}


def _is_model(kind: Any) -> bool:  # noqa: ANN401 - any annotation
    return isinstance(kind, type) and issubclass(kind, Model)


def _strip_annotation(annotation: Any) -> tuple[Any, tuple[Any, ...]]:  # noqa: ANN401 - any annotation
    """Return an annotation without `Annotated` and `None`, and its markers."""
    marks: tuple[Any, ...] = ()
    while True:
        if get_origin(annotation) is Annotated:
            kind, *more = get_args(annotation)
            annotation, marks = kind, (*marks, *_flatten_markers(tuple(more)))
            continue
        left = [kind for kind in get_args(annotation) if kind is not NoneType]
        if get_origin(annotation) in {Union, UnionType} and len(left) == 1:
            annotation = left[0]
            continue
        return annotation, marks


def _flatten_markers(marks: tuple[Any, ...]) -> tuple[Any, ...]:
    """Flatten markers: a pydantic `Field(...)` within an annotation has its limits as nested markers."""
    return tuple(
        mark for outer in marks for mark in ((outer, *outer.metadata) if isinstance(outer, FieldInfo) else (outer,))
    )


@cache
def get_slots(model: type[Model]) -> Mapping[str, Slot]:
    """Return the slots of the fields of a model, by key."""
    slots = {}
    for name, info in model.model_fields.items():
        kind, marks = _strip_annotation(info.annotation)
        slots[name] = Slot(kind, (info, *info.metadata, *marks), info)
    return slots


@cache
def get_renamed_keys(model: type[Model]) -> Mapping[str, str]:
    """Return the renamed keys of a model: the present key for each former one."""
    return {
        mark.key: name
        for name, slot in get_slots(model).items()
        for mark in slot.markers
        if isinstance(mark, FormerKey)
    }


def resolve_location(model: type[Model], location: tuple[PathStep, ...]) -> tuple[tuple[PathStep, ...], Slot]:
    """Resolve an error location of pydantic.

    Args:
        model: the root.
        location: keys and indices, with the tags of unions among them: `("interfaces", 0, "batch", "folder")`.

    Returns:
        The path in the file, without tags, and its slot; `Slot(None)` for an unknown key.
    """
    path: list[PathStep] = []
    slot = Slot(model)
    for step in location:
        models = slot.models
        if len(models) > 1:
            slot = Slot(next((m for m in models if str(step) in _get_tags(m)), None), field_info=slot.field_info)
        else:
            path.append(step)
            slot = (
                get_slots(models[0]).get(str(step), Slot(None)) if models and isinstance(step, str) else slot.item_slot
            )
    return tuple(path), slot


def _get_tags(model: type[Model]) -> tuple[str, ...]:
    """Return the values of all fields of a model that allow only one value."""
    return tuple(
        slot.allowed_words[0]
        for slot in get_slots(model).values()
        if get_origin(slot.value_type) is Literal and len(slot.allowed_words) == 1
    )


def choose_model(slot: Slot, value: Any) -> type[Model] | None:  # noqa: ANN401 - whatever the YAML held
    """Return the model that applies to a group of keys; None if undetermined."""
    models = slot.models
    if len(models) < 2 or not isinstance(value, dict):  # noqa: PLR2004 - nothing to choose from
        return models[0] if models else None
    return next((m for m in models if set(_get_tags(m)) & {v for v in value.values() if isinstance(v, str)}), None)
