"""Each fault of a file is reported once, at its place and in plain words."""

from io import BytesIO
from pathlib import Path

import pytest

from golive.data_files.dates import DateFormat, find_mask, is_written_otherwise
from golive.data_files.fault_message import fault_message, fault_to_problem
from golive.data_files.layout import FileLayout, build_file_layout
from golive.data_files.record_order import build_order
from golive.data_files.sample import write_sample
from golive.data_files.verify import verify_file
from golive.schema import Integration
from golive.yaml_io.load import load

ROOT = Path(__file__).parents[2]
SPECS = {
    name: load(ROOT / "data" / "integrations" / f"{name}.yaml", Integration).value
    for name in ("riverton-water", "fairview-city")
}


ACH_FILE = next(one for one in SPECS["fairview-city"].batch if one.id == "ach-returns")


def load_file(name: str) -> tuple[FileLayout, bytes]:
    """Return the layout of a file interface and its first sample as bytes; `name` is `spec/interface`."""
    spec, _, interface = name.partition("/")
    chosen = next(one for one in SPECS[spec].batch if one.id == interface)
    layout = build_file_layout(chosen)
    text = str(chosen.samples[0].text).encode(layout.encoding).replace(b"\n", layout.ending)
    return layout, text + layout.ending


def list_messages(name: str, *changes: tuple[bytes, bytes]) -> list[str]:
    layout, data = load_file(name)
    for old, new in changes:
        assert old in data, old
        data = data.replace(old, new, 1)
    return [f"{one.line}:{one.column} {fault_message(one)}" for one in verify_file(BytesIO(data), layout)]


