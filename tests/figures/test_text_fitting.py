import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.figures.drawing import Frame
from golive.figures.text_fitting import Room, TextPart, candidate_sizes, fit_text, text_height_in, widest_line_in

FRAME = Frame(12.3, 5.2, 12, 10)


@pytest.mark.parametrize(
    ("text_pt", "least_pt", "expected"),
    [(12, 10, (12, 11.5, 11, 10.5, 10)), (8.5, 7.2, (8.5, 8, 7.5, 7.2)), (9, 12, (12,))],
)
def test_sizes_go_down_to_the_least(text_pt: float, least_pt: float, expected: tuple[float, ...]) -> None:
    assert candidate_sizes(Frame(1, 1, text_pt, least_pt)) == expected


def test_a_long_word_is_set_smaller_before_it_is_cut() -> None:
    lines = fit_text([(TextPart("Reconciliation"),)], Room(0.95, 1), FRAME)
    assert [line.text for line in lines] == ["Reconciliation"]
    assert lines[0].size_pt < FRAME.text_pt


def test_a_shorter_wording_is_taken_before_a_word_is_cut() -> None:
    lines = fit_text([(TextPart("Reconciliation of settlements"),), (TextPart("Money"),)], Room(0.5, 1), FRAME)
    assert [line.text for line in lines] == ["Money"]


def test_where_nothing_fits_there_is_nothing() -> None:
    assert fit_text([(TextPart("Reconciliation"),)], Room(0.2, 0.1), FRAME) == ()


@given(st.text(max_size=60), st.floats(0.2, 3), st.floats(0.1, 2))
def test_what_is_set_fits(text: str, width: float, height: float) -> None:
    lines = fit_text([(TextPart(text, bold=True),)], Room(width, height), FRAME)
    assert text_height_in(lines) <= height + 0.002
    assert widest_line_in(lines, FRAME) <= width + 0.002
