"""Lay out bar charts on slides; a chart with too many rows is shown as a table."""

from typing import Final

from msgspec import Struct

from golive.figures.drawing import Frame, Rect
from golive.markdown.chart import Chart, read_chart
from golive.markdown.document import Container, Table
from golive.render.chart_drawing import lay_out_bars, max_chart_height, min_chart_height
from golive.render.slides.layout.form import Form, FormContext, MeasuredForm, NoOverheadForm, SizeLevel
from golive.render.slides.layout.tables import TableForm
from golive.render.slides.layout.text_layout import convert_runs, measure_height_in
from golive.render.slides.model import Element, Panel, Para, Plot
from golive.support.problems import LayoutError

_CAPTION_PT: Final = 12.0
_CAPTION_GAP: Final = 0.08


def build_chart_form(block: Container, number: int, context: FormContext) -> Form:
    """Build the form of a `::: chart` block.

    Raises:
        ContentError: the block does not contain exactly one table of categories and numbers.
    """
    chart = read_chart(block, context.source)
    key = block.attributes.get("key") or f"chart-{number}"
    table = next(inner for inner in block.blocks if isinstance(inner, Table))
    tabular = TableForm(table, context, number, "")
    if not chart.is_readable:
        return tabular
    spans = convert_runs(chart.caption, context.keys)
    caption = (Para(spans, _CAPTION_PT, align="center", color="muted"),) if spans else ()
    return ChartForm(chart, key, caption, context, tabular)


class ChartForm(Struct, frozen=True):
    """A chart, its caption, and the table to show instead if the bars do not fit."""

    chart: Chart
    key: str
    caption: tuple[Para, ...]
    context: FormContext
    table: TableForm

    def measure(self, level: SizeLevel, width: float, room: float) -> MeasuredForm:
        """Measure at a size level, with the text size of tables; a chart is one part."""
        family = self.context.fonts.body
        below = measure_height_in(self.caption, width, family) + _CAPTION_GAP if self.caption else 0.0
        least = min_chart_height(self.chart, width, level.table, family)
        try:
            lay_out_bars(self.chart, Frame(width, least, level.table, font=family))
        except LayoutError:
            return self.table.measure(level, width, room)
        return MeasuredChart(self, level.table, least, below)


class MeasuredChart(NoOverheadForm, frozen=True):
    """A measured chart; `min_height` is the height of the chart and `caption_height` that of its caption, in inches."""

    form: ChartForm
    size_pt: float
    min_height: float
    caption_height: float

    @property
    def heights(self) -> tuple[float, ...]:
        """Return the height of the only part: a chart is never divided."""
        return (self.min_height + self.caption_height,)

    def max_height(self, start: int, stop: int) -> float:  # noqa: ARG002
        """Return the greatest useful height, which limits the thickness of the bars."""
        return max(max_chart_height(self.form.chart), self.min_height) + self.caption_height

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:  # noqa: ARG002
        """Place a native chart with its caption below."""
        own = Rect(rect.x, rect.y, rect.width, rect.height - self.caption_height)
        plot = Plot(f"chart:{self.form.key}", own, self.form.chart, self.size_pt, self.form.context.fonts.body)
        if not self.form.caption:
            return (plot,)
        under = Rect(rect.x, own.bottom + _CAPTION_GAP, rect.width, self.caption_height - _CAPTION_GAP)
        return (plot, Panel(f"caption:{self.form.key}", under, self.form.caption))