PAYMENTS, BILLS, RETURNS, ACH = (
    "riverton-water/payment-file",
    "fairview-city/bill-file",
    "riverton-water/ach-return-file",
    "fairview-city/ach-returns",
)
WRONG = {
    "a letter in an amount": (
        PAYMENTS,
        (b"20270112000008412", b"202701120000O8412"),
        "2:51 `payment.AMOUNT` is `0000O8412`; expected: 9 digits with 2 implied decimals",
    ),
    "a day that no month has": (
        PAYMENTS,
        (b"20270112000008412", b"20270231000008412"),
        "2:45 `payment.EFFECTIVE_DATE` is `20270231`; expected: a date as YYYYMMDD",
    ),
    "a code that is not listed": (
        PAYMENTS,
        (b"ACHWEB", b"ACHWUB"),
        "2:60 `payment.CHANNEL` is `WUB`; expected: one of `WEB`, `MOB`, `IVR`, `TXT`, `AUT`",
    ),
    "a value unlike its pattern": (
        PAYMENTS,
        (b"P27011200114", b"Q27011200114"),
        r"2:13 `payment.PAYMENT_ID` is `Q27011200114`; expected: text that matches `P\d{11}`",
    ),
    "an empty field that must be filled": (
        PAYMENTS,
        (b"QK7M2XA9TD", b"          "),
        "2:71 `payment.CONFIRMATION` is blank; expected: up to 10 printable characters",
    ),
    "a line that is too short": (
        PAYMENTS,
        (b"QK7M2XA9TD         *", b"QK7M2XA9TD        *"),
        "2:90 `payment`: 89 characters instead of 90 characters in the record",
    ),
    "an amount that was changed": (
        PAYMENTS,
        (b"000008412ACH", b"000008413ACH"),
        "8:9 `total.ACH_AMOUNT` is `00000014547`; expected: `00000014548`",
    ),
    "a net amount with the wrong sign": (
        PAYMENTS,
        (b"0000006+0", b"0000006-0"),
        "8:79 `total.NET_AMOUNT` is `00000022037`; expected: `00000022037`",
    ),
    "a record that nobody knows": (
        PAYMENTS,
        (b"\n10170", b"\n11170"),
        "3:1 a record that starts with `11` instead of a record that starts with `00`, `10`, `20`, `30`, `40`, `99`",
    ),
    "a letter in a column": (
        RETURNS,
        (b",61.35,", b",61.3S,"),
        "2:66 `return.AMOUNT` is `61.3S`; expected: an amount with a point and 2 decimals",
    ),
    "a control character in quotes": (
        RETURNS,
        (b"ACH blocked", b"ACH\x02blocked"),
        (
            "3:103 `return.NOTE` is `Second return in 12 months, ACH\\u0002blocked`; expected: up to 40 printable "
            "characters"
        ),
    ),
    "nines before the end": (
        ACH,
        (b"5225", b"9" * 94 + b"\r\n5225"),
        "2:1 a line of nines instead of a record, because lines of nines stand after the last record only",
    ),
    "a control total of another sum": (
        RETURNS,
        (b"194.05", b"194.06"),
        "4:5 `trailer.RETURN_TOTAL` is `194.06`; expected: `194.05`",
    ),
    "a column too many": (RETURNS, (b"T,2,194.05", b"T,2,194.05,"), "4:11 `trailer`: 4 columns instead of 3 columns"),
    "a quote that does not close": (
        RETURNS,
        (b'blocked"', b"blocked"),
        '3:71 `return.NOTE` is `"Second return in 12`; expected: quotes that close at the end of the value',
    ),
    "a line of another bill": (
        BILLS,
        (b"L|2601184421", b"L|2601184422"),
        "7:3 `line.bill_number` is `2601184422`; expected: `2601184421`, as bill.bill_number has it",
    ),
    "an entry hash": (
        ACH,
        (b"40198000200000", b"40198000201000"),
        "7:11 `batch-control.entry_hash` is `0198000201`; expected: `0198000200`",
    ),
    "a check digit": (ACH, (b"626990001009", b"626990001008"), "3:12 `entry.check_digit` is `8`; expected: `9`"),
    "a block count": (
        ACH,
        (b"\n9000001000001", b"\n9000001000002"),
        "8:8 `file-control.block_count` is `000002`; expected: `000001`",
    ),
    "a block that is not full": (
        ACH,
        (b"9" * 94 + b"\r\n", b""),
        "8:1 `file-control`: 9 lines instead of whole blocks of 10 lines",
    ),
    "an addenda that is missing": (
        ACH,
        (b"799R02990001000001377      99000310                                            990003100000002\r\n", b""),
        "6:1 the record `batch-control` after `entry` instead of `return-addenda`, because addenda_indicator is `1`",
    ),
    "another line ending": (PAYMENTS, (b"\n", b"\r\n"), "1:91 CR LF instead of LF"),
    "a byte of another character set": (
        PAYMENTS,
        (b"RIVWTR", b"RIVW\xe9R"),
        "1:7 the byte 0xE9 instead of a character of ascii",
    ),
    "a mark at the start": (
        PAYMENTS,
        (b"00RIV", b"\xef\xbb\xbf00RIV"),
        "1:1 a UTF-8 byte order mark instead of text in ascii without a byte order mark",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_found_where_it_stands(name: str) -> None:
    file, change, expected = WRONG[name]

    assert expected in list_messages(file, change)


@pytest.mark.parametrize("name", [PAYMENTS, BILLS, RETURNS, ACH, "fairview-city/lockbox", "riverton-water/bill-file"])
def test_the_samples_of_the_specs_are_right(name: str) -> None:
    assert list_messages(name) == []


def test_one_wrong_amount_is_told_once_and_its_totals_are_left_alone() -> None:
    assert len(list_messages(PAYMENTS, (b"000008412ACH", b"00000841XACH"))) == 1


def test_a_file_without_trailer_says_that_it_ends_too_early() -> None:
    layout, data = load_file(PAYMENTS)
    found = list(verify_file(BytesIO(data[: data.rindex(b"99")]), layout))

    assert [fault_message(one) for one in found] == [
        "the end of the file after `taken-back` instead of `total` at its end"
    ]
    assert "cut off" in found[0].hint


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "an empty file of 0 bytes"),
        (b"PK\x03\x04junk", "a zip file, such as an Office document"),
        (b"%PDF-1.7", "a PDF"),
        (b"-----BEGIN PGP MESSAGE-----\n", "an encrypted file"),
        (b"\xff\xfe0\x000\x00", "UTF-16 text"),
        (b"x" * 100_000, "a line of more than"),
        (b"00\n" * 3, "2 characters"),
    ],
)
def test_files_of_another_kind_are_named(data: bytes, words: str) -> None:
    layout, _ = load_file(PAYMENTS)

    assert words in next(verify_file(BytesIO(data), layout)).found


