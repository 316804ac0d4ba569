"""What the models say of a place in a spec: its field, its type, what else could stand there."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import Struct
from pydantic.fields import FieldInfo

from golive.schema.field import Model
from golive.schema.values import EXAMPLES, Code, Prose, Verbatim
from golive.support.problems import Step


class Slot(Struct, frozen=True):
    """A place in a spec, as the models know it.

    Attributes:
        kind: what must stand there, without `None` and marks: a class, a Literal, a tuple or a union of models.
        marks: what else the annotation says of it.
        field: its description; None for items of a list and for the root.
    """

    kind: Any
    marks: tuple[Any, ...] = ()
    field: FieldInfo | None = None

    @property
    def meaning(self) -> str:
        """What it means, in one sentence; empty when nobody said."""
        if self.field and self.field.description:
            return self.field.description
        return (self.kind.__doc__ or "").partition("\n")[0] if _is_model(self.kind) else ""

    @property
    def models(self) -> tuple[type[Model], ...]:
        """The models that may stand there; more than one where a key such as `method` decides."""
        choices = get_args(self.kind) if get_origin(self.kind) in {Union, UnionType} else (self.kind,)
        bare = tuple(_bare(kind)[0] for kind in choices)
        return tuple(kind for kind in bare if _is_model(kind))

    @property
    def choice(self) -> tuple[str, "Slot"]:
        """The key that decides which of its models it is, and what may stand there."""
        models = self.models
        tags = [tag for model in models for tag in _tags(model)]
        key = next(key for key, slot in slots_of(models[0]).items() if set(slot.words) & set(tags))
        return key, Slot(Literal[tuple(tags)], field=slots_of(models[0])[key].field)

    @property
    def words(self) -> tuple[str, ...]:
        """The closed list that its value is taken from; empty when there is none."""
        if isinstance(self.kind, type) and issubclass(self.kind, Enum):
            return tuple(str(word.value) for word in self.kind)
        return tuple(map(str, get_args(self.kind))) if get_origin(self.kind) is Literal else ()

    @property
    def example(self) -> str:
        """A value that could stand there, as YAML writes it; empty when none is plain."""
        if self.words:
            return self.words[0]
        pattern = next((mark.pattern for mark in self.marks if getattr(mark, "pattern", None)), "")
        return EXAMPLES.get(pattern) or _EXAMPLE_OF.get(self.kind, "")

    @property
    def item(self) -> "Slot":
        """What one item of it is, when it is a list."""
        kind, marks = _bare(get_args(self.kind)[0]) if self.is_list else (None, ())
        return Slot(kind, marks)

    @property
    def is_list(self) -> bool:
        """Whether a list must stand there."""
        return get_origin(self.kind) is tuple


_EXAMPLE_OF: Mapping[Any, str] = {
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


def _bare(annotation: Any) -> tuple[Any, tuple[Any, ...]]:  # noqa: ANN401 - any annotation
    """An annotation without `Annotated` and `None`, and the marks that were on it."""
    marks: tuple[Any, ...] = ()
    while True:
        if get_origin(annotation) is Annotated:
            kind, *more = get_args(annotation)
            annotation, marks = kind, (*marks, *_spread(tuple(more)))
            continue
        left = [kind for kind in get_args(annotation) if kind is not NoneType]
        if get_origin(annotation) in {Union, UnionType} and len(left) == 1:
            annotation = left[0]
            continue
        return annotation, marks


def _spread(marks: tuple[Any, ...]) -> tuple[Any, ...]:
    """A `Field(...)` of pydantic inside of an annotation holds its limits as marks of its own."""
    return tuple(
        mark for outer in marks for mark in ((outer, *outer.metadata) if isinstance(outer, FieldInfo) else (outer,))
    )


@cache
def slots_of(model: type[Model]) -> Mapping[str, Slot]:
    """The fields of a model, by key."""
    slots = {}
    for name, info in model.model_fields.items():
        kind, marks = _bare(info.annotation)
        slots[name] = Slot(kind, (info, *info.metadata, *marks), info)
    return slots


def follow(model: type[Model], location: tuple[Step, ...]) -> tuple[tuple[Step, ...], Slot]:
    """Walk to a place as pydantic names it.

    Args:
        model: the root.
        location: keys and indices, with the tags of unions among them: `("interfaces", 0, "batch", "folder")`.

    Returns:
        The path in the file, without tags, and what stands there; a Slot of nothing for a key that nobody knows.
    """
    path: list[Step] = []
    slot = Slot(model)
    for step in location:
        models = slot.models
        if len(models) > 1:
            slot = Slot(next((m for m in models if str(step) in _tags(m)), None), field=slot.field)
        else:
            path.append(step)
            slot = slots_of(models[0]).get(str(step), Slot(None)) if models and isinstance(step, str) else slot.item
    return tuple(path), slot


def _tags(model: type[Model]) -> tuple[str, ...]:
    """The values of its fields that have only one."""
    return tuple(
        slot.words[0] for slot in slots_of(model).values() if get_origin(slot.kind) is Literal and len(slot.words) == 1
    )


def choose(slot: Slot, value: Any) -> type[Model] | None:  # noqa: ANN401 - whatever the YAML held
    """The model that a group of keys is read with; None when that cannot be told."""
    models = slot.models
    if len(models) < 2 or not isinstance(value, dict):  # noqa: PLR2004 - nothing to choose from
        return models[0] if models else None
    return next((m for m in models if set(_tags(m)) & {v for v in value.values() if isinstance(v, str)}), None)
