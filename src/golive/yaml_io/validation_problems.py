"""Turn validation errors into located problems of a file."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from msgspec.structs import replace

from golive.schema.field import Model
from golive.schema.introspection import Slot, choose_model, get_slots, resolve_location
from golive.support.problems import PathStep, Problem, make_problem
from golive.yaml_io.gaps import Gap
from golive.yaml_io.key_hints import find_key_places
from golive.yaml_io.nodes import Node, Tree
from golive.yaml_io.value_fault import ValueFault
from golive.yaml_io.value_messages import explain_fault

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MAX_PROBLEMS = 100
# Most faults examined in one file.
_MAX_FAULTS = 2_000
# Faults whose caret points to the key instead of the value.
_KEY_FAULTS = {"extra_forbidden", "missing", "missing_value", "too_short", "empty", "needed", "needed_value"}


def explain_errors(
    errors: Sequence["ErrorDetails"], tree: Tree, model: type[Model], gaps: Sequence[Gap] = ()
) -> list[Problem]:
    """Convert all errors and gaps of a file into problems.

    Args:
        errors: the validation errors; may be empty.
        tree: the file.
        model: the model that the file is validated against.
        gaps: open fields that must be filled by now.

    Returns:
        The problems, in the order of the file.
    """
    looked_into = errors[:_MAX_FAULTS]
    empty = islice(_find_unknown_empty_keys(tree, model), _MAX_FAULTS)
    missing = [_make_gap_fault(gap, tree) for gap in gaps]
    reported = {gap.path for gap in gaps}
    invalid = [fault for fault in _list_faults(looked_into, tree, model) if not _is_within(fault.path, reported)]
    return _locate_faults([*invalid, *missing, *empty], len(errors) - len(looked_into), tree, model)


def _list_faults(errors: Sequence["ErrorDetails"], tree: Tree, model: type[Model]) -> Iterator[ValueFault]:
    """Yield the validation errors, without those that follow from an error deeper in the same value."""
    places = [resolve_location(model, one["loc"]) for one in errors]
    above = {path[:length] for path, _ in places for length in range(len(path))}
    for one, (path, slot) in zip(errors, places, strict=True):
        if path not in above:
            parent = resolve_location(model, one["loc"][:-1])[1]
            fault = ValueFault(one["type"], path, one["input"], one.get("ctx", {}), slot)
            yield _complete_fault(fault, parent, tree, model)


def _is_within(path: tuple[PathStep, ...], places: set[tuple[PathStep, ...]]) -> bool:
    """Return whether a path is one of the given paths, or lies below one."""
    return any(path[:length] in places for length in range(1, len(path) + 1))


def _make_gap_fault(gap: Gap, tree: Tree) -> ValueFault:
    """Convert a gap to a fault: a field that the phase needs, or a `TBD` that is not allowed."""
    limits = {"phase": gap.needed_by.phase.value} if gap.needed_by else {}
    if gap.note is not None:
        return ValueFault("tbd" if gap.needed_by is None else "still_open", gap.path, "TBD", limits, gap.slot)
    return ValueFault("needed_value" if tree.find_node(gap.path) else "needed", gap.path, None, limits, gap.slot)


def _complete_fault(fault: ValueFault, parent: Slot, tree: Tree, model: type[Model]) -> ValueFault:
    """Complete a fault with the known keys, and with whether a missing key is present but empty."""
    if fault.kind == "missing" and tree.find_node(fault.path):
        return replace(fault, kind="missing_value")
    if fault.kind == "extra_forbidden":
        places = find_key_places(str(fault.path[-1]), fault.path[:-1], parent, model)
        return replace(fault, keys=_list_known_keys(parent), places=places)
    if fault.kind in {"model_type", "model_attributes_type"}:
        return replace(fault, keys=_list_known_keys(fault.slot))
    if fault.kind in {"union_tag_invalid", "union_tag_not_found"}:
        key, tags = fault.slot.discriminator
        at = replace(fault, path=(*fault.path, key), slot=tags)
        return replace(at, kind="enum", value=fault.value[key]) if key in fault.value else replace(at, kind="missing")
    return fault


def _list_known_keys(slot: Slot) -> tuple[str, ...]:
    """List the keys allowed in a group; for a union of models, the keys common to all of them."""
    known = [get_slots(model) for model in slot.models]
    return tuple(key for key in known[0] if all(key in other for other in known)) if known else ()


def _find_unknown_empty_keys(tree: Tree, model: type[Model]) -> Iterator[ValueFault]:
    """Yield unknown keys that have no value; the validator never sees keys without a value."""
    todo: list[tuple[tuple[PathStep, ...], Node, Slot]] = [((), tree.root, Slot(model))]
    while todo:
        path, node, slot = todo.pop()
        if isinstance(node.children, tuple):
            todo += [((*path, i), child, slot.item_slot) for i, child in enumerate(node.children) if child.children]
            continue
        kind = choose_model(slot, node.value)
        known = get_slots(kind) if kind else {}
        for key, entry in node.children.items():
            if kind and key not in known and entry.node.value is None:
                places = find_key_places(key, path, slot, model)
                yield ValueFault("extra_forbidden", (*path, key), None, {}, Slot(None), tuple(known), places)
            elif key in known and entry.node.children:
                todo.append(((*path, key), entry.node, known[key]))


def _locate_faults(faults: Iterable[ValueFault], more: int, tree: Tree, model: type[Model]) -> list[Problem]:
    """Convert faults to problems in file order; keep the first `MAX_PROBLEMS` and count the rest."""
    placed = [(tree.find_caret_offsets(fault.path, key=fault.kind in _KEY_FAULTS), fault) for fault in faults]
    placed.sort(key=lambda placed_fault: placed_fault[0])
    problems = [
        tree.add_where(tree.source.make_problem(start, end, *explain_fault(fault)), fault.path, model)
        for (start, end), fault in placed[:MAX_PROBLEMS]
    ]
    if left := len(placed) - len(problems) + more:
        problems.append(
            make_problem(f"{left:,} more problems are not shown", "Fix these first.", path=tree.source.path)
        )
    return problems
