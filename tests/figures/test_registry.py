import re

import pytest
from tests.figures.samples import make_interface, make_minimal, make_subject

from golive.figures.drawing import Frame
from golive.figures.registry import FIGURES, draw_figure, has_content
from golive.figures.subject import FigureSubject
from golive.support.problems import LayoutError, TemplateError

FRAME = Frame(12.3, 5.2)
GUIDE = FigureSubject(make_minimal().organization, make_minimal().process)


def test_there_are_the_figures_that_the_manual_names() -> None:
    assert set(FIGURES) == {"dataflow", "glance", "timeline", "phases", "process", "clock", "tests", "status"}


def test_an_unknown_figure_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(TemplateError) as caught:
        draw_figure("dataflw", make_minimal(), FRAME)
    assert caught.value.problems[0].message == "there is no figure `dataflw`"
    assert caught.value.problems[0].hint == "Did you mean `dataflow`?"


def test_an_unknown_figure_that_is_like_none_is_an_error_that_names_them_all() -> None:
    with pytest.raises(TemplateError, match="clock, dataflow, glance"):
        has_content("xyz", make_minimal())


@pytest.mark.parametrize("name", ["process", "phases", "tests"])
def test_figures_of_the_process_need_no_integration(name: str) -> None:
    assert has_content(name, GUIDE)
    assert draw_figure(name, GUIDE, FRAME).shapes


@pytest.mark.parametrize("name", ["dataflow", "glance", "timeline", "clock", "status"])
def test_figures_of_an_integration_are_refused_in_the_guide(name: str) -> None:
    assert not has_content(name, GUIDE)
    with pytest.raises(TemplateError, match=f"`{name}` has nothing to show"):
        draw_figure(name, GUIDE, FRAME)


def test_the_clock_is_there_only_for_files() -> None:
    calls = [make_interface(1, "Balance", batch=False, to_vendor=True, connection="calls")]
    assert has_content("clock", make_minimal())
    assert not has_content("clock", make_subject(interfaces=calls))


@pytest.mark.parametrize("name", list(FIGURES))
def test_a_frame_too_small_for_a_figure_is_refused_with_what_it_needs(name: str) -> None:
    with pytest.raises(LayoutError, match=rf"`{name}` has 1.0 × 1.0 in and needs \d"):
        draw_figure(name, make_minimal(), Frame(1, 1))
    width, height = FIGURES[name].min_size_in(Frame(1, 1))
    with pytest.raises(LayoutError) as caught:
        draw_figure(name, make_minimal(), Frame(width + 1, height - 0.004))
    found, needed = re.findall(r"× ([\d.]+) in", str(caught.value))
    assert float(found) < float(needed)
