"""What banks send is accepted, and one fault in it is one message."""

import json
from decimal import Decimal
from io import BytesIO

import pytest
from tests.data_files.bank_files import (
    NINES,
    format_ach_addenda,
    format_ach_entry,
    join_lines,
    list_messages,
    load_file_spec,
    load_layout,
    load_preset_layout,
    make_ach_lines,
    make_bai_lines,
    make_edi_segments,
    make_two_entries,
)

from golive.checks import run_checks
from golive.data_files.sample import write_sample
from golive.data_files.verify import verify_file
from golive.support.problems import SpecError

BILLS = """    format: delimited
    delimiter: ","
    records:
      - id: bill
        name: Bill
        kind: detail
        fields:
          - {name: ACCOUNT, type: alphanumeric, length: 20, example: '00123456'}
          - {name: NAME, type: alphanumeric, length: 60, example: 'SAMPLE, R'}
          - {name: NOTE, type: alphanumeric, length: 200, need: optional}
          - {name: AMOUNT, type: amount, length: 12, format: Decimal point, example: '118.47'}
"""
TITLES = """      - id: titles
        name: Titles
        kind: header
        fields:
          - {name: T1, type: code, length: 20, example: account, values: [{value: account, meaning: title}]}
"""
SIGNED = """    format: fixed-width
    records:
      - id: bill
        name: Bill
        kind: detail
        identified_by: "20"
        fields:
          - {name: CODE, type: code, length: 2, example: "20", values: [{value: "20", meaning: Bill}]}
          - {name: AMOUNT, type: amount, length: 9, format: "2 implied decimals, SIGN", example: "000011847"}
"""
TREE = """    format: FORMAT
    controls:
      totals:
        - {field: header.Count, kind: count, of: [payment]}
    records:
      - {id: header, name: Header, kind: header, identified_by: Hdr, fields: [
          {name: Count, type: numeric, length: 7, format: No leading zeros, example: "1"}]}
      - {id: payment, name: Payment, kind: detail, identified_by: Pmt, fields: [
          {name: Account, type: alphanumeric, length: 20, example: "00123456"},
          {name: Amount, type: amount, length: 12, format: Decimal point, example: "1.00"}]}
"""
LINES = """    format: json
    records:
      - {id: payment, name: Payment, kind: detail, fields: [
          {name: Account, type: alphanumeric, length: 20, example: "00123456"},
          {name: Amount, type: amount, length: 12, format: Decimal point, example: "1.00"}]}
"""
ADDENDA = """    without: [addenda]
    controls:
      totals:
        - {field: batch-control.ENTRY_ADDENDA_COUNT, kind: count, of: [entry, a05, a99], since: batch-header}
        - {field: file-control.ENTRY_ADDENDA_COUNT, kind: count, of: [entry, a05, a99]}
    records:
      - {id: a05, name: Addenda 05, kind: addenda, identified_by: "705", length: 94, after: [entry], announced_by:
          {field: entry.ADDENDA_INDICATOR, values: ["1"]}, fields: [{name: ALL, length: 94, type: alphanumeric}]}
      - {id: a99, name: Addenda 99, kind: addenda, identified_by: "799", length: 94, after: [entry], announced_by:
          {field: entry.ADDENDA_INDICATOR, values: ["1"]}, fields: [{name: ALL, length: 94, type: alphanumeric}]}
"""
COUNTED = """    format: fixed-width
    controls:
      totals:
        - {field: entry.LINES, kind: count, of: [line], since: entry}
    records:
      - {id: entry, name: Entry, kind: detail, identified_by: E, fields: [
          {name: CODE, length: 1, type: alphanumeric, example: E},
          {name: LINES, length: 2, type: numeric, example: "01"}]}
      - {id: line, name: Line, kind: addenda, identified_by: L, fields: [
          {name: CODE, length: 1, type: alphanumeric, example: L}, {name: NO, length: 2, type: numeric, example: "01"}]}
"""
THREE = """    format: fixed-width
    records:
      - {id: header, name: Header, kind: header, identified_by: H, fields: [
          {name: CODE, length: 1, type: alphanumeric, example: H}, {name: NO, length: 6, type: numeric, example: "01"}]}
      - {id: short, name: Short, kind: detail, identified_by: S, fields: [
          {name: CODE, length: 1, type: alphanumeric, example: S}, {name: NO, length: 2, type: numeric, example: "01"}]}
      - {id: long, name: Long, kind: detail, identified_by: L, fields: [
          {name: CODE, length: 1, type: alphanumeric, example: L}, {name: NO, length: 9, type: numeric, example: "01"}]}
"""
PAID = ["BPR*I*84.12*C*ACH", "TRN*1*991", "N1*PR*EXAMPLE BAKERY LLC", "ENT*1", "RMR*IV*261**84.12"]
XML = "<file>\n<Hdr><Count>1</Count></Hdr>\n<Pmt><Account>1</Account><Amount>1.00</Amount></Pmt>\n</file>\n"


