"""How high rows become, and rows that are too high."""

from hypothesis import given
from hypothesis import strategies as st

from golive.markdown.document import Run, Runs, plain_text
from golive.render.html.heights import estimate_row_height_pt, split_row

WIDTHS = (90.0, 250.0)
WORDS = st.lists(st.sampled_from(["a", "bill", "reconciliation", "W" * 150, "\n"]), max_size=200).map(" ".join)
CELLS = st.lists(st.tuples(WORDS, st.booleans()), max_size=3).map(
    lambda parts: tuple(Run(text, code=code) for text, code in parts)
)


def count_letters(cells: list[Runs]) -> str:
    return "".join("".join(plain_text(cell).split()) for cell in cells)


@given(CELLS, CELLS, st.floats(60, 400))
def test_a_row_that_is_too_high_becomes_lower_ones_that_hold_every_letter(one: Runs, two: Runs, most: float) -> None:
    rows = list(split_row((one, two), WIDTHS, most))

    assert count_letters([row[0] for row in rows]) == count_letters([one])
    assert count_letters([row[1] for row in rows]) == count_letters([two])
    assert all(estimate_row_height_pt(row, WIDTHS) <= most + 40 for row in rows)


def test_a_row_that_is_low_enough_stays_as_it_is() -> None:
    row = ((Run("Name"),), (Run("one "), Run("two", bold=True), Run("\n"), Run("three", href="#x")))
    assert list(split_row(row, WIDTHS, 100)) == [row]


def test_words_that_are_set_the_same_way_stay_one_run() -> None:
    cell = (Run("word " * 300), Run("code", code=True), Run("\n"), Run("word " * 300))
    rows = list(split_row(((), cell), WIDTHS, 200))

    assert len(rows) > 3
    assert max(len(row[1]) for row in rows) <= 4


def test_a_row_is_as_high_as_its_highest_cell() -> None:
    low, high = (Run("a"),), (Run("word " * 60),)
    assert (
        estimate_row_height_pt((low, high), WIDTHS)
        == estimate_row_height_pt(((), high), WIDTHS)
        > estimate_row_height_pt((low, low), WIDTHS)
    )
