"""The digest of a spec moves exactly where comparing finds a change."""

from random import Random

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
    shuffle,
)
from tests.releases.test_laws import IN_ORDER

from golive.releases.canonical_form import compute_digest, compute_short_digest, to_canonical_json
from golive.releases.diff import compare_documents
from golive.schema import Integration


@settings(max_examples=examples(50))
@given(SEEDS)
def test_an_edit_moves_the_digest(seed: int) -> None:
    random, spec = Random(seed), make_spec(seed)
    new = edit_leaf(spec, random.choice(list(iterate_leaves(spec))), random)
    assume(new is not None)
    assert new is not None

    assert (compute_short_digest(new) == compute_short_digest(spec)) == (compare_documents(spec, new) == ())
    assert compute_short_digest(new) != compute_short_digest(spec)


@settings(max_examples=examples(40))
@given(SEEDS)
def test_a_value_that_is_left_out_moves_the_digest_where_it_is_a_change(seed: int) -> None:
    random, spec = Random(seed), make_spec(seed)
    optional = [
        leaf
        for leaf in iterate_leaves(spec)
        if leaf.trait.slot.field_info and not leaf.trait.slot.field_info.is_required()
    ]
    leaf = random.choice([leaf for leaf in optional if not leaf.is_listed])
    less = remove_value(spec, leaf.path)

    assert (compute_short_digest(less) == compute_short_digest(spec)) == (compare_documents(spec, less) == ())


@settings(max_examples=examples(40))
@given(SEEDS)
def test_order_of_keys_and_items_does_not_move_the_digest(seed: int) -> None:
    spec = make_spec(seed)
    other = Integration.model_validate(shuffle(get_plain_content(spec), Random(seed), IN_ORDER))

    assert compare_documents(spec, other) == ()
    assert to_canonical_json(spec) == to_canonical_json(other)


@settings(max_examples=examples(20))
@given(SEEDS, SEEDS)
def test_two_specs_have_one_digest_only_where_they_are_the_same(one: int, other: int) -> None:
    old, new = make_spec(one), make_spec(other)
    assert (compute_short_digest(old) == compute_short_digest(new)) == (compare_documents(old, new) == ())


def test_the_order_of_a_guides_steps_is_content() -> None:
    assert compute_short_digest(load_guide()) != compute_short_digest(
        load_guide().model_copy(update={"steps": load_guide().steps[::-1]})
    )


@pytest.mark.parametrize("at", range(len(SPECS)))
def test_version_and_date_are_no_content(at: int) -> None:
    spec = load_sample(at)
    assert compute_short_digest(spec) == compute_short_digest(
        spec.model_copy(update={"version": "9.9.9", "date": spec.timeline.go_live})
    )


def test_plain_values_have_a_digest_whatever_the_order_of_their_keys() -> None:
    assert compute_digest({"a": 1, "b": [2, 3]}) == compute_digest({"b": [2, 3], "a": 1})
    assert compute_digest({"a": 1, "b": [2, 3]}) != compute_digest({"a": 1, "b": [3, 2]})