def test_the_files_that_the_others_differ_from_are_right() -> None:
    assert list_messages(load_preset_layout("nacha-ppd"), join_lines(make_two_entries())) == []
    assert (
        list_messages(
            load_preset_layout("bai2"),
            join_lines(make_bai_lines("03,5521,USD,010,10000,,/", "16,195,5000,,1,2,IN/", total="15000", records=3)),
        )
        == []
    )
    assert list_messages(load_preset_layout("edi-820"), join_lines(make_edi_segments(*PAID), "~\n")) == []


@pytest.mark.parametrize(
    "data",
    [
        join_lines(make_two_entries()).rstrip("\n"),
        join_lines(make_ach_lines(format_ach_entry(8412, 0), format_ach_entry(100, 1), cents=8512, count=2, entries=2)),
        join_lines(
            make_ach_lines(format_ach_entry(8412, 1, addenda=1), format_ach_addenda(1), cents=8412, count=2, entries=1)
        ),
        join_lines(make_ach_lines(format_ach_entry(0, 1, code="28"), cents=0, count=1, entries=1)),
    ],
    ids=["no last line ending", "first sequence 0", "an addenda", "a prenote"],
)
def test_nacha_files_are_accepted(data: str) -> None:
    assert list_messages(load_preset_layout("nacha-ppd"), data) == []


def test_two_kinds_of_addenda_may_be_announced_by_one_field() -> None:
    layout = load_preset_layout("nacha-ppd", ADDENDA)
    returned = f"799{'R01':91}"
    whole = make_ach_lines(
        format_ach_entry(100, 1, addenda=1),
        format_ach_addenda(1),
        format_ach_entry(100, 2, addenda=1),
        returned,
        cents=200,
        count=4,
        entries=2,
    )

    assert list_messages(layout, join_lines(whole)) == []
    del whole[3]
    assert [one.partition(" ")[0] for one in list_messages(layout, join_lines(whole))] == ["4:1"]


def test_two_lines_that_are_as_long_as_a_record_are_no_torn_record_if_the_first_is_a_whole_one() -> None:
    layout = load_layout(THREE)

    assert list_messages(layout, "H261128\nS01\nL000000001\n") == []
    assert [one.partition(" ")[0] for one in list_messages(layout, "?261128\nS01\nL000000001\n")] == ["1:1"]
    assert [one.partition(" ")[0] for one in list_messages(layout, "H261128\nS01\nL0000\n00001\n")] == ["3:6"]


def test_a_detail_may_count_what_follows_it() -> None:
    layout = load_layout(COUNTED)

    assert list_messages(layout, "E02\nL01\nL02\nE00\nE01\nL01\n") == []
    assert list_messages(layout, "E02\nL01\nE00\nE01\nL01\n") == ["1:2 `entry.LINES` is `02`; expected: `01`"]
    for count in range(5):
        assert list(verify_file(BytesIO(b"".join(write_sample(layout, count, count))), layout)) == []


BAI: dict[str, tuple[tuple[str, ...], str, int]] = {
    "a plus sign": (("03,5521,USD,015,+00000000010000,,/", "16,175,000000000005000,Z,0,,Miami/"), "+000015000", 3),
    "two summaries": (("03,5521,USD,010,10000,,,015,15000,,/", "16,195,5000,,1,2,IN/"), "30000", 3),
    "four summaries": (("03,5521,USD,010,10000,,,015,15000,,,040,1,,,045,2,,/", "16,195,5000,,1,2,IN/"), "30003", 3),
    "a summary on a continuation": (
        ("03,5521,USD,010,10000,,/", "88,015,15000,,/", "16,195,5000,,1,2,IN/"),
        "30000",
        4,
    ),
    "a split summary": (("03,5521,USD,010,10000,,,045/", "88,15000,,/", "16,195,5000,,1,2,IN/"), "30000", 4),
    "two continuations": (("03,5521,USD,010,1,,/", "88,015,2,,,040/", "88,3,,,045,4,,/"), "10", 4),
    "columns that end early": (("03,5521/", "16,195,5000/"), "5000", 3),
    "text on a continuation": (("03,5521,USD,010,1,,/", "16,195,2,Z,1,2,IN", "88,015,99,,/", "88,more, text"), "3", 5),
    "funds types S and V": (("03,5521,,010,9,,S,1,2,6,015,1,,/", "16,195,5,V,270120,0900,1,2,IN/"), "15", 3),
    "no amounts": (("03,5521,USD,,,,/",), "0", 2),
}


