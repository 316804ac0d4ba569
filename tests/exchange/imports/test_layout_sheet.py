"""Layouts in Excel: tables as people make them, each value with its cell, and what is refused."""

# ruff: noqa: E501 - one mistake in a row

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from golive.exchange.imports.offer import ImportedFile, ImportOffer, get_plain_value
from golive.exchange.imports.picks import compose_values, pick_choices
from golive.exchange.imports.sheets.layout_sheet import read_layout_sheet
from golive.exchange.imports.sheets.sheet_columns import find_meaning, read_need, read_range, read_type, read_values
from golive.support.problems import OutputError

Rows = list[list[Any]]
HEADS = ["No.", "Field Name", "Start", "Length", "Type", "Req'd", "Valid Values", "Description"]
DETAIL: Rows = [
    HEADS,
    [1, "REC_TYPE", 1, 2, "Char", "Y", "DT = Detail", "Always DT"],
    [2, "ACCOUNT_NO", 3, 10, "Numeric", "M", None, None],
    [3, "STATUS", 13, 1, "Char", "O", "A - Active\nC - Closed", None],
    [4, "AMOUNT", 14, 9, "9(7)V99", "Required", None, "What is owed"],
    [5, "FILLER", 23, 8, "Blank", None, None, None],
]


def write_sheets(sheets: dict[str, Rows], *, formula: bool = False) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None and formula and value == "=":
                        sheet.write_formula(at, column, "=1+1")
                    elif value is not None:
                        sheet.write(at, column, value)
    return stream.getvalue()


def read_offer(sheets: dict[str, Rows], *columns: str, formula: bool = False) -> ImportOffer:
    return read_layout_sheet(ImportedFile(Path("Layout.xlsx"), write_sheets(sheets, formula=formula)), columns)


def list_values(offer: ImportOffer) -> dict[str, Any]:
    values: Any = get_plain_value(compose_values(offer, pick_choices(offer, ())).values["interface"])
    return dict(values)


def list_notes(offer: ImportOffer) -> str:
    return "\n".join(str(note.problem) for note in offer.find_notes(frozenset()))


def test_a_table_becomes_a_record_with_every_value() -> None:
    values = list_values(read_offer({"Detail Record": DETAIL}))

    [record] = values["records"]
    assert (values["format"], record["id"], record["name"], record["length"]) == (
        "fixed-width",
        "detail-record",
        "Detail Record",
        "30",
    )
    first, account, status, amount, filler = record["fields"]
    assert first == {
        "name": "REC_TYPE", "position": "1", "length": "2", "type": "alphanumeric", "need": "mandatory",
        "values": [{"value": "DT", "meaning": "Detail"}], "rule": "Always DT",
    }  # fmt: skip
    assert (account["type"], account["need"]) == ("numeric", "mandatory")
    assert [one["meaning"] for one in status["values"]] == ["Active", "Closed"]
    assert (status["need"], amount["type"], amount["format"]) == (
        "optional",
        "amount",
        "Leading zeros, 2 implied decimals",
    )
    assert (filler["type"], filler["need"]) == ("filler", "optional")


def test_every_value_knows_its_cell() -> None:
    offer = read_offer({"Detail Record": DETAIL})

    [amount] = [one for one in offer.walk() if one.key == "detail-record AMOUNT"]
    places = {key: str(getattr(value, "place", "")) for key, value in amount.value.items()}
    assert places == {
        "name": "'Detail Record'!B5", "position": "'Detail Record'!C5", "length": "'Detail Record'!D5", "type": "'Detail Record'!E5",
        "need": "'Detail Record'!F5", "format": "'Detail Record'!E5", "rule": "'Detail Record'!H5",
    }  # fmt: skip


def test_sheets_sections_and_a_column_of_records_make_several_records() -> None:
    sections = [
        ["Bill file of AquaBill"],
        [],
        ["Header record"],
        HEADS,
        *DETAIL[1:3],
        [],
        ["Trailer record"],
        HEADS,
        *DETAIL[1:4],
    ]
    continued = [HEADS, *DETAIL[1:3], ["Line items"], *DETAIL[1:3]]
    column = [["Record", *HEADS], *(["HD", *row] for row in DETAIL[1:3]), *(["DT", *row] for row in DETAIL[1:5])]

    def names(offer: ImportOffer) -> list[tuple[str, str, int]]:
        return [(one["id"], one["kind"], len(one["fields"])) for one in list_values(offer)["records"]]

    assert names(read_offer({"S": sections})) == [("header-record", "header", 2), ("trailer-record", "trailer", 3)]
    assert names(read_offer({"Bill": continued})) == [("bill", "detail", 2), ("line-items", "detail", 2)]
    assert names(read_offer({"S": column})) == [("hd", "detail", 2), ("dt", "detail", 4)]
    assert names(read_offer({"Header": DETAIL[:3], "Notes": [["Call us."]], "Detail": DETAIL})) == [
        ("header", "header", 2),
        ("detail", "detail", 5),
    ]


def test_ends_ranges_and_sizes_give_the_same_positions() -> None:
    ends: Rows = [["Field", "From", "To"], ["A", 1, 5], ["B", 6, 6], ["C", 7, 20]]
    ranges: Rows = [["Field", "Position", "Type"], ["A", "1-5", "X"], ["B", "6", "X(1)"], ["C", "7 - 20", "N"]]
    sizes: Rows = [["Element", "Type"], ["A", "Char(5)"], ["B", "X"], ["C", "PIC 9(14)"]]

    def places(rows: Rows) -> list[tuple[str | None, str | None]]:
        return [
            (one.get("position"), one.get("length"))
            for one in list_values(read_offer({"S": rows}))["records"][0]["fields"]
        ]

    assert places(ends) == places(ranges) == [("1", "5"), ("6", "1"), ("7", "14")]
    assert places(sizes) == [(None, "5"), (None, None), (None, "14")]


