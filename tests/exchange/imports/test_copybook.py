"""COBOL copybooks: positions, lengths, values, notes, and what is refused."""

# ruff: noqa: E501 - one mistake in a row

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.exchange.imports.copybooks import COPYBOOKS, Copybook

from golive.exchange.imports.cobol.copybook import read_copybook
from golive.exchange.imports.offer import ImportedFile, ImportOffer, get_plain_value
from golive.exchange.imports.picks import compose_values, pick_choices
from golive.support.problems import OutputError


def read_offer(text: str) -> ImportOffer:
    return read_copybook(ImportedFile(Path("bills.cpy"), text.encode()))


def list_records(offer: ImportOffer, *patterns: str) -> dict[str, dict[str, Any]]:
    picked = compose_values(offer, pick_choices(offer, patterns))
    records: Any = get_plain_value(picked.values["interface"])["records"]
    return {record["id"]: record for record in records}


def list_notes(offer: ImportOffer) -> list[str]:
    return [str(note.problem) for note in offer.find_notes(frozenset(one.key for one in offer.choices))]


@pytest.mark.parametrize("copybook", COPYBOOKS, ids=lambda one: one.name.partition(":")[0])
def test_every_field_is_where_it_was_computed_by_hand(copybook: Copybook) -> None:
    records = list_records(read_offer(copybook.text), "*")

    found = {
        name: [(field["name"], int(field["position"]), int(field["length"])) for field in record["fields"]]
        for name, record in records.items()
    }
    assert found == copybook.layouts
    for name, record in records.items():
        assert int(record["length"]) == sum(length for _, _, length in copybook.layouts[name])


def test_there_are_at_least_twelve_copybooks() -> None:
    assert len(COPYBOOKS) >= 12


def test_every_value_knows_its_line() -> None:
    offer = read_offer(COPYBOOKS[4].text)
    lines = COPYBOOKS[4].text.splitlines()

    for choice in offer.walk():
        for fact in choice.value.values():
            if choice.list_name == "fields" and not isinstance(fact, list | dict) and "FILLER" not in choice.key:
                name = choice.key.rpartition(" ")[2]
                assert name in lines[fact.place.line - 1]
                assert lines[fact.place.line - 1][fact.place.column - 1] != " "


def test_types_and_formats_say_how_values_are_written() -> None:
    fields = {
        field["name"]: field
        for copybook in (COPYBOOKS[0], COPYBOOKS[1], COPYBOOKS[3], COPYBOOKS[11])
        for record in list_records(read_offer(copybook.text)).values()
        for field in record["fields"]
    }

    assert fields["ACCT-NO"]["type"] == "alphanumeric"
    assert (fields["CYCLE"]["type"], fields["CYCLE"]["format"]) == ("numeric", "Leading zeros")
    assert (
        fields["AMOUNT-DUE"]["format"]
        == "Leading zeros, 2 implied decimals, zoned: the sign in the last digit (overpunch)"
    )
    assert fields["T-COUNT"]["format"] == "Right-aligned, edited as PIC Z(6)9"
    assert fields["E"]["format"] == "Not text: packed decimal (COMP-3), PIC S9(10)"
    assert fields["I"]["type"] == "numeric"
    assert fields["H"]["format"].endswith("the sign behind the digits")


def test_stored_numbers_are_never_numeric_and_are_asked_about() -> None:
    offer = read_offer(COPYBOOKS[2].text)

    types = {field["name"]: field["type"] for field in list_records(offer)["b"]["fields"]}
    assert set(types.values()) == {"alphanumeric"}
    [question] = [note.question for note in offer.find_notes(frozenset({"b"})) if note.question]
    assert "(A, B, C, D, E, F and others)" in question
    assert offer.find_notes(frozenset()) == ()


def test_condition_names_become_values_and_rules() -> None:
    fields = {field["name"]: field for field in list_records(read_offer(COPYBOOKS[8].text))["l"]["fields"]}

    values = [(one["value"], one["meaning"]) for one in fields["STATUS-CD"]["values"]]
    assert values == [("A", "Active"), ("C", "Closed"), ("X", "Closed")]
    assert fields["STATUS-CD"]["type"] == "code"
    assert fields["GRADE"]["rule"] == "Low grade: 01 to 05"
    assert "values" not in fields["GRADE"]


def test_a_literal_goes_on_where_its_line_was_cut() -> None:
    [title, _] = list_records(read_offer(COPYBOOKS[9].text))["hdr-rec"]["fields"]

    assert title["example"] == "RIVERTON WATER DISTRICT, ACCOUNT FILE"


def test_records_with_a_constant_are_identified_by_it() -> None:
    records = list_records(read_offer(COPYBOOKS[11].text))

    assert {name: (one["kind"], one["identified_by"]) for name, one in records.items()} == {
        "header-rec": ("header", "HD"),
        "trailer-rec": ("trailer", "TR"),
    }


def test_a_view_of_a_value_is_offered_and_not_picked() -> None:
    offer = read_offer(COPYBOOKS[5].text)

    assert list(list_records(offer)) == ["r", "r-c"]
    assert [note for note in list_notes(offer) if "not picked, and offered as `r-b`" in note]