@pytest.mark.parametrize("name", BAI)
@pytest.mark.parametrize("filler", ["", "    "])
def test_bai2_files_are_accepted_and_their_totals_are_checked(name: str, filler: str) -> None:
    body, total, records = BAI[name]
    layout, lines = load_preset_layout("bai2"), make_bai_lines(*body, total=total, records=records)

    assert list_messages(layout, join_lines([line + filler for line in lines])) == []
    wrong = make_bai_lines(*body, total="777", records=records)
    assert [one.split(" ")[0] for one in list_messages(layout, join_lines(wrong))] == [f"{len(lines) - 2}:4"]


EDI: dict[str, list[str]] = {
    "payment without remittance": [
        "BPR*D*84.12*C*ACH*CTX*01*990000505*DA*123***01*990001009*DA*456*20270113",
        "TRN*1*9",
    ],
    "a fraction without a zero": ["BPR*I*-5*C*ACH", "TRN*1*991", "ENT*1", "RMR*IV*261**.5", "RMR*CR*262**-5.5"],
    "a reference behind a party": ["BPR*I*84.12*C*CHK", "N1*PR*BAKERY", "REF*IA*449", "ENT*1", "RMR*IV*2601**84.12"],
    "no entity": [
        "BPR*I*84.12*C*CHK",
        "TRN*3*44",
        "N1*PR*BAKERY",
        "N3*1 MAIN ST",
        "N4*FAIRVIEW*OH*44126",
        "RMR*IV*1**84.12",
    ],
    "an adjustment without a bill": ["BPR*I*2.5*C*CHK", "N1*PR*BAKERY", "ENT*1", "ADX*2.5*01*ZZ*1"],
    "a period and an adjusted bill": [
        "BPR*I*84.12*C*ACH",
        "RMR*IV*1**84.12*90**01*-5.88",
        "DTM*582****RD8*20270101-20270131",
    ],
}


@pytest.mark.parametrize("name", EDI)
def test_820_files_are_accepted(name: str) -> None:
    assert list_messages(load_preset_layout("edi-820"), join_lines(make_edi_segments(*EDI[name]), "~\n")) == []


@pytest.mark.parametrize("written", ['"\\n"', "newline"])
def test_segments_may_end_with_their_line(written: str) -> None:
    layout = load_layout(f"    use: edi-820\n    terminator: {written}\n    line_ending: none\n")

    for data in (
        join_lines(make_edi_segments(*PAID)).replace("*1612*1*X", "*161259*1*X"),
        join_lines(make_edi_segments(*PAID), "\r\n"),
        join_lines(make_edi_segments(*PAID)).rstrip("\n"),
    ):
        assert list_messages(layout, data) == []
    assert list_messages(layout, join_lines(make_edi_segments(*PAID)).replace("*84.12*C", "*84.x2*C"))[0].startswith(
        "4:10 `bpr.BPR02`"
    )
    assert list(verify_file(BytesIO(b"".join(write_sample(layout, 5, 1))), layout)) == []


@pytest.mark.parametrize("written", ['"\\t"', "tab"])
def test_columns_may_be_separated_by_tabs(written: str) -> None:
    layout = load_layout(BILLS.replace('","', written))

    assert list_messages(layout, "A1\tSmith\t\t118.47\n") == []
    with pytest.raises(SpecError, match="letters and digits"):
        load_layout(BILLS.replace('","', "pipe"))
    assert list_messages(layout, "A1,Smith,,118.47\n")[0].startswith("1:17 `bill`: 1 column instead of 4 columns")


@pytest.mark.parametrize("written", ["UTF-8 with BOM", "utf-8-sig"])
def test_a_byte_order_mark_is_accepted_where_the_spec_says_so(written: str) -> None:
    layout = load_layout(f"    encoding: {written}\n{BILLS}")

    assert list_messages(layout, '\ufeff"A1","SAMPLE, R",,118.47\nA2,Smith,,1.00') == []
    assert len(list_messages(load_layout(BILLS), "\ufeffA2,Smith,,1.00\n")) == 1


