"""Align sequences: which item of one list is which item of another, and how three lists become one."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from msgspec import Struct


class Triple(Struct, frozen=True):
    """One item of a merged sequence: its index in each of the three, None where it is missing."""

    base: int | None
    ours: int | None
    theirs: int | None


def align_items(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Return the index in `other` of each item of `base` that is still there, changed or not.

    Equal items are paired first. Between them, items are paired by their similarity, or by their place if as many
    stand on both sides. The order is kept: pairs never cross.
    """
    pairs: dict[int, int] = {}
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    for operation, start, end, first, last in matcher.get_opcodes():
        if operation == "equal" or (operation == "replace" and end - start == last - first):
            pairs |= {start + n: first + n for n in range(end - start)}
        elif operation == "replace":
            pairs |= _pair_similar_items(base, other, (start, end), (first, last))
    return pairs


def _pair_similar_items(
    base: Sequence[str], other: Sequence[str], source: tuple[int, int], target: tuple[int, int]
) -> dict[int, int]:
    pairs: dict[int, int] = {}
    position = target[0]
    for index in range(*source):
        scores = [(_compute_similarity(base[index], other[at]), -at) for at in range(position, target[1])]
        score, at = max(scores, default=(0.0, 0))
        if score > _LEAST_SIMILARITY:
            pairs[index] = -at
            position = -at + 1
    return pairs


_LEAST_SIMILARITY = 0.5


def _compute_similarity(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def merge_sequences(
    size: int, ours: dict[int, int], theirs: dict[int, int], counts: tuple[int, int]
) -> tuple[Triple, ...]:
    """Merge three sequences: the order of theirs, with what only ours has after the item that precedes it in ours.

    Args:
        size: number of items of the base.
        ours: index in ours of each item of the base that ours has.
        theirs: the same for theirs.
        counts: number of items of ours and of theirs.

    Returns:
        Every item of the three sequences once. Items that theirs lacks stand where they would belong.
    """
    of_theirs = {at: index for index, at in theirs.items()}
    merged = [
        Triple(of_theirs.get(at), ours.get(of_theirs[at]) if at in of_theirs else None, at) for at in range(counts[1])
    ]
    of_ours = {at: index for index, at in ours.items()}
    after = -1
    for at in range(counts[0]):
        place = next((n for n, one in enumerate(merged) if one.ours == at), None)
        if place is None:
            after += 1
            merged.insert(after, Triple(of_ours.get(at), at, None))
        else:
            after = place
    known = {one.base for one in merged}
    return (*merged, *(Triple(index, None, None) for index in range(size) if index not in known))
