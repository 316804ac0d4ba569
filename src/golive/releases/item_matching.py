"""Match the items of two lists by id, regardless of their position."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
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

    If a key repeats, such as `FILLER` in a record, items with equal content are paired first.

    Args:
        old: the keys of the old items.
        new: the keys of the new items.
        has_same_content: whether an old and a new item, by position, are equal except for their keys.
    """
    waiting: dict[Any, list[int]] = defaultdict(list)
    for at, key in enumerate(new):
        waiting[key].append(at)
    pairs: dict[int, int] = {}
    often = Counter(old)
    for at in (at for at, key in enumerate(old) if key in waiting and (often[key] > 1 or len(waiting[key]) > 1)):
        if (twin := next((other for other in waiting[old[at]] if has_same_content(at, other)), None)) is not None:
            pairs[at] = twin
            waiting[old[at]].remove(twin)
    for at, key in enumerate(old):
        if at not in pairs and waiting.get(key):
            pairs[at] = waiting[key].pop(0)
    removed = [at for at in range(len(old)) if at not in pairs]
    added = sorted(at for places in waiting.values() for at in places)
    renamed: list[tuple[int, int]] = []
    for at in removed:
        if (twin := next((other for other in added if has_same_content(at, other)), None)) is not None:
            renamed.append((at, twin))
            added.remove(twin)
    left = {at for at, _ in renamed}
    paired = tuple(sorted(pairs.items(), key=lambda pair: pair[1]))
    return Matches(paired, tuple(renamed), tuple(at for at in removed if at not in left), tuple(added))


def is_reordered(pairs: Sequence[tuple[int, int]]) -> bool:
    """Return whether the items found in both lists have a different order."""
    places = [old for old, _ in sorted(pairs, key=lambda pair: pair[1])]
    return places != sorted(places)
