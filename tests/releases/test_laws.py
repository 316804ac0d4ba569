"""Laws of comparing: nothing changed is no change, each edit is one change where it was made, more never cost less."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from tests.examples import examples
from tests.releases.edits import (
    SEEDS,
    SPECS,
    edit_leaf,
    get_plain_content,
    iterate_leaves,
    load_guide,
    load_sample,
    make_spec,
    remove_value,
    set_value,
    shuffle,
)

from golive.releases.change import ChangeKind
from golive.releases.change_levels import find_required_bump
from golive.releases.diff import compare_documents
from golive.releases.versioned_document import add_line_numbers, read_document
from golive.schema import Integration
from golive.yaml_io.load import load_text

# Lists whose order says something where their items do not say their place.
IN_ORDER = frozenset({"fields", "escalation", "jobs", "loads", "slides"})


@pytest.mark.parametrize("at", range(len(SPECS)))
def test_a_spec_is_the_same_as_itself(at: int) -> None:
    assert compare_documents(load_sample(at), load_sample(at).model_copy(deep=True)) == ()


@settings(max_examples=examples(30))
@given(SEEDS)
def test_a_generated_spec_is_the_same_as_itself(seed: int) -> None:
    assert compare_documents(make_spec(seed), make_spec(seed).model_copy(deep=True)) == ()


@settings(max_examples=examples(60))
@given(SEEDS)
def test_an_edit_is_a_change_of_exactly_that_path(seed: int) -> None:
    random = Random(seed)
    spec = make_spec(seed)
    leaf = random.choice(list(iterate_leaves(spec)))
    new = edit_leaf(spec, leaf, random)
    assume(new is not None)
    assert new is not None

    changes = compare_documents(spec, new)

    assert {change.path for change in changes} == {leaf.path}, [change.sentence for change in changes]
    assert all(change.sentence and change.level for change in changes)
    assert {change.kind for change in changes} <= {ChangeKind.CHANGED, ChangeKind.RENAMED} or leaf.is_listed


@settings(max_examples=examples(60))
@given(SEEDS)
def test_a_value_that_comes_or_goes_is_one_change(seed: int) -> None:
    random = Random(seed)
    spec = make_spec(seed)
    optional = [
        leaf
        for leaf in iterate_leaves(spec)
        if not leaf.is_listed
        and leaf.trait.slot.field_info
        and leaf.trait.slot.field_info.default is None
        and not leaf.trait.slot.field_info.is_required()
    ]
    assume(optional)
    leaf = random.choice(optional)
    less = remove_value(spec, leaf.path)

    gone, come = compare_documents(spec, less), compare_documents(less, spec)

    assert [(change.kind, change.path) for change in gone] == [(ChangeKind.REMOVED, leaf.path)]
    assert [(change.kind, change.path) for change in come] == [(ChangeKind.ADDED, leaf.path)]


@settings(max_examples=examples(25))
@given(SEEDS)
def test_more_changes_never_cost_less(seed: int) -> None:
    random = Random(seed)
    spec = new = make_spec(seed)
    last = find_required_bump(())
    for leaf in random.sample(list(iterate_leaves(spec)), 6):
        value = edit_leaf(spec, leaf, random) if leaf.trait.name != "id" else None
        if value is None:
            continue
        part = get_plain_content(value)
        for step in leaf.path:
            part = part[step]
        new = set_value(new, leaf.path, part)
        bump = find_required_bump(compare_documents(spec, new))
        assert bump >= last
        last = bump


@settings(max_examples=examples(25))
@given(SEEDS)
def test_order_of_keys_and_items_and_the_form_of_the_file_are_no_change(seed: int) -> None:
    random, spec = Random(seed), make_spec(seed)
    plain = shuffle(get_plain_content(spec), random, IN_ORDER)
    text = f"# a comment\n{json.dumps(plain, indent=random.choice((None, 1, 4)), ensure_ascii=random.random() < 0.5)}\n"

    new = load_text(text.replace("\x7f", "\\x7f").encode(), Integration, Path("new.yaml")).value

    assert compare_documents(spec, new) == ()


@settings(max_examples=examples(20))
@given(SEEDS, SEEDS)
def test_every_change_between_any_two_specs_leads_to_something(one: int, other: int) -> None:
    old, new = make_spec(one), make_spec(other)
    for change in compare_documents(old, new):
        part: Any = old if change.kind is ChangeKind.REMOVED else new
        for step in change.path:
            part = part[step] if isinstance(step, int) else getattr(part, step)
        assert part is not None


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_comments_and_white_space_are_no_change(path: Path, tmp_path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    bare = "\r\n".join(line for line in lines if not line.startswith("#"))
    (tmp_path / "new.yaml").write_text(f"# new\n\n{bare}", encoding="utf-8", newline="")

    new = read_document(tmp_path / "new.yaml").value
    assert compare_documents(read_document(path).value, new) == ()


def test_every_change_between_two_samples_has_a_line_of_its_file() -> None:
    old, new = read_document(SPECS[1]), read_document(SPECS[2])
    changes = add_line_numbers(compare_documents(old.value, new.value), old, new)

    assert len(changes) > 100
    assert all(change.line > 0 for change in changes)


def test_a_guide_is_compared_as_well() -> None:
    new = load_guide().model_copy(update={"title": "Another title", "steps": load_guide().steps[::-1]})

    assert [change.sentence for change in compare_documents(load_guide(), new)] == [
        f"Title changed from “{load_guide().title}” to “Another title”",
        "Steps: order changed",
    ]
