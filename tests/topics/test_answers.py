"""Answers as people write them and as the spec holds them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.topics.answers import format_answer, parse_answer
from golive.topics.inputs import Choice, Input, InputKind

CHOICES = (Choice("ach", "ACH"), Choice("card", "Card"), Choice("business-daily", "Every business day"))


@given(st.sampled_from(InputKind), st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30))
def test_a_shown_answer_is_understood_as_it_was_held(kind: InputKind, text: str) -> None:
    asked = Input(kind, choices=CHOICES if kind is InputKind.CHOICE else ())
    held = parse_answer(asked, text)

    assert parse_answer(asked, format_answer(asked, held)) == held


@given(st.dates(date(1990, 1, 1)), st.times())
def test_dates_and_times_are_shown_in_words(day: date, moment: time) -> None:
    asked = Input(InputKind.DATE)
    shown = format_answer(asked, day.isoformat())
    assert shown == f"{day:%b} {day.day}, {day.year}"
    assert parse_answer(asked, shown) == day.isoformat()

    clock = Input(InputKind.TIME)
    held = moment.replace(microsecond=0).isoformat("seconds" if moment.second else "minutes")
    assert parse_answer(clock, format_answer(clock, held)) == held


@pytest.mark.parametrize(
    ("kind", "held", "shown"),
    [
        (InputKind.DATE, "2027-03-23", "Mar 23, 2027"),
        (InputKind.DATE, "soon", "soon"),
        (InputKind.TIME, "02:00", "2:00 AM"),
        (InputKind.TIME, "02:00:30", "02:00:30"),
        (InputKind.YES_NO, "true", "Yes"),
        (InputKind.CHOICE, "business-daily", "Every business day"),
        (InputKind.CHOICE, "never", "never"),
        (InputKind.CODE, "a  b", "a  b"),
        (InputKind.TEXT, "a  b", "a b"),
    ],
)
def test_an_answer_is_shown_as_people_write_it(kind: InputKind, held: str, shown: str) -> None:
    asked = Input(kind, choices=CHOICES if kind is InputKind.CHOICE else ())

    assert format_answer(asked, held).replace("\xa0", " ") == shown


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("every business day", "business-daily"),
        ("Business  Daily", "business-daily"),
        ("A.C.H.", "ach"),
        ("-", "-"),
        ("", ""),
        ("Every day", "Every day"),
    ],
)
def test_a_choice_is_found_by_its_letters(text: str, word: str) -> None:
    assert parse_answer(Input(InputKind.CHOICE, choices=CHOICES), text) == word


def test_letters_that_two_choices_share_choose_none() -> None:
    choices = (Choice("a-b", "A-B"), Choice("ab", "A B"))

    assert parse_answer(Input(InputKind.CHOICE, choices=choices), "a.b") == "a.b"
