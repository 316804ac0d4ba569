"""Draw the gates and the go-live of a plan on a line below its bars.

Each has a diamond, and a label at the end of a leader line. Where the labels do not all find room, the marks are
numbered, and the names stand in a list below; where even that is too long, they are only counted.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from math import ceil
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Box, Color, Connector, Frame, Label, Line, Rect, Shape
from golive.figures.flags import Flag, LabelPlace, place_flags
from golive.figures.legend import Entry, draw_legend
from golive.figures.scale import Scale
from golive.figures.text_fitting import (
    TextPart,
    candidate_sizes,
    has_whole_words,
    set_lines,
    text_height_in,
    text_width_in,
    widest_line_in,
)
from golive.schema.plan import Timeline
from golive.schema.rollout import HardStop, Milestone, Stage
from golive.schema.value_text import format_count, format_date
from golive.typography.units import POINTS_PER_INCH

_SHARE = 0.85
_MARK_IN = 0.17
_POLE_GAP_IN = 0.05
_LEVEL_GAP_IN = 0.05
_WIDEST_EM = 14
_TOP_IN = 0.06
_COLUMN_GAP_IN = 0.25
_MOST_LABELS = 12


MarkKind = Literal["gate", "milestone", "stage", "hard-stop", "go-live"]
MARK_WORDS: Mapping[MarkKind, str] = {
    "gate": "Gate",
    "milestone": "Milestone",
    "stage": "Stage of go-live",
    "hard-stop": "Hard stop",
    "go-live": "Go-live",
}
MARK_COLORS: Mapping[MarkKind, Color] = {
    "gate": "ink",
    "milestone": "muted",
    "stage": "live",
    "hard-stop": "accent",
    "go-live": "live",
}


class Mark(Struct, frozen=True):
    """A day to mark, such as a gate or go-live; `day_text` is the day as the figure writes it."""

    id: str
    name: str
    day: date
    day_text: str
    kind: MarkKind = "gate"

    @property
    def color(self) -> Color:
        """The color of its kind."""
        return MARK_COLORS[self.kind]


class Gates(Struct, frozen=True):
    """The shapes, their height in inches, whether marks are numbered, and whether each has its name."""

    shapes: tuple[Shape, ...]
    height: float
    numbered: bool = False
    complete: bool = True


def collect_marks(timeline: Timeline) -> tuple[Mark, ...]:
    """Return gates, milestones, hard stops, go-live and the stages on other days, by date."""
    found = [Mark(f"gate-{gate.id}", gate.name, gate.date, format_date(gate.date)) for gate in timeline.own_gates]
    groups: tuple[tuple[MarkKind, Sequence[Milestone | Stage | HardStop]], ...] = (
        ("milestone", timeline.milestones),
        ("stage", [stage for stage in timeline.stages if stage.date != timeline.go_live]),
        ("hard-stop", timeline.hard_stops),
    )
    for kind, days in groups:
        found += [
            Mark(f"{kind}-{number}", one.name, one.date, format_date(one.date), kind)
            for number, one in enumerate(days, start=1)
        ]
    if timeline.go_live:
        found.append(Mark("go-live", "Go-live", timeline.go_live, format_date(timeline.go_live), "go-live"))
    return tuple(sorted(found, key=lambda mark: mark.day))


def draw_gates(found: Sequence[Mark], scale: Scale, area: Rect, frame: Frame) -> Gates:
    """Draw marks in an area; its height is the maximum."""
    if not found:
        return Gates((), 0.0)
    return (
        _try_labels(found, scale, area, frame)
        or _try_numbers(found, scale, area, frame)
        or _draw_marks_only(found, scale, area, frame)
    )


def _try_labels(found: Sequence[Mark], scale: Scale, area: Rect, frame: Frame) -> Gates | None:
    if len(found) > _MOST_LABELS:
        return None
    for size in candidate_sizes(frame, _SHARE):
        made = _arrange_labels(tuple(found), scale, size, (area.x, area.right), replace(frame, height_in=0))
        if made is None or made.height > area.height:
            continue
        shapes: list[Shape] = []
        for mark, text, flag, spot in zip(found, made.texts, made.flags, made.places, strict=True):
            shapes += _flag(mark, text, flag, _FlagPlace(spot, area.y, made.pitch))
        return Gates(tuple(shapes), made.height)
    return None


class _LabelLayout(Struct, frozen=True):
    """Labels at one size: texts, places, distance between levels, and total height, in inches."""

    texts: tuple[tuple[Line, ...], ...]
    flags: tuple[Flag, ...]
    places: tuple[LabelPlace, ...]
    pitch: float
    height: float


@lru_cache(maxsize=512)
def _arrange_labels(
    found: tuple[Mark, ...], scale: Scale, size: float, bounds: tuple[float, float], frame: Frame
) -> _LabelLayout | None:
    """Arrange the labels at one size, regardless of the frame's height; None if they collide."""
    texts = tuple(_label(mark, size, frame) for mark in found)
    flags = tuple(
        Flag(scale.noon(m.day), widest_line_in(t, frame) + _POLE_GAP_IN) for m, t in zip(found, texts, strict=True)
    )
    places = place_flags(flags, *bounds)
    if places is None:
        return None
    pitch = max(text_height_in(text) for text in texts) + _LEVEL_GAP_IN
    height = _TOP_IN + _MARK_IN + _LEVEL_GAP_IN + pitch * (max(p.level for p in places) + 1)
    return _LabelLayout(texts, flags, places, pitch, height)


