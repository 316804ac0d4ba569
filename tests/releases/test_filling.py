"""To say what was still to be decided costs less than to change what was said, and to take it back costs the same."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from tests.examples import examples
from tests.generated.gaps import add_gaps
from tests.generated.profile import SpecProfile
from tests.generated.specs import generate_tree
from tests.releases.edits import SEEDS, get_plain_content, iterate_leaves, make_spec

from golive.open_items.items import collect_open_items
from golive.releases.change import ChangeKind
from golive.releases.change_levels import find_required_bump
from golive.releases.diff import compare_documents
from golive.releases.field_traits import FieldTrait, get_field_traits
from golive.releases.snapshots import build_snapshot, read_snapshot
from golive.schema import Integration
from golive.schema.change_level import Bump
from golive.schema.field import Model
from golive.yaml_io.load import load, load_text

SPEC = Path(__file__).parents[1] / "samples" / "minimal.yaml"


def remove_value(spec: Integration, *path: str | int) -> Integration:
    plain = get_plain_content(spec)
    above: Any = plain
    for step in path[:-1]:
        above = above[step]
    del above[path[-1]]
    return Integration.model_validate(plain)


def get_trait(spec: Integration, *path: str | int) -> FieldTrait:
    model: Any = spec
    for step in path[:-1]:
        model = model[step] if isinstance(step, int) else getattr(model, step)
    kind: type[Model] = type(model)
    return get_field_traits(kind)[str(path[-1])]


@pytest.mark.parametrize(
    ("path", "filled", "taken_back"),
    [
        (("connections", 0, "endpoints", 0, "host"), Bump.MINOR, Bump.MAJOR),
        (("connections", 0, "endpoints"), Bump.MINOR, Bump.MAJOR),
        (("connections", 0, "authentication"), Bump.MINOR, Bump.MAJOR),
        (("interfaces", 0, "schedule", "drop_by"), Bump.MINOR, Bump.MAJOR),
        (("interfaces", 0, "schedule"), Bump.MINOR, Bump.MAJOR),
        (("interfaces", 0, "records"), Bump.MINOR, Bump.MAJOR),
        (("interfaces", 1, "operations", 0, "request"), Bump.MINOR, Bump.MAJOR),
        (("timeline", "window"), Bump.PATCH, Bump.PATCH),
        (("operations", "penny_test"), Bump.PATCH, Bump.PATCH),
        (("connections", 0, "endpoints", 0, "port"), Bump.MAJOR, Bump.MAJOR),  # left out, it says that there is none
    ],
)
def test_to_fill_what_was_open_is_minor_at_most(path: tuple[str | int, ...], filled: Bump, taken_back: Bump) -> None:
    spec = load(SPEC, Integration).value
    less = remove_value(spec, *path)

    assert find_required_bump(compare_documents(less, spec)) == filled
    assert find_required_bump(compare_documents(spec, less)) == taken_back


def test_one_more_in_a_list_that_was_not_empty_costs_what_it_did() -> None:
    spec = load(SPEC, Integration).value
    first = spec.interfaces[1].operations[0]  # type: ignore[union-attr]
    more = first.model_copy(update={"request": (*first.request, first.request[0].model_copy(update={"name": "zip"}))})
    calls = spec.interfaces[1].model_copy(update={"operations": (more,)})

    (change,) = compare_documents(spec, spec.model_copy(update={"interfaces": (spec.interfaces[0], calls)}))

    assert (change.kind, change.level) == (ChangeKind.ADDED, Bump.MAJOR)


@settings(max_examples=examples(30), deadline=None)
@given(SEEDS)
def test_filling_never_costs_more_than_taking_back(seed: int) -> None:
    spec = make_spec(seed)
    open_ones = [leaf for leaf in iterate_leaves(spec) if leaf.trait.is_needed and not leaf.is_listed]
    assume(open_ones)
    leaf = Random(seed).choice(open_ones)
    less = remove_value(spec, *leaf.path)

    filled, taken_back = (
        find_required_bump(compare_documents(less, spec)),
        find_required_bump(compare_documents(spec, less)),
    )

    assert Bump.NONE < filled <= Bump.MINOR
    assert filled <= taken_back
    assert get_trait(spec, *leaf.path).is_needed


@pytest.mark.parametrize("seed", range(12))
def test_what_was_open_when_it_was_released_is_open_in_the_snapshot(seed: int, tmp_path: Path) -> None:
    tree = add_gaps(generate_tree(SpecProfile(seed)), Random(seed), 0.5)
    tree["team"][0]["phone"] = "TBD, she moves"
    spec = load_text(json.dumps(tree, ensure_ascii=False).encode(), Integration, Path("spec.yaml")).value
    path = tmp_path / f"{spec.version}.json"
    path.write_bytes(build_snapshot(spec))

    again = read_snapshot(path).value

    assert again == spec
    assert isinstance(again, Integration)
    assert collect_open_items(again) == collect_open_items(spec)
    assert compare_documents(spec, again) == ()
