"""Draw the plan: activities as bars below months and weeks, then gates and go-live, with change freezes shaded."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.bars import LetteredRows, activity_rows, body_height_in, draw_bars, squeeze_rows, try_row_sizes
from golive.figures.drawing import Box, Color, Connector, Drawing, Frame, Label, Line, Rect, Shape
from golive.figures.gates import MARK_COLORS, MARK_WORDS, Gates, collect_marks, draw_gates
from golive.figures.legend import Entry, Legend, draw_legend
from golive.figures.scale import Scale
from golive.figures.subject import FigureSubject
from golive.figures.text_fitting import candidate_sizes, text_height_in, text_width_in
from golive.figures.tracks import TRACK_COLORS, group_by_track
from golive.planning.planned_timeline import plan_activities
from golive.planning.slip import compute_slips
from golive.schema import Integration
from golive.schema.plan import Timeline
from golive.schema.value_text import (
    ValueFormats,
    format_count,
    format_date,
    format_date_range,
    format_month,
    format_month_name,
    get_current_formats,
)

_RIGHT_IN = 0.12  # half the width of a mark on the last day
_GATES_SHARE = 0.36  # maximum share of the height for gates and go-live
_GAP_IN = 0.1
_SLACK_IN = 1e-6
_NOWHERE_IN = -1.0  # position of the go-live line if its date is unknown
_MONTH_PAD_IN = 0.08
_HEADER_SHARE = 0.9
_COLOR_WORDS: dict[Color, str] = {"plan": "Discovery, design, build", "sit": "SIT", "uat": "UAT", "live": "Go-live"}


class _Header(Struct, frozen=True):
    """The header shapes: months, and weeks if there is room."""

    shapes: tuple[Shape, ...]
    height: float


class _Layout(Struct, frozen=True):
    """Rows and gates that fit together, before the rows are stretched to the height."""

    rows: LetteredRows
    scale: Scale
    header: _Header
    lane: Gates

    @property
    def loss(self) -> tuple[bool, bool, bool]:
        """Return what is not shown: gate names, single activities, labels beside the marks."""
        return (not self.lane.complete, self.rows.grouped, self.lane.numbered)


def draw_timeline(subject: FigureSubject, frame: Frame) -> Drawing:
    """Draw the plan of one integration."""
    spec = subject.require_spec()
    plan = spec.timeline
    # Reserve the higher of both legends: whether marks are numbered is known only later.
    keys = (_draw_legend(spec, _note(len(plan.activities)), 0, frame, numbered=numbered) for numbered in (False, True))
    room = frame.height_in - max(key.height for key in keys) - 2 * _GAP_IN
    made = _choose_layout(spec, _describe_slips(spec), room, frame)
    body_room = room - made.header.height - made.lane.height
    body = Rect(0, made.header.height, frame.width_in, body_height_in(made.rows, body_room, frame))
    lane = draw_gates(
        collect_marks(plan), made.scale, Rect(0, body.bottom, frame.width_in, made.lane.height + _SLACK_IN), frame
    )
    note = _note(len(plan.activities)) if made.rows.grouped else ""
    key = _draw_legend(spec, note, body.bottom + lane.height + _GAP_IN, frame, numbered=lane.numbered)
    shapes = (
        *made.header.shapes,
        *_draw_backdrop(plan, made.scale, body),
        *draw_bars(made.rows, made.scale, body, made.scale.noon(plan.go_live) if plan.go_live else _NOWHERE_IN, frame),
        *lane.shapes,
        *key.shapes,
    )
    height = body.bottom + lane.height + _GAP_IN + key.height
    loss = 0 if made.lane.complete and not made.rows.grouped else 2
    return Drawing("timeline", frame.width_in, height, shapes, f"Timeline of {spec.name}", _alt(spec), loss)


def _choose_layout(spec: Integration, late: Mapping[str, str], room: float, frame: Frame) -> _Layout:
    """Return the layout that omits the least; of several, the one with the largest text."""
    best: _Layout | None = None
    for rows in try_row_sizes(spec, late, frame.width_in, frame):
        if best and best.loss <= (False, rows.grouped, False):
            break
        if rows.min_height_in > room:
            continue
        made = _with_gates(rows, spec, room, frame)
        fits = made.header.height + made.rows.min_height_in + made.lane.height <= room
        if fits and (best is None or made.loss < best.loss):
            best = made
    if best:
        return best
    header, lane = _months_in(frame) + _weeks_in(frame), frame.text_pt / 24
    return _with_gates(squeeze_rows(spec, frame.width_in, room - header - lane, frame), spec, room, frame)


def _with_gates(rows: LetteredRows, spec: Integration, room: float, frame: Frame) -> _Layout:
    first, last = _day_range(spec)
    scale = Scale(Rect(rows.left, 0, frame.width_in - rows.left - _RIGHT_IN, 0), first, last)
    header = _draw_header(scale, replace(frame, height_in=0), get_current_formats())
    lane_room = min(frame.height_in * _GATES_SHARE, room - header.height - rows.min_height_in)
    lane = draw_gates(collect_marks(spec.timeline), scale, Rect(0, 0, frame.width_in, max(0.0, lane_room)), frame)
    return _Layout(rows, scale, header, lane)


def _day_range(spec: Integration) -> tuple[int, int]:
    """Return the first and last day shown, as ordinals; freezes may reach beyond."""
    plan = spec.timeline
    days = [d for a in plan_activities(spec) for d in (a.first, a.last)]
    days += [d for a in plan.activities if a.baseline for d in (a.baseline.start, a.baseline.end) if d]
    days += [*([plan.go_live] if plan.go_live else []), *(mark.day for mark in collect_marks(plan))]
    return min(days).toordinal(), max(days).toordinal()


@lru_cache(maxsize=128)
def _draw_header(scale: Scale, frame: Frame, formats: ValueFormats) -> _Header:
    """Draw the months and the weeks below them, in the formats in use, regardless of the frame's height."""
    size = candidate_sizes(frame, _HEADER_SHARE)[0]
    months = _months_in(frame)
    year = [date(2000, month, 1) for month in range(1, 13)]
    leasts = tuple(
        max(text_width_in(write(month), size, frame, bold=True) for month in year) + 0.1
        for write in (format_month_name, format_month)
    )
    shapes: list[Shape] = []
    for number, cell in enumerate(scale.months(*leasts)):
        names = (n for n in cell.names if text_width_in(n, size, frame, bold=True) + 0.08 <= cell.area.width)
        name = next(names, "")
        lines = (Line(name, size, bold=True, color="paper"),) if name else ()
        box = Box(
            f"month-{number}",
            cell.area.x,
            0,
            cell.area.width,
            months,
            fill="dark",
            outline="paper",
            lines=lines,
            inset_in=0.03,
        )
        shapes.append(box)
    weeks = _weeks(scale, months, frame, formats.first_weekday)
    return _Header((*shapes, *weeks.shapes), months + weeks.height)


