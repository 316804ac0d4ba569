"""The catalog of checks: every row says what it must, and the page is made of it."""

import re
from pathlib import Path

import pytest

from golive.checks.catalog import CHAPTERS, CHECKS
from golive.checks.check import Check
from golive.checks.reference import check_to_dict, describe_check, list_checks, render_checks_page

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"
ROWS = [row for _, rows in CHAPTERS for row in rows]


def test_the_page_holds_the_checks_as_the_code_has_them() -> None:
    assert PAGE.read_text(encoding="utf-8").endswith(f"<!-- made by tools/checks.py -->\n\n{render_checks_page()}"), (
        "run `python tools/checks.py`"
    )


def test_there_are_more_than_forty_checks_and_no_two_have_one_id() -> None:
    assert len(ROWS) == len(CHECKS) > 40


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_check_says_what_must_hold_why_and_what_to_do(row: Check) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", row.id)
    assert row.meaning.endswith(".")
    for text in (row.reason, row.fix):
        assert text[0].isupper() or text[0] == "`"
        assert text.endswith((".", "`."))
    assert row.reason != row.fix


def test_explaining_says_everything_of_a_row() -> None:
    for row in ROWS:
        said = describe_check(row)
        assert all(part in said for part in (row.id, row.meaning, row.reason, row.fix))
        assert ("silence:" in said) is not row.must_hold
        assert row.id in list_checks()
        assert check_to_dict(row)["can_be_silenced"] is not row.must_hold
