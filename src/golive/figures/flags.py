"""Place labels for marks on a line, like flags on poles, so that no label touches another label or pole.

A label stands to the right of its pole or to the left. Where another pole stands within the reach of a label,
that label must hang lower than the other pole ends; so the sides decide the levels, and sides are sought that
need few levels.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

_APART_IN = 0.08


class Flag(Struct, frozen=True):
    """A mark at `x` whose label is `width` wide, in inches."""

    x: float
    width: float


class LabelPlace(Struct, frozen=True):
    """The place of a label: its level, counted from 0 next to the line, and its side of the pole."""

    level: int
    to_the_left: bool


def place_flags(flags: Sequence[Flag], left_in: float, right_in: float) -> tuple[LabelPlace, ...] | None:
    """Find a place for every label, on few levels.

    Args:
        flags: marks from left to right.
        left_in: no label begins before.
        right_in: no label ends after.

    Returns:
        A place for each flag, or None where none was found without a collision.
    """
    row = _Conflicts.from_flags(tuple(flags), left_in, right_in)
    everyone = (1 << len(flags)) - 1
    # From all to the right to all to the left; a set bit is a label that stands to the left.
    found: _Found | None = None
    for split in range(len(flags), -1, -1):
        found = row.pick_better(found, everyone & ~((1 << split) - 1))
    improving = found is not None
    while found and improving:
        best = found.cost
        for index in range(len(flags)):
            found = row.pick_better(found, found.lefts ^ (1 << index)) or found
        improving = found.cost < best
    if found is None:
        return None
    return tuple(LabelPlace(level, bool(found.lefts >> i & 1)) for i, level in enumerate(found.levels))


class _Found(Struct, frozen=True):
    """A choice of sides with the level of each label; its cost is the deepest level, then the sum of levels."""

    lefts: int
    levels: tuple[int, ...]

    @property
    def cost(self) -> tuple[int, int]:
        return max(self.levels, default=0), sum(self.levels)


_Both = tuple[int, int]  # for a label to the right of its pole, and to the left


class _Conflicts(Struct, frozen=True):
    """Conflicts between labels, as bit sets with one bit per flag.

    Attributes:
        barred: the labels that would reach past the bounds, by side.
        above: for each label, by its side: the flags whose poles stand within its reach.
        same_level: the same for the labels that it would touch on one level, by their sides.
    """

    barred: _Both
    above: tuple[_Both, ...]
    same_level: tuple[tuple[_Both, _Both], ...]

    @classmethod
    def from_flags(cls, flags: tuple[Flag, ...], left_in: float, right_in: float) -> "_Conflicts":
        spans = [((f.x, f.x + f.width), (f.x - f.width, f.x)) for f in flags]
        barred = (
            _bits(end > right_in or begin < left_in for (begin, end), _ in spans),
            _bits(end > right_in or begin < left_in for _, (begin, end) in spans),
        )
        above, same_level = [], []
        for i, own in enumerate(spans):
            reach = [(begin - _APART_IN, end + _APART_IN) for begin, end in own]
            above.append(tuple(_bits(j != i and a <= f.x <= b for j, f in enumerate(flags)) for a, b in reach))
            same_level.append(
                tuple(
                    tuple(_bits(j != i and a <= s[k][1] and s[k][0] <= b for j, s in enumerate(spans)) for k in (0, 1))
                    for a, b in reach
                )
            )
        return cls(barred, tuple(above), tuple(same_level))  # type: ignore[arg-type]

    def pick_better(self, found: _Found | None, lefts: int) -> _Found | None:
        """Return the better of `found` and the placement with these sides."""
        rights = ((1 << len(self.above)) - 1) & ~lefts
        if self.barred[0] & rights or self.barred[1] & lefts:
            return found
        levels = self._levels(lefts, rights)
        other = _Found(lefts, levels) if levels is not None else None
        return other if other and (found is None or other.cost < found.cost) else found

    def _levels(self, lefts: int, rights: int) -> tuple[int, ...] | None:
        """Return the smallest level for each label; None if two labels would each have to be below the other."""
        sides = [lefts >> i & 1 for i in range(len(self.above))]
        above = [own[side] for own, side in zip(self.above, sides, strict=True)]
        levels = [-1] * len(above)
        waiting = list(range(len(above)))
        placed: list[tuple[int, int]] = []  # its bit, its level
        done = 0
        while waiting:
            ready = next((i for i in waiting if not above[i] & ~done), None)
            if ready is None:
                return None
            to_right, to_left = self.same_level[ready][sides[ready]]
            same_level = to_right & rights | to_left & lefts
            over = above[ready]
            level = max([own for bit, own in placed if bit & over], default=-1) + 1
            taken = {own for bit, own in placed if bit & same_level}
            while level in taken:
                level += 1
            levels[ready] = level
            waiting.remove(ready)
            placed.append((1 << ready, level))
            done |= 1 << ready
        return tuple(levels)


def _bits(flags: Iterable[bool]) -> int:
    return sum(1 << i for i, is_set in enumerate(flags) if is_set)
