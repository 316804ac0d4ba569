"""Fit text into boxes, by measuring it.

A text that does not fit is set smaller, down to the least size; then a shorter way to say it is taken. It is
never cut short: what a figure cannot show, its caller says in words.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Color, Frame, Line
from golive.schema.unbroken_values import keep_values_whole
from golive.typography.lines import (
    LINE_HEIGHT_FACTOR,
    break_lines,
    measure_height_pt,
    measure_longest_word_pt,
    measure_width_pt,
)
from golive.typography.metrics import load_font_metrics
from golive.typography.no_break import NO_BREAK_SPACE, restore_spaces

PT_PER_IN = 72
_STEP_PT = 0.5
_ROUNDING_IN = 0.002


class TextPart(Struct, frozen=True):
    """Text in one style; `scale` is its size as a share of the block's size."""

    text: str
    bold: bool = False
    color: Color = "ink"
    scale: float = 1.0


Wording = tuple[TextPart, ...]
"""One way to say it: parts below one another."""


class Room(Struct, frozen=True):
    """The space for a text without insets, in inches."""

    width_in: float
    height_in: float


def candidate_sizes(frame: Frame, share: float = 1.0) -> tuple[float, ...]:
    """Return the font sizes to try, in points, from a share of the ordinary size down to the minimum."""
    size = max(frame.least_pt, round(frame.text_pt * share / _STEP_PT) * _STEP_PT)
    found = [size]
    while found[-1] - _STEP_PT >= frame.least_pt:
        found.append(found[-1] - _STEP_PT)
    return tuple([*found, frame.least_pt] if found[-1] > frame.least_pt else found)


def set_lines(wording: Wording, width_in: float, size_pt: float, frame: Frame) -> tuple[Line, ...]:
    """Break a wording into lines, and dates only where they fit on none; no part is smaller than the least size."""
    wholes = _keep_parts_whole(wording)
    kept = tuple(
        whole if has_whole_words((whole,), width_in, size_pt, frame) else part
        for whole, part in zip(wholes, wording, strict=True)
    )
    lines = _break_lines(kept, width_in, size_pt, frame.least_pt, frame.font)
    has_own = any(NO_BREAK_SPACE in part.text for part in wording)
    return lines if has_own else tuple(replace(line, text=restore_spaces(line.text)) for line in lines)


def _keep_parts_whole(wording: Wording) -> Wording:
    return tuple(replace(part, text=keep_values_whole(part.text)) for part in wording)


@lru_cache(maxsize=8192)
def _break_lines(wording: Wording, width_in: float, size_pt: float, least_pt: float, font: str) -> tuple[Line, ...]:
    """Break a wording into lines; cached, because a figure is drawn at several heights."""
    lines: list[Line] = []
    for part in wording:
        size = _size(part, size_pt, least_pt)
        broken = break_lines(part.text, width_in * PT_PER_IN, size, load_font_metrics(font, part.bold))
        lines += [Line(text, size, part.bold, part.color) for text in broken]
    return tuple(lines)


def part_size(part: TextPart, size_pt: float, frame: Frame) -> float:
    """Return the font size of one part, in points."""
    return _size(part, size_pt, frame.least_pt)


def _size(part: TextPart, size_pt: float, least_pt: float) -> float:
    return max(least_pt, round(size_pt * part.scale / _STEP_PT) * _STEP_PT)


def text_height_in(lines: Iterable[Line]) -> float:
    """Return the height of stacked lines, in inches."""
    sizes_pt = [line.size_pt for line in lines]
    return (LINE_HEIGHT_FACTOR * sum(sizes_pt) + measure_height_pt(0, 1) + 0.01) / PT_PER_IN if sizes_pt else 0.0


def text_width_in(text: str, size_pt: float, frame: Frame, *, bold: bool = False) -> float:
    """Return the width of one line, in inches."""
    return measure_width_pt(text, size_pt, load_font_metrics(frame.font, bold)) / PT_PER_IN


def widest_line_in(lines: Iterable[Line], frame: Frame) -> float:
    """Return the width of the widest line, in inches."""
    return max((text_width_in(line.text, line.size_pt, frame, bold=line.bold) for line in lines), default=0.0)


def has_whole_words(wording: Wording, room_in: float, size_pt: float, frame: Frame) -> bool:
    """Tell whether every word fits on a line at that size."""
    return all(
        measure_longest_word_pt(part.text, part_size(part, size_pt, frame), load_font_metrics(frame.font, part.bold))
        <= room_in * PT_PER_IN
        for part in _keep_parts_whole(wording)
    )


def fit_text(wordings: Sequence[Wording], room: Room, frame: Frame, share: float = 1.0) -> tuple[Line, ...]:
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
            for size in candidate_sizes(frame, share):
                if not cut_words and not has_whole_words(wording, room.width_in, size, frame):
                    continue
                lines = set_lines(wording, room.width_in, size, frame)
                if is_within(lines, room, frame):
                    return lines
    return ()


def is_within(lines: Sequence[Line], room: Room, frame: Frame) -> bool:
    """Tell whether lines fit into a room."""
    return (
        text_height_in(lines) <= room.height_in + _ROUNDING_IN / 2
        and widest_line_in(lines, frame) <= room.width_in + _ROUNDING_IN
    )
