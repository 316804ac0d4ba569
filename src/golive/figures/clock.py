"""Draw the cut-off clock: a day of 24 hours with the cut-off and delivery times of each file."""

from collections.abc import Iterator
from datetime import time
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from golive.figures.days import (
    FILE_MOMENTS,
    LEVELS,
    MOMENT_WORDS,
    Day,
    Kind,
    Moment,
    collect_moments,
    describe_days,
    list_scheduled_files,
)
from golive.figures.drawing import Box, Color, Drawing, Frame, Label, Line, Rect, Shape
from golive.figures.legend import Entry, Legend, draw_legend
from golive.figures.subject import FigureSubject
from golive.figures.text_fitting import (
    Room,
    TextPart,
    candidate_sizes,
    fit_text,
    has_whole_words,
    set_lines,
    text_height_in,
    text_width_in,
)
from golive.schema import Integration
from golive.schema.value_text import format_count, format_hour, format_time

_NAME_SHARE = 0.27
_BETWEEN_IN = 0.15
_LABEL_PAD_IN = 0.1  # added to the width of an hour's label
_BAR_IN = 0.11
_APART_IN = 0.03  # between a bar and its times
_PAD_IN = 0.08
_GAP_IN = 0.12
_ROOMY = 1.6  # rows grow at most by that many lines of text
_DAY_MINUTES = 24 * 60
_HOURS = (1, 2, 3, 4, 6, 12)
_MARKS: dict[Kind, tuple[Literal["triangle", "diamond", "ellipse"], Color]] = {
    "cut-off": ("triangle", "ink"),
    "drop-by": ("diamond", "batch"),
    "processed": ("ellipse", "accent"),
    "bank": ("triangle", "muted"),
    "window": ("diamond", "muted"),
    "posted": ("ellipse", "live"),
}


class _Rows(Struct, frozen=True):
    """Rows with their text set; heights in inches. `label` is the font size of the times in points, 0 to omit them."""

    days: tuple[Day, ...]
    names: tuple[tuple[Line, ...], ...]
    needs: tuple[float, ...]
    label: float


def draw_cut_off_clock(subject: FigureSubject, frame: Frame) -> Drawing:
    """Draw the day of every file of one integration."""
    spec = subject.require_spec()
    header = _header_in(frame)
    key = _draw_legend(spec, _note(spec, 9), 0, frame)
    room = frame.height_in - header - key.height - _GAP_IN
    made = _letter_rows(spec, frame, room)
    need = sum(made.needs)
    height = min(room, need + len(made.days) * _ROOMY * frame.text_pt / 60)
    name_width = frame.width_in * _NAME_SHARE
    day = Rect(
        name_width + _BETWEEN_IN, header, frame.width_in - name_width - _BETWEEN_IN - _hour_width_in(frame) / 2, height
    )
    is_whole = len(made.days) == len(list_scheduled_files(spec))
    note = "" if is_whole else _note(spec, len(made.days))
    key = _draw_legend(spec, note, day.bottom + _GAP_IN, frame)
    shapes = (*_draw_hours(day, spec.biller.time_zone_label, frame), *_draw_rows(made, day, frame), *key.shapes)
    title = f"Cut-off times of {spec.name}"
    alt = f"{title}. {describe_days(spec)}"
    return Drawing("clock", frame.width_in, day.bottom + _GAP_IN + key.height, shapes, title, alt, 0 if is_whole else 2)


