"""Digits of any kind and number give a number or nothing, and never an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.support.whole_numbers import parse_whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("007", 7), ("0" * 5000 + "12", 12), ("9" * 5000, None), ("\u00b2", None), ("-1", None), ("", None)],
)
def test_a_text_of_digits_is_a_number_up_to_what_is_meant(text: str, number: int | None) -> None:
    assert parse_whole_number(text) == number


@given(st.text(st.characters(categories=["Nd", "No", "Pd"])))
def test_no_text_raises(text: str) -> None:
    number = parse_whole_number(text)

    assert number is None or number >= 0
