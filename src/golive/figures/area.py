"""Divide a rectangle into columns, and find the room for text in it."""

from golive.figures.drawing import Rect
from golive.figures.text_fitting import Room


def get_text_room(area: Rect, inset_in: float = 0.06) -> Room:
    """Return the room for text inside the insets."""
    return Room(max(0.0, area.width - 2 * inset_in), max(0.0, area.height - 2 * inset_in))


def split_into_columns(area: Rect, shares: tuple[float, ...], gap_in: float = 0.0) -> tuple[Rect, ...]:
    """Divide an area into columns whose widths have the given proportions, with gaps between them."""
    whole = (area.width - gap_in * (len(shares) - 1)) / sum(shares)
    areas: list[Rect] = []
    x = area.x
    for share in shares:
        areas.append(Rect(x, area.y, share * whole, area.height))
        x += share * whole + gap_in
    return tuple(areas)