def test_a_line_without_end_takes_no_memory() -> None:
    layout, _ = load_file(PAYMENTS)

    class Endless(BytesIO):
        read_so_far = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.read_so_far += size or 0
            return b"1" * (size or 0) if self.read_so_far < 50_000_000 else b""

    assert "a line of more than" in next(verify_file(Endless(), layout)).found


def test_a_problem_shows_the_line_with_a_caret_under_what_is_wrong() -> None:
    layout, data = load_file(PAYMENTS)
    fault = next(verify_file(BytesIO(data.replace(b"20270112000008412", b"202701120000O8412")), layout))
    problem = fault_to_problem(fault, Path("file.txt"))

    assert str(problem).startswith("file.txt:2:51: ")
    assert problem.excerpt[problem.column - problem.excerpt_column] == "O"


def test_totals_at_the_head_of_a_file_are_settled_at_its_end() -> None:
    preset = "edi-820"
    text = (ROOT / "tests" / "samples" / "minimal.yaml").read_text()
    start, end = (
        text.index("    records:\n      - id: detail"),
        text.index("  - id: balances\n    name: Balance lookup"),
    )
    spec = (text[:start] + text[end:]).replace("    format: fixed-width\n", f"    use: {preset}\n")
    from golive.yaml_io.load import load_text

    layout = build_file_layout(load_text(spec.encode(), Integration, Path("spec.yaml")).value.batch[0])
    data = b"".join(write_sample(layout, 5, 1))
    at = data.index(b"BPR*I*") + 6

    found = list(verify_file(BytesIO(data[:at] + b"9" + data[at + 1 :]), layout))

    assert [(one.record, one.field, one.line) for one in found] == [("bpr", "BPR02", 4)]


@pytest.mark.parametrize(
    ("day", "right"),
    [("20240229", True), ("20230229", False), ("20000229", True), ("19000229", False), ("20270431", False)],
)
def test_a_date_is_a_day_of_the_calendar(day: str, right: bool) -> None:  # noqa: FBT001
    assert (DateFormat("YYYYMMDD").fault(day) is None) == right


def test_only_a_mask_that_is_a_word_of_its_own_is_read_by_programs() -> None:
    masks = {
        "YYYYMMDD, or blanks": "YYYYMMDD",
        "HHMM in ET": "HHMM",
        "M/D/YYYY": "",
        "DD-MON-YYYY": "",
        "hh:mm:ssZ": "",
    }

    assert {words: find_mask(words) for words in masks} == masks
    assert is_written_otherwise("M/D/YYYY")


def test_an_addenda_stands_behind_its_own_detail_where_the_kinds_tell_the_order() -> None:
    spec = SPECS["riverton-water"]
    bills = next(one for one in spec.batch if one.id == "bill-file").records
    second = bills[1].model_copy(update={"id": "notice"})
    follow = build_order((bills[0], second, *bills[1:])).follow

    assert "line" in follow["bill"]
    assert "line" not in follow["notice"]
    assert "line" in follow["line"]


def test_an_addenda_that_nothing_announced_is_found() -> None:
    _, data = load_file(ACH)
    records = [
        record.model_copy(update={"fields": tuple(one.model_copy(update={"values": ()}) for one in record.fields)})
        for record in ACH_FILE.records
    ]
    loose = build_file_layout(ACH_FILE.model_copy(update={"records": tuple(records)}))
    found = list(verify_file(BytesIO(data.replace(b"R SAMPLE                1", b"R SAMPLE                0")), loose))

    said = "the record `return-addenda` after `entry` instead of no `return-addenda`"
    assert [(one.line, fault_message(one)) for one in found] == [(4, f"{said}, because addenda_indicator is `0`")]
