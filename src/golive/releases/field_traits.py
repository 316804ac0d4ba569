"""What comparing two models needs to know of each field; read from the annotations once for each class."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, get_args, get_origin

from msgspec import Struct

from golive.schema.change_level import Costs, Ordered
from golive.schema.field import Internal, Model, label_of
from golive.schema.introspection import Slot, slots_of
from golive.schema.needed_by import NeededBy


class Trait(Struct, frozen=True):
    """A field, as a comparison sees it.

    Attributes:
        name: its key.
        label: what it is called on paper.
        slot: what may stand there.
        refers_to: the part of the spec whose ids it holds; empty when it holds none.
        internal: whether only the vendor sees it.
        ordered: whether the order of its items says something.
        costs: what its annotation says of changes; None when the usual for its kind holds.
        is_needed: whether the field is empty only until it is known: a value where there was none closes an open item.
    """

    name: str
    label: str
    slot: Slot
    refers_to: str
    internal: bool
    ordered: bool
    costs: Costs | None
    is_needed: bool = False

    @property
    def titled(self) -> bool:
        """Whether its label was made for paper, and so is plain without the group that it stands in."""
        return bool(self.slot.field and self.slot.field.title)

    @property
    def value_slot(self) -> Slot:
        """What one value of it is: an item of a list, or the value itself."""
        return self.slot.item if self.slot.is_list else self.slot

    @property
    def is_tag(self) -> bool:
        """Whether its only value tells which model the group of keys is: `method: batch`."""
        return get_origin(self.slot.kind) is Literal and len(get_args(self.slot.kind)) == 1


@cache
def traits_of(model: type[Model]) -> Mapping[str, Trait]:
    """The fields of a model, by key."""
    return {name: _trait(name, slot) for name, slot in slots_of(model).items()}


@cache
def key_of(model: type[Model]) -> str:
    """The field that tells an item of a list from the others: its id, or else its first word or text."""
    traits = traits_of(model)
    texts = (name for name, trait in traits.items() if isinstance(trait.slot.kind, type))
    found = (name for name in texts if issubclass(traits[name].slot.kind, str))
    return "id" if "id" in traits else next(found, next(iter(traits)))


@cache
def plain_names(model: type[Model]) -> tuple[str, ...]:
    """The fields whose values are equal only where they are the same: no ids, groups or lists, and not the key."""
    traits = traits_of(model).items()
    found = (name for name, one in traits if not (one.refers_to or one.slot.is_list or one.slot.models))
    return tuple(name for name in found if name != key_of(model))


def _trait(name: str, slot: Slot) -> Trait:
    if slot.field is None:
        raise ValueError(f"{name} is no field")
    marks = tuple(_spread((*slot.marks, *(slot.item.marks if slot.is_list else ()))))
    extras = (getattr(mark, "json_schema_extra", None) for mark in marks)
    refers = next((extra["refersTo"] for extra in extras if isinstance(extra, Mapping) and "refersTo" in extra), "")
    return Trait(
        name,
        label_of(name, slot.field),
        slot,
        str(refers),
        any(isinstance(mark, Internal) for mark in marks),
        any(isinstance(mark, Ordered) for mark in marks),
        next((mark for mark in marks if isinstance(mark, Costs)), None),
        any(isinstance(mark, NeededBy) and not mark.may_lack for mark in marks),
    )


def _spread(marks: tuple[Any, ...]) -> Iterator[Any]:
    for mark in marks:
        yield mark
        yield from getattr(mark, "metadata", ())
