"""Charts on slides: as high as their rows are comfortable, and a table where there are too many rows."""

from typing import Final

from msgspec import Struct

from golive.figures.drawing import Frame
from golive.markdown.chart import Chart, read_chart
from golive.markdown.document import Container, Table
from golive.render.chart_drawing import least_height, measure_bars, most_height
from golive.render.slides.layout.form import Form, Level, Measured, Setting, Simple
from golive.render.slides.layout.tables import Tabular
from golive.render.slides.layout.text_layout import height_in, spans_of
from golive.render.slides.model import Element, Panel, Para, Plot, Rect
from golive.support.problems import LayoutError

_CAPTION_PT: Final = 12.0
_CAPTION_GAP: Final = 0.08


def chart_form(block: Container, number: int, setting: Setting) -> Form:
    """The form of a `::: chart`.

    Raises:
        ContentError: it does not hold one table of categories and numbers.
    """
    chart = read_chart(block, setting.source)
    key = block.attributes.get("key") or f"chart-{number}"
    table = next(inner for inner in block.blocks if isinstance(inner, Table))
    tabular = Tabular(table, setting, number, "")
    if not chart.is_readable:
        return tabular
    spans = spans_of(chart.caption, setting.keys)
    caption = (Para(spans, _CAPTION_PT, align="center", color="muted"),) if spans else ()
    return ChartForm(chart, key, caption, setting, tabular)


class ChartForm(Struct, frozen=True):
    """A chart, what stands below it, and the table to show where there is no room for bars."""

    chart: Chart
    key: str
    caption: tuple[Para, ...]
    setting: Setting
    table: Tabular

    def measure(self, level: Level, width: float, room: float) -> Measured:
        """Set at a level, its text as large as a table's; a chart is one part."""
        family = self.setting.fonts.body
        below = height_in(self.caption, width, family) + _CAPTION_GAP if self.caption else 0.0
        least = least_height(self.chart, width, level.table, family)
        try:
            measure_bars(self.chart, Frame(width, least, level.table, font=family))
        except LayoutError:
            return self.table.measure(level, width, room)
        return MeasuredChart(self, level.table, least, below)


class MeasuredChart(Simple, frozen=True):
    """A chart at its size: `least` is its own height and `below` that of its caption, in inches."""

    form: ChartForm
    size_pt: float
    least: float
    below: float

    @property
    def heights(self) -> tuple[float, ...]:
        """One part: a chart is never divided."""
        return (self.least + self.below,)

    def most(self, start: int, stop: int) -> float:  # noqa: ARG002
        """Bars may become thicker, not grotesque."""
        return max(most_height(self.form.chart), self.least) + self.below

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:  # noqa: ARG002
        """A native chart, and its caption below."""
        own = Rect(rect.x, rect.y, rect.width, rect.height - self.below)
        plot = Plot(f"chart:{self.form.key}", own, self.form.chart, self.size_pt, self.form.setting.fonts.body)
        if not self.form.caption:
            return (plot,)
        under = Rect(rect.x, own.bottom + _CAPTION_GAP, rect.width, self.below - _CAPTION_GAP)
        return (plot, Panel(f"caption:{self.form.key}", under, self.form.caption))
