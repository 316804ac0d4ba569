# ruff: noqa: FBT001 - the text under test; flags are parameters of the test
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.typography.graphemes import grapheme_boundaries
from golive.typography.lines import (
    WIDTH_SAFETY_FACTOR,
    break_lines,
    measure_height_pt,
    measure_longest_word_pt,
    measure_width_pt,
)
from golive.typography.metrics import load_font_metrics

CALIBRI = load_font_metrics("Calibri")
TEXT = st.one_of(
    st.text(alphabet=st.sampled_from("abcWMil .,-–/0129\né’"), max_size=80),
    st.text(alphabet=st.sampled_from("ab 日本語、。（）中文字👩\u200d💻🇺🇸é\u0301\u00a0-"), max_size=40),
    st.text(max_size=60),
)
SPACES = " \t\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u3000"


def remove_spaces(text: str) -> str:
    return "".join(c for c in text if c not in SPACES)


@given(TEXT, st.floats(1, 300), st.floats(5, 40), st.booleans())
def test_breaking_loses_nothing_but_spaces(text: str, width: float, size: float, bold: bool) -> None:
    lines = break_lines(text, width, size, load_font_metrics("Inter", bold))
    assert remove_spaces("".join(lines)) == remove_spaces(text.replace("\n", ""))


@given(TEXT, st.floats(1, 300), st.floats(5, 40))
def test_no_line_is_wider_than_its_room_unless_it_is_one_character(text: str, width: float, size: float) -> None:
    for line in break_lines(text, width, size, CALIBRI):
        assert len(grapheme_boundaries(line)) <= 2 or measure_width_pt(line, size, CALIBRI) <= width * (1 + 1e-9)


@given(TEXT, st.floats(20, 300))
def test_more_room_never_takes_more_lines(text: str, width: float) -> None:
    assert len(break_lines(text, width + 50, 12, CALIBRI)) <= len(break_lines(text, width, 12, CALIBRI))


@given(TEXT)
def test_room_for_everything_leaves_the_hard_breaks_alone(text: str) -> None:
    assert break_lines(text, 1e6, 10, CALIBRI) == [part.rstrip(SPACES) for part in text.split("\n")]


@given(TEXT, st.floats(1, 200))
def test_no_line_begins_with_an_accent_of_the_line_before(text: str, width: float) -> None:
    for part in text.split("\n"):
        lines = break_lines(part, width, 12, CALIBRI)
        assert all(not line or unicodedata.category(line[0]) not in {"Mn", "Me"} for line in lines[1:] if lines[0])


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("two words", "two words", ["two words"]),
        ("two words", "two word", ["two", "words"]),
        ("end-of-day file", "end-of-d", ["end-of-", "day file"]),
        ("a 2027-01-31", "2027-01-31", ["a", "2027-01-31"]),
        ("pages 10–12", "pages 10–", ["pages", "10–12"]),
        ("either/or now", "either/or", ["either/or", "now"]),
        ("abcdefgh", "abcd", ["abcd", "efgh"]),
        ("one\ntwo", "one two three", ["one", "two"]),
        ("one\n\ntwo", "one two three", ["one", "", "two"]),
        ("", "x", [""]),
        ("日本語の文章。次", "日本語の文章", ["日本語の文", "章。次"]),
        ("A\u00a0B C", "A\u00a0B", ["A\u00a0B", "C"]),
    ],
)
def test_lines_break_where_a_presentation_program_breaks_them(text: str, room: str, expected: list[str]) -> None:
    assert break_lines(text, measure_width_pt(room, 12, CALIBRI) + 0.01, 12, CALIBRI) == expected


def test_a_family_emoji_stays_whole() -> None:
    family = "👩\u200d👩\u200d👧"
    assert break_lines(family + family, 1, 12, CALIBRI) == [family, family]


def test_two_flags_part_between_the_flags() -> None:
    assert break_lines("🇺🇸🇨🇦", 1, 12, CALIBRI) == ["🇺🇸", "🇨🇦"]


def test_height_is_that_of_stored_boxes() -> None:
    assert measure_height_pt(1, 18) == pytest.approx(21.895)
    assert measure_height_pt(3, 10) == pytest.approx(36.445)


def test_the_longest_word_decides_the_narrowest_column() -> None:
    assert measure_longest_word_pt("a reconciliation b", 12, CALIBRI) == measure_width_pt("reconciliation", 12, CALIBRI)
    assert measure_longest_word_pt("", 12, CALIBRI) == 0


@given(TEXT)
def test_a_column_of_the_longest_word_cuts_no_word(text: str) -> None:
    narrow = break_lines(text, measure_longest_word_pt(text, 12, CALIBRI) + 0.01, 12, CALIBRI)
    assert all(
        measure_width_pt(line, 12, CALIBRI) <= measure_longest_word_pt(text, 12, CALIBRI) + 0.02 for line in narrow
    )


def test_the_safety_is_in_the_width() -> None:
    assert measure_width_pt("abc", 10, CALIBRI) == pytest.approx(
        WIDTH_SAFETY_FACTOR * CALIBRI.measure_width_pt("abc", 10)
    )
