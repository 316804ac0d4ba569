"""Sample files: what golive writes from a layout imports back to it; what a sample cannot show is left open."""

# ruff: noqa: E501 - one mistake in a row

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data_files.layouts import BASE, CONTROLS
from tests.data_files.test_presets import get_file_interface, load_spec, write_spec_with_preset
from tests.examples import examples

from golive.data_files.layout import build_file_layout
from golive.data_files.sample import write_sample
from golive.data_files.verify import verify_file
from golive.exchange.imports.offer import ImportedFile, ImportOffer, get_plain_value
from golive.exchange.imports.picks import compose_values, pick_choices
from golive.exchange.imports.registry import detect_kind
from golive.exchange.imports.samples.sample_file import read_sample
from golive.exchange.imports.samples.sample_fixed import guess_starts
from golive.schema import Integration
from golive.schema.interfaces import BatchInterface
from golive.schema.words import FileFormat
from golive.support.problems import OutputError
from golive.yaml_io.load import load

ROOT = Path(__file__).parents[3]
PRESETS = sorted(path.stem for path in (ROOT / "data" / "presets").glob("*.yaml"))
FILES = [
    (spec.stem, interface)
    for spec in sorted((ROOT / "data" / "integrations").glob("*.yaml"))
    for interface in load(spec, Integration, inside=ROOT / "data").value.batch
    if interface.format in {FileFormat.DELIMITED, FileFormat.FIXED_WIDTH}
]
OPEN: dict[str, Any] = {"controls": {}}


def read_offer(data: bytes | str, **options: Any) -> ImportOffer:
    content = data if isinstance(data, bytes) else data.encode()
    return read_sample(ImportedFile(Path("sample.dat"), content), **options)


def list_values(offer: ImportOffer) -> dict[str, Any]:
    values: Any = get_plain_value(compose_values(offer, pick_choices(offer, ())).values["interface"])
    return dict(values)


def build_interface(values: dict[str, Any]) -> BatchInterface:
    return BatchInterface.model_validate(BASE | OPEN | values)


def list_notes(offer: ImportOffer) -> str:
    return "\n".join(str(note.problem) for note in offer.find_notes(frozenset()))


def find_faults(values: dict[str, Any], data: bytes) -> list[str]:
    return [str(fault) for fault in verify_file(BytesIO(data), build_file_layout(build_interface(values)))]


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("count", [1, 40])
def test_a_file_of_a_preset_is_told_to_use_it(name: str, count: int) -> None:
    data = b"".join(
        write_sample(build_file_layout(get_file_interface(load_spec(write_spec_with_preset(name)))), count, 3)
    )

    assert list_values(read_offer(data)) == {"use": name}


@pytest.mark.parametrize("name", ["nacha-ppd", "lockbox", "bai2"])
def test_another_line_ending_and_a_fault_are_named(name: str) -> None:
    data = b"".join(write_sample(build_file_layout(get_file_interface(load_spec(write_spec_with_preset(name)))), 30, 3))
    changed = data.replace(b"\r\n", b"\n")

    assert list_values(read_offer(changed)) == {"use": name, "line_ending": "lf"}
    at = changed.index(b"\n", len(changed) // 2) + 4
    offer = read_offer(changed[:at] + b"\x7f" + changed[at + 1 :])
    assert list_values(offer)["use"] == name
    assert f"warning: differs from `{name}`" in list_notes(offer)


@pytest.mark.parametrize(("spec", "interface"), FILES, ids=[f"{spec}-{one.id}" for spec, one in FILES])
def test_a_generated_file_imports_back_to_a_layout_that_it_keeps(spec: str, interface: BatchInterface) -> None:
    layout = build_file_layout(interface)
    data = b"".join(write_sample(layout, 60, 5))
    is_fixed = interface.format is FileFormat.FIXED_WIDTH
    columns: list[str] = []
    tokens = {token: record for record in layout.records for token in record.tokens}
    for token, record in tokens.items() if is_fixed else ():
        if any(line.startswith(token.encode()) for line in data.splitlines()):
            columns += [f"{token}:{cell.start + 1}" for cell in record.cells]

    values = list_values(read_offer(data, columns=columns))

    assert values["format"] == interface.format
    assert values["line_ending"] == interface.line_ending
    assert values.get("delimiter") == (None if is_fixed else str(interface.delimiter or ","))
    assert find_faults(values, data) == []
    for found in values["records"]:
        made_from = tokens[found["identified_by"]]
        assert len(found["fields"]) == len(made_from.cells)
        if is_fixed:
            places = [(int(one["position"]), int(one["length"])) for one in found["fields"]]
            assert places == [(cell.start + 1, cell.length) for cell in made_from.cells]
            assert int(found["length"]) == made_from.length
    kinds = {found["identified_by"]: found["kind"] for found in values["records"]}
    for token, kind in kinds.items():
        if kind != "detail":
            assert kind == tokens[token].kind
    if is_fixed:
        assert find_faults(list_values(read_offer(data)), data) == []


FIELD = st.sampled_from(
    [
        ("alphanumeric", "Left-aligned", 12, "HOLLOWAY"),
        ("numeric", "Leading zeros", 7, ""),
        ("date", "YYYYMMDD", 8, ""),
        ("date", "YYYY-MM-DD", 10, ""),
        ("amount", "2 decimals with a point", 0, ""),
        ("boolean", "Y or N", 1, ""),
    ]
)


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(FIELD, min_size=2, max_size=7), st.sampled_from(["|", ";", "tab", ","]), st.integers(0, 99))
def test_delimited_files_keep_the_layout_that_is_told_from_them(
    chosen: list[tuple[str, str, int, str]], separator: str, seed: int
) -> None:
    fields: list[dict[str, Any]] = [{"name": "T", "type": "code", "values": [{"value": "D", "meaning": "Bill"}]}]
    fields += [
        {"name": f"F{number}", "type": kind, "format": form, **({"length": size} if size else {}), **({"example": hint} if hint else {})}
        for number, (kind, form, size, hint) in enumerate(chosen)
    ]  # fmt: skip
    record = {"id": "bill", "name": "Bill", "kind": "detail", "identified_by": "D", "fields": fields}
    head = {
        "id": "head",
        "name": "Head",
        "kind": "header",
        "identified_by": "H",
        "fields": [
            {"name": "T", "type": "code", "values": [{"value": "H", "meaning": "Head"}]},
            {"name": "DAY", "type": "date", "format": "YYYYMMDD"},
        ],
    }
    values = {"format": "delimited", "delimiter": separator, "records": [head, record], "controls": CONTROLS}
    data = b"".join(write_sample(build_file_layout(build_interface(values)), 30, seed))

    found = list_values(read_offer(data))

    assert found["delimiter"] == separator
    assert find_faults(found, data) == []
    assert [(one["identified_by"], one["kind"], len(one["fields"])) for one in found["records"]] == [
        ("H", "header", 2),
        ("D", "detail", len(fields)),
    ]
    types = [one["type"] for one in found["records"][1]["fields"][1:]]
    for (kind, *_), told in zip(chosen, types, strict=True):
        assert told == kind or (kind, told) in {("numeric", "code"), ("boolean", "alphanumeric")}