def _months_in(frame: Frame) -> float:
    return text_height_in([Line("M", candidate_sizes(frame, _HEADER_SHARE)[0])]) + _MONTH_PAD_IN


def _weeks_in(frame: Frame) -> float:
    return text_height_in([Line("1", frame.least_pt)]) + 0.04


def _weeks(scale: Scale, y: float, frame: Frame, first_weekday: int) -> _Header:
    """Draw the first day of each week, if weeks are wide enough."""
    size = frame.least_pt
    need = text_width_in("30", size, frame) + 0.06
    if scale.day_in * 7 < need:
        return _Header((), 0.0)
    height = _weeks_in(frame)
    shapes = []
    for day in scale.week_starts(first_weekday):
        x = scale.start(day)
        if x + need <= scale.area.right:
            lines = (Line(str(day.day), size, color="muted"),)
            shapes.append(Label(f"week-{day}", x, y, need, height, lines))
    return _Header(tuple(shapes), height)


def _draw_backdrop(plan: Timeline, scale: Scale, body: Rect) -> Iterator[Shape]:
    for number, (first, last) in enumerate(_freezes(plan, scale), start=1):
        x, end = scale.start(first), scale.end(last)
        yield Box(f"freeze-{number}", x, body.y, end - x, body.height, fill="rule", decorative=True)
    for y, name in ((body.y, "top"), (body.bottom, "bottom")):
        yield Connector(
            f"rule-{name}", body.x, y, body.right, y, color="rule", weight_pt=0.75, arrow_at_end=False, decorative=True
        )
    if plan.go_live is None:
        return
    x = scale.noon(plan.go_live)
    yield Connector(
        "go-live-line", x, body.y, x, body.bottom, color="live", weight_pt=2, arrow_at_end=False, decorative=True
    )


def _freezes(plan: Timeline, scale: Scale) -> list[tuple[date, date]]:
    return [
        (b.start, b.end)
        for b in plan.blackouts
        if b.start.toordinal() <= scale.last and scale.first <= b.end.toordinal() and b.start <= b.end
    ]


def _draw_legend(spec: Integration, note: str, y: float, frame: Frame, *, numbered: bool = False) -> Legend:
    plan = spec.timeline
    present = {TRACK_COLORS[track] for track in group_by_track(spec)}
    entries = [Entry(color, "bar", color, text) for color, text in _COLOR_WORDS.items() if color in present]
    kinds = {mark.kind for mark in collect_marks(plan)}
    if numbered:
        entries.append(
            Entry("gate", "bar", "ink", "Gate, by number" if kinds <= {"gate", "go-live"} else "Day, by number")
        )
    else:
        entries += [
            Entry(kind, "diamond", MARK_COLORS[kind], word)
            for kind, word in MARK_WORDS.items()
            if kind in kinds and kind != "go-live"
        ]
    if plan.blackouts:
        one = len(plan.blackouts) == 1
        when = format_date_range(plan.blackouts[0].start, plan.blackouts[0].end) if one else ""
        entries.append(Entry("freeze", "bar", "rule", f"Change freeze, {when}" if one else "Change freeze"))
    if any(a.baseline for a in plan.activities):
        entries.append(Entry("agreed", "bar", "ink", "Baseline"))
    if plan.go_live:
        entries.append(Entry("line", "upright", "live", "Go-live date"))
    if note:
        entries.append(Entry("note", "none", "muted", note))
    return draw_legend(entries, Rect(0, y, frame.width_in, 0), frame)


def _describe_slips(spec: Integration) -> Mapping[str, str]:
    """Describe how late or early each activity is that differs from the agreed dates, by id."""
    return {slip.id: slip.summary for slip in compute_slips(spec) if slip.days}


def _note(activities: int) -> str:
    return f"{format_count(activities, 'activity', 'activities')}, drawn by phase."


def _alt(spec: Integration) -> str:
    plan = spec.timeline
    rows = activity_rows(spec, _describe_slips(spec))
    sentences = [f"{row.name} ({row.track.label}): {row.dates}." for row in rows]
    sentences += [
        f"{MARK_WORDS[mark.kind]}: {mark.name}, {format_date(mark.day)}."
        for mark in collect_marks(plan)
        if mark.kind != "go-live"
    ]
    sentences += [f"Change freeze: {format_date_range(b.start, b.end)}, {b.reason}." for b in plan.blackouts]
    live = f"Go-live: {format_date(plan.go_live)}." if plan.go_live else "The day of go-live is still to be decided."
    return f"The plan of {spec.name}. {' '.join([*sentences, live])}"
