# ruff: noqa: FBT003 - en dashes are meant; the values under test are booleans
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.schema.value_text import (
    format_count,
    format_date,
    format_date_range,
    format_day_and_month,
    format_dollars,
    format_duration,
    format_month,
    format_number,
    format_percent,
    format_time,
    format_yes_no,
    join_words,
    lower_label,
)


def test_a_day_has_no_leading_zero() -> None:
    assert format_date(date(2027, 1, 2)) == "2 Jan 2027"
    assert format_day_and_month(date(2027, 12, 31)) == "31 Dec"
    assert format_month(date(2027, 9, 30)) == "Sep 2027"


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
    assert format_date_range(first, last) == expected


def test_a_time_carries_its_zone() -> None:
    assert format_time(time(2, 0), "ET") == "02:00 ET"
    assert format_time(time(17, 5)) == "17:05"


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
    assert format_number(value) == expected


def test_counts_agree_with_their_noun() -> None:
    assert [format_count(n, "record") for n in (0, 1, 1250)] == ["0 records", "1 record", "1,250 records"]
    assert format_count(2, "reply", "replies") == "2 replies"


def test_shares_and_amounts() -> None:
    assert format_percent(Decimal("99.950")) == "99.95%"
    assert format_dollars(Decimal("1204.5")) == "$1,204.50"
    assert [format_yes_no(True), format_yes_no(False)] == ["Yes", "No"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0 minutes"), (1, "1 minute"), (45, "45 minutes"), (60, "1 hour"), (90, "90 minutes"), (2880, "2 days")],
)
def test_minutes_read_in_the_largest_unit_that_divides_them(value: int, expected: str) -> None:
    assert format_duration(value) == expected


def test_words_in_a_row() -> None:
    assert [join_words(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert join_words(["a", "b"], "or") == "a or b"


@given(st.dates(), st.dates())
def test_a_range_always_ends_with_its_last_day(first: date, last: date) -> None:
    assert format_date_range(first, last).endswith(format_date(last))
    assert format_date_range(first, last).startswith(str(first.day))


@pytest.mark.parametrize(
    ("label", "expected"), [("Fixed-width", "fixed-width"), ("NACHA", "NACHA"), ("EDI 820", "EDI 820"), ("", "")]
)
def test_a_label_within_a_sentence_begins_small_unless_it_is_in_capitals(label: str, expected: str) -> None:
    assert lower_label(label) == expected