def test_a_file_may_have_titles_and_no_rows() -> None:
    layout = load_layout(BILLS.replace("      - id: bill", f"{TITLES}      - id: bill"))

    assert list_messages(layout, "account\n") == []
    assert b"".join(write_sample(layout, 0, 1)) == b"account\n"
    assert list_messages(load_layout(TREE.replace("FORMAT", "json")), '{"Hdr": {"Count": 0}, "Pmt": []}') == []
    assert list_messages(load_layout(LINES), "[]") == []
    assert list_messages(load_layout(LINES), '[{"Account": "1", "Amount": 2.5}, {"Account": "1", "Amount": 2}]') == []
    for wrong in ('"2.5"', "2.501", "2.5x"):
        assert len(list_messages(load_layout(LINES), f'[{{"Account": "1", "Amount": {wrong}}}]')) == 1


def test_samples_in_json_write_amounts_as_numbers_and_everything_else_as_text() -> None:
    rows = [
        json.loads(line, parse_float=Decimal) for line in b"".join(write_sample(load_layout(LINES), 3, 0)).splitlines()
    ]

    assert len(rows) == 3
    assert {(type(row["Account"]), type(row["Amount"])) for row in rows} == {(str, Decimal)}


@pytest.mark.parametrize(
    ("words", "values", "millionths"),
    [
        ("minus in front", ("-00011847", "+00011847", "000011847"), (-118_470_000, 118_470_000, 118_470_000)),
        ("sign behind", ("00011847-", "00011847+", "000011847"), (-118_470_000, 118_470_000, 118_470_000)),
        ("overpunch", ("00001184P", "00001184G", "00001000{"), (-118_470_000, 118_470_000, 100_000_000)),
    ],
)
def test_a_sign_is_read_where_the_format_puts_it(
    words: str, values: tuple[str, ...], millionths: tuple[int, ...]
) -> None:
    layout = load_layout(SIGNED.replace("SIGN", words))
    form = layout.records[0].cells[1].form

    assert list_messages(layout, join_lines([f"20{value}" for value in values] * 30)) == []
    assert tuple(map(form.number, values)) == millionths
    assert form.write(-118_470_000) == values[0]  # type: ignore[attr-defined]
    assert len(list_messages(layout, "20" + values[0][:-2] + "xx\n")) == 1


@pytest.mark.parametrize(
    "data",
    [
        XML.replace("<", "<p:").replace("<p:/", "</p:").replace("<p:file", '<p:file xmlns:p="urn:example:pay"'),
        "\ufeff" + XML,
        '<?xml version="1.0" encoding="UTF-8"?>' + XML.replace("<Pmt>", '<Pmt xmlns="urn:example:pay">'),
    ],
    ids=["prefix", "mark", "namespace"],
)
def test_xml_files_are_accepted(data: str) -> None:
    assert list_messages(load_layout(TREE.replace("FORMAT", "xml")), data) == []
    assert (
        list_messages(load_layout(TREE.replace("FORMAT", "xml").replace("Hdr", "q:Hdr").replace("Pmt", "q:Pmt")), data)
        == []
    )


def replace_line(line: int, text: str) -> str:
    lines = make_two_entries()
    lines[line - 1] = text
    return join_lines(lines)


