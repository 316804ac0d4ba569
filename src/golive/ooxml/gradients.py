"""Draw gradients, whose colors at a place are only some of their stops."""

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from golive.ooxml.colors import resolve_color
from golive.ooxml.geometry import UNITS_PER_DEGREE
from golive.ooxml.namespaces import A
from golive.ooxml.pictures import SIDE, Pixels

_WHOLE: Final = 100_000
_MAX_OPACITY: Final = 255
_EDGES: Final = ("l", "t", "r", "b")

_Stop = tuple[float, tuple[float, float, float, float]]
"""A position from 0 to 1, and red, green, blue and opacity from 0 to 255."""


def draw_gradient(
    gradient: Any,  # noqa: ANN401 - lxml's elements
    colors: Mapping[str, str],
    size: tuple[float, float],
    placeholder_color: str = "",
) -> Pixels | None:
    """Draw a gradient fill.

    Args:
        gradient: an `a:gradFill`.
        colors: theme colors by scheme name.
        size: width and height of what it fills, in any unit.
        placeholder_color: the color that `phClr` stands for.

    Returns:
        Its pixels; None if a color, a number or the middle of it is not known.
    """
    try:
        stops = [_read_stop(stop, colors, placeholder_color) for stop in gradient.iterfind(f"{A}gsLst/{A}gs")]
        known = sorted(stop for stop in stops if stop is not None)
        if not known or len(known) < len(stops) or min(size) <= 0:
            return None
        path = gradient.find(f"{A}path")
        if path is not None:
            focus = path.find(f"{A}fillToRect")
            if focus is None:
                return None
            edges = tuple(int(focus.get(key, "0")) / _WHOLE for key in _EDGES)
            return _draw_path(tuple(known), edges, is_round=path.get("path") == "circle")
        line = gradient.find(f"{A}lin")
        angle = int(line.get("ang", "0")) / UNITS_PER_DEGREE if line is not None else 0.0
        is_scaled = line is not None and line.get("scaled") in {"1", "true"}
        return _draw_line(tuple(known), angle, 1.0 if is_scaled else size[0] / size[1])
    except (ValueError, OverflowError):
        return None


def _read_stop(stop: Any, colors: Mapping[str, str], placeholder_color: str) -> _Stop | None:  # noqa: ANN401
    child = next((one for one in stop if isinstance(one.tag, str)), None)
    found = resolve_color(child, colors, placeholder_color) if child is not None else None
    if found is None:
        return None
    red, green, blue = bytes.fromhex(found.rgb)
    position = stop.get("pos", "0")
    share = float(position[:-1]) / 100 if position.endswith("%") else int(position) / _WHOLE
    return share, (red, green, blue, found.opacity * 255)


@lru_cache(maxsize=64)  # A master's background is behind each of its layouts.
def _draw_line(stops: tuple[_Stop, ...], angle: float, aspect: float) -> Pixels:
    """Draw colors along a line that runs from corner to corner; the angle is in degrees, clockwise."""
    across, down = math.cos(math.radians(angle)) * aspect, math.sin(math.radians(angle))
    length = abs(across) + abs(down)
    return _draw(stops, [[0.5 + (x * across + y * down) / length for x in _centers()] for y in _centers()])


@lru_cache(maxsize=64)
def _draw_path(stops: tuple[_Stop, ...], focus: tuple[float, ...], *, is_round: bool) -> Pixels:
    """Draw colors from a point or rectangle out to the edges; the focus is given by its distances from them."""
    left, top, right, bottom = focus
    middle = ((left + 1 - right) / 2 - 0.5, (top + 1 - bottom) / 2 - 0.5)
    if is_round:
        farthest = max(math.dist(middle, (x, y)) for x in (-0.5, 0.5) for y in (-0.5, 0.5))
        return _draw(stops, [[math.dist(middle, (x, y)) / farthest for x in _centers()] for y in _centers()])

    def measure(value: float, low: float, high: float) -> float:
        """Return how far a place is outside the focus, as a share of the way to the edge."""
        if value < low - 0.5:
            return (low - 0.5 - value) / low
        return (value - 0.5 + high) / high if value > 0.5 - high else 0.0

    rows = [[max(measure(x, left, right), measure(y, top, bottom)) for x in _centers()] for y in _centers()]
    return _draw(stops, rows)


def _centers() -> tuple[float, ...]:
    """Return where the cells of a row or column are, from the middle of all."""
    return tuple((n + 0.5) / SIDE - 0.5 for n in range(SIDE))


def _draw(stops: tuple[_Stop, ...], rows: list[list[float]]) -> Pixels:
    is_translucent = any(color[3] < _MAX_OPACITY for _, color in stops)
    return Pixels(SIDE, SIDE, b"".join(_mix_stops(stops, share) for row in rows for share in row), is_translucent)


def _mix_stops(stops: tuple[_Stop, ...], share: float) -> bytes:
    """Return the color at a position between the stops."""
    before = next((stop for stop in reversed(stops) if stop[0] <= share), stops[0])
    after = next((stop for stop in stops if stop[0] > share), stops[-1])
    width = after[0] - before[0]
    part = (share - before[0]) / width if width > 0 else 0.0
    return bytes(min(max(round(a + (b - a) * part), 0), 255) for a, b in zip(before[1], after[1], strict=True))
