"""Register all figures by the names that templates use."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from msgspec import Struct

from golive.figures.at_a_glance import draw_glance
from golive.figures.clock import draw_cut_off_clock
from golive.figures.comparison import draw_comparison
from golive.figures.dataflow import draw_dataflow
from golive.figures.days import collect_moments
from golive.figures.drawing import Drawing, Frame
from golive.figures.phases import draw_phases
from golive.figures.process import draw_process
from golive.figures.status_band import draw_status_band
from golive.figures.subject import FigureSubject
from golive.figures.text_fitting import PT_PER_IN
from golive.figures.timeline import draw_timeline
from golive.support.problems import LayoutError, TemplateError, make_problem
from golive.typography.lines import LINE_HEIGHT_FACTOR


def _always(_subject: FigureSubject) -> bool:
    return True


def _with_spec(subject: FigureSubject) -> bool:
    return subject.spec is not None


def _with_times(subject: FigureSubject) -> bool:
    return subject.spec is not None and any(collect_moments(one, subject.spec) for one in subject.spec.batch)


def _with_plan(subject: FigureSubject) -> bool:
    return subject.spec is not None and bool(subject.spec.timeline.activities)


def _with_status(subject: FigureSubject) -> bool:
    return subject.spec is not None and subject.status is not None


class Figure(Struct, frozen=True):
    """A kind of figure.

    Attributes:
        draw: makes the drawing.
        least_em: least width of a frame, as a multiple of its least text size.
        least_lines: least height of a frame, in lines of that size.
        has_content: returns True when there is something to draw.
    """

    draw: Callable[[FigureSubject, Frame], Drawing]
    least_em: float
    least_lines: float
    has_content: Callable[[FigureSubject], bool] = _with_spec

    def min_size_in(self, frame: Frame) -> tuple[float, float]:
        """Return the minimum width and height of a frame with that text size, in inches."""
        return (
            self.least_em * frame.least_pt / PT_PER_IN,
            self.least_lines * LINE_HEIGHT_FACTOR * frame.least_pt / PT_PER_IN,
        )


FIGURES: Mapping[str, Figure] = MappingProxyType(
    {
        "clock": Figure(draw_cut_off_clock, 40, 10, _with_times),
        "dataflow": Figure(draw_dataflow, 42, 14),
        "glance": Figure(draw_glance, 30, 9),
        "phases": Figure(draw_phases, 36, 7, _always),
        "process": Figure(draw_process, 36, 7, _always),
        "status": Figure(draw_status_band, 42, 5, _with_status),
        "tests": Figure(draw_comparison, 30, 6, _always),
        "timeline": Figure(draw_timeline, 40, 16, _with_plan),
    }
)


def has_content(name: str, subject: FigureSubject) -> bool:
    """Tell whether a figure has something to show.

    Raises:
        TemplateError: there is no figure of that name.
    """
    return _figure(name).has_content(subject)


def draw_figure(name: str, subject: FigureSubject, frame: Frame) -> Drawing:
    """Draw a figure at the size of a frame.

    Raises:
        TemplateError: there is no figure of that name, or it has nothing to show for this subject.
        LayoutError: the frame is too small to show anything that can be read.
    """
    figure = _figure(name)
    if not figure.has_content(subject):
        raise TemplateError(
            make_problem(f"the figure `{name}` has nothing to show here", "Ask for it only where it is available.")
        )
    width, height = figure.min_size_in(frame)
    if frame.width_in < width or frame.height_in < height:
        room, need = _format_sizes((frame.width_in, frame.height_in), (width, height))
        raise LayoutError(
            make_problem(f"the figure `{name}` has {room} and needs {need}", "Give it a place of its own.")
        )
    return figure.draw(subject, frame)


def _format_sizes(room: tuple[float, float], need: tuple[float, float]) -> tuple[str, str]:
    """Format two sizes that differ, in inches, with as many decimals as it takes to see the difference."""
    for decimals in (1, 2, 3):
        found, wanted = (" × ".join(f"{side:.{decimals}f}" for side in size) for size in (room, need))
        if any(f"{a:.{decimals}f}" != f"{b:.{decimals}f}" for a, b in zip(room, need, strict=True) if a < b):
            break
    return f"{found} in", f"{wanted} in"


def _figure(name: str) -> Figure:
    if name in FIGURES:
        return FIGURES[name]
    near = get_close_matches(name, FIGURES, n=1)
    hint = f"Did you mean `{near[0]}`?" if near else f"The figures are: {', '.join(FIGURES)}."
    raise TemplateError(make_problem(f"there is no figure `{name}`", hint))