NACHA_FAULTS = {
    "an unknown record": (replace_line(3, "X" + format_ach_entry(8412, 1)[1:]), "3:1 a record that starts with `X`"),
    "an unknown batch header": (replace_line(2, "X" + make_two_entries()[1][1:]), "2:1 a record that starts with `X`"),
    "an unknown file control": (replace_line(6, "X" + make_two_entries()[5][1:]), "6:1 a record that starts with `X`"),
    "a record of another kind": (replace_line(5, "6" + make_two_entries()[4][1:]), "5:55 `entry.INDIVIDUAL_NAME`"),
    "a bad code and an addenda": (
        join_lines(
            make_ach_lines(
                format_ach_entry(1, 1, addenda=1),
                format_ach_addenda(1),
                format_ach_entry(1, 2, addenda=1, code="47"),
                format_ach_addenda(2),
                cents=2,
                count=4,
                entries=2,
            )
        ),
        "5:2 `entry.TRANSACTION_CODE` is `47`",
    ),
    "an empty line at the end": (join_lines([*make_two_entries(), ""]), "11:1 an empty line"),
    "an empty line inside": (join_lines([*make_two_entries()[:3], "", *make_two_entries()[3:]]), "4:1 an empty line"),
    "an end-of-file character": (join_lines(make_two_entries()) + "\x1a", "11:1 a record that starts with `\\u001a`"),
    "blanks behind the padding": (replace_line(10, NINES + "   "), "10:98 97 characters"),
    "zeros in the padding": (
        replace_line(10, NINES[:42] + "00" + NINES[44:]),
        "10:43 `0` instead of a line of 94 nines",
    ),
    "a changed amount": (replace_line(3, format_ach_entry(8413, 1)), "5:21 `batch-control.TOTAL_DEBIT`"),
    "a credit among debits": (
        replace_line(3, format_ach_entry(8412, 1, code="22")),
        "5:21 `batch-control.TOTAL_DEBIT`",
    ),
    "a missing entry": (
        join_lines([*make_two_entries()[:3], *make_two_entries()[4:]]),
        "4:5 `batch-control.ENTRY_ADDENDA_COUNT`",
    ),
    "an entry twice": (join_lines([*make_two_entries()[:3], *make_two_entries()[2:]]), "4:88 `entry.TRACE_SEQUENCE`"),
    "another originator": (
        replace_line(2, make_two_entries()[1][:79] + "99000051" + "0000001"),
        "3:80 `entry.TRACE_DFI`",
    ),
    "a line break in a record": (
        replace_line(3, format_ach_entry(8412, 1)[:40] + "\n" + format_ach_entry(8412, 1)[40:]),
        "3:41 `entry`: a line break",
    ),
    "two records on a line": (
        join_lines(make_two_entries()).replace("\n6", "6", 1),
        "2:95 `batch-header`: 188 characters",
    ),
    "a file cut off": (join_lines(make_two_entries()[:4]), "4:1 the end of the file after `entry`"),
    "a file cut off in a record": (join_lines(make_two_entries())[:250], "3:61 `entry`: 60 characters"),
}


@pytest.mark.parametrize("name", NACHA_FAULTS)
def test_one_fault_in_a_nacha_file_is_one_message(name: str) -> None:
    data, expected = NACHA_FAULTS[name]
    found = list_messages(load_preset_layout("nacha-ppd"), data)

    assert len(found) == 1, found
    assert found[0].startswith(expected)


SUMMARY, WIRE = "03,5521,USD,010,10000,,/", "16,195,5000,,1,2,IN/"
OTHER_FAULTS: dict[str, tuple[str, bytes | str, str]] = {
    "bai2: an unknown record": (
        "bai2",
        join_lines(make_bai_lines(SUMMARY, WIRE, "88:EREF 12", total="15000", records=4)),
        "5:1 a record",
    ),
    "bai2: an unknown record that another one carries on": (
        "bai2",
        join_lines(
            make_bai_lines(SUMMARY, "1Q,195,5000,,1,2,IN/", "88,DEPOSIT OF TWO CHECKS/", total="15000", records=4)
        ),
        "4:1 a record",
    ),
    "bai2: two records on a line": (
        "bai2",
        join_lines(make_bai_lines(SUMMARY, WIRE, total="15000", records=3)).replace("USD,2/\n03", "USD,2/03"),
        "2:40 `group.AS_OF_DATE_MODIFIER`",
    ),
    "bai2: a trailer called by another number": (
        "bai2",
        join_lines(make_bai_lines(SUMMARY, WIRE, total="15000", records=3)).replace("\n98,", "\n99,"),
        "6:1 the record `file-trailer`",
    ),
    "820: a character instead of the end of a line": (
        "edi-820",
        join_lines(make_edi_segments(*PAID), "~\n").replace("004010~\n", "004010~\x01"),
        "2:36 nothing instead of LF",
    ),
    "bai2: no slash": (
        "bai2",
        join_lines(make_bai_lines(SUMMARY[:-1], WIRE, total="15000", records=3)),
        "3:24 the end of the line",
    ),
    "820: an unknown segment": (
        "edi-820",
        join_lines(make_edi_segments(*PAID[:3], "PER*CN*JOE", *PAID[3:]), "~\n"),
        "7:1 a record",
    ),
    "820: cut off": (
        "edi-820",
        join_lines(make_edi_segments(*PAID[:4])[:7], "~\n"),
        "7:1 the end of the file after `ent`",
    ),
    "820: cut off in a segment": (
        "edi-820",
        join_lines(make_edi_segments(*PAID), "~\n")[:200],
        "6:1 the end of the file instead of `~`",
    ),
    "820: a trailer moved to the start": (
        "edi-820",
        join_lines([make_edi_segments(*PAID)[-1], *make_edi_segments(*PAID)[:-1]], "~\n"),
        "1:1 the record `iea` at the start",
    ),
    "returns: UTF-16 without a mark": (
        "nacha-returns",
        join_lines(make_two_entries()).encode("utf-16-le"),
        "1:1 UTF-16 text",
    ),
    "820: no remittance of this sum": (
        "edi-820",
        join_lines(make_edi_segments(*PAID), "~\n").replace("I*84", "I*94"),
        "4:7 `bpr.BPR02`",
    ),
}


