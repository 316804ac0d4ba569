"""Draw figures and charts."""

from collections.abc import Callable

from msgspec.structs import replace

from golive.figures.drawing import Drawing, Frame
from golive.markdown.chart import Chart
from golive.render.chart_drawing import draw_chart, min_chart_height

FigureDrawer = Callable[[str, Frame], Drawing]


def draw_figure_or_chart(figure_or_chart: str | Chart, draw_figure: FigureDrawer, frame: Frame) -> Drawing:
    """Draw a figure or a chart.

    Args:
        figure_or_chart: a figure's name, or a chart.
        draw_figure: draws the figure with a given name into a frame.
        frame: size limits and font of the drawing.
    """
    return (
        draw_chart(figure_or_chart, _limit_chart_height(figure_or_chart, frame))
        if isinstance(figure_or_chart, Chart)
        else draw_figure(figure_or_chart, frame)
    )


def _limit_chart_height(chart: Chart, frame: Frame) -> Frame:
    """Limit the frame's height to a suitable height for a chart within text."""
    wanted = 1.15 * min_chart_height(chart, frame.width_in, frame.text_pt, frame.font)
    return replace(frame, height_in=min(frame.height_in, wanted))
