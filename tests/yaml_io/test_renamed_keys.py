"""A key that was renamed is still read under its former name; `golive fmt` rewrites it, and no comparison sees it."""

import json
from pathlib import Path

import pytest
from tests.yaml_io.samples import FOLDER, SHOWN, get_refusal, load_spec, read_sample

from golive.releases.canonical_form import compute_digest, compute_short_digest, to_canonical_json
from golive.releases.diff import compare_documents
from golive.releases.snapshots import build_snapshot, read_snapshot
from golive.schema import ChangeLog, Guide, Integration, Organization, Process
from golive.schema.field import Model
from golive.schema.introspection import get_renamed_keys, get_slots
from golive.schema.json_schema import build_json_schema
from golive.yaml_io.formatter import format_source
from golive.yaml_io.load import load
from golive.yaml_io.renamed_keys import _list_former_keys
from golive.yaml_io.source import Source

PRESENT = read_sample("complete")
FORMER = PRESENT.replace("behavior:", "behaviour:")
BOTH = PRESENT.replace("      behavior: Payers see", "      behaviour: A word.\n      behavior: Payers see")


def test_the_samples_have_the_keys_that_these_tests_rename() -> None:
    assert FORMER != PRESENT
    assert BOTH != PRESENT
    assert "behaviour" in _list_former_keys(Integration)


@pytest.mark.parametrize("root", [Integration, Organization, Process, Guide, ChangeLog])
def test_no_former_key_is_also_a_present_one(root: type[Model]) -> None:
    waiting, seen = [root], set()
    while waiting:
        model = waiting.pop()
        seen.add(model)
        assert not set(get_renamed_keys(model)) & set(get_slots(model)), model
        below = {kind for slot in get_slots(model).values() for kind in (*slot.models, *slot.item_slot.models)}
        waiting += below - seen


def test_a_spec_with_the_former_key_is_the_same_spec() -> None:
    assert load_spec(FORMER).value == load_spec(PRESENT).value


def test_a_value_under_the_former_key_has_its_place_in_the_file() -> None:
    spec = load_spec(FORMER)
    at = next(i for i, one in enumerate(spec.value.interfaces) if getattr(one, "fallback", None))
    span = spec.make_span(("interfaces", at, "fallback", "behavior"), key=True)
    assert FORMER[span.start : span.end] == "behaviour"


def test_both_keys_at_once_are_an_error_that_names_both() -> None:
    line = BOTH[: BOTH.index("      behavior: Payers")].count("\n") + 1
    message = get_refusal(BOTH)
    assert f"spec.yaml:{line}:7: `behaviour` is the former name of `behavior`, and both are given" in message
    assert "Keep `behavior` only." in message


@pytest.mark.parametrize("own", ["behavior", "behaviour"])
def test_the_key_of_a_file_wins_over_the_other_one_of_a_file_that_it_includes(own: str, tmp_path: Path) -> None:
    other = {"behavior": "behaviour", "behaviour": "behavior"}[own]
    start = PRESENT.index("      behavior: Payers see")
    end = PRESENT.index("\n", start)
    spec = f"{PRESENT[:start]}      {own}: Ours.\n      include: fallback.yaml{PRESENT[end:]}"
    (tmp_path / "spec.yaml").write_text(spec, encoding="utf-8")
    (tmp_path / "fallback.yaml").write_text(f"{other}: Theirs.\n", encoding="utf-8")

    found = load(tmp_path / "spec.yaml", Integration, inside=tmp_path).value
    assert found.real_time[0].fallback.behavior == "Ours."


def test_fmt_writes_the_present_key_and_keeps_all_else() -> None:
    former = FORMER.replace("behaviour: The counter", "'behaviour': The counter").replace(
        "behaviour: Payers", "behaviour: # a remark on behaviour\n        Payers"
    )
    new = format_source(Source(SHOWN, former))

    assert "behaviour:" not in new
    assert "# a remark on behaviour" in new
    assert load_spec(new).value == load_spec(PRESENT).value
    assert format_source(Source(SHOWN, new)) == new
    assert format_source(Source(SHOWN, FORMER)) == format_source(Source(SHOWN, PRESENT))


def test_fmt_leaves_a_group_with_both_keys_to_its_author() -> None:
    assert "behaviour: A word." in format_source(Source(SHOWN, BOTH))


def test_a_snapshot_with_the_former_key_is_read_and_equals_the_spec_of_today(tmp_path: Path) -> None:
    spec = load_spec(PRESENT).value
    whole = json.loads(build_snapshot(spec))
    whole["content"] = json.loads(json.dumps(whole["content"]).replace('"behavior"', '"behaviour"'))
    whole["digest"] = compute_digest(whole["content"])
    path = tmp_path / f"{spec.version}.json"
    path.write_text(json.dumps(whole), encoding="utf-8")

    released = read_snapshot(path).value
    assert compare_documents(released, spec) == ()
    assert compute_short_digest(released) == compute_short_digest(spec)


def test_digests_keep_the_former_key_so_that_approvals_stay_valid() -> None:
    written = to_canonical_json(load_spec(PRESENT).value)
    assert '"behaviour":' in written
    assert '"behavior":' not in written


def test_an_editor_accepts_the_former_key_and_marks_it_as_deprecated() -> None:
    properties = build_json_schema()["$defs"]["Fallback"]["properties"]
    assert properties["behaviour"]["deprecated"] is True
    assert properties["behaviour"]["description"] == "Former name of `behavior`; `golive fmt` rewrites it."
    assert properties["behaviour"]["anyOf"] == properties["behavior"]["anyOf"]
    assert "formerKey" not in json.dumps(build_json_schema())
    assert (FOLDER / "complete.yaml").is_file()
