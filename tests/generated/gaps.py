"""Turn full specs into early ones: any of the fields that only later phases need are removed, or say `TBD`."""

from collections.abc import Iterator
from random import Random
from typing import Any

from tests.generated.growth import Json

from golive.schema import Integration
from golive.schema.field import Model
from golive.schema.introspection import Slot, choose_model, get_slots
from golive.schema.needed_by import NeededBy

TBD = ("TBD", "tbd", "TBD: ask the bank", "TBD, after the call", {"TBD": "ask *Ben*"})


def add_gaps(tree: Json, random: Random, share: float) -> Json:
    """Open each field that a phase needs with a probability, and set the phase to discovery, in place."""
    tree["status"] = "discovery"
    for above, name in list(_iterate_needed(tree, Integration)):
        if random.random() < share and name in above:
            if random.random() < 0.5:
                del above[name]
            else:
                above[name] = random.choice(TBD)
    return tree


def _iterate_needed(value: Any, model: type[Model]) -> Iterator[tuple[Json, str]]:
    for name, slot in get_slots(model).items():
        if any(isinstance(mark, NeededBy) for mark in slot.markers):
            yield value, name
        yield from _iterate_inside(value.get(name), slot)


def _iterate_inside(value: Any, slot: Slot) -> Iterator[tuple[Json, str]]:
    items = value if isinstance(value, list) else [value]
    for item in items:
        if isinstance(item, dict) and (kind := choose_model(slot.item_slot if slot.is_list else slot, item)):
            yield from _iterate_needed(item, kind)
