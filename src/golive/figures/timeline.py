"""The plan: activities as bars below months and weeks, gates and go-live below them, change freezes behind."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.area import Area
from golive.figures.bars import Rows, activity_rows, bars, body_in, candidates, forced
from golive.figures.drawing import Box, Color, Connector, Drawing, Frame, Label, Line, Shape
from golive.figures.gates import Gates, gates, marks
from golive.figures.legend import Entry, Legend, legend
from golive.figures.lettering import block_in, sizes, width_in
from golive.figures.scale import Scale
from golive.figures.subject import Subject
from golive.figures.tracks import COLORS, by_track
from golive.planning.slip import slips
from golive.schema import Integration
from golive.schema.plan import Timeline
from golive.schema.value_text import count, day, day_range

_RIGHT_IN = 0.12  # half a mark of the last day
_GATES_SHARE = 0.36  # most of the height that gates and go-live take
_GAP_IN = 0.1
_SLACK_IN = 1e-6
_NOWHERE_IN = -1.0  # where the line of a go-live stands whose day is not known
_MONTH_PAD_IN = 0.08
_HEADER_SHARE = 0.9
_COLOR_WORDS: dict[Color, str] = {"plan": "Discovery, design, build", "sit": "SIT", "uat": "UAT", "live": "Go-live"}


class _Header(Struct, frozen=True):
    """Months, and weeks where there is room for them."""

    shapes: tuple[Shape, ...]
    height: float


class _Layout(Struct, frozen=True):
    """Rows and gates that fit together, before the rows are spread over the height."""

    rows: Rows
    scale: Scale
    header: _Header
    lane: Gates

    @property
    def loss(self) -> tuple[bool, bool, bool]:
        """What is not shown: names of gates, then single activities, then labels beside the marks."""
        return (not self.lane.complete, self.rows.grouped, self.lane.numbered)


def timeline(subject: Subject, frame: Frame) -> Drawing:
    """Draw the plan of one integration."""
    spec = subject.require()
    plan = spec.timeline
    # Whether marks are numbered is known later, and the key says it in more words: the higher one is reserved.
    keys = (_key(plan, _note(len(plan.activities)), 0, frame, numbered=numbered) for numbered in (False, True))
    room = frame.height_in - max(key.height for key in keys) - 2 * _GAP_IN
    made = _layout(plan, _late(spec), room, frame)
    body_room = room - made.header.height - made.lane.height
    body = Area(0, made.header.height, frame.width_in, body_in(made.rows, body_room, frame))
    lane = gates(marks(plan), made.scale, Area(0, body.bottom, frame.width_in, made.lane.height + _SLACK_IN), frame)
    note = _note(len(plan.activities)) if made.rows.grouped else ""
    key = _key(plan, note, body.bottom + lane.height + _GAP_IN, frame, numbered=lane.numbered)
    shapes = (
        *made.header.shapes,
        *_backdrop(plan, made.scale, body),
        *bars(made.rows, made.scale, body, made.scale.noon(plan.go_live) if plan.go_live else _NOWHERE_IN, frame),
        *lane.shapes,
        *key.shapes,
    )
    height = body.bottom + lane.height + _GAP_IN + key.height
    loss = 0 if made.lane.complete and not made.rows.grouped else 2
    return Drawing("timeline", frame.width_in, height, shapes, f"Timeline of {spec.name}", _alt(spec), loss)


def _layout(plan: Timeline, late: Mapping[str, str], room: float, frame: Frame) -> _Layout:
    """The layout that loses least; of several, the one with the largest text."""
    best: _Layout | None = None
    for rows in candidates(plan, late, frame.width_in, frame):
        if best and best.loss <= (False, rows.grouped, False):
            break
        if rows.need > room:
            continue
        made = _with_gates(rows, plan, room, frame)
        fits = made.header.height + made.rows.need + made.lane.height <= room
        if fits and (best is None or made.loss < best.loss):
            best = made
    if best:
        return best
    header, lane = _months_in(frame) + _weeks_in(frame), frame.text_pt / 24
    return _with_gates(forced(plan, frame.width_in, room - header - lane, frame), plan, room, frame)


def _with_gates(rows: Rows, plan: Timeline, room: float, frame: Frame) -> _Layout:
    first, last = _range(plan)
    scale = Scale(Area(rows.left, 0, frame.width_in - rows.left - _RIGHT_IN, 0), first, last)
    header = _header(scale, replace(frame, height_in=0))
    lane_room = min(frame.height_in * _GATES_SHARE, room - header.height - rows.need)
    lane = gates(marks(plan), scale, Area(0, 0, frame.width_in, max(0.0, lane_room)), frame)
    return _Layout(rows, scale, header, lane)


def _range(plan: Timeline) -> tuple[int, int]:
    """First and last day of all that is shown, as ordinals; freezes may reach beyond it."""
    days = [d for a in plan.activities for d in (a.first, a.last)]
    days += [d for a in plan.activities if a.baseline for d in (a.baseline.start, a.baseline.end) if d]
    days += [*([plan.go_live] if plan.go_live else []), *(gate.date for gate in plan.gates)]
    return min(days).toordinal(), max(days).toordinal()


@lru_cache(maxsize=128)
def _header(scale: Scale, frame: Frame) -> _Header:
    """The months, and the weeks below them; the height of the frame does not matter."""
    size = sizes(frame, _HEADER_SHARE)[0]
    months = _months_in(frame)
    leasts = (width_in("Mar", size, frame, bold=True) + 0.1, width_in("Mar 0000", size, frame, bold=True) + 0.1)
    shapes: list[Shape] = []
    for number, cell in enumerate(scale.months(*leasts)):
        names = (n for n in cell.names if width_in(n, size, frame, bold=True) + 0.08 <= cell.area.width)
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
    weeks = _weeks(scale, months, frame)
    return _Header((*shapes, *weeks.shapes), months + weeks.height)


def _months_in(frame: Frame) -> float:
    return block_in([Line("M", sizes(frame, _HEADER_SHARE)[0])]) + _MONTH_PAD_IN


def _weeks_in(frame: Frame) -> float:
    return block_in([Line("1", frame.least_pt)]) + 0.04


def _weeks(scale: Scale, y: float, frame: Frame) -> _Header:
    """The day of each Monday, where a week is wide enough for it."""
    size = frame.least_pt
    need = width_in("30", size, frame) + 0.06
    if scale.day_in * 7 < need:
        return _Header((), 0.0)
    height = _weeks_in(frame)
    shapes = []
    for monday in scale.mondays():
        x = scale.start(monday)
        if x + need <= scale.area.right:
            lines = (Line(str(monday.day), size, color="muted"),)
            shapes.append(Label(f"week-{monday:%Y-%m-%d}", x, y, need, height, lines))
    return _Header(tuple(shapes), height)


def _backdrop(plan: Timeline, scale: Scale, body: Area) -> Iterator[Shape]:
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


def _key(plan: Timeline, note: str, y: float, frame: Frame, *, numbered: bool = False) -> Legend:
    present = {COLORS[track] for track in by_track(plan)}
    entries = [Entry(color, "bar", color, text) for color, text in _COLOR_WORDS.items() if color in present]
    if marks(plan):
        shape: Literal["bar", "diamond"] = "bar" if numbered else "diamond"
        entries.append(Entry("gate", shape, "ink", "Gate, by number" if numbered else "Gate"))
    if plan.blackouts:
        one = len(plan.blackouts) == 1
        when = day_range(plan.blackouts[0].start, plan.blackouts[0].end) if one else ""
        entries.append(Entry("freeze", "bar", "rule", f"Change freeze, {when}" if one else "Change freeze"))
    if any(a.baseline for a in plan.activities):
        entries.append(Entry("agreed", "bar", "ink", "As agreed"))
    if plan.go_live:
        entries.append(Entry("line", "upright", "live", "Day of go-live"))
    if note:
        entries.append(Entry("note", "none", "muted", note))
    return legend(entries, Area(0, y, frame.width_in, 0), frame)


def _late(spec: Integration) -> Mapping[str, str]:
    """How late, or how early, each activity is that is not as agreed."""
    return {slip.id: slip.words for slip in slips(spec) if slip.days}


def _note(activities: int) -> str:
    return f"{count(activities, 'activity', 'activities')}, drawn by phase."


def _alt(spec: Integration) -> str:
    plan = spec.timeline
    rows = activity_rows(plan, _late(spec))
    sentences = [f"{row.name} ({row.track.label}): {row.dates}." for row in rows]
    sentences += [f"Gate: {mark.name}, {day(mark.day)}." for mark in marks(plan) if mark.color != "live"]
    sentences += [f"Change freeze: {day_range(b.start, b.end)}, {b.reason}." for b in plan.blackouts]
    live = f"Go-live: {day(plan.go_live)}." if plan.go_live else "The day of go-live is still to be decided."
    return f"The plan of {spec.name}. {' '.join([*sentences, live])}"
