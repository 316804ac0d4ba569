"""How many lines stand below a heading is counted by what letters are wide, and never too many."""

import pytest

from golive.markdown.document import CodeBlock, Item, List, Paragraph, Run
from golive.render.html.lengths import MIN_LINES_AFTER_HEADING, KeptItems, choose_kept_items, estimate_line_count

WIDTH_IN = 6.94


def make_paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def test_narrow_letters_make_fewer_lines_than_wide_ones() -> None:
    assert estimate_line_count(make_paragraph("ill. " * 60), WIDTH_IN) < MIN_LINES_AFTER_HEADING
    assert estimate_line_count(make_paragraph("MWM. " * 60), WIDTH_IN) > MIN_LINES_AFTER_HEADING
    assert estimate_line_count(make_paragraph(""), WIDTH_IN) == 1
    assert estimate_line_count(CodeBlock("one\ntwo"), WIDTH_IN) == 2


def test_a_list_has_the_lines_of_its_items() -> None:
    short, long = Item((make_paragraph("ill"),)), Item((make_paragraph("MWM. " * 60),))

    assert estimate_line_count(List((short, short), ordered=False), WIDTH_IN) == 2
    assert estimate_line_count(List((short, long), ordered=False), WIDTH_IN) == 1 + estimate_line_count(
        make_paragraph("MWM. " * 60), WIDTH_IN
    )
    assert estimate_line_count(List((Item(()),), ordered=False), WIDTH_IN) == 1


ONE, TEN = Item((make_paragraph("ill"),)), Item((make_paragraph("MWM. " * 200),))
FOUR = Item((make_paragraph("ill"),) * 4)
CODE = Item((make_paragraph("ill"), CodeBlock("one\ntwo")))


@pytest.mark.parametrize(
    ("items", "kept"),
    [
        ([ONE], KeptItems()),
        ([ONE] * 5, KeptItems(all=True)),
        ([Item((make_paragraph("ill"), List((ONE, ONE))))] * 2, KeptItems(all=True)),
        ([ONE] * 9, KeptItems(first=True, last=True)),
        ([ONE, ONE, TEN], KeptItems(first=True)),
        ([TEN, ONE, ONE], KeptItems(last=True)),
        ([TEN, ONE, TEN], KeptItems()),
        ([CODE, CODE], KeptItems()),
        ([ONE, ONE, FOUR, FOUR], KeptItems(all=True)),
    ],
    ids=["one", "five", "inner", "nine", "long last", "long first", "long ends", "code", "short first"],
)
def test_short_lists_stay_whole_and_longer_ones_keep_two_items_at_each_end(items: list[Item], kept: KeptItems) -> None:
    assert choose_kept_items(List(tuple(items)), WIDTH_IN) == kept
