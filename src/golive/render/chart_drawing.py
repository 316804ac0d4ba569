"""A chart's geometry, and the chart as a Drawing: the slide's native chart, its preview and paper agree on both."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from golive.figures.drawing import Box, Color, Drawing, Frame, Label, Line, Shape
from golive.markdown.chart import Chart
from golive.support.problems import LayoutError, problem
from golive.typography.lines import LINE_PITCH, break_lines, width_pt
from golive.typography.metrics import face

GAP: Final = 0.6
"""Space between the bars of two categories, as a share of a bar's thickness."""

TONES: Final[tuple[Color, ...]] = ("accent", "dark", "plan")
"""Colours of series; those that mean a method or a test are not among them."""

_PT: Final = 72
_STEP_PT: Final = 0.5
_LABEL_SHARE: Final = 0.35
_SIDE_IN: Final = 0.12
_THINNEST_IN: Final = 0.1
_ROOMIEST_IN: Final = 0.55
_KEY_IN: Final = 0.14
_KEY_GAP_IN: Final = 0.08


class Bars(Struct, frozen=True):
    """Where a chart's parts stand in its frame, in inches.

    Attributes:
        size_pt: of all text.
        left: width of the categories' column; the bars begin here.
        top: height of the legend; nothing for one series.
        row: height of one category.
        reach: length of the longest bar.
        labels: the lines of each category's name.
    """

    size_pt: float
    left: float
    top: float
    row: float
    reach: float
    labels: tuple[tuple[str, ...], ...]

    def thickness(self, count: int) -> float:
        """Thickness of one of `count` bars of a category."""
        return self.row / (count + GAP)


def measure_bars(chart: Chart, frame: Frame) -> Bars:
    """Place a chart's parts: as high as the frame where that is not grotesque, its text as large as fits.

    Raises:
        LayoutError: it does not fit, however small its text.
    """
    size = frame.text_pt
    while size >= frame.least_pt:
        bars = _at(chart, frame, size)
        if bars:
            return bars
        size -= _STEP_PT
    count = len(chart.categories)
    raise LayoutError(problem(f"a chart of {count} bars does not fit", "Leave rows out, or show them as a table."))


def least_height(chart: Chart, width_in: float, size_pt: float, font: str) -> float:
    """The least height of a chart at one text size, in inches."""
    labels = _labels(chart, width_in, size_pt, font)[1]
    return _top(chart, size_pt) + len(chart.categories) * _least_row(chart, labels, size_pt)


def most_height(chart: Chart) -> float:
    """The greatest height that a chart can make use of, in inches."""
    return len(chart.categories) * _roomiest(chart) + (0.3 if len(chart.series) > 1 else 0.0)


def _at(chart: Chart, frame: Frame, size: float) -> Bars | None:
    left, labels = _labels(chart, frame.width_in, size, frame.font)
    top = _top(chart, size)
    row = (frame.height_in - top) / len(chart.categories)
    own = face(frame.font, bold=True)
    values = (chart.shown(value) for series in chart.series for value in series.values)
    reach = frame.width_in - left - max(width_pt(text, size, own) for text in values) / _PT - 2 * _SIDE_IN
    least = _least_row(chart, labels, size)
    if row < least or reach < frame.width_in / 5:
        return None
    if len(chart.series) > 1 and not _keyed(chart, (frame.width_in - left) / len(chart.series), size, frame.font):
        return None
    return Bars(size, left, top, min(row, max(_roomiest(chart), least)), reach, labels)


def _keyed(chart: Chart, each: float, size: float, font: str) -> bool:
    """Whether the name of every series fits its place in the legend."""
    room = (each - _KEY_IN - 2 * _KEY_GAP_IN) * _PT
    return all(width_pt(series.name, size, face(font)) <= room for series in chart.series)


def _labels(chart: Chart, width_in: float, size: float, font: str) -> tuple[float, tuple[tuple[str, ...], ...]]:
    own = face(font)
    widest = max(width_pt(category, size, own) for category in chart.categories) / _PT
    room = min(widest, width_in * _LABEL_SHARE)
    lines = tuple(tuple(break_lines(category, room * _PT + 0.5, size, own)) for category in chart.categories)
    return room + _SIDE_IN, lines


def _top(chart: Chart, size: float) -> float:
    return 2 * size * LINE_PITCH / _PT if len(chart.series) > 1 else 0.0


def _least_row(chart: Chart, labels: tuple[tuple[str, ...], ...], size: float) -> float:
    text = max(len(lines) for lines in labels) * size * LINE_PITCH / _PT + 0.04
    each = max(_THINNEST_IN, size / _PT if len(chart.series) > 1 else 0.0)
    return max(text, each * (len(chart.series) + GAP))


def _roomiest(chart: Chart) -> float:
    return _ROOMIEST_IN + 0.3 * (len(chart.series) - 1)


def draw_bars(chart: Chart, frame: Frame) -> Drawing:
    """The chart as shapes.

    Raises:
        LayoutError: it does not fit its frame, however small its text.
    """
    bars = measure_bars(chart, frame)
    shapes: list[Shape] = list(_legend(chart, bars, frame)) if len(chart.series) > 1 else []
    for number, lines in enumerate(bars.labels):
        shapes += _category(chart, number, lines, bars, frame)
    height = bars.top + bars.row * len(chart.categories)
    axis = Box("axis", bars.left - 0.01, bars.top, 0.01, height - bars.top, fill="rule", decorative=True)
    name = f"{', '.join(series.name for series in chart.series)} by {chart.heading}"
    return Drawing("chart", frame.width_in, height, (*shapes, axis), name, chart.alt)


def _category(chart: Chart, number: int, lines: tuple[str, ...], bars: Bars, frame: Frame) -> Iterator[Shape]:
    """A category's name, its bars, and the number at the end of each."""
    y = bars.top + number * bars.row
    texts = tuple(Line(text, bars.size_pt) for text in lines)
    yield Label(f"category-{number + 1}", 0, y, bars.left - _SIDE_IN, bars.row, texts, "right")
    thick = bars.thickness(len(chart.series))
    for place, series in enumerate(chart.series):
        own = f"{number + 1}-{place + 1}"
        long = bars.reach * float(series.values[number] / chart.largest)
        top = y + thick * (GAP / 2 + place)
        yield Box(f"bar-{own}", bars.left, top, max(long, 0.005), thick, fill=TONES[place], decorative=True)
        text = (Line(chart.shown(series.values[number]), bars.size_pt, bold=True),)
        start = bars.left + long + _SIDE_IN / 2
        yield Label(f"value-{own}", start, top, frame.width_in - start, thick, text)


def _legend(chart: Chart, bars: Bars, frame: Frame) -> Iterator[Shape]:
    """A square and a name for each series, side by side above the bars."""
    each = (frame.width_in - bars.left) / len(chart.series)
    high = bars.size_pt * LINE_PITCH / _PT
    for place, series in enumerate(chart.series):
        x = bars.left + place * each
        side = min(_KEY_IN, high)
        yield Box(f"key-{place + 1}", x, (high - side) / 2, side, side, fill=TONES[place], decorative=True)
        text = (Line(series.name, bars.size_pt),)
        start = _KEY_IN + _KEY_GAP_IN
        yield Label(f"series-{place + 1}", x + start, 0, each - start, high, text)
