"""What the validator found → problems of a file, each with its place."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from msgspec.structs import replace

from golive.schema.field import Model
from golive.schema.introspection import Slot, choose, follow, slots_of
from golive.support.problems import Problem, Step, problem
from golive.yaml_io.fault import Fault
from golive.yaml_io.gaps import Gap
from golive.yaml_io.nodes import Node, Tree
from golive.yaml_io.value_messages import explain

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MAX_PROBLEMS = 100
# Of a file that is wrong all over, no more faults than this are looked into.
_MAX_FAULTS = 2_000
# Problems that lie in the key rather than in what stands behind it.
_AT_KEY = {"extra_forbidden", "missing", "missing_value", "too_short", "empty", "needed", "needed_value"}


def explain_all(
    errors: Sequence["ErrorDetails"], tree: Tree, model: type[Model], gaps: Sequence[Gap] = ()
) -> list[Problem]:
    """Say all that is wrong with a file.

    Args:
        errors: what the validator found; nothing when it had no complaint.
        tree: the file.
        model: what it should hold.
        gaps: what is open and cannot be.

    Returns:
        The problems, in the order of the file.
    """
    looked_into = errors[:_MAX_FAULTS]
    empty = islice(_unknown_empty_keys(tree, model), _MAX_FAULTS)
    missing = [_of_gap(gap, tree) for gap in gaps]
    said = {gap.path for gap in gaps}
    found = [one for one in _faults(looked_into, tree, model) if not _lies_in(one.path, said)]
    return _located([*found, *missing, *empty], len(errors) - len(looked_into), tree)


def _faults(errors: Sequence["ErrorDetails"], tree: Tree, model: type[Model]) -> Iterator[Fault]:
    """The validator's errors, without those that only follow from another one below them."""
    places = [follow(model, one["loc"]) for one in errors]
    above = {path[:length] for path, _ in places for length in range(len(path))}
    for one, (path, slot) in zip(errors, places, strict=True):
        if path not in above:
            parent = follow(model, one["loc"][:-1])[1]
            yield _fault(Fault(one["type"], path, one["input"], one.get("ctx", {}), slot), parent, tree)


def _lies_in(path: tuple[Step, ...], places: set[tuple[Step, ...]]) -> bool:
    """Whether a problem is at one of some places or below it, so that it only follows from what is said of that."""
    return any(path[:length] in places for length in range(1, len(path) + 1))


def _of_gap(gap: Gap, tree: Tree) -> Fault:
    """A gap as a fault: a field that this phase needs, or a `TBD` where none may stand."""
    limits = {"phase": gap.mark.phase.value} if gap.mark else {}
    if gap.note is not None:
        return Fault("tbd" if gap.mark is None else "still_open", gap.path, "TBD", limits, gap.slot)
    return Fault("needed_value" if tree.find(gap.path) else "needed", gap.path, None, limits, gap.slot)


def _fault(fault: Fault, parent: Slot, tree: Tree) -> Fault:
    """Add what only the models and the file know: the known keys, and whether a missing key is there, but empty."""
    if fault.kind == "missing" and tree.find(fault.path):
        return replace(fault, kind="missing_value")
    if fault.kind == "extra_forbidden":
        return replace(fault, keys=_keys(parent))
    if fault.kind in {"model_type", "model_attributes_type"}:
        return replace(fault, keys=_keys(fault.slot))
    if fault.kind in {"union_tag_invalid", "union_tag_not_found"}:
        key, tags = fault.slot.choice
        at = replace(fault, path=(*fault.path, key), slot=tags)
        return replace(at, kind="enum", value=fault.value[key]) if key in fault.value else replace(at, kind="missing")
    return fault


def _keys(slot: Slot) -> tuple[str, ...]:
    """The keys that may stand in a group; where a key decides about the others, those that are always there."""
    known = [slots_of(model) for model in slot.models]
    return tuple(key for key in known[0] if all(key in other for other in known)) if known else ()


def _unknown_empty_keys(tree: Tree, model: type[Model]) -> Iterator[Fault]:
    """Keys without a value count as missing: the validator never sees them, known or not."""
    todo: list[tuple[tuple[Step, ...], Node, Slot]] = [((), tree.root, Slot(model))]
    while todo:
        path, node, slot = todo.pop()
        if isinstance(node.children, tuple):
            todo += [((*path, i), child, slot.item) for i, child in enumerate(node.children) if child.children]
            continue
        kind = choose(slot, node.value)
        known = slots_of(kind) if kind else {}
        for key, entry in node.children.items():
            if kind and key not in known and entry.node.value is None:
                yield Fault("extra_forbidden", (*path, key), None, {}, Slot(None), tuple(known))
            elif key in known and entry.node.children:
                todo.append(((*path, key), entry.node, known[key]))


def _located(faults: Iterable[Fault], more: int, tree: Tree) -> list[Problem]:
    """The faults as problems, in the order of the file; of very many the first ones, and how many more there are."""
    placed = [(tree.offsets(fault.path, key=fault.kind in _AT_KEY), fault) for fault in faults]
    placed.sort(key=lambda one: one[0])
    problems = [tree.source.problem(start, end, *explain(fault)) for (start, end), fault in placed[:MAX_PROBLEMS]]
    if left := len(placed) - len(problems) + more:
        problems.append(problem(f"{left:,} more problems are not shown", "Mend these first.", path=tree.source.path))
    return problems
