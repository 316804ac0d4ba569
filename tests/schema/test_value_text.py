# ruff: noqa: FBT003 - en dashes are meant; the values under test are booleans
from datetime import date, time
from decimal import Decimal

import pytest
from babel import localedata
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.examples import examples

from golive.schema.formats import Formats
from golive.schema.value_text import (
    format_count,
    format_date,
    format_date_range,
    format_day_and_month,
    format_dollars,
    format_duration,
    format_hour,
    format_month,
    format_month_name,
    format_number,
    format_percent,
    format_seconds,
    format_time,
    format_weekday,
    format_weekday_and_date,
    format_yes_no,
    join_words,
    lower_label,
    use_formats,
)
from golive.support.number_symbols import format_fixed, parse_number

LOCALES = sorted(name.replace("_", "-") for name in localedata.locale_identifiers())
DAY = date(2027, 3, 23)


def test_a_day_has_no_leading_zero() -> None:
    assert format_date(date(2027, 1, 2)) == "Jan 2, 2027"
    assert format_day_and_month(date(2027, 12, 31)) == "Dec 31"
    assert format_month(date(2027, 9, 30)) == "Sep 2027"
    assert format_month_name(date(2027, 9, 30)) == "Sep"
    assert (format_weekday(DAY), format_weekday(DAY, long=True)) == ("Tue", "Tuesday")
    assert format_weekday_and_date(DAY) == "Tue, Mar 23, 2027"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 12, 8), date(2027, 1, 16), "Dec 8, 2026 – Jan 16, 2027"),
        (date(2027, 1, 8), date(2027, 2, 16), "Jan 8 – Feb 16, 2027"),
        (date(2027, 1, 8), date(2027, 1, 16), "Jan 8–16, 2027"),
        (date(2027, 1, 8), date(2027, 1, 8), "Jan 8, 2027"),
    ],
)
def test_a_range_says_once_what_both_days_share(first: date, last: date, expected: str) -> None:
    assert format_date_range(first, last) == expected


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        (Formats(), ("Mar 23, 2027", "Mar 8–23, 2027", "2:05 PM", "6 AM", "$1,204.50", "12.5%")),
        (Formats(clock="24-hour"), ("Mar 23, 2027", "Mar 8–23, 2027", "14:05", "06:00", "$1,204.50", "12.5%")),
        (Formats(dates="long"), ("March 23, 2027", "March 8–23, 2027", "2:05 PM", "6 AM", "$1,204.50", "12.5%")),
        (Formats(dates="numeric"), ("3/23/2027", "3/8/2027 – 3/23/2027", "2:05 PM", "6 AM", "$1,204.50", "12.5%")),
        (Formats(dates="iso"), ("2027-03-23", "2027-03-08 – 2027-03-23", "2:05 PM", "6 AM", "$1,204.50", "12.5%")),
        (Formats(locale="en-GB"), ("23 Mar 2027", "8–23 Mar 2027", "14:05", "06:00", "US$1,204.50", "12.5%")),
        (Formats(locale="es-US"), ("23 mar 2027", "8–23 mar 2027", "2:05 p.m.", "6 a.m.", "$1,204.50", "12.5%")),
        (
            Formats(locale="es-ES"),
            ("23 mar 2027", "8–23 mar 2027", "14:05", "6:00", "1.204,50\u00a0US$", "12,5\u00a0%"),
        ),
    ],
)
def test_an_organization_chooses_how_values_are_written(formats: Formats, expected: tuple[str, ...]) -> None:
    with use_formats(formats):
        assert (
            format_date(DAY),
            format_date_range(date(2027, 3, 8), DAY),
            format_time(time(14, 5)),
            format_hour(6),
            format_dollars(Decimal("1204.5")),
            format_percent(Decimal("12.5")),
        ) == expected
    assert format_date(DAY) == "Mar 23, 2027"


def test_formats_follow_the_language_where_no_locale_is_named() -> None:
    with use_formats(Formats(), "en-GB"):
        assert format_date(DAY) == "23 Mar 2027"
    with use_formats(Formats(locale="en-US"), "en-GB"):
        assert format_date(DAY) == "Mar 23, 2027"


def test_a_locale_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError):
        Formats(locale="en-XX")


def test_a_time_carries_its_zone() -> None:
    assert format_time(time(2, 0), "ET") == "2:00 AM ET"
    assert format_time(time(17, 5)) == "5:05 PM"
    assert [format_hour(hour) for hour in (0, 6, 12, 18, 24)] == ["12 AM", "6 AM", "12 PM", "6 PM", "12 AM"]
    with use_formats(Formats(clock="24-hour")):
        assert [format_hour(hour) for hour in (0, 24)] == ["00:00", "24:00"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (1250, "1,250"),
        (Decimal("0.50"), "0.5"),
        (Decimal("1200.00"), "1,200"),
        (Decimal("1E+3"), "1,000"),
        (Decimal(100), "100"),
        (Decimal("0.123456"), "0.123456"),
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


def test_seconds() -> None:
    assert [format_seconds(n) for n in (1, 30, Decimal("2.50"))] == ["1 second", "30 seconds", "2.5 seconds"]


def test_words_in_a_row() -> None:
    assert [join_words(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert join_words(["a", "b"], "or") == "a or b"


@settings(max_examples=examples(60), deadline=None)
@given(
    st.dates(), st.dates(), st.sampled_from(["medium", "long", "numeric", "iso"]), st.sampled_from(["en-US", "en-GB"])
)
def test_a_range_names_both_days_and_ends_with_the_year_of_the_last(
    first: date, last: date, style: str, locale: str
) -> None:
    with use_formats(Formats.model_validate({"dates": style, "locale": locale})):
        text = format_date_range(first, last)
        if first.month != last.month or first.year != last.year:
            assert text.endswith(format_date(last))
        assert str(first.day) in text
        assert str(last.day) in text
        assert str(last.year) in text


@settings(max_examples=examples(60), deadline=None)
@given(st.sampled_from(LOCALES), st.dates(), st.dates(), st.times())
def test_every_locale_writes_every_kind_of_value(locale: str, first: date, last: date, at: time) -> None:
    with use_formats(Formats(locale=locale)):
        texts = [
            format_date(first),
            format_date_range(first, last),
            format_day_and_month(first),
            format_month(first),
            format_weekday_and_date(last),
            format_time(at, "ET"),
            format_hour(24),
            format_number(Decimal("1250.5")),
            format_percent(62),
            format_dollars(12),
            format_duration(90),
            format_seconds(3),
        ]
        assert all(text.strip() and "\u202f" not in text and "\u2009" not in text for text in texts)


@settings(max_examples=examples(60), deadline=None)
@given(st.sampled_from(LOCALES), st.decimals(0, 10**9, places=2))
def test_a_chart_reads_the_numbers_that_its_template_wrote(locale: str, value: Decimal) -> None:
    with use_formats(Formats(locale=locale)):
        assert parse_number(format_number(value)) == value
        assert parse_number(format_fixed(value, 2)) == value


@pytest.mark.parametrize("text", ["", "1,25", "12,50,1", "1.2.3", "-1", "1,250 records", "٣", "one"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("label", "expected"), [("Fixed-width", "fixed-width"), ("NACHA", "NACHA"), ("EDI 820", "EDI 820"), ("", "")]
)
def test_a_label_within_a_sentence_begins_small_unless_it_is_in_capitals(label: str, expected: str) -> None:
    assert lower_label(label) == expected
