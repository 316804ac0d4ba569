"""What came back is merged with what the spec says by now; nothing that a person wrote is lost."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from tests.exchange.workbook.workbooks import FILE, QuestionnaireSheets, list_edits, merge, read_text, read_values

from golive.editing import InsertItem, SetValue, edit_text

BILLER = {"name": "Abe", "party": "Biller", "role": "Support", "email": "abe@example.org"}


@pytest.fixture
def pages() -> QuestionnaireSheets:
    return QuestionnaireSheets.open("minimal")


def merge_and_list_edits(pages: QuestionnaireSheets, now: str = "") -> list[Any]:
    return list_edits(*merge(pages.close(), now or read_text("minimal")))


def test_an_answer_of_both_sides_is_a_conflict_with_three_texts(pages: QuestionnaireSheets) -> None:
    pages["Biller"].answer("biller.location", "Dayton, Ohio")
    now = read_text("minimal").replace("location: Millbrook, Ohio", "location: Toledo, Ohio")

    (change,) = merge(pages.close(), now)[0].changes

    assert change.is_conflict
    assert (change.sent, change.theirs, change.ours) == ("Millbrook, Ohio", "Dayton, Ohio", "Toledo, Ohio")
    assert str(change.place) == "Biller!D8"


def test_the_same_answer_of_both_sides_is_none(pages: QuestionnaireSheets) -> None:
    pages["Biller"].answer("biller.location", "Toledo, Ohio")
    now = read_text("minimal").replace("location: Millbrook, Ohio", "location: Toledo, Ohio")

    assert merge(pages.close(), now)[0].changes == []


def test_an_answer_finds_its_item_after_the_list_has_changed(pages: QuestionnaireSheets) -> None:
    pages["People"].answer_item("team[1]", "job_title", "Programmer")
    first = "  - {id: zoe, name: Zoe Ames, party: vendor, role: sponsor, email: zoe@example.com}\n"
    now = read_text("minimal").replace("team:\n", f"team:\n{first}")

    (made,) = merge_and_list_edits(pages, now)

    assert made == SetValue(("team", 2, "job_title"), "Programmer")


def test_an_answer_about_an_item_that_was_removed_is_a_problem(pages: QuestionnaireSheets) -> None:
    pages["People"].answer_item("team[1]", "job_title", "Programmer")
    (problem,) = merge(pages.close(), read_text("minimal").replace("id: ben", "id: benjamin"))[0].problems

    assert problem.cell.startswith("People!")
    assert "Programmer" in problem.message
    assert "removed" in problem.message


def test_deleted_rows_and_sheets_remove_nothing(pages: QuestionnaireSheets) -> None:
    pages["People"].delete_row(5)
    del pages["Biller"]

    state, _, additions = merge(pages.close(), read_text("minimal"))

    assert (state.changes, state.problems, additions) == ([], [], ())
    assert "the sheet `Biller` is missing" in state.warnings[0].message


def test_an_emptied_row_removes_nothing_and_is_named(pages: QuestionnaireSheets) -> None:
    for column in range(2, 20):
        pages["People"].set(5, column, None)

    state, _, _ = merge(pages.close(), read_text("minimal"))

    assert state.changes == []
    assert [one.cell[:7] for one in state.warnings] == ["People!"]


def test_an_added_row_becomes_an_item_that_others_can_refer_to(pages: QuestionnaireSheets) -> None:
    pages["People"].add_row(BILLER)
    pages["The integration"].answer("owner", "Abe")

    owner, added = merge_and_list_edits(pages)

    assert owner == SetValue(("owner",), "abe")
    person = {"id": "abe", "name": "Abe", "party": "biller", "role": "support", "email": "abe@example.org"}
    assert added == InsertItem(("team",), 3, person)


def test_a_row_between_others_is_inserted_there(pages: QuestionnaireSheets) -> None:
    pages["File layouts"].add_row({"^0": "Bill file", "^1": "Bill", "name": "NEW", "type": "Code", "length": "2"}, 6)

    (made,) = merge_and_list_edits(pages)

    field = {"name": "NEW", "type": "code", "length": "2"}
    assert made == InsertItem(("interfaces", 0, "records", 0, "fields"), 1, field)


def test_items_inside_added_items_are_added_with_them(pages: QuestionnaireSheets) -> None:
    page = pages["Files"]
    column = page.find_free_column()
    page.set(page.find_row("name"), column, "Return file")
    page.set(page.find_row("purpose"), column, "Brings returns.")
    pages["Record types"].add_row({"^0": "Return file", "name": "Return"})
    pages["File layouts"].add_row({"^0": "Return file", "^1": "Return", "name": "AMOUNT", "type": "Amount"})

    (made,) = merge_and_list_edits(pages)

    assert made.path == ("interfaces",)
    assert (made.value["id"], made.value["method"]) == ("return-file", "batch")
    (record,) = made.value["records"]
    assert record["fields"] == [{"name": "AMOUNT", "type": "amount"}]


def test_messages_of_an_added_call_say_in_which_direction(pages: QuestionnaireSheets) -> None:
    page = pages["Calls"]
    column = page.find_free_column()
    page.set(page.find_row("^0"), column, page.get(page.find_row("^0"), 5))
    page.set(page.find_row("name"), column, "Cancel")
    row = {"^0": page.get(page.find_row("^0"), 5), "^1": "Cancel", "name": "id", "type": "Code"}
    at = pages["Messages"].add_row(row)

    state, _, _ = merge(pages.close(), read_text("minimal"))
    assert [one.message for one in state.problems] == ["does not say which list the new item belongs to"]
    pages["Messages"].set(at, pages["Messages"].find_column("^list"), "Response")

    (made,) = merge_and_list_edits(pages)

    assert made.value["response"] == [{"name": "id", "type": "code"}]


def test_all_edits_together_are_made_whatever_their_order(pages: QuestionnaireSheets) -> None:
    pages["File layouts"].add_row({"^0": "Bill file", "^1": "Bill", "name": "FIRST", "type": "Code"}, 5)
    pages["People"].add_row(BILLER, 5)
    pages["People"].add_row(BILLER | {"name": "Bo"}, 6)
    pages["People"].answer_item("team[1]", "job_title", "Programmer")
    pages["Biller"].answer("biller.population", None)

    values = read_values(edit_text(read_text("minimal"), merge_and_list_edits(pages)))

    assert [one["name"] for one in values["team"]] == ["Abe", "Bo", "Ada Moreno", "Ben Osei", "Cara Lind"]
    assert values["team"][3]["job_title"] == "Programmer"
    assert values["interfaces"][0]["records"][0]["fields"][0]["name"] == "FIRST"


def test_a_row_that_was_taken_over_before_is_not_added_again(pages: QuestionnaireSheets) -> None:
    pages["People"].add_row(BILLER)
    pages["File layouts"].add_row({"^0": "Bill file", "^1": "Bill", "name": "FILLER", "type": "Filler"})
    pages["File layouts"].add_row({"^0": "Bill file", "^1": "Bill", "name": "FILLER", "type": "Filler"})
    first = merge_and_list_edits(pages)
    once = edit_text(read_text("minimal"), first)

    assert [type(one) for one in first] == [InsertItem] * 3
    assert merge_and_list_edits(pages, once) == []

    (change,) = merge(pages.close(), once.replace("email: abe@example.org", "email: abraham@example.org"))[0].changes
    assert change.is_conflict
    assert (change.theirs, change.ours) == ("abe@example.org", "abraham@example.org")


def test_a_copied_row_is_a_new_item(pages: QuestionnaireSheets) -> None:
    page = pages["People"]
    page.insert_row(6)
    for column in range(1, 20):
        page.set(6, column, page.get(7, column))
    page.set(6, page.find_column("name"), "Bea Osei")

    (made,) = merge_and_list_edits(pages)

    assert (made.path, made.index, made.value["name"]) == (("team",), 1, "Bea Osei")


@pytest.mark.parametrize(
    ("key", "sheet", "value", "expected"),
    [
        ("biller.population", "Biller", 51200, "51200"),
        ("biller.population", "Biller", "51,200", "51200"),
        ("biller.public_entity", "Biller", False, "false"),
        ("biller.kind", "Biller", "City", "city"),
        ("biller.kind", "Biller", "TBD: ask", "TBD: ask"),
        ("timeline.go_live", "Plan and go-live", date(2027, 9, 1), "2027-09-01"),
        ("timeline.go_live", "Plan and go-live", "9/1/2027", "2027-09-01"),
        ("timeline.go_live", "Plan and go-live", "Sep 1, 2027", "2027-09-01"),
        ("biller.billing_system.batch_cut_off", "Biller", time(18, 30), "18:30"),
        ("biller.billing_system.batch_cut_off", "Biller", "6:30 PM", "18:30"),
        ("scope.tenders", "Scope", "ACH; Cash", ["ach", "cash"]),
        ("biller.calendar.days_off", "Biller", "12/24/2027 | Closed", [{"date": "2027-12-24", "name": "Closed"}]),
    ],
)
def test_an_answer_is_understood_as_people_write_it(
    pages: QuestionnaireSheets, key: str, sheet: str, value: Any, expected: Any
) -> None:
    pages[sheet].answer(key, value)

    (made,) = merge_and_list_edits(pages)

    assert made == SetValue(tuple(key.split(".")), expected)


def test_a_lost_zero_is_named_and_changes_nothing(pages: QuestionnaireSheets) -> None:
    pages["Biller"].answer("biller.billing_system.account_number.example", 123456)

    state, _, _ = merge(pages.close(), read_text("minimal"))

    assert state.changes == []
    assert "was sent as `00123456` and is the number 123456 now" in state.warnings[0].message


NEW = {"name": "X"}
ACCOUNT = "biller.billing_system.account_number"


@pytest.mark.parametrize(
    ("change", "cell", "message"),
    [
        (lambda p: p["Biller"].answer("biller.name", "=A1&B2", "formula"), "Biller!D5", "is a formula, `=A1&B2`"),
        (lambda p: p["Biller"].answer("biller.name", "#REF!", "error"), "Biller!D5", "is the error #REF!"),
        (
            lambda p: p["Plan and go-live"].answer("timeline.go_live", 46000),
            "'Plan and go-live'!D6",
            "is the number 46000",
        ),
        (lambda p: p["Biller"].answer(f"{ACCOUNT}.pattern", date(2027, 3, 4)), "Biller!D", "is the date Mar 4, 2027"),
        (lambda p: p["Biller"].answer(f"{ACCOUNT}.example", 1234567890123456789), "Biller!D", "15 digits"),
        (lambda p: p["Biller"].merged.append(("D5:D6", frozenset({(6, 4)}))), "Biller!D5:D6", "are merged"),
        (lambda p: p["Biller"].set(6, 9, "remark"), "Biller!I6", "says `remark` where nothing is asked"),
        (lambda p: p["Biller"].set(90, 4, "remark"), "Biller!D90", "says `remark` where nothing is asked"),
        (lambda p: p["People"].set(6, 26, "remark"), "People!Z6", "says `remark` where nothing is asked"),
        (lambda p: p.update(copy=p["Biller"]), "", "are copies of one sheet"),
        (lambda p: p["File layouts"].add_row(NEW | {"^0": "No such file"}), "'File layouts'!B", "names `No such file`"),
        (lambda p: p["File layouts"].add_row(NEW), "'File layouts'!B", "does not say what the new item belongs to"),
        (lambda p: p["File layouts"].add_row({"^0": "Bill file"}), "'File layouts'!B", "has no answer"),
        (lambda p: p["Test cases"].add_row({"title": "X"}), "'Test cases'!B", "does not say which list"),
        (lambda p: p["Connections"].set(6, p["Connections"].find_free_column(), "X"), "Connections!G", "which kind"),
        (lambda p: p["Connections"].set(5, 5, "Portal download"), "Connections!E5", "which is locked"),
        (lambda p: p["People"].set(5, 1, "@team["), "People!", "has a hidden key that was changed"),
        (lambda p: p["People"].set(3, 3, "no_such_field"), "People!C5", "is not asked any more"),
    ],
)
def test_what_cannot_be_taken_over_is_named_with_its_cell(
    pages: QuestionnaireSheets, change: Callable[[QuestionnaireSheets], None], cell: str, message: str
) -> None:
    change(pages)

    state, _, _ = merge(pages.close(), read_text("minimal"))

    assert state.changes == []
    assert [one for one in state.problems if one.cell.startswith(cell) and message in one.message], state.problems
    assert all(one.path == FILE for one in state.problems)
