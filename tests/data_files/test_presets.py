"""Presets: each keeps every rule, can be overridden in a spec, and its faults point into its own file."""

from io import BytesIO
from pathlib import Path

import pytest
from tests.schema.test_json_schema import find_schema_errors

from golive.checks import run_checks
from golive.data_files.layout import build_file_layout
from golive.data_files.layout_checks import check_layouts
from golive.data_files.reading_results import ReadRecord
from golive.data_files.registry import find_format
from golive.data_files.sample import write_sample
from golive.data_files.verify import verify_file
from golive.schema import Integration
from golive.schema.interfaces import BatchInterface
from golive.support.problems import SpecError
from golive.yaml_io.load import Loaded, load, load_text

ROOT = Path(__file__).parents[2]
PRESETS = sorted(path.stem for path in (ROOT / "data" / "presets").glob("*.yaml"))


def write_spec_with_preset(preset: str, more: str = "") -> str:
    """Return the smallest spec with its file laid out by a preset."""
    text = (ROOT / "tests" / "samples" / "minimal.yaml").read_text()
    start, end = (
        text.index("    records:\n      - id: detail"),
        text.index("  - id: balances\n    name: Balance lookup"),
    )
    return (text[:start] + more + text[end:]).replace("    format: fixed-width\n", f"    use: {preset}\n")


def load_spec(text: str) -> Loaded[Integration]:
    return load_text(text.encode(), Integration, Path("spec.yaml"))


def get_file_interface(spec: Loaded[Integration]) -> BatchInterface:
    return spec.value.batch[0]


def test_there_are_presets() -> None:
    nacha = {f"nacha-{kind}" for kind in ("ccd", "ppd", "ctx", "iat", "returns")}
    assert {*nacha, "bai2", "edi-820", "lockbox"} <= set(PRESETS)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_keeps_every_rule_and_its_samples_keep_it(name: str) -> None:
    spec = load_spec(write_spec_with_preset(name))
    layout = build_file_layout(get_file_interface(spec))

    assert [str(one) for one in (*run_checks(spec), *check_layouts(spec))] == []
    for count in (0, 1, 2, 30, 80):
        data = b"".join(write_sample(layout, count, count))
        assert list(verify_file(BytesIO(data), layout)) == []


@pytest.mark.parametrize("name", PRESETS)
def test_a_sample_can_hold_every_kind_of_record_of_a_preset(name: str) -> None:
    layout = build_file_layout(get_file_interface(load_spec(write_spec_with_preset(name))))
    data = b"".join(write_sample(layout, 0, 0, every_kind=True))

    things = find_format(layout).read(BytesIO(data), layout)
    assert {thing.record.id for thing in things if isinstance(thing, ReadRecord)} == {one.id for one in layout.records}
    assert list(verify_file(BytesIO(data), layout)) == []


def test_nacha_files_are_lines_of_94_characters_in_blocks_of_ten() -> None:
    layout = build_file_layout(get_file_interface(load_spec(write_spec_with_preset("nacha-ccd"))))
    lines = b"".join(write_sample(layout, 33, 7)).split(b"\r\n")[:-1]

    assert {len(line) for line in lines} == {94}
    assert len(lines) % 10 == 0
    control = next(line for line in lines if line.startswith(b"9") and line != b"9" * 94)
    entries = [line for line in lines if line.startswith(b"6")]
    assert int(control[7:13]) == len(lines) // 10
    assert int(control[13:21]) == sum(line[:1] in b"67" for line in lines)
    assert int(control[21:31]) == sum(int(line[3:11]) for line in entries) % 10**10
    assert int(control[31:43]) == sum(int(line[29:39]) for line in entries)
    for line in entries:
        digits = [int(one) for one in line[3:12].decode()]
        assert sum(w * d for w, d in zip((3, 7, 1) * 3, digits, strict=True)) % 10 == 0


