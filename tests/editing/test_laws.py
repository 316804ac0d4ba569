"""Laws: any edit gives the wanted values, and every other value, comment and line stays."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.editing.edit_laws import (
    TEXTS,
    check_edit,
    count_changed_lines,
    list_lists,
    list_missing_keys,
    list_scalars,
    open_text,
)
from tests.examples import examples

from golive.editing import SetValue, apply_edits
from golive.editing.text_editor import TextEditor
from golive.editing.values import (
    get_plain_value,
    insert_plain_item,
    move_plain_item,
    read_plain_value,
    remove_plain_value,
    set_plain_value,
)

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "data" / "integrations").glob("*.yaml"))
DATA = st.data()


@cache
def open_sample(path: Path, ending: str) -> TextEditor:
    """Open a sample with other line endings; it is only read."""
    return open_text(path.read_text(encoding="utf-8").replace("\n", ending))


def samples() -> st.SearchStrategy[TextEditor]:
    """Return samples with LF and with CR LF line endings."""
    return st.builds(open_sample, st.sampled_from(SAMPLES), st.sampled_from(("\n", "\n", "\r\n")))


@given(samples(), DATA)
@settings(max_examples=examples(20))
def test_a_value_is_set_and_set_back(editor: TextEditor, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(list_scalars(editor.tree.root)))
    new = data.draw(st.sampled_from(TEXTS) | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
    plain: Any = read_plain_value(editor.tree.root)
    old = get_plain_value(plain, path)

    after = check_edit(editor, lambda one: one.set_value(path, new), set_plain_value(plain, path, new))

    assert count_changed_lines(editor.text, after.text) <= 40 + 2 * new.count("\n")
    if old is not None:
        check_edit(after, lambda one: one.set_value(path, old), plain)


@given(st.sampled_from(SAMPLES), DATA)
@settings(max_examples=examples(6))
def test_texts_that_are_set_in_one_step_are_as_if_set_one_by_one(path: Path, data: st.DataObject) -> None:
    paths = list_scalars(open_sample(path, "\n").tree.root)
    chosen = data.draw(st.lists(st.sampled_from(paths), min_size=2, max_size=12, unique=True))
    edits = [SetValue(one, data.draw(st.sampled_from(TEXTS))) for one in chosen if "use" not in one]

    together = apply_edits(path, edits, inside=ROOT / "data").overlay

    overlay: dict[Path, str] = {}
    for edit in edits:
        overlay |= apply_edits(path, [edit], inside=ROOT / "data", overlay=overlay).overlay
    assert together == {file: text for file, text in overlay.items() if text != file.read_text(encoding="utf-8")}


@given(samples(), DATA)
@settings(max_examples=examples(12))
def test_a_missing_key_is_added_in_the_order_of_the_model_and_removed(editor: TextEditor, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(list_missing_keys(editor)))
    new: Any = data.draw(
        st.sampled_from(([*TEXTS[:3]], "Some text", {"b": "x", "a": ["y: z"]}, "Long text " * 20 + "end"))
    )
    plain: Any = read_plain_value(editor.tree.root)

    after = check_edit(editor, lambda one: one.set_value(path, new), set_plain_value(plain, path, new))

    assert count_changed_lines(editor.text, after.text) <= 8
    back = check_edit(after, lambda one: one.remove(path), plain)
    assert count_changed_lines(editor.text, back.text) == 0 or "{" in editor.text


@given(samples(), DATA)
@settings(max_examples=examples(12))
def test_an_item_is_moved_and_moved_back(editor: TextEditor, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(list_lists(editor.tree.root)))
    plain: Any = read_plain_value(editor.tree.root)
    items = get_plain_value(plain, path)
    start, to = (data.draw(st.integers(0, len(items) - 1)) for _ in range(2))

    after = check_edit(
        editor, lambda one: one.move_item((*path, start), to), move_plain_item(plain, (*path, start), to)
    )

    back = check_edit(after, lambda one: one.move_item((*path, to), start), plain)
    assert back.text == editor.text


@given(samples(), DATA)
@settings(max_examples=examples(12))
def test_an_item_is_inserted_and_removed(editor: TextEditor, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(list_lists(editor.tree.root)))
    plain: Any = read_plain_value(editor.tree.root)
    items = get_plain_value(plain, path)
    at, place = data.draw(st.integers(0, len(items) - 1)), data.draw(st.integers(0, len(items)))

    after = check_edit(
        editor,
        lambda one: one.insert_item(path, place, items[at]),
        insert_plain_item(plain, path, place, items[at]),
    )

    assert not after.removed_comments
    back = check_edit(after, lambda one: one.remove((*path, place)), plain)
    assert not back.removed_comments


@given(samples(), DATA)
@settings(max_examples=examples(12))
def test_a_removed_item_takes_its_own_comments_only(editor: TextEditor, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(list_lists(editor.tree.root)))
    plain: Any = read_plain_value(editor.tree.root)
    items = get_plain_value(plain, path)
    at = data.draw(st.integers(0, len(items) - 1))
    wanted = remove_plain_value(plain, (*path, at) if len(items) > 1 else path)
    if len(items) == 1 and len(get_plain_value(plain, path[:-1])) == 1:
        return

    after = check_edit(editor, lambda one: one.remove((*path, at)), wanted)

    if len(items) > 1:
        check_edit(after, lambda one: one.insert_item(path, at, items[at]), plain)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_untouched_lines_keep_their_bytes_with_mixed_line_endings(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    text = "\ufeff" + "".join(line + ("\r\n" if number % 3 else "\n") for number, line in enumerate(lines))
    editor = open_text(text)

    editor.set_value(("name",), "Another name")

    before, after = text.split("name: ", 1), editor.text.split("name: ", 1)
    assert before[0] == after[0]
    assert before[1].split("\n", 1)[1] == after[1].split("\n", 1)[1]
    assert after[1].startswith("Another name")


@pytest.mark.parametrize(
    "new", ["\U000e1adf{", "\U0001f600 \U000f0000]", "{a\x80\uffff", "\ufeff,é", "pasted\u2028twice"]
)
def test_characters_that_cannot_be_printed_are_read_again(new: str) -> None:
    editor, path = open_sample(SAMPLES[0], "\n"), ("team", 0, "job_title")
    plain: Any = read_plain_value(editor.tree.root)

    check_edit(editor, lambda one: one.set_value(path, new), set_plain_value(plain, path, new))
