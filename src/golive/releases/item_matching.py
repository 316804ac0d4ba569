"""Match the items of two lists by id, regardless of their position."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct

SameContentTest = Callable[[int, int], bool]


class Matches(Struct, frozen=True):
    """Result of matching the items of two lists.

    Attributes:
        pairs: positions (old, new) of items with the same key.
        renamed: positions (old, new) of items with equal content and different keys.
        removed: positions in the old list.
        added: positions in the new list.
    """

    pairs: tuple[tuple[int, int], ...]
    renamed: tuple[tuple[int, int], ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]


def match_items(old: Sequence[Any], new: Sequence[Any], has_same_content: SameContentTest) -> Matches:
    """Match two lists by the keys of their items.

    If a key repeats, such as `FILLER` in a record, items with equal content are paired first, and then the rest; in
    both steps those at the same position before any others.

    Args:
        old: the keys of the old items.
        new: the keys of the new items.
        has_same_content: whether an old and a new item, by position, are equal except for their keys.
    """
    pairs = _pair_equal_keys(old, new, has_same_content)
    removed = [at for at in range(len(old)) if at not in pairs]
    found = set(pairs.values())
    added = [at for at in range(len(new)) if at not in found]
    renamed: list[tuple[int, int]] = []
    for at in removed:
        if (twin := next((other for other in added if has_same_content(at, other)), None)) is not None:
            renamed.append((at, twin))
            added.remove(twin)
    left = {at for at, _ in renamed}
    paired = tuple(sorted(pairs.items(), key=lambda pair: pair[1]))
    return Matches(paired, tuple(renamed), tuple(at for at in removed if at not in left), tuple(added))


def _pair_equal_keys(old: Sequence[Any], new: Sequence[Any], has_same_content: SameContentTest) -> dict[int, int]:
    """Return the new position of each old item whose key is in the new list."""
    waiting: dict[Any, list[int]] = defaultdict(list)
    for at, key in enumerate(new):
        waiting[key].append(at)
    often = Counter(old)
    repeated = [at for at, key in enumerate(old) if key in waiting and (often[key] > 1 or len(waiting[key]) > 1)]
    pairs: dict[int, int] = {}

    def pair_first(at: int, others: Iterable[int]) -> None:
        if at not in pairs and (other := next(iter(others), None)) is not None:
            pairs[at] = other
            waiting[old[at]].remove(other)

    for at in repeated:
        pair_first(at, (other for other in waiting[old[at]] if other == at and has_same_content(at, other)))
    for at in repeated:
        pair_first(at, (other for other in waiting[old[at]] if has_same_content(at, other)))
    for at in repeated:
        pair_first(at, (other for other in waiting[old[at]] if other == at))
    for at, key in enumerate(old):
        pair_first(at, tuple(waiting.get(key, ())))
    return pairs


def is_reordered(pairs: Sequence[tuple[int, int]]) -> bool:
    """Return whether the items found in both lists have a different order."""
    places = [old for old, _ in sorted(pairs, key=lambda pair: pair[1])]
    return places != sorted(places)
