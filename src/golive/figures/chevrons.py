"""Draw steps as a row of chevrons with notes below each. No chevron is higher than it is wide."""

from collections.abc import Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import CHEVRON_POINT, Box, Color, Frame, Label, Line, Rect, Shape
from golive.figures.text_fitting import (
    Room,
    TextPart,
    Wording,
    candidate_sizes,
    fit_text,
    has_whole_words,
    set_lines,
    text_height_in,
)

_GAP_IN = 0.05
_PAD_IN = 0.09
_NOTE_GAP_IN = 0.07
_ROW_GAP_IN = 0.16
_MOST_ROWS = 4
_LEAST_CHEVRON_IN = 0.42


class Step(Struct, frozen=True):
    """One chevron.

    Attributes:
        id: stable name.
        head: what stands in it.
        color: its fill.
        notes: what stands below it.
        in_short: what stands below it when there is no room for the notes.
        marked: whether a diamond stands before each note, as for gates.
    """

    id: str
    head: Wording
    color: Color
    notes: tuple[Wording, ...] = ()
    in_short: tuple[Wording, ...] = ()
    marked: bool = False


class _Set(Struct, frozen=True):
    """Rows of steps with text of one size; heights in inches."""

    size_pt: float
    per_row: int
    width: float
    chevron: float
    rows: tuple[float, ...]

    @property
    def height(self) -> float:
        return sum(self.rows) + _ROW_GAP_IN * (len(self.rows) - 1)


class Chevrons(Struct, frozen=True):
    """The shapes, their height in inches, and whether they include all notes."""

    shapes: tuple[Shape, ...]
    height: float
    complete: bool


def draw_chevrons(steps: Sequence[Step], area: Rect, frame: Frame) -> Chevrons:
    """Draw steps in as few rows as possible; shorten or omit notes that do not fit."""
    kinds = (steps, [replace(s, notes=s.in_short) for s in steps], [replace(s, notes=()) for s in steps])
    for number, kind in enumerate(kinds):
        for rows in range(1, min(len(kind), _MOST_ROWS) + 1):
            for size in candidate_sizes(frame):
                made = _set_steps(kind, ceil(len(kind) / rows), area.width, size, frame)
                if made and made.height <= area.height:
                    return Chevrons(_shapes(kind, made, area, frame), made.height, number == 0)
    return _squeeze_steps(kinds[-1], area, frame)


def _squeeze_steps(steps: Sequence[Step], area: Rect, frame: Frame) -> Chevrons:
    """Use the maximum number of rows, with as much text as fits."""
    rows = min(len(steps), _MOST_ROWS)
    per_row = ceil(len(steps) / rows)
    rows = ceil(len(steps) / per_row)
    height = min(1.0, area.width / per_row / 2, (area.height - _ROW_GAP_IN * (rows - 1)) / rows)
    made = _Set(frame.least_pt, per_row, _width(area.width, per_row, height), height, (height,) * rows)
    return Chevrons(_shapes(steps, made, area, frame), made.height, complete=False)


def _set_steps(steps: Sequence[Step], per_row: int, width_in: float, size: float, frame: Frame) -> _Set | None:
    chevron = _LEAST_CHEVRON_IN
    for _ in range(8):
        width = _width(width_in, per_row, chevron)
        room = width - 2 * CHEVRON_POINT * chevron - 0.02
        if chevron > width or room <= 0 or not all(has_whole_words(s.head, room, size, frame) for s in steps):
            return None
        need = max(text_height_in(set_lines(s.head, room, size, frame)) for s in steps) + 2 * _PAD_IN
        if need <= chevron:
            break
        chevron = need
    else:
        return None
    rows = []
    for first in range(0, len(steps), per_row):
        notes = [
            _notes_in(s, _note_width(width, chevron, marked=s.marked), size, frame)
            for s in steps[first : first + per_row]
        ]
        rows.append(chevron + max(notes))
    return _Set(size, per_row, width, chevron, tuple(rows))


def _width(width_in: float, per_row: int, chevron: float) -> float:
    """Return the width of a chevron; each point lies in the notch of the next chevron."""
    nested = CHEVRON_POINT * chevron - _GAP_IN
    return (width_in + (per_row - 1) * nested) / per_row


def _note_width(width: float, chevron: float, *, marked: bool) -> float:
    return width - CHEVRON_POINT * chevron - 0.1 - (_mark_in(chevron) if marked else 0)


def _mark_in(chevron: float) -> float:
    return min(0.16, chevron / 3)


def _notes_in(step: Step, width: float, size: float, frame: Frame) -> float:
    heights = [text_height_in(set_lines(note, width, size, frame)) + _NOTE_GAP_IN for note in step.notes]
    return sum(heights)


def _shapes(steps: Sequence[Step], made: _Set, area: Rect, frame: Frame) -> tuple[Shape, ...]:
    shapes: list[Shape] = []
    y = area.y
    for number, row in enumerate(made.rows):
        x = area.x
        for step in steps[number * made.per_row : (number + 1) * made.per_row]:
            place = Rect(x, y, made.width, made.chevron)
            shapes.append(_chevron(step, place, made.size_pt, frame))
            shapes += _notes(step, place, made.size_pt, frame)
            x += made.width - CHEVRON_POINT * made.chevron + _GAP_IN
        y += row + _ROW_GAP_IN
    return tuple(shapes)


def _chevron(step: Step, area: Rect, size: float, frame: Frame) -> Box:
    inner = area.width - 2 * CHEVRON_POINT * area.height - 0.02
    lines: tuple[Line, ...] = set_lines(step.head, inner, size, frame) if inner > 0 else ()
    if text_height_in(lines) > area.height:
        lines = fit_text([step.head[:1]], Room(max(0.01, inner), area.height), frame)
    return Box(step.id, area.x, area.y, area.width, area.height, "chevron", step.color, lines=lines, inset_in=0.0)


def _notes(step: Step, area: Rect, size: float, frame: Frame) -> list[Shape]:
    shapes: list[Shape] = []
    point = CHEVRON_POINT * area.height
    mark = _mark_in(area.height) if step.marked else 0.0
    width = _note_width(area.width, area.height, marked=step.marked)
    y = area.bottom
    for number, note in enumerate(step.notes, start=1):
        lines = set_lines(note, width, size, frame)
        y += _NOTE_GAP_IN
        if mark:
            side = mark - 0.05
            top = y + (text_height_in(lines[:1]) - side) / 2
            shapes.append(
                Box(f"{step.id}-mark-{number}", area.x + point / 2, top, side, side, "diamond", "ink", decorative=True)
            )
        x = area.x + point / 2 + mark
        align = "left" if mark else "center"
        shapes.append(
            Label(
                f"{step.id}-note-{number}",
                x,
                y,
                width,
                text_height_in(lines),
                lines,
                "left" if align == "left" else "center",
            )
        )
        y += text_height_in(lines)
    return shapes


def chevron_wording(name: str, number: int) -> Wording:
    """Return the text of a chevron that is one of several steps."""
    return (TextPart(f"{number}\u00a0\u00a0{name}", bold=True, color="paper"),)
