"""Edits of files: includes, batches, conflicts, and what is refused with a place."""

from pathlib import Path
from typing import Any

import pytest

from golive.editing import (
    ConflictError,
    EditResult,
    InsertItem,
    MoveItem,
    RemoveItem,
    SetValue,
    apply_edits,
    edit_text,
    save_edits,
)
from golive.support.problems import EditError, SpecError

SPEC = """\
id: a-b  # short
name: "Two words"
team:
  # the lead
  - id: ann
    name: Ann  # of the bank
    # on leave in May
  - {id: bob, name: Bob}
goals: [one, two]
"""


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (SetValue(("id",), "c"), "id: a-b  # short", "id: c  # short"),
        (SetValue(("name",), "More"), '"Two words"', '"More"'),
        (SetValue(("name",), 'a "b"'), '"Two words"', "'a \"b\"'"),
        (SetValue(("team", 1, "name"), "B, C"), "name: Bob", 'name: "B, C"'),
        (SetValue(("team", 1, "role"), "tester"), "name: Bob}", "name: Bob, role: tester}"),
        (SetValue(("status",), "build"), '"Two words"\n', '"Two words"\nstatus: build\n'),
        (SetValue(("biller", "public_entity"), True), "two]\n", "two]\nbiller:\n  public_entity: true\n"),  # noqa: FBT003 - a flag as a form sends it
        (SetValue(("goals",), ["one", "three"]), "[one, two]", "[one, three]"),
        (InsertItem(("goals",), 2, "x: y"), "two]", 'two, "x: y"]'),
        (RemoveItem(("goals", 0)), "one, ", ""),
        (MoveItem(("goals", 0), 1), "one, two", "two, one"),
        (RemoveItem(("team", 1)), "  - {id: bob, name: Bob}\n", ""),
    ],
)
def test_an_edit_changes_its_place_only(edit: Any, old: str, new: str) -> None:
    assert edit_text(SPEC, [edit]) == SPEC.replace(old, new, 1)


def test_a_removed_item_names_the_comments_that_went_with_it(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    path.write_text(SPEC, encoding="utf-8")

    result = apply_edits(path, [RemoveItem(("team", 0))])

    assert sorted(result.removed_comments) == ["# of the bank", "# on leave in May"]
    assert "# the lead" in result.changes[0].after


@pytest.mark.parametrize(
    ("text", "edit", "words"),
    [
        (SPEC, SetValue(("team", 5, "name"), "x"), "has no item 6"),
        (SPEC, SetValue(("name", "first"), "x"), "is a text, not a group of keys"),
        (SPEC, InsertItem(("goals",), 7, "x"), "no place 8"),
        (SPEC, RemoveItem(("summary",)), "is not there"),
        (SPEC, MoveItem(("goals", 0), 2), "place 3"),
        ("a: &x {b: c}\nd: *x\n", SetValue(("a", "b"), "e"), "used in several places"),
        ("a: &x {b: c}\nd: *x\n", SetValue(("d", "b"), "e"), "used in several places"),
        ("a: b\n", RemoveItem(("a",)), "only key"),
    ],
)
def test_what_cannot_be_edited_is_refused_with_its_place(text: str, edit: Any, words: str) -> None:
    with pytest.raises(EditError) as caught:
        edit_text(text, [edit])

    (problem,) = caught.value.problems
    assert words in problem.message
    assert problem.line
    assert problem.hint


@pytest.mark.parametrize("text", ["a: b\n---\nc: d\n", "a: !x b\n", "a: [b\n", "a:\n\tb: c\n"])
def test_a_text_that_golive_does_not_read_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(SpecError) as caught:
        edit_text(text, [SetValue(("a",), "x")])

    assert caught.value.problems[0].line


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: >- # folded\n  one\n  two\nb: c\n", "one two three"),
        ("a: |+\n  one\n\nb: c\n", "two"),
        ("a:\nb: c\n", "x"),
        ("a: # why\n  - x\nb: c\n", ["x", "y"]),
        ("a:\tone # tab\nb: c\n", "two"),
        ("a: 'one\n\n  two'\nb: c\n", "one\nthree"),
        ("a: TBD # ask\nb: c\n", {"d": "e"}),
        ("a: {TBD: ask}\nb: c\n", "known"),
        ("{a: 1, b: c}", "x"),
        ("a: one # end", "two"),
        ("b: c\na: |\n  no line break at the end", "x\ny"),
    ],
)
def test_every_style_is_edited_with_its_comments(text: str, value: Any) -> None:
    after = edit_text(text, [SetValue(("a",), value)])

    assert all(comment in after for comment in ("# folded", "# why", "# tab", "# ask", "# end") if comment in text)
    assert after.endswith("\n") == text.endswith("\n")
    assert edit_text(after, [SetValue(("a",), value)]) == after


def write_workspace(folder: Path) -> Path:
    (folder / "common").mkdir(parents=True)
    (folder / "specs").mkdir()
    (folder / "common" / "sftp.yaml").write_text("host: one.example.org  # shared\nport: 22\n", encoding="utf-8")
    for name in ("first", "second"):
        spec = f"id: {name}\nconnections:\n  - include: ../common/sftp.yaml\n    id: line\n"
        (folder / "specs" / f"{name}.yaml").write_text(spec, encoding="utf-8")
    return folder / "specs" / "first.yaml"


def test_an_included_value_is_edited_in_its_file_and_the_other_users_are_named(tmp_path: Path) -> None:
    path = write_workspace(tmp_path)

    result = apply_edits(path, [SetValue(("connections", 0, "host"), "two.example.org")], inside=tmp_path)

    (change,) = result.changes
    assert change.path == tmp_path / "common" / "sftp.yaml"
    assert change.after == "host: two.example.org  # shared\nport: 22\n"
    assert change.also_used_by == (tmp_path / "specs" / "second.yaml",)


def test_the_own_value_of_a_group_is_edited_in_the_group(tmp_path: Path) -> None:
    path = write_workspace(tmp_path)

    result = apply_edits(path, [SetValue(("connections", 0, "name"), "Line")], inside=tmp_path)

    assert [change.path for change in result.changes] == [path]


def edit_name(path: Path) -> EditResult:
    return apply_edits(path, [SetValue(("id",), "third")])


def test_saving_writes_what_the_result_says(tmp_path: Path) -> None:
    path = write_workspace(tmp_path)

    result = edit_name(path)
    assert "id: first" in path.read_text(encoding="utf-8")
    save_edits(result)

    assert path.read_text(encoding="utf-8") == result.changes[0].after
    assert result.diff.count("\n-") == 1
    assert "\n+id: third\n" in result.diff


def test_an_outside_change_is_a_conflict_and_stays(tmp_path: Path) -> None:
    path = write_workspace(tmp_path)
    result = edit_name(path)
    path.write_text("id: changed\n", encoding="utf-8")

    with pytest.raises(ConflictError, match="was changed by someone else"):
        save_edits(result)

    assert path.read_text(encoding="utf-8") == "id: changed\n"


def test_a_batch_with_one_wrong_edit_changes_nothing(tmp_path: Path) -> None:
    path = write_workspace(tmp_path)
    before = path.read_bytes()

    with pytest.raises(EditError):
        apply_edits(path, [SetValue(("id",), "x"), RemoveItem(("connections", 4))], inside=tmp_path)

    assert path.read_bytes() == before
