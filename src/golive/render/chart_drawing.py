"""Compute the geometry of a bar chart and draw it; shared by native slide charts, previews and PDFs."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from golive.figures.drawing import Box, Color, Drawing, Frame, Label, Line, Shape
from golive.markdown.chart import Chart
from golive.support.problems import LayoutError, make_problem
from golive.typography.lines import LINE_HEIGHT_FACTOR, break_lines, measure_width_pt
from golive.typography.metrics import load_font_metrics
from golive.typography.units import POINTS_PER_INCH

BAR_GAP: Final = 0.6
"""Space between the bars of two categories, as a share of a bar's thickness."""

SERIES_COLORS: Final[tuple[Color, ...]] = ("accent", "dark", "plan")
"""Colors of series, without those that stand for a method or a test."""

_TEXT_STEP_PT: Final = 0.5
_MAX_LABEL_SHARE: Final = 0.35
_SIDE_IN: Final = 0.12
_MIN_BAR_IN: Final = 0.1
_MAX_ROW_IN: Final = 0.55
_KEY_IN: Final = 0.14
_KEY_GAP_IN: Final = 0.08


class BarLayout(Struct, frozen=True):
    """Positions of a chart's parts in its frame, in inches.

    Attributes:
        size_pt: size of all text, in points.
        left: width of the category column; the bars begin here.
        top: height of the legend; 0 for one series.
        row: height of one category.
        max_bar_length: length of the longest bar.
        labels: the lines of each category's name.
    """

    size_pt: float
    left: float
    top: float
    row: float
    max_bar_length: float
    labels: tuple[tuple[str, ...], ...]

    def thickness(self, count: int) -> float:
        """Return the thickness of one of `count` bars of a category, in inches."""
        return self.row / (count + BAR_GAP)


def lay_out_bars(chart: Chart, frame: Frame) -> BarLayout:
    """Lay out a chart: fill the frame up to a maximum row height, with the largest text that fits.

    Raises:
        LayoutError: the chart does not fit, even with the smallest text.
    """
    size = frame.text_pt
    while size >= frame.least_pt:
        bars = _try_text_size(chart, frame, size)
        if bars:
            return bars
        size -= _TEXT_STEP_PT
    count = len(chart.categories)
    raise LayoutError(make_problem(f"a chart of {count} bars does not fit", "Leave rows out, or show them as a table."))


def min_chart_height(chart: Chart, width_in: float, size_pt: float, font: str) -> float:
    """Return the minimum height of a chart at a text size, in inches."""
    labels = _break_labels(chart, width_in, size_pt, font)[1]
    return _legend_height(chart, size_pt) + len(chart.categories) * _min_row_height(chart, labels, size_pt)


def max_chart_height(chart: Chart) -> float:
    """Return the maximum useful height of a chart, in inches."""
    return len(chart.categories) * _max_row_height(chart) + (0.3 if len(chart.series) > 1 else 0.0)


def _try_text_size(chart: Chart, frame: Frame, size: float) -> BarLayout | None:
    left, labels = _break_labels(chart, frame.width_in, size, frame.font)
    top = _legend_height(chart, size)
    row = (frame.height_in - top) / len(chart.categories)
    own = load_font_metrics(frame.font, bold=True)
    values = (chart.format_value(value) for series in chart.series for value in series.values)
    reach = (
        frame.width_in
        - left
        - max(measure_width_pt(text, size, own) for text in values) / POINTS_PER_INCH
        - 2 * _SIDE_IN
    )
    least = _min_row_height(chart, labels, size)
    if row < least or reach < frame.width_in / 5:
        return None
    if len(chart.series) > 1 and not _has_room_for_legend(
        chart, (frame.width_in - left) / len(chart.series), size, frame.font
    ):
        return None
    return BarLayout(size, left, top, min(row, max(_max_row_height(chart), least)), reach, labels)


def _has_room_for_legend(chart: Chart, each: float, size: float, font: str) -> bool:
    """Return True if the name of every series fits in the legend."""
    room = (each - _KEY_IN - 2 * _KEY_GAP_IN) * POINTS_PER_INCH
    return all(measure_width_pt(series.name, size, load_font_metrics(font)) <= room for series in chart.series)