def test_numbered_columns_are_those_of_a_delimited_file() -> None:
    values = list_values(
        read_offer({"S": [["Field", "Position", "Max Length"], ["A", 1, 10], ["B", 2, 30], ["C", 3, 8]]})
    )

    assert values["format"] == "delimited"
    assert [one["length"] for one in values["records"][0]["fields"]] == ["10", "30", "8"]


def test_columns_can_be_named_where_heads_say_nothing() -> None:
    rows: Rows = [["Feld", "ab", "Zeichen"], ["A", 1, 5], ["B", 6, 2]]

    values = list_values(read_offer({"S": rows}, "name=A", "start=B", "length=C"))

    assert [(one["name"], one["position"], one["length"]) for one in values["records"][0]["fields"]] == [
        ("A", "1", "5"),
        ("B", "6", "2"),
    ]


def test_what_is_not_read_is_named() -> None:
    rows = [
        *DETAIL[:3],
        [3, "STATUS", 14, 1, "Weird", "perhaps", "many", None],
        [None, "AMT", 15, 9, "Amount", None, None, None],
        [],
        ["Prepared by IT"],
    ]

    notes = list_notes(read_offer({"S": rows}))

    assert (
        "Layout.xlsx › S!A1: warning: the columns are taken as name=B,start=C,length=D,type=E,need=F,values=G,rule=H; not read: No."
        in notes
    )
    assert "S!C4: warning: `STATUS` starts at 14, and the field before it ends at 12" in notes
    assert "S!E4: warning: `Weird` is not a type that golive knows: imported as text" in notes
    assert "S!F4: warning: `perhaps` does not say whether the field must be filled" in notes
    assert "the sheet does not say how its decimals are written" in notes
    assert "S!A7: warning: `Prepared by IT` is no field, and is not imported" in notes
    field = list_values(read_offer({"S": rows}))["records"][0]["fields"][2]
    assert (field["format"], field["rule"]) == ("Type: Weird", "Values: many")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Hello"], ["World"]], "Layout.xlsx: has no table of fields"),
        ([HEADS, [1, "A", "one", 2]], "Layout.xlsx › S!C2: `one` is no position"),
        ([HEADS, [1, "A", 1, "9,2"]], "Layout.xlsx › S!D2: `9,2` is no length"),
        ([HEADS, [1, "A", 1, None, "Char"]], "Layout.xlsx › S!B2: `A` has no length"),
        ([HEADS, [1, "A", "=", 2]], "Layout.xlsx › S!C2: is a formula, and no value"),
    ],
)
def test_cells_that_cannot_be_read_are_named(rows: Rows, expected: str) -> None:
    with pytest.raises(OutputError) as raised:
        read_offer({"S": rows}, formula=True)

    assert expected in str(raised.value)


def test_files_that_are_no_safe_workbook_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 40_000_000)
    for data, expected in (
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "is protected by a password, or in the format of Excel 2003"),
        (b"PK\x03\x04rubbish", "is no Excel workbook"),
        (stream.getvalue(), "unpacks to more than is safe"),
    ):
        with pytest.raises(OutputError) as raised:
            read_layout_sheet(ImportedFile(Path("Layout.xlsx"), data))
        assert expected in str(raised.value)


def test_merged_cells_are_refused() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("S")
        for at, row in enumerate(DETAIL):
            sheet.write_row(at, 0, ["" if value is None else value for value in row])
        sheet.merge_range("D2:D3", 2)

    with pytest.raises(OutputError) as raised:
        read_layout_sheet(ImportedFile(Path("Layout.xlsx"), stream.getvalue()))
    assert "Layout.xlsx › S!D2:D3: cells are merged, so that only the first row has the value" in str(raised.value)


@settings(max_examples=examples(15), deadline=None)
@given(st.lists(st.integers(1, 40), min_size=2, max_size=30), st.booleans())
def test_positions_and_lengths_are_those_of_the_sheet(lengths: list[int], with_end: bool) -> None:  # noqa: FBT001
    starts = [1 + sum(lengths[:at]) for at in range(len(lengths))]
    rows: Rows = [["Field", "Start", "End" if with_end else "Length"]]
    rows += [
        [f"F{at}", start, start + length - 1 if with_end else length]
        for at, (start, length) in enumerate(zip(starts, lengths, strict=True))
    ]

    [record] = list_values(read_offer({"S": rows}))["records"]

    assert [(int(one["position"]), int(one["length"])) for one in record["fields"]] == list(
        zip(starts, lengths, strict=True)
    )


def test_words_of_heads_types_and_needs() -> None:
    assert [find_meaning(one) for one in ("Field Name", "START POS.", "Len", "Data Type", "M/O", "Comments", "Colour")] == [
        "name", "start", "length", "type", "need", "rule", "",
    ]  # fmt: skip
    assert [read_type(one).type for one in ("VARCHAR(20)", "Decimal(9,2)", "X", "date", "S9(5)V99 COMP-3", "???")] == [
        "alphanumeric", "amount", "alphanumeric", "date", "alphanumeric", "",
    ]  # fmt: skip
    assert read_type("S9(5)V99 COMP-3").length == 4
    assert [read_need(one) for one in ("Yes", "o", "Conditional", "maybe")] == [
        "mandatory",
        "optional",
        "conditional",
        "",
    ]
    assert [read_range(one) for one in ("7", "1-10", "3 to 4", "9-2", "x")] == [(7, 0), (1, 10), (3, 4), None, None]
    assert read_values("A=Active, C=Closed") == [("A", "Active"), ("C", "Closed")]
    assert read_values("see appendix") == []
