"""Decide the level of a change (MAJOR, MINOR, PATCH) from the annotation of its field, or else from its type."""

from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any

from golive.releases.change import Change, ChangeKind
from golive.releases.field_traits import FieldTrait, get_field_traits
from golive.schema import Guide, Integration
from golive.schema.change_level import Bump, BumpRule
from golive.schema.field import Model
from golive.schema.introspection import Slot
from golive.schema.values import IDENTIFIER_PATTERN, Code, Prose, Verbatim
from golive.schema.words import Need


class SafeChange(Enum):
    """Which change of what a field allows leaves those alone who use it."""

    WIDER = "wider"
    """Of what they send: they may go on as before when more is allowed."""
    NARROWER = "narrower"
    """Of what they receive: they are ready for everything when less is allowed."""
    NONE = "none"
    """Of a field of fixed width: each change moves all others."""


def find_required_bump(changes: tuple[Change, ...]) -> Bump:
    """Return the highest level among the changes, which the version must be raised by; NONE without changes."""
    return max((change.level for change in changes), default=Bump.NONE)


def compute_change_level(  # noqa: PLR0913 - what changed, and where
    trait: FieldTrait,
    kind: ChangeKind,
    old: Any,  # noqa: ANN401 - values of any field
    new: Any,  # noqa: ANN401
    *,
    is_first: bool = True,
    safe: SafeChange = SafeChange.WIDER,
) -> Bump:
    """Return the level of one change of a field.

    Filling in a value that was still open is MINOR at most, since no partner has built anything on it. Changing or
    removing it later has the level of the field.

    Args:
        trait: the field.
        kind: kind of change of its value, or of one of its items.
        old: the value or item before; None when it was added.
        new: the value or item now; None when it was removed.
        is_first: whether there was no value before; for an item, whether the list was empty.
        safe: which change of what the field allows is of the lower level.
    """
    costs = get_costs(trait)
    if trait.is_internal:
        return min(costs.changed, Bump.PATCH)
    if kind is ChangeKind.ADDED and is_first and trait.is_needed:
        return min(costs.changed, Bump.MINOR)
    if costs.widened is not None and trait.slot.allowed_words:  # left out, it is the first word: mandatory
        before, after = (trait.slot.allowed_words[0] if word is None else word for word in (old, new))
        is_safe = before == after or _is_widened(trait.slot, before, after) is (safe is SafeChange.WIDER)
        return costs.widened if is_safe else costs.changed
    if costs.widened is not None and (kind is not ChangeKind.ADDED or safe is SafeChange.NARROWER):
        is_wider = kind is ChangeKind.REMOVED or (kind is ChangeKind.CHANGED and _is_widened(trait.slot, old, new))
        return costs.widened if safe is (SafeChange.WIDER if is_wider else SafeChange.NARROWER) else costs.changed
    if kind is ChangeKind.ADDED:
        is_needed = getattr(new, "need", Need.OPTIONAL) is not Need.OPTIONAL
        must_be_sent = is_needed and safe is not SafeChange.NARROWER
        return costs.changed if must_be_sent else _get_added_level(trait, costs)
    return costs.changed


def get_costs(trait: FieldTrait) -> BumpRule:
    """Return the levels in the field's annotation, or the default for its type."""
    return trait.costs or BumpRule(_get_default_level(trait))


@cache
def find_highest_level(model: type[Model]) -> Bump:
    """Return the highest level that a change of a field in this model, or nested in it, can have."""
    return max(get_costs(trait).changed for trait in get_field_traits(model).values() if not trait.is_internal)


def render_levels_table() -> str:
    """Render a Markdown table of every field of an integration and the guide with its levels, for docs/levels.md."""
    heads = ("Field", "Changed", "Added", "Removed", "Allows more")
    rows = [heads, ("---",) * len(heads)]
    rows += [
        row for model in (Integration, Guide) for row in _iterate_table_rows(model, "guide: " if model is Guide else "")
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _get_added_level(trait: FieldTrait, costs: BumpRule) -> Bump:
    if costs.added is not None:
        return costs.added
    return min(costs.changed, Bump.MINOR) if trait.slot.is_list else costs.changed


def _get_default_level(trait: FieldTrait) -> Bump:
    """Return the level by type of value: data that machines exchange is MAJOR, facts are MINOR, wording is PATCH."""
    slot = trait.value_slot
    if slot.models:
        return max(find_highest_level(model) for model in slot.models)
    if trait.is_tag or slot.value_type is Code:
        return Bump.MAJOR
    if trait.refers_to:
        return Bump.MINOR
    if slot.value_type in {Prose, Verbatim}:
        return Bump.PATCH
    return _get_text_level(slot) if slot.value_type is str else Bump.MINOR


def _get_text_level(slot: Slot) -> Bump:
    patterns = {pattern for mark in slot.markers if (pattern := getattr(mark, "pattern", None))}
    return Bump.PATCH if patterns <= {IDENTIFIER_PATTERN} else Bump.MINOR


def _is_widened(slot: Slot, old: Any, new: Any) -> bool:  # noqa: ANN401 - values of any field
    """Return whether the new value allows more than the old one: a greater number, or a later word of the list."""
    if slot.allowed_words:
        return slot.allowed_words.index(str(new)) > slot.allowed_words.index(str(old))
    return bool(new > old)


def _iterate_table_rows(model: type[Model], prefix: str) -> Iterator[tuple[str, ...]]:
    """Yield the table rows of a model's fields, followed by the rows of nested models."""
    for trait in get_field_traits(model).values():
        name = f"{prefix}{trait.name}"
        models, listed = trait.value_slot.models, trait.slot.is_list
        if not models or listed:
            answered = ".response[]." in name
            yield (
                f"`{name}{'[]' if listed else ''}`",
                *_format_level_cells(trait, is_part=bool(models), answered=answered),
            )
        elif trait.slot.field_info and trait.slot.field_info.default is None:
            yield f"`{name}`", "–", *_format_level_cells(trait, is_part=True)[1:]
        seen: set[str] = set()
        for part in models:
            below = [row for row in _iterate_table_rows(part, f"{name}{'[]' if listed else ''}.") if row[0] not in seen]
            seen |= {row[0] for row in below}
            yield from below


def _format_level_cells(trait: FieldTrait, *, is_part: bool, answered: bool = False) -> tuple[str, ...]:
    costs = get_costs(trait)
    if trait.is_internal:
        return ("PATCH (internal)",) * 3 + ("–",)
    optional = trait.slot.is_list or bool(trait.slot.field_info and not trait.slot.field_info.is_required())
    removed = costs.changed if costs.widened is None or answered else costs.widened
    added = (
        min(costs.changed, Bump.MINOR) if trait.is_needed and not trait.slot.is_list else _get_added_level(trait, costs)
    )
    widened = "–" if costs.widened is None else costs.widened.name
    if answered and costs.widened is not None:
        added, widened = costs.widened, f"{costs.changed.name}; {costs.widened.name} if it allows less"
    if costs.widened is not None and trait.slot.allowed_words:
        added, removed = removed, costs.changed if removed is costs.widened else costs.widened
    must = is_part and not answered and any("need" in get_field_traits(part) for part in trait.value_slot.models)
    return (
        "–" if is_part else costs.changed.name,
        f"{added.name}, {costs.changed.name} if not optional" if must else added.name if optional else "–",
        removed.name if optional else "–",
        widened,
    )
