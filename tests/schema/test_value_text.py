# ruff: noqa: FBT003 - en dashes are meant; the values under test are booleans
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.schema.value_text import (
    clock,
    count,
    day,
    day_of_year,
    day_range,
    dollars,
    inline,
    join,
    minutes,
    month,
    number,
    percent,
    yes_no,
)


def test_a_day_has_no_leading_zero() -> None:
    assert day(date(2027, 1, 2)) == "2 Jan 2027"
    assert day_of_year(date(2027, 12, 31)) == "31 Dec"
    assert month(date(2027, 9, 30)) == "Sep 2027"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 12, 8), date(2027, 1, 16), "8 Dec 2026 – 16 Jan 2027"),
        (date(2027, 1, 8), date(2027, 2, 16), "8 Jan – 16 Feb 2027"),
        (date(2027, 1, 8), date(2027, 1, 16), "8–16 Jan 2027"),
        (date(2027, 1, 8), date(2027, 1, 8), "8 Jan 2027"),
    ],
)
def test_a_range_says_once_what_both_days_share(first: date, last: date, expected: str) -> None:
    assert day_range(first, last) == expected


def test_a_time_carries_its_zone() -> None:
    assert clock(time(2, 0), "ET") == "02:00 ET"
    assert clock(time(17, 5)) == "17:05"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (1250, "1,250"),
        (Decimal("0.50"), "0.5"),
        (Decimal("1200.00"), "1,200"),
        (Decimal("1E+3"), "1,000"),
        (Decimal(100), "100"),
    ],
)
def test_a_number_marks_thousands_and_drops_idle_zeros(value: int | Decimal, expected: str) -> None:
    assert number(value) == expected


def test_counts_agree_with_their_noun() -> None:
    assert [count(n, "record") for n in (0, 1, 1250)] == ["0 records", "1 record", "1,250 records"]
    assert count(2, "reply", "replies") == "2 replies"


def test_shares_and_amounts() -> None:
    assert percent(Decimal("99.950")) == "99.95%"
    assert dollars(Decimal("1204.5")) == "$1,204.50"
    assert [yes_no(True), yes_no(False)] == ["Yes", "No"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0 minutes"), (1, "1 minute"), (45, "45 minutes"), (60, "1 hour"), (90, "90 minutes"), (2880, "2 days")],
)
def test_minutes_read_in_the_largest_unit_that_divides_them(value: int, expected: str) -> None:
    assert minutes(value) == expected


def test_words_in_a_row() -> None:
    assert [join(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert join(["a", "b"], "or") == "a or b"


@given(st.dates(), st.dates())
def test_a_range_always_ends_with_its_last_day(first: date, last: date) -> None:
    assert day_range(first, last).endswith(day(last))
    assert day_range(first, last).startswith(str(first.day))


@pytest.mark.parametrize(
    ("label", "expected"), [("Fixed-width", "fixed-width"), ("NACHA", "NACHA"), ("EDI 820", "EDI 820"), ("", "")]
)
def test_a_label_within_a_sentence_begins_small_unless_it_is_in_capitals(label: str, expected: str) -> None:
    assert inline(label) == expected
