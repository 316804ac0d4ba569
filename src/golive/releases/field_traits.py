"""Properties of fields needed to compare models; read from the annotations once per class."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, get_args, get_origin

from msgspec import Struct

from golive.schema.change_level import BumpRule, OrderMatters
from golive.schema.field import Internal, Model, get_field_label
from golive.schema.introspection import Slot, get_slots
from golive.schema.needed_by import NeededBy


class FieldTrait(Struct, frozen=True):
    """Properties of a field needed to compare it.

    Attributes:
        name: its key.
        label: its name in documents.
        slot: the type of its value.
        refers_to: the section of the spec whose ids it holds; empty if it holds none.
        is_internal: whether only the vendor sees it.
        is_ordered: whether the order of its items has a meaning.
        costs: change levels of its annotation; None if the default for its type applies.
        is_needed: whether an empty field is an open item, which the first value closes.
    """

    name: str
    label: str
    slot: Slot
    refers_to: str
    is_internal: bool
    is_ordered: bool
    costs: BumpRule | None
    is_needed: bool = False

    @property
    def has_own_title(self) -> bool:
        """Return whether it has a title of its own, which can be understood without its group."""
        return bool(self.slot.field_info and self.slot.field_info.title)

    @property
    def value_slot(self) -> Slot:
        """Return the type of one value: of a list item, or of the value itself."""
        return self.slot.item_slot if self.slot.is_list else self.slot

    @property
    def is_tag(self) -> bool:
        """Return whether it is a discriminator with a single allowed value, such as `method: batch`."""
        return get_origin(self.slot.value_type) is Literal and len(get_args(self.slot.value_type)) == 1


@cache
def get_field_traits(model: type[Model]) -> Mapping[str, FieldTrait]:
    """Return the traits of a model's fields, by key."""
    return {name: _build_trait(name, slot) for name, slot in get_slots(model).items()}


@cache
def find_key_field(model: type[Model]) -> str:
    """Return the field that identifies an item of a list: its id, or else its first word or text."""
    traits = get_field_traits(model)
    texts = (name for name, trait in traits.items() if isinstance(trait.slot.value_type, type))
    found = (name for name in texts if issubclass(traits[name].slot.value_type, str))
    return "id" if "id" in traits else next(found, next(iter(traits)))


@cache
def find_plain_fields(model: type[Model]) -> tuple[str, ...]:
    """Return the fields that can be compared by value: no references, groups or lists, and not the key."""
    traits = get_field_traits(model).items()
    found = (name for name, one in traits if not (one.refers_to or one.slot.is_list or one.slot.models))
    return tuple(name for name in found if name != find_key_field(model))


def _build_trait(name: str, slot: Slot) -> FieldTrait:
    if slot.field_info is None:
        raise ValueError(f"{name} is no field")
    marks = tuple(_flatten_marks((*slot.markers, *(slot.item_slot.markers if slot.is_list else ()))))
    extras = (getattr(mark, "json_schema_extra", None) for mark in marks)
    refers = next((extra["refersTo"] for extra in extras if isinstance(extra, Mapping) and "refersTo" in extra), "")
    return FieldTrait(
        name,
        get_field_label(name, slot.field_info),
        slot,
        str(refers),
        any(isinstance(mark, Internal) for mark in marks),
        any(isinstance(mark, OrderMatters) for mark in marks),
        next((mark for mark in marks if isinstance(mark, BumpRule)), None),
        any(isinstance(mark, NeededBy) and not mark.may_be_absent for mark in marks),
    )


def _flatten_marks(marks: tuple[Any, ...]) -> Iterator[Any]:
    for mark in marks:
        yield mark
        yield from getattr(mark, "metadata", ())
