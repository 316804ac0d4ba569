"""What `golive check` says of examples and samples."""

import pytest
from tests.yaml_io.samples import change_minimal, load_spec

from golive.checks import run_checks
from golive.data_files.layout_checks import check_layouts
from golive.support.problems import Problem

EXAMPLE = "type: amount, example: '00000004250'"
SAMPLE = """    samples:
      - caption: Two bills
        text: |
          0012345600000004250
          0012345700000001000
"""
RECORDS_END = "  - id: balances\n    name: Balance lookup"


def list_problems(*changes: tuple[str, str]) -> list[Problem]:
    spec = load_spec(change_minimal(*changes))
    assert run_checks(spec) == ()
    return list(check_layouts(spec))


WRONG = {
    "letters in an amount": (EXAMPLE, "type: amount, example: '0000000425O'", "'0000000425O'"),
    "an amount that does not fill its field": (EXAMPLE, "type: amount, example: '4250'", "'4250'"),
    "a date that is none": (EXAMPLE, "type: date, format: YYYY-MM-DD, example: '2027-02-30'", "'2027-02-30'"),
    "a word that is not listed": (
        EXAMPLE,
        "type: code, example: B, values: [{value: A, meaning: all}]",
        "B",
    ),
    "a value unlike its pattern": (EXAMPLE, r"type: alphanumeric, pattern: '\d{2}-\d{2}', example: '12/34'", "'12/34'"),
    "a number out of its range": (EXAMPLE, "type: numeric, format: 01 to 20, example: '21'", "'21'"),
    "a mask that is longer than its field": (
        "length: 11, type: amount, example: '00000004250'",
        "length: 11, type: timestamp, format: YYYYMMDDhhmmss",
        "YYYYMMDDhhmmss",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_example_that_does_not_fit_is_found(name: str) -> None:
    old, new, marked = WRONG[name]
    found = list_problems((old, new))

    assert [one.excerpt[one.column - one.excerpt_column :][: one.width] for one in found] == [marked]
    assert all(one.message and one.hint for one in found)


def test_a_sample_is_checked_like_a_file_and_its_line_is_shown() -> None:
    assert list_problems((RECORDS_END, SAMPLE + RECORDS_END)) == []
    found = list_problems((RECORDS_END, SAMPLE.replace("00000001000", "0000O001000") + RECORDS_END))

    assert [one.excerpt.strip() for one in found] == ["001234570000O001000"]
    assert found[0].excerpt[found[0].column - 1] == "O"
    assert found[0].message.startswith("line 2 of `interfaces[0].samples[0].text`: `detail.AMOUNT` is `0000O001000`")


def test_lines_without_the_whole_file_are_no_file() -> None:
    fields = "[{name: A, length: 2, type: code, values: [{value: HD, meaning: Head}]}]"
    head = f"      - {{id: head, name: Head, kind: header, identified_by: HD, length: 2, fields: {fields}}}\n"
    whole = change_minimal(("    records:\n", f"    records:\n{head}"), (RECORDS_END, SAMPLE + RECORDS_END))

    assert list(check_layouts(load_spec(whole))) == []


def test_equal_lines_of_a_sample_each_have_their_own_place() -> None:
    twice = SAMPLE.replace("0012345700000001000", "001234560000O004250").replace(
        "0012345600000004250", "001234560000O004250"
    )
    found = list_problems((RECORDS_END, twice + RECORDS_END))

    assert found[1].line == found[0].line + 1


def test_a_total_in_a_record_that_is_gone_is_one_problem_and_its_samples_are_not_read() -> None:
    rejects = "      rejects: Bad records are set aside; the rest is loaded.\n"
    totals = "      totals:\n        - {field: trailer.COUNT, kind: count}\n"
    spec = load_spec(change_minimal((rejects, rejects + totals), (RECORDS_END, SAMPLE + RECORDS_END)))
    found = run_checks(spec)

    assert any("trailer" in one.message for one in found)
    assert list(check_layouts(spec, found)) == []