def _break_labels(chart: Chart, width_in: float, size: float, font: str) -> tuple[float, tuple[tuple[str, ...], ...]]:
    own = load_font_metrics(font)
    widest = max(measure_width_pt(category, size, own) for category in chart.categories) / POINTS_PER_INCH
    room = min(widest, width_in * _MAX_LABEL_SHARE)
    lines = tuple(
        tuple(break_lines(category, room * POINTS_PER_INCH + 0.5, size, own)) for category in chart.categories
    )
    return room + _SIDE_IN, lines


def _legend_height(chart: Chart, size: float) -> float:
    return 2 * size * LINE_HEIGHT_FACTOR / POINTS_PER_INCH if len(chart.series) > 1 else 0.0


def _min_row_height(chart: Chart, labels: tuple[tuple[str, ...], ...], size: float) -> float:
    text = max(len(lines) for lines in labels) * size * LINE_HEIGHT_FACTOR / POINTS_PER_INCH + 0.04
    each = max(_MIN_BAR_IN, size / POINTS_PER_INCH if len(chart.series) > 1 else 0.0)
    return max(text, each * (len(chart.series) + BAR_GAP))


def _max_row_height(chart: Chart) -> float:
    return _MAX_ROW_IN + 0.3 * (len(chart.series) - 1)


def draw_chart(chart: Chart, frame: Frame) -> Drawing:
    """Draw the chart as shapes.

    Raises:
        LayoutError: the chart does not fit its frame, even with the smallest text.
    """
    bars = lay_out_bars(chart, frame)
    shapes: list[Shape] = list(_draw_legend(chart, bars, frame)) if len(chart.series) > 1 else []
    for number, lines in enumerate(bars.labels):
        shapes += _draw_category(chart, number, lines, bars, frame)
    height = bars.top + bars.row * len(chart.categories)
    axis = Box("axis", bars.left - 0.01, bars.top, 0.01, height - bars.top, fill="rule", decorative=True)
    name = f"{', '.join(series.name for series in chart.series)} by {chart.category_label}"
    return Drawing("chart", frame.width_in, height, (*shapes, axis), name, chart.alt)


def _draw_category(chart: Chart, number: int, lines: tuple[str, ...], bars: BarLayout, frame: Frame) -> Iterator[Shape]:
    """Draw a category: its name, its bars, and the number at the end of each bar."""
    y = bars.top + number * bars.row
    texts = tuple(Line(text, bars.size_pt) for text in lines)
    yield Label(f"category-{number + 1}", 0, y, bars.left - _SIDE_IN, bars.row, texts, "right")
    thick = bars.thickness(len(chart.series))
    for place, series in enumerate(chart.series):
        own = f"{number + 1}-{place + 1}"
        long = bars.max_bar_length * float(series.values[number] / chart.max_value)
        top = y + thick * (BAR_GAP / 2 + place)
        yield Box(f"bar-{own}", bars.left, top, max(long, 0.005), thick, fill=SERIES_COLORS[place], decorative=True)
        text = (Line(chart.format_value(series.values[number]), bars.size_pt, bold=True),)
        start = bars.left + long + _SIDE_IN / 2
        yield Label(f"value-{own}", start, top, frame.width_in - start, thick, text)


def _draw_legend(chart: Chart, bars: BarLayout, frame: Frame) -> Iterator[Shape]:
    """Draw the legend: a square and a name for each series, side by side above the bars."""
    each = (frame.width_in - bars.left) / len(chart.series)
    high = bars.size_pt * LINE_HEIGHT_FACTOR / POINTS_PER_INCH
    for place, series in enumerate(chart.series):
        x = bars.left + place * each
        side = min(_KEY_IN, high)
        yield Box(f"key-{place + 1}", x, (high - side) / 2, side, side, fill=SERIES_COLORS[place], decorative=True)
        text = (Line(series.name, bars.size_pt),)
        start = _KEY_IN + _KEY_GAP_IN
        yield Label(f"series-{place + 1}", x + start, 0, each - start, high, text)
