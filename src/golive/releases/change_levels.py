"""What a change costs: by the annotation of its field, or else by its kind of value."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from golive.releases.change import Change, Kind
from golive.releases.field_traits import Trait, traits_of
from golive.schema import Guide, Integration
from golive.schema.change_level import Bump, Costs
from golive.schema.field import Model
from golive.schema.introspection import Slot
from golive.schema.values import IDENTIFIER, Code, Prose, Verbatim
from golive.schema.words import Need


def least_bump(changes: tuple[Change, ...]) -> Bump:
    """The part of the version that must rise at least for these changes; NONE where there are none."""
    return max((change.level for change in changes), default=Bump.NONE)


def cost(trait: Trait, kind: Kind, old: Any, new: Any, *, is_first: bool = True) -> Bump:  # noqa: ANN401 - values of any field
    """What one change of a field costs.

    What was still to be decided costs a partner nothing that was built on it: to say it is MINOR at most. To take it
    back, or to change it then, costs what the field costs.

    Args:
        trait: the field.
        kind: what happened to its value, or to one item of it.
        old: the value or item before; None when it was added.
        new: the value or item now; None when it was removed.
        is_first: whether nothing was said before: for an item of a list, that the list was empty.
    """
    costs = costs_of(trait)
    if trait.internal:
        return min(costs.changed, Bump.PATCH)
    if kind is Kind.ADDED and is_first and trait.is_needed:
        return min(costs.changed, Bump.MINOR)
    if kind is Kind.ADDED:
        must_be_filled = isinstance(need := getattr(new, "need", None), Need) and need is not Need.OPTIONAL
        return costs.changed if must_be_filled else _added(trait, costs)
    if costs.widened is not None and (kind is Kind.REMOVED or _widens(trait.slot, old, new)):
        return costs.widened
    return costs.changed


def costs_of(trait: Trait) -> Costs:
    """What the field's annotation says, or the usual for its kind of value."""
    return trait.costs or Costs(_usual(trait))


@cache
def highest(model: type[Model]) -> Bump:
    """The most that a change to a field of this model, or below it, can cost."""
    return max(costs_of(trait).changed for trait in traits_of(model).values() if not trait.internal)


def table() -> str:
    """Every field of an integration and of the guide with its costs, as Markdown for docs/levels.md."""
    heads = ("Field", "Changed", "Added", "Removed", "Allows more")
    rows = [heads, ("---",) * len(heads)]
    rows += [row for model in (Integration, Guide) for row in _rows(model, "guide: " if model is Guide else "")]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _added(trait: Trait, costs: Costs) -> Bump:
    if costs.added is not None:
        return costs.added
    return min(costs.changed, Bump.MINOR) if trait.slot.is_list else costs.changed


def _usual(trait: Trait) -> Bump:
    """The cost by kind of value: what machines exchange is MAJOR, facts are MINOR, wording is PATCH."""
    slot = trait.value_slot
    if slot.models:
        return max(highest(model) for model in slot.models)
    if trait.is_tag or slot.kind is Code:
        return Bump.MAJOR
    if trait.refers_to:
        return Bump.MINOR
    if slot.kind in {Prose, Verbatim}:
        return Bump.PATCH
    return _of_text(slot) if slot.kind is str else Bump.MINOR


def _of_text(slot: Slot) -> Bump:
    patterns = {pattern for mark in slot.marks if (pattern := getattr(mark, "pattern", None))}
    return Bump.PATCH if patterns <= {IDENTIFIER} else Bump.MINOR


def _widens(slot: Slot, old: Any, new: Any) -> bool:  # noqa: ANN401 - values of any field
    """Whether the new value allows all that the old one did: a greater number, a later word of the list."""
    if slot.words:
        return slot.words.index(str(new)) > slot.words.index(str(old))
    return bool(new > old)


def _rows(model: type[Model], within: str) -> Iterator[tuple[str, ...]]:
    """Rows of a model's fields; those of models inside it below."""
    for trait in traits_of(model).values():
        name = f"{within}{trait.name}"
        models, listed = trait.value_slot.models, trait.slot.is_list
        if not models or listed:
            yield (f"`{name}{'[]' if listed else ''}`", *_cells(trait, is_part=bool(models)))
        elif trait.slot.field and trait.slot.field.default is None:
            yield f"`{name}`", "–", *_cells(trait, is_part=True)[1:]
        seen: set[str] = set()
        for part in models:
            below = [row for row in _rows(part, f"{name}{'[]' if listed else ''}.") if row[0] not in seen]
            seen |= {row[0] for row in below}
            yield from below


def _cells(trait: Trait, *, is_part: bool) -> tuple[str, ...]:
    costs = costs_of(trait)
    if trait.internal:
        return ("PATCH (internal)",) * 3 + ("–",)
    optional = trait.slot.is_list or bool(trait.slot.field and not trait.slot.field.is_required())
    removed = costs.changed if costs.widened is None else costs.widened
    added = min(costs.changed, Bump.MINOR) if trait.is_needed and not trait.slot.is_list else _added(trait, costs)
    must = is_part and any("need" in traits_of(part) for part in trait.value_slot.models)
    return (
        "–" if is_part else costs.changed.name,
        f"{added.name}, {costs.changed.name} if not optional" if must else added.name if optional else "–",
        removed.name if optional else "–",
        costs.widened.name if costs.widened is not None else "–",
    )
