from itertools import product
from typing import get_args

import pytest
from tests.figures.subjects import make_huge, make_typical

from golive.figures.drawing import Box, Color, Frame
from golive.figures.registry import FIGURES, draw_figure
from golive.render.palette import PALETTE, TEXT_COLOR_ON, contrast_ratio

COLORS: tuple[Color, ...] = get_args(Color)
TEXT = 4.5
SHAPE = 3.0


def test_black_on_white_has_the_most_contrast_and_a_color_on_itself_none() -> None:
    assert contrast_ratio("000000", "FFFFFF") == pytest.approx(21)
    assert contrast_ratio("767676", "FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast_ratio("0B7285", "0B7285") == pytest.approx(1)


@pytest.mark.parametrize("one", ["0B7285", "000000", "8F4700"])
def test_contrast_does_not_depend_on_the_order(one: str) -> None:
    assert contrast_ratio(one, "F3F6F8") == contrast_ratio("F3F6F8", one)


def test_every_color_of_a_drawing_has_a_value_and_a_color_for_text() -> None:
    assert COLORS
    assert set(PALETTE) == set(TEXT_COLOR_ON) == set(COLORS)


@pytest.mark.parametrize("color", COLORS)
def test_text_can_be_read_on_every_fill(color: Color) -> None:
    assert contrast_ratio(PALETTE[color], PALETTE[TEXT_COLOR_ON[color]]) >= TEXT


@pytest.mark.parametrize(
    "color", ["real-time", "batch", "sit", "uat", "plan", "live", "accent", "dark", "ink", "muted"]
)
def test_what_carries_meaning_stands_out_from_the_paper(color: Color) -> None:
    assert contrast_ratio(PALETTE[color], PALETTE["paper"]) >= SHAPE
    assert contrast_ratio(PALETTE[color], PALETTE["soft"]) >= SHAPE


@pytest.mark.parametrize("color", ["real-time", "batch", "sit", "uat", "live"])
def test_each_meaning_can_be_read_on_its_pale_companion(color: Color) -> None:
    soft = {"real-time": "F1EBF9", "batch": "F0F4E4", "sit": "E9F1FA", "uat": "FDF2E4", "live": "E6F3EA"}[color]
    assert contrast_ratio(PALETTE[color], soft) >= TEXT


def test_every_text_in_every_figure_can_be_read_on_what_lies_under_it() -> None:
    pairs: set[tuple[Color, Color]] = set()
    for one, name in product((make_typical(), make_huge("Task")), FIGURES):
        for shape in draw_figure(name, one, Frame(12.3, 5.2)).shapes:
            if isinstance(shape, Box) and shape.fill:
                pairs |= {(shape.fill, line.color) for line in shape.lines}
    assert len(pairs) > 5
    assert [pair for pair in pairs if contrast_ratio(PALETTE[pair[0]], PALETTE[pair[1]]) < TEXT] == []