def test_leading_zeros_make_a_code_and_column_names_are_taken() -> None:
    values = list_values(read_offer("account,name,paid,on\n007,Ann,1.50,2027-01-03\n018,Bo,12.00,2027-01-04\n"))

    [record] = values["records"]
    assert [(one["name"], one["type"], one.get("format")) for one in record["fields"]] == [
        ("account", "code", None),
        ("name", "alphanumeric", None),
        ("paid", "amount", "2 decimals with a point"),
        ("on", "date", "YYYY-MM-DD"),
    ]
    assert list_values(read_offer("1,2\n3,4\n", record="payment"))["records"][0]["id"] == "payment"
    assert len(list_values(read_offer("a,b\nc,1\n", has_header=False))["records"][0]["fields"]) == 2


def test_values_of_the_sample_are_not_taken_over() -> None:
    """A sample may hold the data of real people."""
    values = list_values(read_offer("H|20270103\nD|JUNE HOLLOWAY|4111111111111111\nD|ANN LEE|5\nT|2\n"))

    assert "HOLLOWAY" not in repr(values)
    assert "4111" not in repr(values)


def test_quotes_hold_separators() -> None:
    values = list_values(read_offer('D,"Holloway, June",12\nD,"Lee, ""Al""",7\nD,x,3\n'))

    assert [len(one["fields"]) for one in values["records"]] == [3]


def test_a_guess_of_columns_is_shown_for_correction() -> None:
    lines = ["HD20270101     ", *(f"DT{number:04}NAME{number:<5}" for number in range(9)), "TR0009         "]
    offer = read_offer("\n".join(lines))

    assert "sample.dat:2: warning: where the fields start is a guess: --columns DT:1,3,7" in list_notes(offer)
    record = list_values(read_offer("\n".join(lines), columns=["DT:1", "3", "5", "7"]))["records"][1]
    assert [one["position"] for one in record["fields"]] == ["1", "3", "5", "7"]


@pytest.mark.parametrize(
    ("data", "options", "expected"),
    [
        ("D|1|2\nD|1\nD|1|2\nD|3|4\nD|3|5\nD|3|6\n", {}, "sample.dat:2:1: has 2 columns, and the other lines of its type have 3"),
        ("ANN 123456\nANN 12345\nANN 123456\n", {}, "sample.dat:2:10: has 9 characters, and the other lines of its type have 10"),
        ("HD1\nDT2\nTR3\n", {"columns": ["x"]}, "`x` in --columns is no position"),
        ("HD1\nDT2\nTR3\n", {"columns": ["3", "1"]}, "do not rise from 1"),
        ("HD1\nDT2\nTR3\n", {"columns": ["HD:1", "9"]}, "position 9 in --columns lies behind the 3 characters"),
        ("HD1\nDT2\nTR3\n", {"columns": ["XX:1", "2"]}, "has no line that starts with `XX`"),
        ("a,b\n", {"has_header": True}, "has no line behind the names"),
        (b"\x00\x01\x02\xff\xfa" * 40, {}, "is not a text file"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_refused_with_its_place(
    data: bytes | str, options: dict[str, Any], expected: str
) -> None:
    with pytest.raises(OutputError) as raised:
        read_offer(data, **options)

    assert expected in str(raised.value)


def test_every_kind_of_file_is_told_apart() -> None:
    def kind(data: bytes) -> str:
        return detect_kind(ImportedFile(Path("x"), data))

    assert kind(b"openapi: 3.0.0\n") == "openapi"
    assert kind(b'{"openapi": "3.0.0"}') == "openapi"
    assert kind(b"\xef\xbb\xbf<?xml version='1.0'?><definitions/>") == "wsdl"
    assert kind(b"       01  R.\n           05  A  PIC X.\n") == "copybook"
    assert kind(b"PK\x03\x04...") == "sheet"
    assert kind(b"HD2027\nDT1\n") == "sample"
    assert kind(b"01,BANK,VENDOR,270120,0600,1,80,1,2/\n02,A\n") == "sample"


def test_marks_within_a_value_start_no_column() -> None:
    dates = [f"2027-01-{day:02}ANN{day:04}" for day in range(1, 9)]

    assert guess_starts(dates, 0) == [0, 10, 13]
