"""Laws: what was not answered changes nothing, and an answer changes exactly one value."""

import html
import io
import zipfile
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.examples import examples
from tests.exchange.workbook.workbooks import (
    FILE,
    QuestionnaireSheets,
    edit_file,
    iterate_cells,
    list_edits,
    make_book,
    merge,
    merge_file,
    read_sheets,
    read_text,
    read_values,
    write_questionnaire,
)
from tests.generated.profile import SpecProfile
from tests.generated.specs import generate_tree

from golive.editing import RemoveItem, SetValue, edit_text
from golive.editing.edits import normalize_value
from golive.editing.values import get_plain_value, remove_plain_value, set_plain_value
from golive.exchange.sheet_cells import Grid, read_grids
from golive.exchange.workbook.addresses import Path as ValuePath
from golive.exchange.workbook.addresses import format_address
from golive.exchange.workbook.book import BookSheet
from golive.exchange.workbook.build import BookSource, build_book
from golive.exchange.workbook.merge import CellReader, MergeState, PresentSpec, merge_cells
from golive.exchange.workbook.returned import Returned, is_untouched, read_returned
from golive.exchange.workbook.write import write_workbook
from golive.schema import Integration
from golive.schema.field import Internal
from golive.schema.introspection import Slot, choose_model, get_slots
from golive.topics.inputs import InputKind
from golive.topics.topic import TopicLayout

DATA = st.data()
TEXTS = st.sampled_from(("New words", "=1+1", "007", "a | b", "- x", "'quoted'", "# no comment", "TBD: ask the bank"))


def list_texts(value: Any, slot: Slot, *, is_internal: bool = False) -> Iterator[tuple[bool, str]]:
    """Return every text of a spec, and whether only the vendor may see it."""
    if isinstance(value, dict):
        model = choose_model(slot, value)
        for key, inner in value.items():
            below = get_slots(model)[key] if model else Slot(None)
            hidden = any(isinstance(mark, Internal) for mark in below.markers)
            yield from list_texts(inner, below, is_internal=is_internal or hidden)
    elif isinstance(value, list):
        for inner in value:
            yield from list_texts(inner, slot.item_slot if slot.is_list else Slot(None), is_internal=is_internal)
    elif not (slot.allowed_words or value is None):
        yield is_internal, str(value).strip()


