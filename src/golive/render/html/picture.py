"""What a block shows → a Drawing: a figure by its name, or the bars of a chart."""

from collections.abc import Callable

from msgspec.structs import replace

from golive.figures.drawing import Drawing, Frame
from golive.markdown.chart import Chart
from golive.render.chart_drawing import draw_bars, least_height

Figure = Callable[[str, Frame], Drawing]


def drawing_of(shown: str | Chart, figure: Figure, frame: Frame) -> Drawing:
    """Draw a figure, or a chart.

    Args:
        shown: a figure's name, or a chart.
        figure: draws a figure into a frame, by its name.
        frame: the room that it may fill.
    """
    return draw_bars(shown, _chart_frame(shown, frame)) if isinstance(shown, Chart) else figure(shown, frame)


def _chart_frame(chart: Chart, frame: Frame) -> Frame:
    """No higher than a chart among text should be."""
    wanted = 1.15 * least_height(chart, frame.width_in, frame.text_pt, frame.font)
    return replace(frame, height_in=min(frame.height_in, wanted))
