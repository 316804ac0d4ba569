"""Find logos inside a picture that covers a slide: compact regions of strong detail near its edges."""

from functools import lru_cache
from typing import Final

from golive.figures.drawing import Rect
from golive.ooxml.pictures import Pixels

_MIN_DIFFERENCE: Final = 60.0
"""Least difference of light between neighboring cells, of 255, that is a detail."""

_FRAME_SHARE: Final = 0.5
"""Share of the cells of an outer row or column with details from which it belongs to a frame around the picture."""

_MAX_BUSY_SHARE: Final = 0.2
_MAX_SIDE_SHARE: Final = 0.31
_MIN_CELLS: Final = 6
_MIN_SIDE_CELLS: Final = 3
_MIN_FILLED_SHARE: Final = 0.4
_EDGE_SHARE: Final = 0.1

_Cells = set[tuple[int, int]]


@lru_cache(maxsize=32)  # A master's picture is behind each of its layouts.
def find_picture_logos(pixels: Pixels, place: Rect) -> tuple[Rect, ...]:
    """Find the logos in a picture.

    Args:
        pixels: the picture.
        place: where it is, in inches.

    Returns:
        Their rectangles, in inches; none in a picture that is full of details, as most photos are.
    """
    columns, rows, details = _strip_frame(_find_details(pixels), pixels)
    if len(details) > _MAX_BUSY_SHARE * len(columns) * len(rows):
        return ()
    across, down = place.width / pixels.width, place.height / pixels.height
    found = []
    while details:
        group = _take_group(details)
        left, right = min(x for x, _ in group), max(x for x, _ in group) + 1
        top, bottom = min(y for _, y in group), max(y for _, y in group) + 1
        gaps = (
            (left - columns.start) / pixels.width,
            (columns.stop - right) / pixels.width,
            (top - rows.start) / pixels.height,
            (rows.stop - bottom) / pixels.height,
        )
        is_small = right - left <= _MAX_SIDE_SHARE * pixels.width and bottom - top <= _MAX_SIDE_SHARE * pixels.height
        is_thick = min(right - left, bottom - top) >= _MIN_SIDE_CELLS
        is_filled = len(group) >= max(_MIN_FILLED_SHARE * (right - left) * (bottom - top), _MIN_CELLS)
        if is_small and is_thick and is_filled and min(gaps) <= _EDGE_SHARE:
            x, y = place.x + left * across, place.y + top * down
            found.append(Rect(x, y, (right - left) * across, (bottom - top) * down))
    return tuple(sorted(found, key=lambda rect: (rect.y, rect.x)))


def _find_details(pixels: Pixels) -> _Cells:
    """Return the cells, as column and row, whose light differs much from that of a neighbor."""
    wide, high = pixels.width, pixels.height
    cells = (pixels.data[at : at + 4] for at in range(0, len(pixels.data), 4))
    light = [(0.2126 * r + 0.7152 * g + 0.0722 * b) * a / 255 + 255 - a for r, g, b, a in cells]

    def is_detail(x: int, y: int) -> bool:
        near = [
            light[row * wide + column]
            for row in range(max(y - 1, 0), min(y + 2, high))
            for column in range(max(x - 1, 0), min(x + 2, wide))
        ]
        return max(near) - min(near) > _MIN_DIFFERENCE

    return {(x, y) for y in range(high) for x in range(wide) if is_detail(x, y)}


def _strip_frame(details: _Cells, pixels: Pixels) -> tuple[range, range, _Cells]:
    """Return the columns, rows and details inside the frame of a picture."""
    columns, rows = range(pixels.width), range(pixels.height)
    deep = int(_EDGE_SHARE * pixels.width), int(_EDGE_SHARE * pixels.height)
    framed_columns = [x for x in columns if sum((x, y) in details for y in rows) >= _FRAME_SHARE * len(rows)]
    framed_rows = [y for y in rows if sum((x, y) in details for x in columns) >= _FRAME_SHARE * len(columns)]
    left, right = _find_inside(framed_columns, pixels.width, deep[0])
    top, bottom = _find_inside(framed_rows, pixels.height, deep[1])
    columns, rows = range(left, right), range(top, bottom)
    return columns, rows, {(x, y) for x, y in details if x in columns and y in rows}


def _find_inside(framed: list[int], count: int, deep: int) -> tuple[int, int]:
    """Return where the inside of a frame starts and stops, given the rows or columns that may belong to it."""
    start = max((n + 1 for n in framed if n < deep), default=0)
    return start, min((n for n in framed if n >= count - deep), default=count)


def _take_group(details: _Cells) -> _Cells:
    """Remove a group of touching cells from the details, and return it."""
    waiting = [details.pop()]
    group = set(waiting)
    while waiting:
        x, y = waiting.pop()
        near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & details
        details -= near
        group |= near
        waiting += near
    return group
