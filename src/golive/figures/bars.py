"""Draw the rows of a plan (name, dates, bars): one per activity, or one per phase if there are too many."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from golive.figures.drawing import Box, Color, Connector, Frame, Label, Line, Rect, Shape
from golive.figures.scale import Scale
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
from golive.figures.tracks import TRACK_COLORS, date_span, group_by_track
from golive.planning.planned_timeline import PlannedActivity
from golive.schema import Integration
from golive.schema.value_text import format_date_range
from golive.schema.words import Track
from golive.typography.units import POINTS_PER_INCH

_PAD_IN = 0.05
_BETWEEN_IN = 0.12
_NAME_SHARE = 0.3
_DATES_SHARE = 0.17
_SMALL = 0.85
_ROOMY = 0.9  # rows grow at most by that many lines of text
_LEAST_BAR_IN = 0.04
_LEAST_ROW_IN = 0.16  # of a row with a bar, and the bar of the agreed dates below it
_AGREED_IN = 0.05  # height of the bar of the agreed dates, below the bar of the current dates


class Row(Struct, frozen=True):
    """A row before its text is set."""

    id: str
    name: str
    dates: str
    activities: tuple[PlannedActivity, ...]
    track: Track


class LetteredRows(Struct, frozen=True):
    """Rows with their text set, not yet placed; widths and heights in inches."""

    rows: tuple[Row, ...]
    names: tuple[tuple[Line, ...], ...]
    size_pt: float
    name_width: float
    dates_width: float
    needs: tuple[float, ...]
    grouped: bool

    @property
    def min_height_in(self) -> float:
        """Return the minimum height of all rows."""
        return sum(self.needs)

    @property
    def left(self) -> float:
        """Return the width of the text columns left of the bars."""
        return self.name_width + (self.dates_width + _BETWEEN_IN if self.dates_width else 0) + _BETWEEN_IN


def activity_rows(spec: Integration, slips: Mapping[str, str]) -> tuple[Row, ...]:
    """Return a row per activity, by phase and start; `slips` maps activity ids to how late they are, in words."""
    ordered = [a for group in group_by_track(spec).values() for a in sorted(group, key=lambda a: a.first)]
    names = {a.id: f"{a.name}, {slips[a.id]}" if a.id in slips else a.name for a in ordered}
    return tuple(
        Row(f"activity-{a.id}", names[a.id], format_date_range(*date_span((a,))), (a,), a.track) for a in ordered
    )


def track_rows(spec: Integration) -> tuple[Row, ...]:
    """Return a row per phase, with all its bars."""
    return tuple(
        Row(f"track-{t.value}", _track_name(t, g), format_date_range(*date_span(g)), g, t)
        for t, g in group_by_track(spec).items()
    )


def _track_name(track: Track, group: tuple[PlannedActivity, ...]) -> str:
    return group[0].name if len(group) == 1 else f"{track.label}: {len(group)} activities"


def try_row_sizes(spec: Integration, slips: Mapping[str, str], width: float, frame: Frame) -> Iterator[LetteredRows]:
    """Yield rows in every size, largest first: one row per activity, then one per phase."""
    for rows, grouped in ((activity_rows(spec, slips), False), (track_rows(spec), True)):
        for size in candidate_sizes(frame):
            made = _letter_rows(rows, width, size, frame, grouped=grouped)
            if made:
                yield made


def squeeze_rows(spec: Integration, width: float, height: float, frame: Frame) -> LetteredRows:
    """Return rows for a height too small for every candidate: one per phase, with the longest name that fits."""
    rows = track_rows(spec)
    room = Room(width * _NAME_SHARE, height / len(rows))
    names = tuple(fit_text([(TextPart(row.name),), (TextPart(row.track.label),)], room, frame) for row in rows)
    needs = tuple(height / len(rows) for _ in rows)
    return LetteredRows(rows, names, frame.least_pt, width * _NAME_SHARE, 0.0, needs, grouped=True)


def _letter_rows(
    rows: tuple[Row, ...], width: float, size: float, frame: Frame, *, grouped: bool
) -> LetteredRows | None:
    small = max(frame.least_pt, size * _SMALL)
    widest = max(text_width_in(row.name, size, frame) for row in rows)
    name_width = min(widest + 0.01, width * _NAME_SHARE)
    if size > frame.least_pt and not all(
        has_whole_words((TextPart(row.name),), name_width, size, frame) for row in rows
    ):
        return None
    names = tuple(set_lines((TextPart(row.name),), name_width, size, frame) for row in rows)
    dates = max(text_width_in(row.dates, small, frame) for row in rows) + 0.01
    needs = tuple(text_height_in(lines) + _PAD_IN for lines in names)
    return LetteredRows(rows, names, size, name_width, dates if dates <= width * _DATES_SHARE else 0.0, needs, grouped)


def body_height_in(made: LetteredRows, most: float, frame: Frame) -> float:
    """Return the height of all rows, larger than the minimum if there is space."""
    return max(made.min_height_in, min(most, made.min_height_in + len(made.rows) * _ROOMY * frame.text_pt / 60))


def draw_bars(made: LetteredRows, scale: Scale, body: Rect, go_live_x: float, frame: Frame) -> Iterator[Shape]:
    """Draw all rows, from top to bottom."""
    spare = (body.height - made.min_height_in) / len(made.rows)
    y = body.y
    for number, (row, lines, need) in enumerate(zip(made.rows, made.names, made.needs, strict=True)):
        place = Rect(body.x, y, body.width, need + spare)
        if number and row.track is not made.rows[number - 1].track:
            yield Connector(
                f"{row.id}-rule",
                body.x,
                y,
                body.right,
                y,
                color="rule",
                weight_pt=0.75,
                arrow_at_end=False,
                decorative=True,
            )
        if lines:
            yield Label(f"{row.id}-name", place.x, place.y, made.name_width, place.height, lines)
        if made.dates_width:
            small = max(frame.least_pt, made.size_pt * _SMALL)
            x = place.x + made.name_width + _BETWEEN_IN
            dates = (Line(row.dates, small, color="muted"),)
            yield Label(f"{row.id}-dates", x, place.y, made.dates_width, place.height, dates, "right")
        yield from _draw_row_bars(row, scale, place, go_live_x, frame)
        y += place.height


def _draw_row_bars(row: Row, scale: Scale, place: Rect, go_live_x: float, frame: Frame) -> Iterator[Shape]:
    color: Color = TRACK_COLORS[row.track]
    word = Line(row.track.label, frame.least_pt, bold=True, color="paper")
    most = frame.text_pt / POINTS_PER_INCH * 1.45
    # The lowest rows have room for only one of the two.
    agreed = [a.baseline for a in row.activities if a.baseline and place.height > _LEAST_ROW_IN]
    below = _AGREED_IN + 0.02 if agreed else 0.0
    height = min(most, place.height - 0.04 - below)
    y = place.middle - (height + below) / 2
    for number, dates in enumerate(agreed, start=1):
        x, end = scale.start(dates.start), scale.end(max(dates.start, dates.end or dates.start))
        name = f"{row.id}-agreed-{number}"
        yield Box(name, x, y + height + 0.02, end - x, _AGREED_IN, fill="ink", decorative=True)
    for number, (first, last) in enumerate(_merge_bars(row.activities, scale), start=1):
        x, end = first, max(last, first + _LEAST_BAR_IN)
        if end > scale.area.right:
            x, end = scale.area.right - (end - x), scale.area.right
        fits = end - x >= text_width_in(word.text, word.size_pt, frame, bold=True) + 0.12 and height >= text_height_in(
            [word]
        )
        lines = (word,) if fits and not x <= go_live_x <= end else ()
        name = row.id if number == 1 else f"{row.id}-{number}"
        yield Box(
            f"{name}-bar", x, y, end - x, height, "rounded", color, lines=lines, inset_in=0.04, decorative=not lines
        )


def _merge_bars(activities: Sequence[PlannedActivity], scale: Scale) -> list[tuple[float, float]]:
    """Return the start and end of each bar; merge bars that touch."""
    spans = sorted((scale.start(a.first), scale.end(a.last)) for a in activities)
    found = [spans[0]]
    for first, last in spans[1:]:
        if first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found
