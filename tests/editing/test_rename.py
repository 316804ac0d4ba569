"""Renamed ids are followed everywhere; values from presets become overrides; unsaved text is read by every reader."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.editing.edit_laws import list_lists
from tests.examples import examples

from golive.editing import EditResult, RenameId, SetValue, apply_edits
from golive.project.project import check_spec, load_integration
from golive.project.workspace import open_workspace
from golive.schema import Integration
from golive.support.problems import EditError
from golive.yaml_io.load import load, read_tree
from golive.yaml_io.source import use_unsaved_texts

ROOT = Path(__file__).parents[2]
DATA_FOLDER = ROOT / "data"
SAMPLES = sorted((DATA_FOLDER / "integrations").glob("*.yaml"))
FAIRVIEW = DATA_FOLDER / "integrations" / "fairview-city.yaml"


@cache
def list_items_with_ids(path: Path) -> list[tuple[str | int, ...]]:
    """List the paths of all items with an id that stands in the spec itself."""
    root = read_tree(path, inside=DATA_FOLDER).root
    values: Any = root.value
    found = []
    for where in list_lists(root):
        items: Any = values
        for step in where:
            items = items[step]
        preset = where[:1] == ("interfaces",) and len(where) > 1 and "use" in values["interfaces"][where[1]]
        ids = [isinstance(item, dict) and "id" in item for item in items]
        if all(ids) and where != ("open_items",) and not (preset and where[-1] == "records"):
            found += [(*where, at) for at in range(len(items))]
    return found


@cache
def count_problems(path: Path) -> int:
    """Count the findings about a sample as it is."""
    return len(check_spec(load(path, Integration, inside=DATA_FOLDER)))


def edit(path: Path, *edits: Any) -> EditResult:
    return apply_edits(path, edits, inside=DATA_FOLDER)


@given(st.sampled_from(SAMPLES), st.data())
@settings(max_examples=examples(6))
def test_a_renamed_id_leaves_no_reference_behind(path: Path, data: st.DataObject) -> None:
    item = data.draw(st.sampled_from(list_items_with_ids(path)))

    result = edit(path, RenameId(item, "quite-new"))

    with use_unsaved_texts(result.overlay):
        renamed = load(path, Integration, inside=DATA_FOLDER)
    assert len(check_spec(renamed)) == count_problems(path)
    old = read_tree(path, inside=DATA_FOLDER).find_node((*item, "id"))
    with use_unsaved_texts(result.overlay):
        back = edit(path, RenameId(item, old.value if old else ""))
    assert back.changes[0].after == path.read_text(encoding="utf-8")


def test_an_id_that_is_taken_or_is_no_id_is_refused() -> None:
    for new in ("Not an id", read_tree(FAIRVIEW).root.value["team"][1]["id"]):
        with pytest.raises(EditError) as refused:
            edit(FAIRVIEW, RenameId(("team", 0), new))
        (problem,) = refused.value.problems
        assert problem.path == FAIRVIEW
        line = FAIRVIEW.read_text(encoding="utf-8").splitlines()[problem.line - 1]
        assert line.strip().startswith(("- id:", "- {id:"))
        assert problem.where == ("team", 0)


def test_setting_the_present_name_of_a_renamed_key_replaces_the_former_one() -> None:
    path = DATA_FOLDER / "integrations" / "lakeshore-mutual.yaml"
    text = path.read_text(encoding="utf-8")
    values: Any = read_tree(path, inside=DATA_FOLDER).root.value
    at = next(at for at, one in enumerate(values["interfaces"]) if "fallback" in one)
    before = text.replace(" behavior:", " behaviour:")
    assert before != text

    where = ("interfaces", at, "fallback", "behavior")
    result = apply_edits(path, [SetValue(where, "Staff see a notice.")], inside=DATA_FOLDER, overlay={path: before})

    (change,) = result.changes
    fallback = _parse_text(path, change.after)["interfaces"][at]["fallback"]
    assert fallback["behavior"] == "Staff see a notice."
    assert "behaviour" not in fallback
    expected = apply_edits(path, [SetValue(where, "Staff see a notice.")], inside=DATA_FOLDER).changes[0].after
    assert change.after.count("behaviour:") == text.count(" behavior:") - 1
    assert change.after.replace(" behaviour:", " behavior:") == expected


def _parse_text(path: Path, text: str) -> Any:
    with use_unsaved_texts({path: text}):
        return read_tree(path, inside=DATA_FOLDER).root.value


def test_a_value_of_a_preset_becomes_an_override_of_the_interface() -> None:
    values: Any = read_tree(FAIRVIEW, inside=DATA_FOLDER).root.value
    at = next(at for at, one in enumerate(values["interfaces"]) if "use" in one)
    for record, layout in enumerate(values["interfaces"][at]["records"][:2]):
        path = ("interfaces", at, "records", record, "fields", 1, "rule")

        result = edit(FAIRVIEW, SetValue(path, "A rule of its own"))

        assert [change.path for change in result.changes] == [FAIRVIEW]
        with use_unsaved_texts(result.overlay):
            after: Any = read_tree(FAIRVIEW, inside=DATA_FOLDER).root.value
        layout["fields"][1] |= {"rule": "A rule of its own"}
        assert after["interfaces"][at]["records"][record] == layout
        layout["fields"][1] = values["interfaces"][at]["records"][record]["fields"][1]
        assert len(after["interfaces"][at]["records"]) == len(values["interfaces"][at]["records"])


def test_unsaved_text_is_checked_and_planned_without_being_written() -> None:
    before = FAIRVIEW.read_bytes()
    result = edit(FAIRVIEW, SetValue(("name",), "An unsaved name"))

    with use_unsaved_texts(result.overlay):
        unsaved = load_integration(open_workspace(ROOT), FAIRVIEW)

    assert unsaved.spec is not None
    assert unsaved.spec.name == "An unsaved name"
    assert load(FAIRVIEW, Integration, inside=DATA_FOLDER).value.name != "An unsaved name"
    assert FAIRVIEW.read_bytes() == before
