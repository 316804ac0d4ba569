"""Define rectangular drawing areas, in inches."""

from msgspec import Struct

from golive.figures.text_fitting import Room


class Area(Struct, frozen=True):
    """A rectangle; `x, y` is its top left corner, in inches."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the bottom edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Return the vertical center."""
        return self.y + self.height / 2

    def text_room(self, inset_in: float = 0.06) -> Room:
        """Return the room for text inside the insets."""
        return Room(max(0.0, self.width - 2 * inset_in), max(0.0, self.height - 2 * inset_in))

    def remaining_below(self, height_in: float) -> "Area":
        """Return the area that remains below a strip of the given height."""
        return Area(self.x, self.y + height_in, self.width, max(0.0, self.height - height_in))


def split_into_columns(area: Area, shares: tuple[float, ...], gap_in: float = 0.0) -> tuple[Area, ...]:
    """Divide an area into columns whose widths have the given proportions, with gaps between them."""
    whole = (area.width - gap_in * (len(shares) - 1)) / sum(shares)
    areas: list[Area] = []
    x = area.x
    for share in shares:
        areas.append(Area(x, area.y, share * whole, area.height))
        x += share * whole + gap_in
    return tuple(areas)
