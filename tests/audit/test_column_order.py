"""Texts may be read column by column: only a jump back within what was read is one."""

from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Inches

from golive.audit.files import audit_file

HEADS_AND_CARDS = [(1 + 2.2 * column, top) for column in range(4) for top in (1.5, 3)]
UPWARD = [(1, top) for top in (6, 4.5, 3, 1.5)]
BACK_TO_THE_FIRST_COLUMN = [(column, top) for column in (6, 1, 6, 1) for top in (4, 1.5)]


def find_jumps(places: list[tuple[float, float]], path: Path) -> list[str]:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    for number, (left, top) in enumerate(places):
        box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(0.5))
        box.text_frame.text = f"Text {number}"
    deck.save(str(path))
    return [one.message for one in audit_file(path) if one.check == "order-jumps"]


@pytest.mark.parametrize(("places", "count"), [(HEADS_AND_CARDS, 0), (UPWARD, 1), (BACK_TO_THE_FIRST_COLUMN, 1)])
def test_the_order_of_texts(places: list[tuple[float, float]], count: int, tmp_path: Path) -> None:
    assert len(find_jumps(places, tmp_path / "deck.pptx")) == count
