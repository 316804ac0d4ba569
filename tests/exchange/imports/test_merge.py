"""Three-way merge: what a person wrote stays, what only the file changed is taken over, the rest is named."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from golive.exchange.imports.merge import merge_values, name_items

TEXTS = st.sampled_from(["1", "2", "a", "TBD later", "b"])
FIELDS = st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from("ABCDE"), "length": st.sampled_from("123")}, optional={"rule": TEXTS}
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda one: one["name"],
)
GROUPS = st.fixed_dictionaries({}, optional={"format": st.sampled_from(["x", "y"]), "fields": FIELDS})


@settings(max_examples=examples(150), deadline=None)
@given(GROUPS, GROUPS)
def test_a_file_that_did_not_change_changes_nothing(base: Any, ours: Any) -> None:
    assert merge_values(base, base, ours) == (ours, ())


@settings(max_examples=examples(150), deadline=None)
@given(GROUPS, GROUPS)
def test_an_untouched_spec_becomes_what_the_file_says(base: Any, theirs: Any) -> None:
    plain = [one for one in (base, theirs) if "TBD" not in repr(one)]
    merged, changes = merge_values(base, theirs, base)

    assert not [one for one in changes if one.kind in {"conflict", "order"}]
    if len(plain) == 2:
        assert merged == {key: value for key, value in theirs.items() if key in merged or value}
    assert {key: value for key, value in merged.items() if value} == {
        key: value for key, value in theirs.items() if value
    }


@settings(max_examples=examples(150), deadline=None)
@given(GROUPS, GROUPS, GROUPS)
def test_what_only_the_spec_says_is_never_lost(base: Any, theirs: Any, ours: Any) -> None:
    merged, changes = merge_values(base, theirs, ours)

    before = {one["name"]: one for one in base.get("fields", [])}
    now = {one["name"]: one for one in theirs.get("fields", [])}
    after = {one["name"]: one for one in merged.get("fields", [])}
    for field in ours.get("fields", []):
        name = field["name"]
        if name not in before and name not in now:
            assert after[name] == field
        for key, value in field.items():
            is_own = value != before.get(name, {}).get(key) and "TBD" not in value
            if is_own and name in after:
                assert after[name][key] == value
            elif is_own:
                raise AssertionError([one for one in changes if name in one.names])
    assert len(after) == len(merged.get("fields", []))


@settings(max_examples=examples(150), deadline=None)
@given(GROUPS, GROUPS, GROUPS)
def test_every_difference_is_named(base: Any, theirs: Any, ours: Any) -> None:
    merged, changes = merge_values(base, theirs, ours)

    if merged != ours:
        assert changes
    for change in changes:
        if change.kind == "conflict":
            assert change.theirs != change.ours


def test_new_items_stand_where_the_file_has_them() -> None:
    def fields(names: str) -> dict[str, Any]:
        return {"fields": [{"name": name} for name in names]}

    def order(base: str, theirs: str, ours: str) -> str:
        merged, _ = merge_values(fields(base), fields(theirs), fields(ours))
        return "".join(one["name"] for one in merged["fields"])

    assert order("AC", "ABC", "AC") == "ABC"
    assert order("", "XY", "AB") == "ABXY"
    assert order("BC", "ABC", "BC") == "ABC"
    assert order("AB", "BA", "AB") == "BA"
    assert order("AB", "BA", "AZB") == "BAZ"
    assert order("ABC", "AC", "ABC") == "AC"
    assert order("ABC", "ACB", "BAC") == "BAC"  # a person chose the order


def test_gaps_are_filled_and_conflicts_are_left_or_accepted() -> None:
    ours = {"format": "delimited", "delimiter": "TBD: ask", "folder": "/in"}
    theirs = {"format": "fixed-width", "delimiter": "|"}

    merged, changes = merge_values({}, theirs, ours)
    assert merged == {"format": "delimited", "delimiter": "|", "folder": "/in"}
    assert [(one.kind, one.names) for one in changes] == [("conflict", ("format",)), ("add", ("delimiter",))]
    assert merge_values({}, theirs, ours, accept=True)[0]["format"] == "fixed-width"
    gap = {"fields": [{"name": "A", "rule": "TBD: ask"}]}
    assert merge_values({}, {"fields": [{"name": "A"}]}, gap) == (gap, ())  # the file says nothing about it


def test_a_removed_item_is_only_removed_if_nobody_wrote_into_it() -> None:
    base = {"fields": [{"name": "A", "length": "1"}, {"name": "B", "length": "2"}]}
    theirs = {"fields": [{"name": "A", "length": "1"}]}

    assert merge_values(base, theirs, base)[0] == theirs
    ours = {"fields": [{"name": "A", "length": "1"}, {"name": "B", "length": "2", "rule": "Mine"}]}
    merged, [change] = merge_values(base, theirs, ours)
    assert (merged, change.kind, change.names) == (ours, "conflict", ("fields", "B"))


def test_what_only_the_spec_has_stays_where_the_file_wins_until_it_is_pruned() -> None:
    base = {"records": [{"id": "a", "length": "1"}], "fields": [{"name": "F"}]}
    theirs = {"records": [{"id": "a", "length": "2"}]}
    own = {"id": "b", "length": "9"}
    ours = {"records": [{"id": "a", "length": "3", "note": "Mine"}, own], "fields": [{"name": "F"}, {"name": "G"}]}

    merged, changes = merge_values(base, theirs, ours, accept=True)
    assert merged == {"records": [{"id": "a", "length": "2", "note": "Mine"}, own], "fields": [{"name": "G"}]}
    assert [change.names for change in changes if change.kind == "keep"] == [("records", "b"), ("fields", "G")]
    merged, changes = merge_values(base, theirs, ours, accept=True, prune=True)
    assert merged == {"records": [{"id": "a", "length": "2", "note": "Mine"}]}
    assert [change.names for change in changes if change.kind == "remove" and change.base is None] == [
        ("records", "b"),
        ("fields", "G"),
    ]


def test_twins_have_names_of_their_own() -> None:
    assert name_items([{"name": "FILLER"}, {"name": "FILLER"}, {"id": "x"}, "y"]) == ["FILLER", "FILLER#2", "x", "y"]


def test_what_a_person_removed_stays_away_until_it_is_accepted() -> None:
    base, theirs = {"encoding": "ASCII"}, {"encoding": "UTF-8"}

    merged, [change] = merge_values(base, theirs, {})
    assert (merged, change.kind, change.ours) == ({}, "conflict", None)
    assert merge_values(base, base, {}) == ({}, ())
    assert merge_values(base, theirs, {}, accept=True)[0] == theirs


def test_two_ways_to_sign_on_are_never_mixed() -> None:
    ours = {"authentication": {"kind": "oauth-client-credentials", "token_lifetime_s": "3600"}}
    theirs = {"authentication": {"kind": "api-key", "header": "X-Key"}}

    merged, [change] = merge_values({}, theirs, ours)
    assert (merged, change.names) == (ours, ("authentication",))
    assert merge_values({}, theirs, ours, accept=True)[0] == theirs
