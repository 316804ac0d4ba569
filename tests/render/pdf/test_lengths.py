"""How many lines stand below a heading is counted by what letters are wide, and never too many."""

from golive.markdown.document import Item, List, Paragraph, Run
from golive.render.html.lengths import MIN_LINES_AFTER_HEADING, estimate_line_count

WIDTH_IN = 6.94


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def test_narrow_letters_make_fewer_lines_than_wide_ones() -> None:
    assert estimate_line_count(paragraph("ill. " * 60), WIDTH_IN) < MIN_LINES_AFTER_HEADING
    assert estimate_line_count(paragraph("MWM. " * 60), WIDTH_IN) > MIN_LINES_AFTER_HEADING
    assert estimate_line_count(paragraph(""), WIDTH_IN) == 1


def test_a_list_has_the_lines_of_its_items() -> None:
    short, long = Item((paragraph("ill"),)), Item((paragraph("MWM. " * 60),))

    assert estimate_line_count(List((short, short), ordered=False), WIDTH_IN) == 2
    assert estimate_line_count(List((short, long), ordered=False), WIDTH_IN) == 1 + estimate_line_count(
        paragraph("MWM. " * 60), WIDTH_IN
    )
    assert estimate_line_count(List((Item(()),), ordered=False), WIDTH_IN) == 1
