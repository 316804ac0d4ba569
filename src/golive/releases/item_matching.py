"""Which items of two lists are the same thing: by id, whatever their position."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

Same = Callable[[int, int], bool]


class Matches(Struct, frozen=True):
    """What became of the items of a list.

    Attributes:
        pairs: positions (old, new) of items that carry one key.
        renamed: positions of items that say the same under another key.
        gone: positions in the old list.
        come: positions in the new list.
    """

    pairs: tuple[tuple[int, int], ...]
    renamed: tuple[tuple[int, int], ...]
    gone: tuple[int, ...]
    come: tuple[int, ...]


def match(old: Sequence[Any], new: Sequence[Any], same: Same) -> Matches:
    """Match two lists by the keys of their items.

    Where a key repeats, as `FILLER` does in a record, items that say the same go together first.

    Args:
        old: the keys of the old items.
        new: the keys of the new items.
        same: whether an old and a new item, by position, say the same but for their keys.
    """
    waiting: dict[Any, list[int]] = defaultdict(list)
    for at, key in enumerate(new):
        waiting[key].append(at)
    pairs: dict[int, int] = {}
    often = Counter(old)
    for at in (at for at, key in enumerate(old) if key in waiting and (often[key] > 1 or len(waiting[key]) > 1)):
        if (twin := next((other for other in waiting[old[at]] if same(at, other)), None)) is not None:
            pairs[at] = twin
            waiting[old[at]].remove(twin)
    for at, key in enumerate(old):
        if at not in pairs and waiting.get(key):
            pairs[at] = waiting[key].pop(0)
    gone = [at for at in range(len(old)) if at not in pairs]
    come = sorted(at for places in waiting.values() for at in places)
    renamed: list[tuple[int, int]] = []
    for at in gone:
        if (twin := next((other for other in come if same(at, other)), None)) is not None:
            renamed.append((at, twin))
            come.remove(twin)
    left = {at for at, _ in renamed}
    paired = tuple(sorted(pairs.items(), key=lambda pair: pair[1]))
    return Matches(paired, tuple(renamed), tuple(at for at in gone if at not in left), tuple(come))


def moved(pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether the items that are in both lists stand in another order."""
    places = [old for old, _ in sorted(pairs, key=lambda pair: pair[1])]
    return places != sorted(places)
