"""No line of a document ends inside a date, a time or an amount."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from golive.figures.drawing import Frame
from golive.figures.text_fitting import TextPart, set_lines
from golive.markdown.document import Table, plain_text
from golive.markdown.parser import parse_markdown
from golive.markdown.text_mapping import map_document_text
from golive.render.html.tables import TableSettings, table_html
from golive.render.pdf.typst.breaks import split_wide_words
from golive.render.pdf.typst.inline import collapse_spaces
from golive.render.slides.layout.columns import break_wide_values
from golive.render.slides.model import Span
from golive.schema import value_text
from golive.schema.formats import Formats
from golive.schema.unbroken_values import keep_values_whole
from golive.schema.value_text import use_formats
from golive.typography.no_break import NO_BREAK_SPACE, restore_spaces

LANGUAGES = ("en-US", "en-GB", "es-US", "es-ES", "fr-CA", "de-DE")
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@settings(max_examples=examples(40), deadline=None)
@given(DAYS, st.times(), st.sampled_from(LANGUAGES), st.sampled_from(["medium", "long", "numeric", "iso"]))
def test_every_formatted_date_and_time_is_whole(day: date, at: time, locale: str, dates: str) -> None:
    with use_formats(Formats.model_validate({"locale": locale, "dates": dates}), locale):
        values = (
            value_text.format_date(day),
            value_text.format_weekday_and_date(day),
            value_text.format_day_and_month(day),
            value_text.format_month(day),
            value_text.format_time(at, "ET"),
            value_text.format_dollars(Decimal("1204.5")),
        )
        kept = [keep_values_whole(f"due by {value} at least") for value in values]

    assert [restore_spaces(text) for text in kept] == [restore_spaces(f"due by {value} at least") for value in values]
    assert [text.count(" ") for text in kept] == [4] * len(values)


@settings(max_examples=examples(40), deadline=None)
@given(DAYS, st.integers(0, 500))
def test_a_range_breaks_after_its_dash_and_nowhere_else(first: date, days: int) -> None:
    text = value_text.format_date_range(first, first + timedelta(days))
    kept = keep_values_whole(text)

    assert restore_spaces(kept) == text
    assert kept.count(" ") == text.count(" – ")
    assert all(part.endswith("–") for part in kept.split(" ")[:-1])


@pytest.mark.parametrize(
    "text", ["may 5 files move", "5 files of 12 records", "Step 2 of 3", "a – b", "12 in May, 30 cases"]
)
def test_other_numbers_may_break(text: str) -> None:
    assert keep_values_whole(text) == text


def test_dates_in_prose_are_kept_and_code_stays_as_it_is() -> None:
    text = "On Mar 9, 2027, 2:00 AM to 8:00 AM ET, or `Mar 9, 2027`, pay $5."
    (block,) = map_document_text(parse_markdown(text), keep_values_whole).blocks

    shown = plain_text(block.runs).replace(NO_BREAK_SPACE, "_")  # type: ignore[union-attr]
    assert shown == "On Mar_9,_2027, 2:00_AM to 8:00_AM_ET, or Mar 9, 2027, pay $5."


def test_a_figure_breaks_a_range_after_its_dash() -> None:
    frame = Frame(10, 5, 10, 8)
    lines = set_lines((TextPart("Dec 3, 2026 – Jan 8, 2027"),), 1.0, 10, frame)

    assert [line.text.replace(NO_BREAK_SPACE, " ") for line in lines] == ["Dec 3, 2026 –", "Jan 8, 2027"]


def test_a_date_wider_than_its_place_is_broken_at_its_spaces_and_no_word_is_cut() -> None:
    frame = Frame(10, 5, 10, 8)
    lines = set_lines((TextPart("September 30, 2026"),), 0.75, 10, frame)
    assert [line.text for line in lines] == ["September", "30, 2026"]


@pytest.mark.parametrize(("width_in", "shown"), [(3.0, "Sep 30, 2026"), (14.0, "Sep_30,_2026")])
def test_a_date_in_a_narrow_column_is_broken_at_its_spaces(width_in: float, shown: str) -> None:
    text = 'Table: {widths="10 90"}\n\n| Due | What |\n|---|---|\n| Sep 30, 2026 | All |\n'
    (table,) = map_document_text(parse_markdown(text), keep_values_whole).blocks
    assert isinstance(table, Table)

    html = table_html(table, TableSettings("plain", width_in, 9.0))
    assert shown in html.replace(NO_BREAK_SPACE, "_")


def test_typst_gets_dates_in_one_piece_and_breaks_only_those_that_are_wider_than_the_line() -> None:
    text = keep_values_whole("  due  Sep 30, 2026 ")

    assert collapse_spaces(text).replace(NO_BREAK_SPACE, "_") == "due Sep_30,_2026"
    assert split_wide_words("Sep_30,_2026".replace("_", NO_BREAK_SPACE), 200, 9) == [keep_values_whole("Sep 30, 2026")]
    (pieces,) = split_wide_words(keep_values_whole("Sep 30, 2026"), 30, 9)
    assert [restore_spaces(piece) for piece in pieces] == ["Sep ", "30, ", "2026"]


@pytest.mark.parametrize(("width_in", "shown"), [(0.7, "Sep 30, 2026"), (3.0, "Sep_30,_2026")])
def test_a_date_in_a_narrow_column_of_a_slide_is_broken_at_its_spaces(width_in: float, shown: str) -> None:
    (row,) = [break_wide_values(((Span(keep_values_whole("Sep 30, 2026")),),), (width_in,), 12, "Calibri")]
    assert row[0][0].text.replace(NO_BREAK_SPACE, "_") == shown
