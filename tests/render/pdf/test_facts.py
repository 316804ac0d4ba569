"""Labelled facts, and tables that are set as facts since their rows are too high."""

import re

from golive.markdown.document import Run, Runs, Table
from golive.render.html.facts import FactsArea, facts_html
from golive.render.html.tables import TableSettings, table_html

WIDE, NARROW = FactsArea(500, 300), FactsArea(200, 300)
LONG = "word " * 60


def make_facts(*rows: tuple[str, str]) -> Table:
    return Table(((), ()), tuple(((Run(label),), (Run(value),)) for label, value in rows), ("", ""))


def list_shown_cells(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr.*?</tr>", html)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


def test_short_facts_stand_two_in_a_row_in_their_order() -> None:
    html = facts_html(make_facts(("A", "1"), ("B", "2"), ("C", LONG), ("D", "4"), ("E", "5"), ("F", "6")), WIDE)
    assert list_shown_cells(html) == [["A", "1", "B", "2"], ["C", LONG], ["D", "4", "E", "5"], ["F", "6"]]
    assert html.count('colspan="3"') == 2


def test_in_a_narrow_room_facts_stand_one_below_the_other() -> None:
    html = facts_html(make_facts(("A", "1"), ("B", "2")), NARROW)
    assert list_shown_cells(html) == [["A", "1"], ["B", "2"]]
    assert "colspan" not in html


def test_a_fact_too_high_for_a_page_goes_on_in_rows_of_its_own() -> None:
    rows = list_shown_cells(facts_html(make_facts(("A", LONG * 20)), WIDE))
    assert [row[0] for row in rows] == ["A", *["A (continued)"] * (len(rows) - 1)]
    assert "".join(row[1] for row in rows).split() == (LONG * 20).split()
    assert len(rows) > 2


def test_very_few_facts_stay_with_what_follows_them() -> None:
    few, many = make_facts(("A", "1"), ("B", "2")), make_facts(*((str(number), LONG) for number in range(4)))
    following = FactsArea(500, 300, keep_with_next=True)
    assert "lead-in" in facts_html(few, following)
    assert "lead-in" not in facts_html(few, WIDE)
    assert "lead-in" not in facts_html(many, following)


def test_the_last_two_rows_stay_together_unless_all_rows_would_then_be_one_tall_block() -> None:
    rows = [(str(number), LONG) for number in range(6)]
    assert 'class="last"' in facts_html(make_facts(*rows), WIDE)
    assert 'class="last"' in facts_html(make_facts(*rows[:4]), FactsArea(500, 250))
    assert 'class="last"' not in facts_html(make_facts(*rows[:2]), WIDE)
    assert 'class="last"' not in facts_html(
        make_facts(*((label, LONG * 2) for label, _ in rows[:4])), FactsArea(500, 250)
    )


def test_a_table_with_rows_too_high_for_its_columns_is_set_as_facts_and_nothing_is_lost() -> None:
    def cells(*texts: str) -> tuple[Runs, ...]:
        return tuple((Run(text),) for text in texts)

    high = Table(cells("No.", "Text", "Note"), (cells("1", LONG * 4, LONG * 4), cells("2", "b", "c")), ("", "", ""))
    form = TableSettings("plain", 6.94, 9.08)
    html = table_html(high, form)

    labels = [row[0] for row in list_shown_cells(html)]
    assert labels == ["No.", "Text", "Note", "No.", "Note"]
    assert list_shown_cells(html)[3] == ["No.", "2", "Text", "b"]
    assert html.count('class="group"') == 1
    assert "<thead>" in table_html(Table(high.header, high.rows[1:], high.align), form)


def test_numbers_stand_to_the_right_unless_the_markdown_says_otherwise() -> None:
    rows = tuple(((Run(text),), (Run(text),), (Run("x"),)) for text in ("1,250", "99.5%", "–"))
    html = table_html(
        Table(((Run("A"),), (Run("B"),), (Run("C"),)), rows, ("", "center", "")), TableSettings("plain", 7, 9)
    )
    assert html.count('class="n"') == html.count('class="c"') == 4