def _label(mark: Mark, size: float, frame: Frame) -> tuple[Line, ...]:
    name = (TextPart(mark.name, bold=True, color=mark.color),)
    wording = (*name, TextPart(mark.day_text, color="muted"))
    widest = (
        _WIDEST_EM
        * size
        / POINTS_PER_INCH
        * (0.75 if has_whole_words(name, _WIDEST_EM * size / 96, size, frame) else 1)
    )
    return set_lines(wording, widest, size, frame)


class _FlagPlace(NamedTuple):
    """The place for the label of a mark: side and level, the top of the lane, and the height of a level, in inches."""

    spot: LabelPlace
    top: float
    pitch: float


def _flag(mark: Mark, text: tuple[Line, ...], flag: Flag, place: _FlagPlace) -> list[Shape]:
    spot, top, pitch = place
    pole_top = top + _TOP_IN + _MARK_IN
    y = pole_top + _LEVEL_GAP_IN + pitch * spot.level
    height = text_height_in(text)
    x = flag.x - flag.width if spot.to_the_left else flag.x + _POLE_GAP_IN
    pole = Connector(
        f"{mark.id}-leader",
        flag.x,
        pole_top,
        flag.x,
        y + height,
        color=mark.color,
        weight_pt=0.75,
        arrow_at_end=False,
        decorative=True,
    )
    label = Label(
        f"{mark.id}-name", x, y, flag.width - _POLE_GAP_IN, height, text, "right" if spot.to_the_left else "left", "top"
    )
    return [pole, _diamond(mark, flag.x, top + _TOP_IN), label]


def _diamond(mark: Mark, x: float, y: float) -> Box:
    return Box(mark.id, x - _MARK_IN / 2, y, _MARK_IN, _MARK_IN, "diamond", mark.color, decorative=True)


def _try_numbers(found: Sequence[Mark], scale: Scale, area: Rect, frame: Frame) -> Gates | None:
    made = _number_marks(tuple(found), scale, area.x, area.width, replace(frame, height_in=0))
    if made is None or made.height > area.height:
        return None
    return Gates(tuple(_move_down(shape, area.y) for shape in made.shapes), made.height, numbered=True)


