"""Putting text into boxes, so that it fits by measure.

A text that does not fit is set smaller, down to the least size; then a shorter way to say it is taken. It is
never cut short: what a figure cannot show, its caller says in words.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from golive.figures.drawing import Color, Frame, Line
from golive.typography.lines import LINE_PITCH, break_lines, height_pt, longest_word_pt, width_pt
from golive.typography.metrics import face

PT_PER_IN = 72
_STEP_PT = 0.5
_ROUNDING_IN = 0.002


class Part(Struct, frozen=True):
    """A stretch of text in one dress; `scale` is its size as a share of the block's size."""

    text: str
    bold: bool = False
    color: Color = "ink"
    scale: float = 1.0


Wording = tuple[Part, ...]
"""One way to say it: parts below one another."""


class Room(Struct, frozen=True):
    """How much room a text has, insets taken off, in inches."""

    width_in: float
    height_in: float


def sizes(frame: Frame, share: float = 1.0) -> tuple[float, ...]:
    """The sizes to try, from a share of the ordinary size down to the least, in points."""
    size = max(frame.least_pt, round(frame.text_pt * share / _STEP_PT) * _STEP_PT)
    found = [size]
    while found[-1] - _STEP_PT >= frame.least_pt:
        found.append(found[-1] - _STEP_PT)
    return tuple([*found, frame.least_pt] if found[-1] > frame.least_pt else found)


def set_lines(wording: Wording, width_in: float, size_pt: float, frame: Frame) -> tuple[Line, ...]:
    """Break a wording into lines; no part is smaller than the frame's least size."""
    return _set(wording, width_in, size_pt, frame.least_pt, frame.font)


@lru_cache(maxsize=8192)
def _set(wording: Wording, width_in: float, size_pt: float, least_pt: float, font: str) -> tuple[Line, ...]:
    """The same; a figure is drawn at several heights, and says the same in each."""
    lines: list[Line] = []
    for part in wording:
        size = _size(part, size_pt, least_pt)
        broken = break_lines(part.text, width_in * PT_PER_IN, size, face(font, part.bold))
        lines += [Line(text, size, part.bold, part.color) for text in broken]
    return tuple(lines)


def part_size(part: Part, size_pt: float, frame: Frame) -> float:
    """The size of one part, in points."""
    return _size(part, size_pt, frame.least_pt)


def _size(part: Part, size_pt: float, least_pt: float) -> float:
    return max(least_pt, round(size_pt * part.scale / _STEP_PT) * _STEP_PT)


def block_in(lines: Iterable[Line]) -> float:
    """Height of lines below one another, in inches."""
    sizes_pt = [line.size_pt for line in lines]
    return (LINE_PITCH * sum(sizes_pt) + height_pt(0, 1) + 0.01) / PT_PER_IN if sizes_pt else 0.0


def width_in(text: str, size_pt: float, frame: Frame, *, bold: bool = False) -> float:
    """Width of one line, in inches."""
    return width_pt(text, size_pt, face(frame.font, bold)) / PT_PER_IN


def widest_in(lines: Iterable[Line], frame: Frame) -> float:
    """Width of the widest of some lines, in inches."""
    return max((width_in(line.text, line.size_pt, frame, bold=line.bold) for line in lines), default=0.0)


def keeps_words(wording: Wording, room_in: float, size_pt: float, frame: Frame) -> bool:
    """Whether no word has to be cut at that size."""
    return all(
        longest_word_pt(part.text, part_size(part, size_pt, frame), face(frame.font, part.bold)) <= room_in * PT_PER_IN
        for part in wording
    )


def fit(wordings: Sequence[Wording], room: Room, frame: Frame, share: float = 1.0) -> tuple[Line, ...]:
    """Set the first wording that fits, as large as it fits.

    Args:
        wordings: ways to say it, best first.
        room: where it goes.
        frame: what sizes there are.
        share: the largest size to try, as a share of the frame's ordinary size.

    Returns:
        Its lines; none when even the last wording does not fit.
    """
    for cut_words in (False, True):
        for wording in wordings:
            for size in sizes(frame, share):
                if not cut_words and not keeps_words(wording, room.width_in, size, frame):
                    continue
                lines = set_lines(wording, room.width_in, size, frame)
                if fits(lines, room, frame):
                    return lines
    return ()


def fits(lines: Sequence[Line], room: Room, frame: Frame) -> bool:
    """Whether lines lie within a room."""
    return (
        block_in(lines) <= room.height_in + _ROUNDING_IN / 2 and widest_in(lines, frame) <= room.width_in + _ROUNDING_IN
    )
