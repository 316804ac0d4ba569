"""What is needed by when: the numbers, the order of phases, and the page that says so."""

from pathlib import Path

from golive.open_items.phase_needs import iterate_needed_fields, render_phase_tables
from golive.schema.words import Phase

PAGE = Path(__file__).parents[2] / "docs" / "phases.md"


def test_the_page_holds_the_tables_as_the_annotations_have_them() -> None:
    assert render_phase_tables().count("\n| ") > 80
    assert PAGE.read_text(encoding="utf-8").endswith(f"<!-- made by tools/phases.py -->\n\n{render_phase_tables()}"), (
        "run `python tools/phases.py`"
    )


def test_numbers_are_each_given_once() -> None:
    marks = {(mark.item_number, id(mark)) for _, _, mark in iterate_needed_fields()}

    assert len(marks) > 80
    assert len({number for number, _ in marks}) == len(marks)


def test_nothing_inside_of_a_group_is_needed_before_the_group_is() -> None:
    phases = list(Phase)
    marks = {path: phases.index(mark.phase) for path, _, mark in iterate_needed_fields()}

    assert marks
    early = [
        path for path, at in marks.items() for above in marks if path.startswith(f"{above}.") and at < marks[above]
    ]
    assert early == []