def _letter_rows(spec: Integration, frame: Frame, height: float) -> _Rows:
    width = frame.width_in * _NAME_SHARE
    for level in LEVELS:
        days = level(spec)
        for size in candidate_sizes(frame):
            texts = [(TextPart(day.name),) for day in days]
            if size > frame.least_pt and not all(has_whole_words(t, width, size, frame) for t in texts):
                continue
            names = tuple(set_lines(text, width, size, frame) for text in texts)
            label = 0.0 if days[0].merged else max(frame.least_pt, size * 0.85)
            pairs = zip(names, days, strict=True)
            needs = tuple(max(text_height_in(n), sum(_bar_row_in(label, day))) + _PAD_IN for n, day in pairs)
            if sum(needs) <= height:
                return _Rows(days, names, needs, label)
    days = LEVELS[-1](spec)
    each = height / len(days)
    names = tuple(fit_text([(TextPart(day.name),)], Room(width, each), frame) for day in days)
    return _Rows(days, names, (each,) * len(days), 0.0)


def _bar_row_in(label_pt: float, one: Day) -> tuple[float, float]:
    """Return the height of the bar with the times above it, and the height of the bank's times below it."""
    label = text_height_in([Line("0", label_pt)]) + _APART_IN if label_pt else 0.0
    below = any(moment.kind not in FILE_MOMENTS for moment in one.moments)
    return _BAR_IN + label, label if below else 0.0


def _hour_width_in(frame: Frame) -> float:
    """Return the width of the widest label of an hour."""
    return max(text_width_in(format_hour(hour), frame.least_pt, frame) for hour in range(25)) + _LABEL_PAD_IN


def _header_in(frame: Frame) -> float:
    return text_height_in([Line("0", frame.least_pt)]) + 0.06


def _draw_hours(day: Rect, zone: str, frame: Frame) -> Iterator[Shape]:
    """Draw the hours at the top, with alternating shading, and the time zone above the names."""
    size = frame.least_pt
    names = tuple(map(format_hour, range(25)))
    widest = _hour_width_in(frame)
    step = next((h for h in _HOURS if day.width / 24 * h >= widest), 12)
    high = text_height_in([Line("0", size)])
    for hour in range(0, 25, step):
        x = day.x + day.width * hour / 24
        yield Label(
            f"hour-{hour}", x - widest / 2, 0, widest, high, (Line(names[hour], size, color="muted"),), "center"
        )
    for hour in range(0, 24, 2 * step):
        x, width = day.x + day.width * hour / 24, day.width * step / 24
        yield Box(f"hour-{hour}-band", x, day.y, width, day.height, fill="soft", decorative=True)
    lines = fit_text(
        [(TextPart(f"Times in {zone}", color="muted"),)], Room(day.x - widest / 2 - 0.05, high), frame, 0.01
    )
    if lines:
        yield Label("zone", 0, 0, day.x - widest / 2 - 0.05, high, lines)


def _draw_rows(made: _Rows, day: Rect, frame: Frame) -> Iterator[Shape]:
    spare = (day.height - sum(made.needs)) / len(made.days)
    y = day.y
    for one, name, need in zip(made.days, made.names, made.needs, strict=True):
        height = need + spare
        if name:
            yield Label(f"{one.id}-name", 0, y, frame.width_in * _NAME_SHARE, height, name)
        above, below = _bar_row_in(made.label, one)
        bar_top = y + (height + above - below) / 2 - _BAR_IN
        yield Box(f"{one.id}-day", day.x, bar_top, day.width, _BAR_IN, fill="paper", outline="rule", decorative=True)
        if not one.merged:
            yield from _draw_spans(one, day, bar_top)
        yield from _draw_marks(one, day, bar_top)
        if made.label:
            yield from _draw_times(one, day, bar_top, made.label, frame)
        y += height


def _draw_spans(one: Day, day: Rect, y: float) -> Iterator[Shape]:
    """Draw the spans between moments; a span past midnight continues at the left."""
    file = [moment for moment in one.moments if moment.kind in FILE_MOMENTS]
    for number, (start, end) in enumerate(pairwise(file), start=1):
        first, last = _minutes(start.at), _minutes(end.at)
        pieces = [(first, last)] if first <= last else [(first, _DAY_MINUTES), (0, last)]
        color: Color = "batch-soft" if number == 1 else "live-soft"
        for piece, (a, b) in enumerate(pieces):
            if b > a:
                x = _x(day, a)
                name = f"{one.id}-span-{number}" + ("-b" if piece else "")
                yield Box(name, x, y, _x(day, b) - x, _BAR_IN, fill=color, outline="batch", decorative=True)