def read_all_bytes(data: bytes) -> str:
    """Return all bytes of a file, unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return html.unescape("\n".join(archive.read(name).decode("utf-8") for name in archive.namelist()))


@given(st.builds(SpecProfile, st.integers(0, 10**6), st.sampled_from(("latin", "marks", "technical", "cjk"))))
@settings(max_examples=examples(2))
def test_a_generated_spec_comes_back_unchanged_and_without_what_is_internal(profile: SpecProfile) -> None:
    profile = SpecProfile(profile.seed, profile.script, "shortest", frozenset(), 0.5, 1)
    values: Any = normalize_value(generate_tree(profile))
    book = build_book(BookSource(values, "Vendor"))

    data = write_workbook(book)

    assert data == write_workbook(build_book(BookSource(values, "Vendor")))
    returned = read_returned(FILE, read_grids(FILE, data))
    state = MergeState()
    merge_cells(returned, PresentSpec(values, book), CellReader(returned, {}, state), state)
    assert (state.changes, state.problems, state.warnings, returned.problems) == ([], [], [], ())
    assert is_untouched(returned)
    texts = list(list_texts(values, Slot(Integration)))
    public = [text for internal, text in texts if not internal]
    secret = {text for internal, text in texts if internal and len(text) > 8}
    content = read_all_bytes(data)
    assert [text for text in secret if text in content and not any(text in one for one in public)] == []


def test_internal_texts_are_looked_for() -> None:
    texts = list(list_texts(read_values(read_text("complete")), Slot(Integration)))

    assert len([text for internal, text in texts if internal and len(text) > 8]) >= 2
    content = read_all_bytes(write_questionnaire("complete"))
    assert [text for internal, text in texts if internal and len(text) > 20 and text in content] == []


def change_answer(name: str, sheet: BookSheet, path: ValuePath, key: str, text: str | None) -> Returned:
    """Return the questionnaire of a sample with another text in one cell."""
    pages = QuestionnaireSheets.open(name)
    page = pages[sheet.title]
    item = "" if sheet.topic.form is TopicLayout.QUESTIONS else format_address(path[: len(path) - key.count(".") - 1])
    if sheet.is_across:
        page.set(page.find_row(key), page.find_column(f"@{item}"), text)
    else:
        page.answer_item(item, key, text)
    return pages.close()


@given(st.sampled_from(("minimal", "complete")), TEXTS, DATA)
@settings(max_examples=examples(12))
def test_an_answered_cell_is_exactly_one_edit(name: str, text: str, data: st.DataObject) -> None:
    asked = [one for one in iterate_cells(make_book(name)) if one[2].state != "locked"]
    sheet, field, cell = data.draw(st.sampled_from(asked))
    returned = change_answer(name, sheet, cell.path, field.key, text)
    values = read_values(read_text(name))

    state, present, additions = merge(returned, read_text(name))

    parsed = cell.codec.parse(text)
    held = get_plain_value(values, cell.path)
    assert state.problems == []
    assert additions == ()
    if held is not None and parsed == cell.codec.parse_held(held):
        assert state.changes == []
        return
    (change,) = state.changes
    assert (change.path, change.is_conflict) == (cell.path, False)
    (made,) = list_edits(state, present, additions)
    assert isinstance(made, SetValue)
    assert made.path == cell.path
    if cell.codec.asked.kind is not InputKind.ITEMS and not isinstance(made.value, list):
        assert made.value == parsed
        after = edit_text(read_text(name), [made])
        assert read_values(after) == set_plain_value(values, cell.path, made.value)


@given(st.sampled_from(("minimal", "complete")), DATA)
@settings(max_examples=examples(8))
def test_an_emptied_cell_removes_exactly_its_value(name: str, data: st.DataObject) -> None:
    asked = [
        one
        for one in iterate_cells(make_book(name))
        if one[2].state == "answered"
        and not one[1].is_required
        and sum(c.text != "" for c in _list_siblings(name, one[2])) > 1
    ]
    sheet, field, cell = data.draw(st.sampled_from(asked))
    returned = change_answer(name, sheet, cell.path, field.key, None)

    (made,) = list_edits(*merge(returned, read_text(name)))

    assert made == RemoveItem(cell.path)
    values = read_values(read_text(name))
    above = get_plain_value(values, cell.path[:-1])
    if len(above) > 1:
        assert read_values(edit_text(read_text(name), [made])) == remove_plain_value(values, cell.path)


def _list_siblings(name: str, cell: Any) -> list[Any]:
    items = (item for sheet in make_book(name).sheets for item in sheet.items)
    return next(list(item.cells.values()) for item in items if cell in item.cells.values())


@given(st.sampled_from(("minimal", "complete")), st.integers(0, 10**6))
@settings(max_examples=examples(6))
def test_sorted_rows_and_renamed_sheets_change_nothing(name: str, seed: int) -> None:
    random = Random(seed)
    file = read_sheets(name)
    grids = [replace(_shuffle(grid, random), title=f"Sheet {random.random()}") for grid in file.grids]
    random.shuffle(grids)

    state, _, additions = merge(read_returned(FILE, replace(file, grids=tuple(grids))), read_text(name))

    assert (state.changes, state.problems, additions) == ([], [], ())


def _shuffle(grid: Grid, random: Random) -> Grid:
    """Return a table with its rows shuffled; other sheets as they are."""
    if not any(cell.value == "golive headings" and place == (4, 1) for place, cell in grid.cells.items()):
        return grid
    is_table = any(str(cell.value).startswith("@") and place[1] == 1 for place, cell in grid.cells.items())
    rows = sorted({row for row, _ in grid.cells if row > 4})
    moved = dict(zip(rows, random.sample(rows, len(rows)), strict=True)) if is_table else {}
    return replace(grid, cells={(moved.get(row, row), column): cell for (row, column), cell in grid.cells.items()})


@pytest.mark.parametrize("name", ["minimal", "complete"])
def test_a_file_that_another_program_saved_changes_nothing(name: str) -> None:
    def change(book: Any) -> None:
        book["Biller"].title = "About us"
        book.create_sheet("Notes").append(["not a question"])
        book.move_sheet("People", offset=-3)
        book["People"].insert_rows(6, 2)

    state, _, additions = merge_file(edit_file(write_questionnaire(name), change), name)

    assert (state.changes, state.problems, additions) == ([], [], ())
    assert [one.message for one in state.warnings] == [
        "the sheet `Notes` is not a sheet of the questionnaire and was not read: 1 cell"
    ]
