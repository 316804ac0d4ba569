"""Labels for marks on a line, like flags on poles: none touches another, and no pole passes through one.

A label stands to the right of its pole or to the left. Where another pole stands within the reach of a label,
that label must hang lower than the other pole ends; so the sides decide the levels, and sides are sought that
need few levels.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_APART_IN = 0.08
_Sides = tuple[bool, ...]  # whether each label stands to the left


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark at `x` whose label is `width` wide, in inches."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label stands: on which level, counted from 0 next to the line, and on which side of its pole."""

    level: int
    to_the_left: bool


def place(flags: Sequence[Flag], left_in: float, right_in: float) -> tuple[Place, ...] | None:
    """Find a place for every label, on few levels.

    Args:
        flags: marks from left to right.
        left_in: no label begins before.
        right_in: no label ends after.

    Returns:
        A place for each flag, or None where none was found without a collision.
    """
    number = len(flags)
    starts = [tuple(i >= split for i in range(number)) for split in range(number, -1, -1)]
    found: tuple[tuple[int, int], _Sides, list[int]] | None = None
    for sides in starts:
        found = _better(found, sides, flags, (left_in, right_in))
    improving = found is not None
    while found and improving:
        best = found[0]
        for index in range(number):
            flipped = tuple(side != (i == index) for i, side in enumerate(found[1]))
            found = _better(found, flipped, flags, (left_in, right_in)) or found
        improving = found[0] < best
    return tuple(Place(level, side) for level, side in zip(found[2], found[1], strict=True)) if found else None


def _better(
    found: tuple[tuple[int, int], _Sides, list[int]] | None,
    sides: _Sides,
    flags: Sequence[Flag],
    bounds: tuple[float, float],
) -> tuple[tuple[int, int], _Sides, list[int]] | None:
    spans = [(f.x - f.width, f.x) if left else (f.x, f.x + f.width) for f, left in zip(flags, sides, strict=True)]
    if any(begin < bounds[0] or end > bounds[1] for begin, end in spans):
        return found
    levels = _levels(flags, spans)
    if levels is None:
        return found
    cost = max(levels, default=0), sum(levels)
    return (cost, sides, levels) if found is None or cost < found[0] else found


def _levels(flags: Sequence[Flag], spans: Sequence[tuple[float, float]]) -> list[int] | None:
    """The highest level for each label; None where two labels would each have to hang below the other."""
    number = range(len(flags))
    reach = [(begin - _APART_IN, end + _APART_IN) for begin, end in spans]
    above = [{j for j in number if j != i and reach[i][0] <= flags[j].x <= reach[i][1]} for i in number]
    beside = [
        {j for j in number if j != i and reach[i][0] <= spans[j][1] and spans[j][0] <= reach[i][1]} for i in number
    ]
    levels: dict[int, int] = {}
    while len(levels) < len(flags):
        ready = next((i for i in number if i not in levels and above[i] <= levels.keys()), None)
        if ready is None:
            return None
        level = max((levels[j] for j in above[ready]), default=-1) + 1
        taken = {levels[j] for j in beside[ready] if j in levels}
        while level in taken:
            level += 1
        levels[ready] = level
    return [levels[i] for i in number]