@lru_cache(maxsize=512)
def _number_marks(found: tuple[Mark, ...], scale: Scale, x: float, width: float, frame: Frame) -> Gates | None:
    """Draw numbers and names below the line at y = 0, at any frame height; None if a number does not fit."""
    size = candidate_sizes(frame, _SHARE)[0]
    high = text_height_in((Line("1", size),)) + 0.04
    shapes: list[Shape] = []
    for group, (left, right) in _group_touching_marks(found, scale, size, frame):
        if left < x or right > x + width:
            return None
        lines = (Line(_numbers(group), size, bold=True, color="paper"),)
        color: Color = "live" if any(m.color == "live" for m in found[group[0] - 1 : group[1]]) else "ink"
        place = (left, _TOP_IN, right - left, high)
        shapes.append(Box(f"gates-{group[0]}", *place, "rounded", color, lines=lines, inset_in=0.0))
    top = _TOP_IN + high + 0.08
    names, height = _list_names(found, Rect(x, top, width, 0), size, frame)
    return Gates((*shapes, *names), top + height, numbered=True)


def _group_touching_marks(
    found: Sequence[Mark], scale: Scale, size: float, frame: Frame
) -> list[tuple[tuple[int, int], tuple[float, float]]]:
    """Return the first and last number and the horizontal span of each mark; marks that would touch are merged."""
    groups: list[tuple[tuple[int, int], tuple[float, float]]] = []
    for number in range(1, len(found) + 1):
        group = (number, number)
        where = _mark_span(group, found, scale, size, frame)
        while groups and groups[-1][1][1] > where[0]:
            group = (groups.pop()[0][0], number)
            where = _mark_span(group, found, scale, size, frame)
        groups.append((group, where))
    return groups


def _move_down(shape: Shape, by: float) -> Shape:
    return replace(shape, y=shape.y + by) if isinstance(shape, Box | Label) else shape


def _list_names(found: Sequence[Mark], area: Rect, size: float, frame: Frame) -> tuple[list[Shape], float]:
    """List the names of numbered marks in columns."""
    texts = [f"{n}  {mark.name}, {mark.day_text}" for n, mark in enumerate(found, start=1)]
    widest = max(text_width_in(text, size, frame) for text in texts) + 0.02
    columns = max(1, min(len(texts), int((area.width + _COLUMN_GAP_IN) / (widest + _COLUMN_GAP_IN))))
    width = min(widest, area.width)
    per_column = ceil(len(texts) / columns)
    lines = [set_lines((TextPart(text, color="muted"),), width, size, frame) for text in texts]
    high = max(text_height_in(text) for text in lines)
    step = area.width / columns
    shapes: list[Shape] = [
        Label(f"{m.id}-name", area.x + n // per_column * step, area.y + n % per_column * high, width, high, text)
        for n, (m, text) in enumerate(zip(found, lines, strict=True))
    ]
    return shapes, per_column * high


def _mark_span(
    group: tuple[int, int], found: Sequence[Mark], scale: Scale, size: float, frame: Frame
) -> tuple[float, float]:
    """Return the horizontal span of a group of marks, centered on their days."""
    middle = (scale.noon(found[group[0] - 1].day) + scale.noon(found[group[1] - 1].day)) / 2
    half = max(0.2, text_width_in(_numbers(group), size, frame, bold=True) + 0.08) / 2
    middle = min(max(middle, half), scale.area.right - half)
    return middle - half, middle + half


def _numbers(group: tuple[int, int]) -> str:
    return str(group[0]) if group[0] == group[1] else f"{group[0]}–{group[1]}"


def _draw_marks_only(found: Sequence[Mark], scale: Scale, area: Rect, frame: Frame) -> Gates:
    shapes: list[Shape] = [_diamond(mark, scale.noon(mark.day), area.y + _TOP_IN) for mark in found]
    live = [mark for mark in found if mark.kind == "go-live"]
    counted = format_count(
        len(found) - len(live), "gate" if all(m.kind in {"gate", "go-live"} for m in found) else "mark"
    )
    text = f"{counted}; go-live {live[0].day_text}" if live else counted
    top = _TOP_IN + _MARK_IN + 0.04
    key = draw_legend([Entry("gates", "none", "ink", text)], Rect(area.x, area.y + top, area.width, 0), frame)
    return Gates((*shapes, *key.shapes), top + key.height, complete=False)