def test_a_table_that_is_too_long_becomes_one_field_and_is_named() -> None:
    offer = read_offer(
        "       01 R.\n           05 A PIC X.\n           05 ROWS OCCURS 900 TIMES.\n               10 C PIC X(2).\n"
    )

    assert [(one["name"], one["length"]) for one in list_records(offer)["r"]["fields"]] == [
        ("A", "1"),
        ("ROWS", "1800"),
    ]
    assert [note for note in list_notes(offer) if "`ROWS` is one field" in note and "bills.cpy:3:12" in note]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("       01 R.\n           05 A PIC X(5)\n           05 B PIC X.\n", "bills.cpy:3:12: `05` is not a clause"),
        ("       01 R.\n           05 A PIC Q(5).\n", "bills.cpy:2:21: `Q(5)` is no picture"),
        ("       01 R.\n           05 A.\n           05 B PIC X.\n", "bills.cpy:2:12: `A` has neither a picture nor items"),
        ("       01 R.\n           05 A PIC X.\n           05 B REDEFINES C PIC X.\n", "bills.cpy:3:12: `B` redefines `C`"),
        ("       01 R.\n           COPY ADDRESS.\n", "bills.cpy:2:12: `COPY` copies another file"),
        ("       01 R.\n           05 A PIC X.\n           HELLO WORLD.\n", "bills.cpy:3:12: `HELLO` is not a data description"),
        ("       01 R.\n           05 A PIC X.\n           05 B PIC S9(9) COMP SYNC.\n", "bills.cpy:3:12: `B` is SYNCHRONIZED"),
        ("       01 R.\n           05 A PIC X OCCURS 0 TO UNBOUNDED DEPENDING ON N.\n", "`UNBOUNDED` is no number of times"),
        ("       01 R.\n           05 A PIC X.\n             10 B PIC X.\n", "bills.cpy:3:14: `10` is inside `A`, which has a picture"),
        ("       01 R.\n           60 A PIC X.\n", "bills.cpy:2:12: `60` is no level number"),
        ("       * NOTHING\n", "bills.cpy: holds no data description"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_with_line_and_column(text: str, expected: str) -> None:
    with pytest.raises(OutputError) as raised:
        read_offer(text)

    assert expected in str(raised.value)


def test_all_problems_are_reported_at_once() -> None:
    with pytest.raises(OutputError) as raised:
        read_offer("       01 R.\n           05 A PIC Q.\n           05 B.\n           05 C REDEFINES D PIC X.\n")

    assert [problem.line for problem in raised.value.problems] == [4, 2, 3]


PICTURES = st.sampled_from(
    [("X(3)", 3), ("9(4)", 4), ("S9(7)V99", 9), ("S9(5) COMP-3", 3), ("9(6) COMP", 4), ("Z9.99", 5)]
)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.tuples(PICTURES, st.integers(1, 3)), min_size=1, max_size=12))
def test_fields_join_without_a_gap(items: list[tuple[tuple[str, int], int]]) -> None:
    lines = ["       01 REC."]
    lines += [
        f"           05 F{number} PIC {picture}{f' OCCURS {times} TIMES' if times > 1 else ''}."
        for number, ((picture, _), times) in enumerate(items)
    ]

    [record] = list_records(read_offer("\n".join(lines))).values()

    assert int(record["length"]) == sum(size * times for (_, size), times in items)
    free = 1
    for field in record["fields"]:
        assert int(field["position"]) == free
        free += int(field["length"])
    assert free == int(record["length"]) + 1


def test_a_placeholder_that_groups_redefine_gives_a_record_for_each() -> None:
    text = """
       01  EXPORT-REC.
           05  REC-TYPE      PIC X.
           05  REC-DATA      PIC X(40).
           05  CUST REDEFINES REC-DATA.
               10  CUST-ID   PIC 9(9).
               10  FILLER    PIC X(31).
           05  CARD REDEFINES REC-DATA.
               10  CARD-NO   PIC X(16).
               10  FILLER    PIC X(24).
    """

    assert list(list_records(read_offer(text))) == ["export-rec", "export-rec-cust", "export-rec-card"]


def test_of_a_whole_program_the_data_division_is_read() -> None:
    text = """
       IDENTIFICATION DIVISION.
       PROGRAM-ID. BILLS.
       DATA DIVISION.
       FILE SECTION.
       FD  BILL-FILE.
       01  BILL-REC.
           05  A  PIC X(5).
       PROCEDURE DIVISION.
           DISPLAY 'DONE'.
           STOP RUN.
    """

    assert list(list_records(read_offer(text))) == ["bill-rec"]


def test_tables_in_tables_do_not_explode() -> None:
    lines = [f"           {level:02} T{level} OCCURS 99999 TIMES." for level in range(5, 35)]

    with pytest.raises(OutputError) as raised:
        read_offer("\n".join(["       01 R.", *lines, "           49 Z PIC X."]))

    assert "bills.cpy:1:8: `R` is longer than 100,000 bytes" in str(raised.value)
