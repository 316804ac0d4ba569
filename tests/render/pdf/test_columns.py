"""Widths of columns."""

from hypothesis import given
from hypothesis import strategies as st

from golive.markdown.document import Run
from golive.render.html.colors import mix_colors
from golive.render.html.columns import CELL_PADDING_PT, compute_column_shares
from golive.render.html.paper_size import get_sheet, page_css

CELLS = st.text("abc de", max_size=80).map(lambda text: (Run(text),))
TABLES = st.integers(1, 9).flatmap(
    lambda count: st.lists(st.lists(CELLS, min_size=count, max_size=count), min_size=1, max_size=8)
)


@given(TABLES)
def test_the_columns_share_the_whole_width_and_none_is_lost(rows: list[list[tuple[Run, ...]]]) -> None:
    shares = compute_column_shares(rows, 500)
    assert len(shares) == len(rows[0])
    assert abs(sum(shares) - 100) < 0.1
    assert min(shares) > 2


def test_a_column_gets_the_room_its_text_needs() -> None:
    rows = [[(Run("No."),), (Run("Text"),)], [(Run("1"),), (Run("word " * 60),)]]
    number, text = compute_column_shares(rows, 500)
    assert text > 5 * number


def test_a_column_has_room_for_the_page_number_behind_a_reference() -> None:
    words = [(Run("word " * 60),)] * 2
    plain, _, _ = compute_column_shares([[(Run("A"),), *words]], 500)
    referring, _, _ = compute_column_shares([[(Run("A", href="#a"),), *words]], 500)
    number_pt = 8.4 * 3.2  # "(p. 888)"

    assert (referring - plain) * 5 > number_pt * 0.5
    assert referring * 5 > number_pt + CELL_PADDING_PT


def test_a_very_long_word_leaves_room_for_the_others() -> None:
    rows = [
        [(Run("Key"),), (Run("Fingerprint"),), (Run("Use"),)],
        [(Run("a " * 40),), (Run("x" * 90, code=True),), (Run("b " * 40),)],
    ]
    assert compute_column_shares(rows, 500)[1] < 45


def test_a_colour_is_mixed_between_two() -> None:
    assert mix_colors("#000000", "#ffffff", 0.5) == "#808080"
    assert mix_colors("#123456", "#ffffff", 1) == "#123456"


def test_a_sheet_is_letter_unless_it_is_said_to_be_a4() -> None:
    assert "size:8.5in 11in" in page_css(get_sheet("letter", "runbook"))
    assert "size:8.268in 11.69in" in page_css(get_sheet("a4", "runbook"))
    assert "@page wide{size:11in 8.5in" in page_css(get_sheet("letter", "runbook"))