@pytest.mark.parametrize("name", OTHER_FAULTS)
def test_one_fault_in_a_bai2_or_820_file_is_one_message(name: str) -> None:
    layout, data, expected = OTHER_FAULTS[name]
    found = list_messages(load_preset_layout(layout), data)

    assert len(found) == 1, found
    assert found[0].startswith(expected)


ONE = '{"Account": "1", "Amount": 1.00}\n'
TREE_FAULTS = {
    "an ampersand": ("xml", XML.replace(">1<", ">A & B<"), "2:16 invalid XML"),
    "another declared encoding": (
        "xml",
        f'<?xml version="1.0" encoding="ISO-8859-1"?>{XML}',
        "1:1 the declared encoding",
    ),
    "cut off": ("json", '{"Hdr": {"Count": 2}, "Pmt": [\n{"Account": "1', "2:13 invalid JSON: unterminated string"),
    "half of a pair": (
        "json",
        '{"Hdr": {"Count": 1}, "Pmt": [{"Account": "1", "Amount": "\\ud83d1"}]}',
        "1:59 `payment.Amount`",
    ),
    "no start of a record": ("json", '{"Hdr": {"Count": 1}, "Pmt": ["Account": "1"}]}', "1:31 `payment`"),
    "another name at the start": ("xml", XML.replace("<Hdr>", "<Idr>"), "2:1 the element `Idr`"),
    "no start of an element": ("xml", XML.replace("<Hdr>", "Hdr>"), "2:5 the text `Hdr>`"),
    "no end of an element": ("xml", XML.replace("</Hdr>", "/Hdr>"), "3:1 the text `/Hdr>`"),
    "a bad line": ("lines", ONE + ONE[:-2] + "\n" + ONE, "2:32 invalid JSON"),
    "two records on a line": ("lines", ONE + ONE[:-1] + ONE, "2:33 `payment`: `{"),
}


@pytest.mark.parametrize("name", TREE_FAULTS)
def test_one_fault_in_a_tree_is_one_message(name: str) -> None:
    form, data, expected = TREE_FAULTS[name]
    found = list_messages(load_layout(LINES if form == "lines" else TREE.replace("FORMAT", form)), data)

    assert len(found) == 1, found
    assert found[0].startswith(expected)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"A1,Smith,,1.00\n\n", "2:1 an empty line"),
        ("A1,Smith,,1.00\n".encode("utf-16"), "1:1 UTF-16 text"),
        (b'A1,"Smi\nth",,1.00\nA2,Smith,,1.00\n', "1:8 `bill`: a line break"),
        (b'A1,"S\nmi\nth",,1.00\nA2,Smith,,1.00\n', "1:6 `bill`: a line break"),
        (b'A1,"Smith,,1.00\nA2,"Smith",,1.00\n', "1:4 `bill.NAME`"),
        (b'A1,Sm"ith,,1.00\nA2,"Smith",,1.00\n', "1:6 `bill.NAME`"),
        (b"A1,Smith\n,,1.00\nA2,Smith,,1.00\n", "1:9 `bill`: a line break"),
        (b"A1,Smith,1.00\nA2,Smith,,1.00\n", "1:14 `bill`: 3 columns"),
        (b'A1\x01"Smith, J",,1.00\n"A2","Smith, J",,1.00\n', "1:4 `bill.ACCOUNT`"),
        (b"A1,Sm\x01ith,,1.00\r\nA2,Smith,,1.00\r\n", "1:16 CR LF"),
    ],
)
def test_one_fault_in_a_delimited_file_is_one_message(data: bytes, expected: str) -> None:
    found = list_messages(load_layout(BILLS), data)

    assert len(found) == 1, found
    assert found[0].startswith(expected)


def test_a_group_names_a_field_of_its_record() -> None:
    layout = BILLS.replace("        kind: detail\n", "        kind: detail\n        repeats_from: AMOUNTS\n")

    assert ["repeats_from" in one.message for one in run_checks(load_file_spec(layout))] == [True]
