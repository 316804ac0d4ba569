"""Read where shapes stand: their boxes, and how a group places what is in it."""

import re
from typing import Any, Final

from msgspec import Struct

from golive.ooxml.namespaces import A, P

EMU_PER_INCH: Final = 914_400
EMU_PER_PT: Final = 12_700
_INTEGER: Final = re.compile(r"[+-]?\d{1,18}")

UNITS_PER_DEGREE: Final = 60_000
UNITS_PER_TURN: Final = 360 * UNITS_PER_DEGREE
_MAX_SLANT: Final = 300_000
"""How far from a quarter of a turn a shape may be to count as turned by it: five degrees."""
_TRUE: Final = frozenset({"1", "true"})

Box = tuple[float, float, float, float]
"""Left, top, width and height, in EMU."""


class Turn(Struct, frozen=True):
    """How a shape is turned: mirrored first, then by quarters of a turn, clockwise; slanted shapes count as upright."""

    quarters: int = 0
    is_mirrored: bool = False
    is_upside_down: bool = False

    def turn_box(self, box: Box) -> Box:
        """Return the box that a turned shape stands in, from the one that it has in the file."""
        left, top, width, height = box
        if self.quarters % 2 == 0:
            return box
        return left + (width - height) / 2, top + (height - width) / 2, height, width


class Placement(Struct, frozen=True):
    """A mapping of coordinates inside a group to coordinates on the slide: scaled, then moved (in EMU)."""

    across: float = 1.0
    down: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def place(self, box: Box) -> Box:
        """Return the box on the slide of a box inside the group."""
        left, top, width, height = box
        return left * self.across + self.x, top * self.down + self.y, width * self.across, height * self.down

    def enter_group(self, group: Any) -> "Placement":  # noqa: ANN401 - lxml's elements
        """Return the placement inside a group that itself stands where this placement says."""
        transform = find_transform(group)
        outer, inner = read_box(transform), read_box(transform, of_children=True)
        if outer is None or inner is None:
            return self
        across = outer[2] / inner[2] if inner[2] else 1.0
        down = outer[3] / inner[3] if inner[3] else 1.0
        x, y = outer[0] - inner[0] * across, outer[1] - inner[1] * down
        return Placement(self.across * across, self.down * down, self.x + x * self.across, self.y + y * self.down)


def find_transform(shape: Any) -> Any:  # noqa: ANN401 - lxml's elements
    """Return the transform of a shape, picture, connector, group or graphic frame; None if it has none."""
    for path in (f"{P}spPr/{A}xfrm", f"{P}grpSpPr/{A}xfrm", f"{P}xfrm"):
        found = shape.find(path)
        if found is not None:
            return found
    return None


def read_turn(transform: Any) -> Turn:  # noqa: ANN401 - lxml's elements
    """Read how a transform, or None, turns a shape."""
    angle = transform.get("rot", "0") if transform is not None else "0"
    if transform is None or not _INTEGER.fullmatch(angle):
        return Turn()
    quarter = UNITS_PER_TURN // 4
    quarters = round(int(angle) / quarter)
    is_slanted = abs(int(angle) - quarters * quarter) > _MAX_SLANT
    flips = (transform.get(name) in _TRUE for name in ("flipH", "flipV"))
    return Turn(0 if is_slanted else quarters % 4, *flips)


def read_box(transform: Any, *, of_children: bool = False) -> Box | None:  # noqa: ANN401 - lxml's elements
    """Read the box of a transform; None if it has none, or one that is not of numbers.

    Args:
        transform: an `xfrm` element, or None.
        of_children: of a group, the box that its members are drawn in.
    """
    names = ("chOff", "chExt") if of_children else ("off", "ext")
    start, size = (transform.find(f"{A}{name}") if transform is not None else None for name in names)
    if start is None or size is None:
        return None
    texts = (start.get("x", "0"), start.get("y", "0"), size.get("cx", "0"), size.get("cy", "0"))
    if not all(map(_INTEGER.fullmatch, texts)):
        return None
    left, top, width, height = map(int, texts)
    return left, top, width, height