def test_what_differs_is_laid_over_the_preset_by_id_and_name() -> None:
    more = """    without: [addenda]
    records:
      - id: entry
        fields: [{name: RECEIVING_COMPANY_NAME, example: OWN NAME}]
"""
    spec = load_spec(write_spec_with_preset("nacha-ccd", more))
    records = {record.id: record for record in get_file_interface(spec).records}

    assert list(records) == ["file-header", "batch-header", "entry", "batch-control", "file-control"]
    names = {str(field.name): field for field in records["entry"].fields}
    assert (names["RECEIVING_COMPANY_NAME"].example, names["RECEIVING_COMPANY_NAME"].length) == ("OWN NAME", 22)
    assert names["AMOUNT"].position == 30
    assert run_checks(spec) == ()


def test_a_field_divided_in_two_moves_no_other() -> None:
    more = """    records:
      - id: entry
        fields:
          - {name: IDENTIFICATION_NUMBER, length: 12}
          - {name: CYCLE, length: 3, type: numeric, example: "001"}
"""
    names = {
        str(field.name): field
        for record in get_file_interface(load_spec(write_spec_with_preset("nacha-ccd", more))).records
        for field in record.fields
    }

    assert (names["CYCLE"].position, names["RECEIVING_COMPANY_NAME"].position) == (52, 55)


def test_a_mistake_in_what_differs_points_into_the_spec() -> None:
    more = "    records:\n      - id: entry\n        fields: [{name: AMOUNT, example: '12345678901'}]\n"
    problem = run_checks(load_spec(write_spec_with_preset("nacha-ccd", more)))[0]

    assert problem.path == Path("spec.yaml")
    assert problem.line == write_spec_with_preset("nacha-ccd", more).split("12345678901")[0].count("\n") + 1


def test_a_mistake_in_a_preset_points_into_the_preset(tmp_path: Path) -> None:
    own = tmp_path / "data" / "presets"
    own.mkdir(parents=True)
    text = (ROOT / "data" / "presets" / "lockbox.yaml").read_text()
    (own / "lockbox.yaml").write_text(text.replace("kind: trailer", "kind: trialer", 1))
    spec = tmp_path / "data" / "spec.yaml"
    spec.write_text(write_spec_with_preset("lockbox"))

    with pytest.raises(SpecError) as refused:
        load(spec, Integration, inside=tmp_path / "data")

    problem = refused.value.problems[0]
    assert problem.path is not None
    assert problem.path.name == "lockbox.yaml"
    assert problem.line == text[: text.index("kind: trailer")].count("\n") + 1
    assert problem.excerpt[problem.column - 1 :][: problem.width] == "trialer"


@pytest.mark.parametrize("name", ["nacha-cdc", "../presets/bai2", "/etc/passwd", "bai2.yaml"])
def test_a_preset_that_is_not_there_is_refused_where_it_is_named(name: str) -> None:
    with pytest.raises(SpecError) as refused:
        load_spec(write_spec_with_preset(name))

    assert "there is no preset" in refused.value.problems[0].message
    assert refused.value.problems[0].line == write_spec_with_preset(name).split("    use:")[0].count("\n") + 1


def test_a_record_to_leave_out_must_be_there() -> None:
    with pytest.raises(SpecError) as refused:
        load_spec(write_spec_with_preset("bai2", "    without: [continuations]\n"))

    assert "`continuation`" in refused.value.problems[0].hint


def test_positions_that_are_left_out_follow_the_field_before() -> None:
    text = (ROOT / "tests" / "samples" / "minimal.yaml").read_text()
    fields = get_file_interface(load_spec(text.replace("position: 9, ", ""))).records[0].fields

    assert [field.position for field in fields] == [1, 9]


def test_an_editor_does_not_ask_for_what_a_preset_says() -> None:
    more = "    records:\n      - id: entry\n        fields: [{name: AMOUNT, example: '0000000001'}]\n"

    assert find_schema_errors("integration", write_spec_with_preset("nacha-ccd", more)) == []
