"""Charts: numbers are read strictly, and bars are as long as their numbers are large."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from golive.figures.drawing import Box, Frame, Label
from golive.markdown.chart import Chart, Series, read_chart
from golive.markdown.document import Container
from golive.markdown.parser import parse_markdown
from golive.render.chart_drawing import draw_chart, lay_out_bars, max_chart_height, min_chart_height
from golive.support.problems import ContentError, LayoutError
from golive.typography.lines import LINE_HEIGHT_FACTOR, measure_width_pt
from golive.typography.metrics import load_font_metrics

NAMES = st.text("abc WM-äß支", min_size=1, max_size=24).filter(lambda text: bool(text.strip()))
NUMBERS = st.decimals(0, 10**9, places=2) | st.integers(0, 10**9).map(Decimal)


@st.composite
def charts(pick: st.DrawFn) -> Chart:
    names = pick(st.lists(NAMES, min_size=1, max_size=12))
    numbers = st.lists(NUMBERS, min_size=len(names), max_size=len(names)).map(tuple)
    series = pick(st.lists(st.builds(Series, NAMES, numbers), min_size=1, max_size=3))
    return Chart("Channel", tuple(names), tuple(series))


def format_container(text: str) -> Container:
    block = parse_markdown(f"::: chart bar\n\n{text}\n\n:::\n", "t.md").blocks[0]
    assert isinstance(block, Container)
    return block


def parse_chart(*numbers: str) -> Chart:
    rows = "\n".join(f"| C{n} | {number} |" for n, number in enumerate(numbers))
    return read_chart(format_container(f"| Channel | Payments |\n|---|---|\n{rows}"), "t.md")


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", "0"), ("7", "7"), ("1250", "1250"), ("1,250", "1250"), ("1,234,567.5", "1234567.5"), ("0.25", "0.25")],
)
def test_a_number_is_read_as_paper_shows_it(text: str, value: str) -> None:
    assert parse_chart(text).series[0].values == (Decimal(value),)


@pytest.mark.parametrize(
    "text", ["", "-1", "1,25", "1.250,5", "12 %", "$5", "1e3", "about 5", "TBD", "١٢", "1_000", ".5"]
)
def test_what_is_no_number_is_named_with_its_line(text: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse_chart("1", text, "2")

    (one,) = caught.value.problems
    assert f"t.md: line 6 of its Markdown: {text!r}" in one.message
    assert "1,250" in one.hint


def test_every_cell_that_is_no_number_is_named_at_once() -> None:
    with pytest.raises(ContentError) as caught:
        parse_chart("x", "1", "y")

    assert [("line 5" in p.message, "line 7" in p.message) for p in caught.value.problems] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A paragraph.",
        "| a |\n|---|\n| 1 |",
        "| a | b |\n|---|---|",
        "| a | b | c | d | e |\n|---|---|---|---|---|\n| 1 | 1 | 1 | 1 | 1 |",
    ],
)
def test_a_chart_holds_one_table_of_categories_and_numbers(text: str) -> None:
    with pytest.raises(ContentError):
        read_chart(format_container(text))


def test_a_chart_of_another_kind_is_refused() -> None:
    block = format_container("| a | b |\n|---|---|\n| x | 1 |")

    with pytest.raises(ContentError, match=r"chart pie` is not known"):
        read_chart(Container("chart", "pie", block.blocks))


def test_the_alt_text_says_every_number() -> None:
    assert parse_chart("1,250", "3").alt == "Bar chart of Payments by Channel: C0 1,250; C1 3."


@settings(max_examples=examples(30))
@given(charts(), st.floats(4, 13), st.floats(1.5, 6), st.sampled_from(["Calibri", "Arial", "Inter"]))
def test_every_part_lies_in_the_frame_and_every_bar_says_its_number(
    one: Chart, width: float, height: float, font: str
) -> None:
    frame = Frame(width, height, 14, 7, font)
    try:
        drawing = draw_chart(one, frame)
    except LayoutError:
        assert min_chart_height(one, width, 7, font) > height - 0.01 or width < 12
        return
    bars = lay_out_bars(one, frame)
    shapes = {shape.id: shape for shape in drawing.shapes}

    assert drawing.height <= height + 1e-6
    for shape in drawing.shapes:
        assert isinstance(shape, Box | Label)
        assert shape.x >= -0.011
        assert shape.x + shape.width <= width + 1e-6
        assert shape.y >= -1e-6
        assert shape.y + shape.height <= drawing.height + 1e-6
        for line in shape.lines if isinstance(shape, Label) else ():
            assert (
                measure_width_pt(line.text, line.size_pt, load_font_metrics(font, line.bold)) / 72 <= shape.width + 0.02
            ), line
    for number in range(len(one.categories)):
        label = shapes[f"category-{number + 1}"]
        assert isinstance(label, Label)
        assert sum(line.size_pt for line in label.lines) * LINE_HEIGHT_FACTOR / 72 <= label.height + 0.01
        for place, series in enumerate(one.series):
            bar, value = shapes[f"bar-{number + 1}-{place + 1}"], shapes[f"value-{number + 1}-{place + 1}"]
            assert isinstance(bar, Box)
            assert isinstance(value, Label)
            share = float(series.values[number] / one.max_value)
            assert bar.width == pytest.approx(max(share * bars.max_bar_length, 0.005))
            assert [line.text for line in value.lines] == [one.format_value(series.values[number])]


@settings(max_examples=examples(20))
@given(charts())
def test_a_chart_never_asks_for_more_than_it_can_use(one: Chart) -> None:
    frame = Frame(12, 30, 12, 10)
    height = draw_chart(one, frame).height if min_chart_height(one, 12, 12, "Calibri") < 30 else 0

    assert height <= max(max_chart_height(one), min_chart_height(one, 12, 12, "Calibri")) + 0.2