def _draw_marks(one: Day, day: Rect, y: float) -> Iterator[Shape]:
    side = _BAR_IN * 1.3
    for number, moment in enumerate(one.moments, start=1):
        shape, color = _MARKS[moment.kind]
        x, top = _x(day, _minutes(moment.at)) - side / 2, y + _BAR_IN / 2 - side / 2
        yield Box(f"{one.id}-mark-{number}", x, top, side, side, shape, color, outline="paper", decorative=True)


def _draw_times(one: Day, day: Rect, bar_top: float, size: float, frame: Frame) -> Iterator[Shape]:
    """Draw the times above their marks, and the bank's below them; move them apart where they would touch."""
    numbered = list(enumerate(one.moments, start=1))
    for below in (False, True):
        line = [pair for pair in numbered if (pair[1].kind not in FILE_MOMENTS) is below]
        if line:
            high = text_height_in([Line("0", size)])
            top = bar_top + _BAR_IN + _APART_IN if below else bar_top - _APART_IN - high
            yield from _line_of_times(one.id, line, Rect(day.x, top, day.width, high), size, frame)


def _line_of_times(
    row: str, numbered: list[tuple[int, Moment]], day: Rect, size: float, frame: Frame
) -> Iterator[Shape]:
    width = max(text_width_in(_time(moment), size, frame, bold=True) for _, moment in numbered) + 0.03
    ordered = sorted(numbered, key=lambda pair: (pair[1].at, pair[0]))
    left = max(day.x, day.x - _BETWEEN_IN + 0.02 + width / 2)
    right = min(day.right, frame.width_in - width / 2)
    middles = _spread_positions([_x(day, _minutes(moment.at)) for _, moment in ordered], width + 0.04, left, right)
    for (number, moment), middle in zip(ordered, middles, strict=True):
        line = Line(_time(moment), size, bold=True, color=_MARKS[moment.kind][1])
        yield Label(f"{row}-time-{number}", middle - width / 2, day.y, width, day.height, (line,), "center", "bottom")


def _time(moment: Moment) -> str:
    """Format a time of day with its day offset: `16:15 +1`."""
    return f"{format_time(moment.at)} +{moment.later}" if moment.later else format_time(moment.at)


def _spread_positions(wanted: list[float], step: float, left: float, right: float) -> list[float]:
    """Return positions in the same order, at least `step` apart, close to the wanted ones."""
    places: list[float] = []
    for place in wanted:
        places.append(max(place, places[-1] + step if places else left))
    limit = right
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], limit)
        limit = places[index] - step
    return places


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _x(day: Rect, minutes: int) -> float:
    return day.x + day.width * minutes / _DAY_MINUTES


def _draw_legend(spec: Integration, note: str, y: float, frame: Frame) -> Legend:
    words: dict[Kind, str] = {
        "cut-off": "Cut-off: last moment for the day's items",
        "drop-by": "Drop-by: the file is due on the server",
        "processed": "Processed by: the receiver is done with the file",
        "bank": "Bank cut-off (+1: a banking day later)",
        "window": "ACH window closes",
        "posted": "Posted to the accounts",
    }
    present = {moment.kind for one in spec.batch for moment in collect_moments(one, spec)}
    entries = [Entry(m, _MARKS[m][0], _MARKS[m][1], words[m]) for m in MOMENT_WORDS if m in present]
    if note:
        entries.append(Entry("note", "none", "muted", note))
    return draw_legend(entries, Rect(0, y, frame.width_in, 0), frame)


def _note(spec: Integration, rows: int) -> str:
    return f"{format_count(len(list_scheduled_files(spec)), 'file')} drawn in {format_count(rows, 'row')}."
