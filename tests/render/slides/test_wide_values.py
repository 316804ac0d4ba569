"""A value that is wider than its box is broken between its words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from golive.render.slides.layout.text_layout import break_span_lines
from golive.render.slides.layout.wide_values import loosen_wide_values
from golive.render.slides.model import Para, Span

DAY = "Tuesday Mar\u00a09,\u00a02027,\u00a02:00\u00a0AM to 8:00\u00a0AM\u00a0ET"


@pytest.mark.parametrize("width_pt", [70, 90, 120])
def test_a_number_is_not_broken_in_a_narrow_box(width_pt: float) -> None:
    found = loosen_wide_values(Para((Span(DAY),), 16), width_pt, "Arial")
    shown = break_span_lines(found.spans, width_pt, 16, "Arial")

    assert {"2027,", "2:00"} <= set(" ".join(shown).replace("\u00a0", " ").split())


def test_a_value_that_fits_stays_in_one_piece() -> None:
    para = Para((Span("Go-live is "), Span("Mar\u00a09,\u00a02027", bold=True)), 16)

    assert loosen_wide_values(para, 100, "Arial") is para


@given(st.lists(st.text("ab \u00a01", max_size=30), min_size=1, max_size=4), st.floats(20, 200))
@settings(max_examples=examples(50))
def test_nothing_but_spaces_changes(texts: list[str], width_pt: float) -> None:
    para = Para(tuple(Span(text, bold=bool(n % 2)) for n, text in enumerate(texts)), 14)
    found = loosen_wide_values(para, width_pt, "Arial")

    assert found.text.replace("\u00a0", " ") == para.text.replace("\u00a0", " ")
